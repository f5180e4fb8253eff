"""The weights in use and their card: read once when the app is made, the same until it is made anew.

A worker of gunicorn never looks at the files, so all of them answer alike whatever happens to the folder. A checkpoint
that is put there is read by the next start, or by a reload (SIGHUP).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import lenetlab as ll

RANDOM_SEED = 0


@dataclass(frozen=True, eq=False)
class WeightsInUse:
    """models: by the name of the setting. card: without what is damaged in it. sha256: of the checkpoint.

    stated: the accuracy on the MNIST test images by configuration, as the card states it. digit_threshold: the digit
    score below which an input does not look like a digit; None if the card states none.
    """

    models: Mapping[str, ll.LeNet]
    card: ll.Card
    sha256: str
    stated: Mapping[ll.Conv1Config, float]
    digit_threshold: float | None


def read_weights() -> WeightsInUse:
    """Read the checkpoint and its card. Raises CheckpointError for one that is missing, damaged or of another kind, and
    for a card that is no card at all or belongs to other weights. What is damaged in a card counts as missing, and a
    checkpoint may come without a card."""
    path = ll.pretrained_path()
    model = ll.load(path)
    card = ll.read_card(lenient=True) if path.with_suffix(".json").exists() else ll.Card()
    return WeightsInUse(
        models={"pretrained": model, "random": ll.LeNet(seed=RANDOM_SEED).eval()},
        card=card,
        sha256=ll.sha256(path),
        stated={row.conv1: row.accuracy.value for row in card.evaluation.configurations},
        digit_threshold=ll.digit_threshold(card),
    )


@lru_cache(maxsize=1)
def weights_in_use() -> WeightsInUse:
    """What `read_weights` found when it was first asked for in this process, or by `read_anew`."""
    return read_weights()


@lru_cache(maxsize=len(ll.Conv1Config.all()))
def units_in_use(conv1: ll.Conv1Config) -> ll.Units | None:
    """What the units of the weights in use like in a configuration; None where that was not measured of them."""
    try:
        units = ll.units(conv1)
    except (ll.CheckpointError, ValueError):
        return None
    return units if ll.sha256(ll.pretrained_path()) == weights_in_use().sha256 else None


def read_anew() -> WeightsInUse:
    """Read the files once more. When they cannot be used, what is in use stays in use. Raises CheckpointError."""
    read_weights()
    weights_in_use.cache_clear()
    units_in_use.cache_clear()
    return weights_in_use()
