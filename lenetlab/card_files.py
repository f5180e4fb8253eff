"""Checkpoints and their cards on disk: both written, and the card read. `checkpoints.load` reads the weights.

No pickle anywhere: opening a file from a stranger runs no code.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from safetensors.torch import save_file

from lenetlab.card import CARD_VERSION, Card, check_version
from lenetlab.card_values import CardError
from lenetlab.checkpoints import ARCHITECTURE, CheckpointError, pretrained_path
from lenetlab.drawing import shown
from lenetlab.files import reason, replace_file, sha256
from lenetlab.model import LeNet

PathLike = str | os.PathLike[str]
MOST_CARD_BYTES = 4_000_000


def save(model: LeNet, path: PathLike, card: Card | Mapping[str, object]) -> None:
    """Write the weights to `path`, whose name ends in .safetensors, and the card beside it, as .json.

    Each file is replaced at once or not at all. card: as `save_card` takes it. Of a pruned or parametrised layer its
    weights are written as they are at work, so that `load` gives a model that reads alike. Raises ValueError for a path
    with another ending, for a model with layers of its own (see `LeNet.weights`), and as `save_card` does; then nothing
    is written.
    """
    path = Path(path)
    if path.suffix != ".safetensors":
        raise ValueError(f"path is {str(path)!r}; its name must end in .safetensors")
    checked = _checked(card)
    _text(checked)
    state = {name: tensor.detach().cpu().contiguous() for name, tensor in model.plain_state().items()}
    replace_file(path, lambda temporary: save_file(state, temporary, metadata={"architecture": ARCHITECTURE}))
    save_card(path, checked)


def save_card(path: PathLike, card: Card | Mapping[str, object]) -> None:
    """Write the card of the checkpoint at `path`, which stays as it is.

    card: a Card, or a mapping of JSON values that `Card.from_json` makes one of; its version, its architecture and the
    hash of the weights are filled in. Raises CardError, a ValueError, for a card that could not be read again, and
    ValueError or TypeError for NaN, infinity and what is not JSON in an extra entry; then nothing is written.
    """
    path = Path(path)
    text = _text(replace(_checked(card), weights_sha256=sha256(path)))
    replace_file(path.with_suffix(".json"), lambda temporary: temporary.write_text(text, encoding="utf-8"))


def _checked(card: object) -> Card:
    """The card as it is to be written; raises CardError unless reading gives the same card again."""
    if not isinstance(card, (Card, Mapping)):
        raise CardError(f"card is {shown(card)}; allowed: a lenetlab.Card, or a mapping of JSON values")
    stated = card if isinstance(card, Card) else Card.from_json(card)
    written = replace(stated, version=CARD_VERSION, architecture=ARCHITECTURE)
    if Card.from_json(written.to_json()) != written:
        raise CardError("the card would read otherwise than it was given: an entry of extra has the name of another")
    return written


def _text(card: Card) -> str:
    try:
        return json.dumps(card.to_json(), indent=2, allow_nan=False) + "\n"
    except RecursionError:
        raise CardError("the card is nested too deeply to be written") from None


def read_card(path: PathLike | None = None, *, lenient: bool = False) -> Card:
    """The model card of a checkpoint; without a path, of the one that comes with lenetlab.

    Raises CheckpointError when the card is missing, is not a JSON object, is nested too deeply or larger than 4 MB, has
    numbers that are not finite or text that is no Unicode, or belongs to other weights; and CardError, a kind of it,
    for a newer version and for a part that is damaged. With lenient, a part that is damaged counts as missing.
    """
    path = pretrained_path() if path is None else Path(path)
    card_path = path.with_suffix(".json")
    record = _record(card_path)
    if path.is_file() and record.get("weights_sha256") != sha256(path):
        raise CheckpointError(f"model card {card_path} belongs to other weights than {path}")
    try:
        card = Card.from_json(record, lenient=lenient)
        check_version(card.version)
    except CardError as error:
        raise CardError(f"model card {card_path}: {error}") from None
    return card


def _record(card_path: Path) -> dict[str, object]:
    try:
        if card_path.stat().st_size > MOST_CARD_BYTES:
            raise CheckpointError(f"model card {card_path} is larger than {MOST_CARD_BYTES:,} bytes")
        text = card_path.read_text(encoding="utf-8")
        record: object = json.loads(text, parse_constant=_finite, parse_float=_finite)
        json.dumps(record, ensure_ascii=False).encode()  # ValueError for half a surrogate pair, which JSON allows
    except FileNotFoundError:
        raise CheckpointError(f"model card {card_path}: there is no such file") from None
    except CheckpointError:
        raise
    except (OSError, ValueError) as error:
        raise CheckpointError(f"model card {card_path} cannot be read or is not JSON ({reason(error)})") from error
    except RecursionError:
        raise CheckpointError(f"model card {card_path} is nested too deeply") from None
    if not isinstance(record, dict):
        raise CheckpointError(f"model card {card_path} is not a JSON object")
    return record


def _finite(text: str) -> float:
    """The number that JSON writes so. Raises ValueError for NaN, infinity, and numbers too large to be told from it."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{shown(text)} is no finite number")
    return number
