"""Traces as files: an uncompressed .npz with a header, and a reader that nobody can make read more than a trace.

A file may come from a stranger. So the header is read first, and from the configuration in it follows every member that
there has to be, with its type, shape and size; all of that is compared before any array is read.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from lenetlab.config import Conv1Config
from lenetlab.drawing import shown
from lenetlab.files import reason, replace_file
from lenetlab.layers import Weights
from lenetlab.model import LeNet

FILE_FORMAT = "lenetlab.trace/1"
HEADER = "header.npy"
MOST_HEADER_BYTES = 4_096
MOST_FILE_BYTES = 1_200_000  # a little more than the largest trace with all of it replaced
REPLACED = ".replaced"  # ends the name of the array that says where an output or weights were replaced: 1 there, else 0
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# An .npy file of version 1: these bytes, the length of a description in two bytes, the description, the numbers.
ARRAY_MAGIC = b"\x93NUMPY\x01\x00"
MOST_DESCRIPTION_BYTES = 1_024
TEXT_DESCRIPTION = r"\{'descr': '<U\d+', 'fortran_order': False, 'shape': \(\), \}"
# What zipfile and json raise for a file that is damaged or of another kind. RecursionError is a RuntimeError.
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    RuntimeError,
    MemoryError,
    OverflowError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

Shapes = Mapping[str, Sequence[int]]
Parts = tuple[Conv1Config, tuple[Tensor, ...], dict[str, Weights], dict[str, Tensor]]


class TraceFileError(ValueError):
    """A file is not a trace that `Trace.save` wrote."""


def write_trace(path: str | os.PathLike[str], conv1: Mapping[str, int], arrays: Mapping[str, Tensor]) -> None:
    """Write the arrays of a trace, by "stage.output", "stage.weight" and "stage.bias", whole or not at all.

    Beside each may stand one of the same shape by the same name and REPLACED.
    """
    header = json.dumps({"format": FILE_FORMAT, "conv1": conv1})
    numbers: dict[str, Any] = {name: np.ascontiguousarray(tensor.numpy(), "<f4") for name, tensor in arrays.items()}

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            np.savez(file, header=np.array(header, f"<U{len(header)}"), **numbers)

    replace_file(path, write)


def read_trace(path: str | os.PathLike[str]) -> Parts:
    """The configuration, the stages' outputs in order, the weights, and where something was replaced.

    Raises TraceFileError for any other file.
    """
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_FILE_BYTES:
                raise ValueError(f"it has {size:,} bytes; a trace has at most {MOST_FILE_BYTES:,}")
            with zipfile.ZipFile(file) as archive:
                return _parts_in(archive)
    except FileNotFoundError:
        raise TraceFileError(f"{path}: there is no such file") from None
    except UNREADABLE as error:
        raise TraceFileError(f"{path} is not a trace that Trace.save wrote ({reason(error)})") from error


def _parts_in(archive: zipfile.ZipFile) -> Parts:
    conv1 = _configuration_in(archive)
    weights = LeNet().weights(conv1)
    outputs = {f"{name}.output": shape for name, shape in conv1.shapes.items()}
    shapes: dict[str, Sequence[int]] = dict(outputs)
    for name, (weight, bias) in weights.items():
        shapes |= {f"{name}.weight": weight.shape, f"{name}.bias": bias.shape}
    present = set(archive.namelist())
    where = {f"{name}{REPLACED}": name for name in shapes if f"{name}{REPLACED}.npy" in present}
    shapes |= {name: shapes[original] for name, original in where.items()}
    _check_members(archive, shapes)
    arrays = {name: _array_in(archive, name, tuple(shape)) for name, shape in shapes.items()}
    pairs = {name: (arrays[f"{name}.weight"], arrays[f"{name}.bias"]) for name in weights}
    replaced = {original: arrays[name] != 0 for name, original in where.items()}
    return conv1, tuple(arrays[name] for name in outputs), pairs, replaced


def _configuration_in(archive: zipfile.ZipFile) -> Conv1Config:
    info = archive.getinfo(HEADER)
    if info.file_size > MOST_HEADER_BYTES:
        raise ValueError(f"its header has {info.file_size:,} bytes")
    description, text = _described(HEADER, _content(archive, info))
    if not re.fullmatch(TEXT_DESCRIPTION, description):
        raise ValueError(f"its header is {shown(description)}, expected one text")
    header = json.loads(text.decode("utf-32-le"))
    if header["format"] != FILE_FORMAT:
        raise ValueError(f"its format is {shown(header['format'])}")
    return Conv1Config(**header["conv1"])


def _check_members(archive: zipfile.ZipFile, shapes: Shapes) -> None:
    """Every array once, and as large as its shape says. Raises ValueError."""
    expected = {f"{name}.npy": 4 * int(np.prod(shape)) for name, shape in shapes.items()}
    names = [info.filename for info in archive.infolist()]
    if sorted(names) != sorted([HEADER, *expected]):
        odd = set(names) ^ {HEADER, *expected}
        raise ValueError(f"its arrays are not those of a trace: {shown(min(odd, default='one comes twice'))}")
    for info in archive.infolist():
        least = expected.get(info.filename)
        if least is not None and not least < info.file_size <= least + MOST_DESCRIPTION_BYTES:
            raise ValueError(f"{info.filename} has {info.file_size:,} bytes, expected {least:,} and a header")


def _array_in(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> Tensor:
    description, data = _described(name, _content(archive, archive.getinfo(f"{name}.npy")))
    expected = str({"descr": "<f4", "fortran_order": False, "shape": shape})
    if description != f"{expected[:-1]}, }}":  # NumPy writes a comma after the last entry
        raise ValueError(f"{name} is {shown(description)}, expected float32 {shape}")
    if len(data) != 4 * int(np.prod(shape)):
        raise ValueError(f"{name} has {len(data):,} bytes of numbers, expected float32 {shape}")
    numbers = np.frombuffer(data, "<f4")
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name} has numbers that are not finite")
    return torch.from_numpy(numbers.astype(np.float32).reshape(shape))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What a member holds: never more than the size it states, which was looked at before. Raises ValueError.

    `ZipFile.read` would unpack all there is before it compares, and a few kB may unpack to gigabytes; so may the
    compressions that no trace is written with, however little is asked of them.
    """
    if info.compress_type not in COMPRESSIONS:
        raise ValueError(f"{shown(info.filename)} is compressed by method {info.compress_type}")
    with archive.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise ValueError(f"{shown(info.filename)} has {len(data):,} bytes, not {info.file_size:,} as it states")
    return data


def _described(name: str, data: bytes) -> tuple[str, bytes]:
    """The description of an array in the .npy format, and the bytes of its numbers. Raises ValueError.

    The description is compared as text: NumPy's own reader takes it for Python, and sets memory aside for whatever
    shape and type it states.
    """
    start = len(ARRAY_MAGIC) + 2
    if not data.startswith(ARRAY_MAGIC) or len(data) < start:
        raise ValueError(f"{name} is no array that NumPy writes for a trace")
    end = start + int.from_bytes(data[start - 2 : start], "little")
    return data[start:end].decode("ascii").strip(), data[end:]
