"""Traces from strangers: nothing but a trace is read, and whatever else it is costs next to nothing."""

from __future__ import annotations

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
    """Refused in words, and without much memory."""
    tracemalloc.start()
    try:
        with pytest.raises(ll.TraceFileError, match=why):
            load(folder, data)
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
    bomb = array(np.zeros((16, 24, 1_000_000), np.float32))
    large = archived([*((name, data) for name, data in entries.items() if name != "conv1.output.npy")])
    for name in ("conv1.output.npy", "header.npy", "more.npy"):
        packed = archived([*((n, d) for n, d in entries.items() if n != name), (name, bomb)], zipfile.ZIP_DEFLATED)
        assert len(packed) < 2_000_000
        refused(folder, packed)
    refused(folder, large, "not those of a trace")


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


def test_objects_are_never_unpickled(folder: Path, whole: bytes) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (pytest.fail, ("code of the file was run",))

    entries = members(whole)
    trap = array(np.array([Trap()], object), allow_pickle=True)
    for name in ("header.npy", "fc3.output.npy"):
        refused(folder, archived(list((entries | {name: trap}).items())))


@settings(max_examples=400, deadline=None)
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
