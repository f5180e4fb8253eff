"""Checkpoints read: the weights in safetensors, beside which `card_files` writes a card that says where they come from.

No pickle anywhere: opening a file from a stranger runs no code.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from lenetlab.drawing import shown
from lenetlab.files import reason
from lenetlab.model import LeNet

PathLike = str | os.PathLike[str]
ARCHITECTURE = "lenetlab.LeNet/2"
CHECKPOINT_NAME = "lenet.safetensors"
FLOAT32 = "F32"  # as safetensors names it
ZIP_MAGIC, PICKLE_MAGIC = b"PK\x03\x04", b"\x80"  # what torch.save begins a file with, since version 1.6 and before
MOST_CHECKPOINT_BYTES = 16_000_000  # twenty times what the weights take, so that other types are still told by name
Described = tuple[str, tuple[int, ...]]


class CheckpointError(ValueError):
    """A checkpoint or its card is missing, damaged or made for something else; the message says which."""


def pretrained_path() -> Path:
    """The path of the checkpoint that comes with lenetlab, in the checkout or in the installed package."""
    package = Path(__file__).parent
    candidates = (
        package.parent / "checkpoints" / CHECKPOINT_NAME,
        package / "_checkpoints" / CHECKPOINT_NAME,
    )
    return next((path for path in candidates if path.is_file()), candidates[0])


def load_pretrained() -> LeNet:
    """The model that comes with lenetlab, trained on MNIST and generated handwriting, in eval mode.

    Raises CheckpointError as `load` does.
    """
    return load(pretrained_path())


def load(path: PathLike) -> LeNet:
    """Read a checkpoint that `save` wrote; the model is in eval mode, and on the CPU.

    Names, types and shapes are compared with the model's before any tensor is read. Raises CheckpointError when the
    file is missing, a folder, a pickle, damaged or larger than 16 MB, or holds the weights of another architecture or
    numbers that are not finite.
    """
    path = _existing_file(path)
    if path.stat().st_size > MOST_CHECKPOINT_BYTES:
        raise CheckpointError(f"checkpoint {path} is larger than {MOST_CHECKPOINT_BYTES:,} bytes")
    model = LeNet()
    expected = {name: (FLOAT32, tuple(tensor.shape)) for name, tensor in model.state_dict().items()}
    try:
        with torch.device("cpu"), safe_open(path, "pt") as file:
            _check_header(path, expected, {name: _described(file.get_slice(name)) for name in file.keys()})  # noqa: SIM118
            state = {name: file.get_tensor(name) for name in expected}
    except (SafetensorError, OSError, MemoryError) as error:
        raise CheckpointError(f"checkpoint {path} is damaged or no safetensors file ({reason(error)})") from error
    if not all(torch.isfinite(tensor).all() for tensor in state.values()):
        raise CheckpointError(f"checkpoint {path} holds numbers that are not finite")
    model.load_state_dict(state)
    return model.eval()


def _existing_file(path: object) -> Path:
    """The path of a file that may be a checkpoint. Raises CheckpointError that says what is there instead."""
    if not isinstance(path, (str, os.PathLike)):
        raise CheckpointError(f"path is {shown(path)}; expected the path of a .safetensors file")
    file = Path(path)
    if file.is_dir():
        inside = sorted(entry.name for entry in file.glob("*.safetensors"))
        hint = f"; did you mean {file / inside[0]}?" if inside else ", and no .safetensors file is in it"
        raise CheckpointError(f"checkpoint {file} is a folder{hint}")
    if not file.is_file():
        raise CheckpointError(f"checkpoint {file}: there is no such file")
    with file.open("rb") as opened:
        begins = opened.read(len(ZIP_MAGIC))
    if begins == ZIP_MAGIC or begins.startswith(PICKLE_MAGIC):
        raise CheckpointError(
            f"checkpoint {file} is a pickle, as torch.save writes it, and opening one may run code: only safetensors "
            "files are read, which lenetlab.save(model, path, card) writes"
        )
    return file


def _described(entry: Any) -> Described:
    """The type and shape that the file's header states of a tensor, before anything of it is read."""
    return entry.get_dtype(), tuple(entry.get_shape())


def _check_header(path: Path, expected: Mapping[str, Described], actual: Mapping[str, Described]) -> None:
    different = next((name for name in [*expected, *actual] if expected.get(name) != actual.get(name)), None)
    if different is not None:
        raise CheckpointError(
            f"checkpoint {path} is of another architecture: {shown(different)} is "
            f"{_in_words(actual.get(different), 'missing')}, "
            f"expected {_in_words(expected.get(different), 'nothing of that name')}"
        )


def _in_words(described: Described | None, nothing: str) -> str:
    return f"{described[0]} {described[1]}" if described else nothing
