"""Checkpoints: the weights in safetensors, and beside them a JSON model card that says where they come from.

No pickle anywhere: opening a file from a stranger runs no code.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from lenetlab.drawing import shown
from lenetlab.files import reason, replace_file, sha256
from lenetlab.model import LeNet

PathLike = str | os.PathLike[str]
ARCHITECTURE = "lenetlab.LeNet/2"
CHECKPOINT_NAME = "lenet.safetensors"
FLOAT32 = "F32"  # as safetensors names it
MOST_CARD_BYTES = 4_000_000
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
    """Read a checkpoint that `save` wrote; the model is in eval mode.

    Names, types and shapes are compared with the model's before any tensor is read. Raises CheckpointError when the
    file is missing, damaged or larger than 16 MB, or holds the weights of another architecture or numbers that are not
    finite.
    """
    path = Path(path)
    if not path.is_file():
        raise CheckpointError(f"checkpoint {path}: there is no such file")
    if path.stat().st_size > MOST_CHECKPOINT_BYTES:
        raise CheckpointError(f"checkpoint {path} is larger than {MOST_CHECKPOINT_BYTES:,} bytes")
    model = LeNet()
    expected = {name: (FLOAT32, tuple(tensor.shape)) for name, tensor in model.state_dict().items()}
    try:
        with safe_open(path, "pt") as file:
            _check_header(path, expected, {name: _described(file.get_slice(name)) for name in file.keys()})  # noqa: SIM118
            state = {name: file.get_tensor(name) for name in expected}
    except (SafetensorError, OSError, MemoryError) as error:
        raise CheckpointError(f"checkpoint {path} is damaged or no safetensors file ({reason(error)})") from error
    if not all(torch.isfinite(tensor).all() for tensor in state.values()):
        raise CheckpointError(f"checkpoint {path} holds numbers that are not finite")
    model.load_state_dict(state)
    return model.eval()


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


def save(model: LeNet, path: PathLike, card: Mapping[str, object]) -> None:
    """Write the weights to `path`, whose name ends in .safetensors, and the card beside it, as .json.

    Each file is replaced at once or not at all. The card is JSON values; the hash of the weights is added to it.
    Raises ValueError for a path with another ending and for a card with NaN or infinity in it, TypeError for a card
    that is not JSON; then nothing is written.
    """
    path = Path(path)
    if path.suffix != ".safetensors":
        raise ValueError(f"path is {str(path)!r}; its name must end in .safetensors")
    described = {**card, "architecture": ARCHITECTURE}
    json.dumps(described, allow_nan=False)
    state = {name: tensor.detach().cpu().contiguous() for name, tensor in model.state_dict().items()}
    replace_file(path, lambda temporary: save_file(state, temporary, metadata={"architecture": ARCHITECTURE}))
    save_card(path, described)


def save_card(path: PathLike, card: Mapping[str, object]) -> None:
    """Write the card of the checkpoint at `path`, which stays as it is; its architecture and hash are added.

    Raises ValueError for a card with NaN or infinity in it, TypeError for a card that is not JSON; then nothing is
    written.
    """
    path = Path(path)
    described = {**card, "architecture": ARCHITECTURE, "weights_sha256": sha256(path)}
    text = json.dumps(described, indent=2, allow_nan=False) + "\n"
    replace_file(path.with_suffix(".json"), lambda temporary: temporary.write_text(text, encoding="utf-8"))


def read_card(path: PathLike | None = None) -> dict[str, object]:
    """The model card of a checkpoint; without a path, of the one that comes with lenetlab.

    Raises CheckpointError when the card is missing, is not a JSON object, is nested too deeply or larger than 4 MB, has
    numbers that are not finite or text that is no Unicode, or belongs to other weights.
    """
    path = pretrained_path() if path is None else Path(path)
    card_path = path.with_suffix(".json")
    try:
        if card_path.stat().st_size > MOST_CARD_BYTES:
            raise CheckpointError(f"model card {card_path} is larger than {MOST_CARD_BYTES:,} bytes")
        text = card_path.read_text(encoding="utf-8")
        card = json.loads(text, parse_constant=_finite, parse_float=_finite)
        json.dumps(card, ensure_ascii=False).encode()  # raises ValueError for half a surrogate pair, which JSON allows
    except FileNotFoundError:
        raise CheckpointError(f"model card {card_path}: there is no such file") from None
    except CheckpointError:
        raise
    except (OSError, ValueError) as error:
        raise CheckpointError(f"model card {card_path} cannot be read or is not JSON ({reason(error)})") from error
    except RecursionError:
        raise CheckpointError(f"model card {card_path} is nested too deeply") from None
    if not isinstance(card, dict):
        raise CheckpointError(f"model card {card_path} is not a JSON object")
    if path.is_file() and card.get("weights_sha256") != sha256(path):
        raise CheckpointError(f"model card {card_path} belongs to other weights than {path}")
    return card


def _finite(text: str) -> float:
    """The number that JSON writes so. Raises ValueError for NaN, infinity, and numbers too large to be told from it."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{shown(text)} is no finite number")
    return number
