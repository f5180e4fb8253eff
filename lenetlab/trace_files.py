"""Traces as files: an uncompressed .npz with a header, and a reader that nobody can make read more than a trace.

A file may come from a stranger. So the header is read first, and from the configuration in it follows every member that
there has to be, with its type, shape and size; all of that is compared before any array is read.
"""

from __future__ import annotations

import io
import json
import os
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
from lenetlab.files import replace_file
from lenetlab.model import LeNet, Weights

FILE_FORMAT = "lenetlab.trace/1"
HEADER = "header.npy"
MOST_HEADER_BYTES = 4_096
MOST_ARRAY_HEADER_BYTES = 1_024  # what stands before the numbers of an array
MOST_FILE_BYTES = 2_000_000  # three times the largest trace
# What numpy, zipfile and json raise for a file that is damaged or of another kind.
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,  # RecursionError is one
    MemoryError,
    OverflowError,
    NotImplementedError,
    SyntaxError,  # an array's header is a Python literal
    zipfile.BadZipFile,
    zlib.error,
)

Shapes = Mapping[str, Sequence[int]]
Parts = tuple[Conv1Config, tuple[Tensor, ...], dict[str, Weights]]


class TraceFileError(ValueError):
    """A file is not a trace that `Trace.save` wrote."""


def write_trace(path: str | os.PathLike[str], conv1: Mapping[str, int], arrays: Mapping[str, Tensor]) -> None:
    """Write the arrays of a trace, by "stage.output", "stage.weight" and "stage.bias", whole or not at all."""
    header = json.dumps({"format": FILE_FORMAT, "conv1": conv1})
    numbers: dict[str, Any] = {name: tensor.numpy() for name, tensor in arrays.items()}

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            np.savez(file, header=np.array(header), **numbers)

    replace_file(path, write)


def read_trace(path: str | os.PathLike[str]) -> Parts:
    """The configuration, the stages' outputs in order, and the weights. Raises TraceFileError for any other file."""
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
        raise TraceFileError(f"{path} is not a trace that Trace.save wrote ({error})") from error


def _parts_in(archive: zipfile.ZipFile) -> Parts:
    conv1 = _configuration_in(archive)
    weights = LeNet().weights(conv1)
    outputs = {f"{name}.output": shape for name, shape in conv1.shapes.items()}
    shapes: dict[str, Sequence[int]] = dict(outputs)
    for name, (weight, bias) in weights.items():
        shapes |= {f"{name}.weight": weight.shape, f"{name}.bias": bias.shape}
    _check_members(archive, shapes)
    arrays = {name: _array_in(archive, name, tuple(shape)) for name, shape in shapes.items()}
    pairs = {name: (arrays[f"{name}.weight"], arrays[f"{name}.bias"]) for name in weights}
    return conv1, tuple(arrays[name] for name in outputs), pairs


def _configuration_in(archive: zipfile.ZipFile) -> Conv1Config:
    info = archive.getinfo(HEADER)
    if info.file_size > MOST_HEADER_BYTES:
        raise ValueError(f"its header has {info.file_size:,} bytes")
    text = str(np.lib.format.read_array(io.BytesIO(archive.read(info)), allow_pickle=False))
    header = json.loads(text)
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
        if least is not None and not least < info.file_size <= least + MOST_ARRAY_HEADER_BYTES:
            raise ValueError(f"{info.filename} has {info.file_size:,} bytes, expected {least:,} and a header")


def _array_in(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> Tensor:
    data = archive.read(f"{name}.npy")
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError(f"{name} is an array of an unknown version")
    found, in_columns, dtype = np.lib.format.read_array_header_1_0(file)
    if dtype != np.dtype("<f4") or found != shape or (in_columns and len(shape) > 1):
        raise ValueError(f"{name} is {dtype} {found}, expected float32 {shape}")
    numbers = np.frombuffer(data, "<f4", offset=file.tell())
    if numbers.size != int(np.prod(shape)):
        raise ValueError(f"{name} has {numbers.size:,} numbers, expected {shape}")
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name} has numbers that are not finite")
    return torch.from_numpy(numbers.astype(np.float32).reshape(shape))
