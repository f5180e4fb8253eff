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
        rows = _evaluation()["configurations"]
        return {ll.Conv1Config(*(row[name] for name in SETTINGS)): float(row["test"]) for row in rows}  # type: ignore[attr-defined]
    except (KeyError, TypeError, ValueError):
        return {}


@lru_cache(maxsize=1)
def digit_threshold() -> float | None:
    """The digit score below which an input does not look like a digit; None where the card states none."""
    try:
        return float(_evaluation()["digit_score"]["threshold"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


def _evaluation() -> Mapping[str, object]:
    try:
        evaluation = ll.read_card().get("evaluation")
    except ll.CheckpointError:
        return {}
    return evaluation if isinstance(evaluation, Mapping) else {}
