"""Checkpoints: the weights in safetensors, and beside them a JSON model card that says where they come from.

No pickle anywhere: opening a file from a stranger runs no code.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from lenetlab.files import replace_file, sha256
from lenetlab.model import LeNet

PathLike = str | os.PathLike[str]
ARCHITECTURE = "lenetlab.LeNet/2"
CHECKPOINT_NAME = "lenet.safetensors"


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

    Raises CheckpointError when the file is missing, damaged, or holds the weights of another architecture.
    """
    path = Path(path)
    if not path.is_file():
        raise CheckpointError(f"checkpoint {path}: there is no such file")
    try:
        state = load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(f"checkpoint {path} is damaged or no safetensors file ({error})") from error
    model = LeNet()
    expected = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    actual = {name: tuple(tensor.shape) for name, tensor in state.items()}
    if actual != expected:
        different = next(name for name in [*expected, *actual] if expected.get(name) != actual.get(name))
        raise CheckpointError(
            f"checkpoint {path} is of another architecture: {different} is {actual.get(different, 'missing')}, "
            f"expected {expected.get(different, 'nothing of that name')}"
        )
    if not all(torch.isfinite(tensor).all() for tensor in state.values()):
        raise CheckpointError(f"checkpoint {path} holds numbers that are not finite")
    model.load_state_dict(state)
    return model.eval()


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

    Raises CheckpointError when the card is missing, is not a JSON object, or belongs to other weights.
    """
    path = pretrained_path() if path is None else Path(path)
    card_path = path.with_suffix(".json")
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CheckpointError(f"model card {card_path}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise CheckpointError(f"model card {card_path} cannot be read or is not JSON ({error})") from error
    if not isinstance(card, dict):
        raise CheckpointError(f"model card {card_path} is not a JSON object")
    if path.is_file() and card.get("weights_sha256") != sha256(path):
        raise CheckpointError(f"model card {card_path} belongs to other weights than {path}")
    return card
