"""What the model card of the pretrained weights states, as the panels use it; nothing where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import lenetlab as ll

SETTINGS = ("kernel_size", "stride", "padding", "filters")


@lru_cache(maxsize=1)
def stated_accuracies() -> dict[ll.Conv1Config, float]:
    """The accuracy on the MNIST test images for each configuration; empty where the card states none."""
    try:
        rows = _card()["evaluation"]["configurations"]  # type: ignore[index]
        return {ll.Conv1Config(*(row[name] for name in SETTINGS)): float(row["test"]) for row in rows}
    except (KeyError, TypeError, ValueError):
        return {}


@lru_cache(maxsize=1)
def digit_threshold() -> float | None:
    """The digit score below which an input does not look like a digit; None where the card states none."""
    return ll.digit_threshold(_card())


def _card() -> Mapping[str, object]:
    try:
        return ll.read_card()
    except ll.CheckpointError:
        return {}
