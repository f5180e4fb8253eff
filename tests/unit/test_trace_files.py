"""Traces from strangers: nothing but a trace is read, and whatever else it is costs next to nothing."""

from __future__ import annotations

import contextlib
import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll

MOST_BYTES = 12_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traces")


@pytest.fixture(scope="module")
def whole(folder: Path, model: ll.LeNet, seven: ll.Drawing) -> bytes:
    path = folder / "whole.npz"
    ll.trace(model, ll.preprocess(seven), ll.Conv1Config(stride=2)).save(path)
    return path.read_bytes()


def members(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archived(entries: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def array(values: np.ndarray, allow_pickle: bool = False) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, values, allow_pickle=allow_pickle)
    return file.getvalue()


def load(folder: Path, data: bytes) -> ll.Trace:
    path = folder / "given.npz"
    path.write_bytes(data)
    return ll.Trace.load(path)


def refused(folder: Path, data: bytes, why: str | None = None) -> None:
    """Refused in a few words, and without much memory."""
    tracemalloc.start()
    try:
        with pytest.raises(ll.TraceFileError, match=why) as caught:
            load(folder, data)
        assert len(str(caught.value)) < 500
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


def test_what_was_saved_comes_back_bit_for_bit(folder: Path, whole: bytes, model: ll.LeNet, seven: ll.Drawing) -> None:
    saved = ll.trace(model, ll.preprocess(seven), ll.Conv1Config(stride=2))
    for data in (whole, archived(list(members(whole).items()), zipfile.ZIP_DEFLATED)):
        loaded = load(folder, data)
        assert loaded.conv1 == saved.conv1
        assert all(torch.equal(one.output, other.output) for one, other in zip(loaded, saved, strict=True))
        assert torch.equal(loaded["fc1"].weight, saved["fc1"].weight)  # type: ignore[arg-type]


def test_a_small_file_that_unpacks_to_much_is_refused_before_it_is_unpacked(folder: Path, whole: bytes) -> None:
    entries = members(whole)
    bomb = array(np.zeros((16, 24, 40_000), np.float32))
    large = archived([*((name, data) for name, data in entries.items() if name != "conv1.output.npy")])
    for name in ("conv1.output.npy", "header.npy", "more.npy"):
        packed = archived([*((n, d) for n, d in entries.items() if n != name), (name, bomb)], zipfile.ZIP_DEFLATED)
        assert len(packed) < 1_000_000
        refused(folder, packed)
    refused(folder, large, "not those of a trace")


def lying(entries: dict[str, bytes], name: str, compression: int) -> bytes:
    """An archive in which one member unpacks to 40 MB more than the size it states."""
    packed = bytearray(archived(list((entries | {name: entries[name] + bytes(40_000_000)}).items()), compression))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        stated = archive.getinfo(name).file_size.to_bytes(4, "little")
    assert packed.count(stated) == 2  # before the member itself, and in the list at the end
    return bytes(packed.replace(stated, len(entries[name]).to_bytes(4, "little")))


@pytest.mark.parametrize("name", ["header.npy", "fc3.output.npy"])
@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_lies_about_its_size_is_not_unpacked(
    folder: Path, whole: bytes, name: str, compression: int
) -> None:
    refused(folder, lying(members(whole), name, compression))


def test_a_large_file_is_refused_unread(folder: Path, whole: bytes) -> None:
    refused(folder, whole + b"0" * 2_000_000, "bytes; a trace has at most")


def test_an_array_more_less_or_twice_is_refused(folder: Path, whole: bytes) -> None:
    entries = list(members(whole).items())
    refused(folder, archived([*entries, ("more.npy", entries[0][1])]), "not those of a trace: 'more.npy'")
    refused(folder, archived(entries[:-1]), "not those of a trace")
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = archived([*entries, entries[-1]])
    refused(folder, twice, "comes twice")


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused(folder: Path, whole: bytes, odd: float) -> None:
    entries = members(whole)
    values = np.load(io.BytesIO(entries["fc3.output.npy"])).copy()
    values[3] = odd
    refused(folder, archived(list((entries | {"fc3.output.npy": array(values)}).items())), "fc3.output .* not finite")


@pytest.mark.parametrize("dtype", [">f4", "<i4", "<u4"])
def test_numbers_of_another_type_are_refused(folder: Path, whole: bytes, dtype: str) -> None:
    entries = members(whole)
    values = np.load(io.BytesIO(entries["fc3.output.npy"])).astype(dtype)
    refused(folder, archived(list((entries | {"fc3.output.npy": array(values)}).items())), "expected float32")


def test_an_array_that_lies_about_its_shape_is_refused(folder: Path, whole: bytes) -> None:
    entries = members(whole)
    honest = entries["fc3.output.npy"]
    liar = honest.replace(b"(10,), }         ", b"(999999999999,), }", 1)
    assert liar != honest
    refused(folder, archived(list((entries | {"fc3.output.npy": liar[: len(honest)]}).items())))


@pytest.mark.parametrize(
    "header",
    [
        "[" * 900,
        json.dumps({"format": "lenetlab.trace/1", "conv1": {"kernel_size": 10**300}}),
        json.dumps({"format": "lenetlab.trace/1", "conv1": [1]}),
        json.dumps({"format": "lenetlab.trace/1"}),
        json.dumps({"format": ["x" * 500]}),
        json.dumps(["format"]),
        "null",
        "",
    ],
)
def test_a_header_of_another_kind_is_refused(folder: Path, whole: bytes, header: str) -> None:
    entries = members(whole)
    refused(folder, archived(list((entries | {"header.npy": array(np.array(header))}).items())))


@pytest.mark.parametrize(
    "description",
    [
        "(((((",
        "{'a': '''",
        "[" * 3_000,
        "-" * 3_000 + "1",
        "  1\n 2",
        "",
        "{'descr': '<U1', 'fortran_order': False, 'shape': (1000000000,), }",
        "{'descr': '<U1', 'fortran_order': False, 'shape': (-1,), }",
        "{'descr': '|V2000000000', 'fortran_order': False, 'shape': (), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (10,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (5, 2), }",
        "{'descr': '<U1', 'fortran_order': False, 'shape': (), }",
    ],
)
def test_an_array_of_an_odd_description_is_refused_before_memory_is_set_aside(
    folder: Path, whole: bytes, description: str
) -> None:
    text = description.encode()
    odd = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + b"\xff" * 40
    for name in ("header.npy", "fc3.output.npy"):
        refused(folder, archived(list((members(whole) | {name: odd}).items())))


def test_objects_are_never_unpickled(folder: Path, whole: bytes) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (pytest.fail, ("code of the file was run",))

    entries = members(whole)
    trap = array(np.array([Trap()], object), allow_pickle=True)
    for name in ("header.npy", "fc3.output.npy"):
        refused(folder, archived(list((entries | {name: trap}).items())))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_change_of_a_file_raises_anything_else_or_takes_much_memory(
    folder: Path, whole: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(whole)) | st.integers(len(whole) - 4_000, len(whole)) | st.integers(0, 400))
    cut = data.draw(st.integers(0, 30))
    changed = whole[:start] + data.draw(st.binary(max_size=30)) + whole[start + cut :]
    tracemalloc.start()
    try:
        load(folder, changed)
    except ll.TraceFileError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MOST_BYTES


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_nor_does_a_change_inside_a_member_whose_checksum_is_right(
    folder: Path, whole: bytes, data: st.DataObject
) -> None:
    entries = members(whole)
    name = data.draw(st.sampled_from(sorted(entries)))
    start = data.draw(st.integers(0, min(len(entries[name]), 400)))
    cut = data.draw(st.integers(0, 20))
    entries[name] = entries[name][:start] + data.draw(st.binary(max_size=20)) + entries[name][start + cut :]
    tracemalloc.start()
    try:
        with contextlib.suppress(ll.TraceFileError):
            loaded = load(folder, archived(list(entries.items())))
            assert all(bool(torch.isfinite(layer.output).all()) for layer in loaded)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MOST_BYTES


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_trace_that_is_written_can_be_read(folder: Path, model: ll.LeNet, conv1: ll.Conv1Config) -> None:
    path = folder / "written.npz"
    ll.trace(model, torch.zeros(1, 1, 28, 28), conv1).save(path)
    assert ll.Trace.load(path).conv1 == conv1


def test_weights_that_lie_in_memory_by_columns_come_back_too(folder: Path) -> None:
    model = ll.LeNet(seed=0)
    linear = model.fc1["s1"]
    linear.weight = torch.nn.Parameter(linear.weight.detach().t().contiguous().t())
    saved = ll.trace(model, torch.zeros(1, 1, 28, 28))
    saved.save(folder / "columns.npz")
    assert torch.equal(ll.Trace.load(folder / "columns.npz")["fc1"].weight, saved["fc1"].weight)  # type: ignore[arg-type]
