"""The model card: where a checkpoint comes from and how well it reads."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy
import torch

import lenetlab
from training.data import Splits
from training.evaluation import FULL, Effort, evaluate, measure_held_back
from training.pen import PenDigit
from training.state import Run

TRAINED_ON = (
    "MNIST, 55,000 training images (5,000 held back, 10,000 test images reported), and drawings that lenetlab"
    " generates: digits, and what is no digit"
)


def make_card(run: Run, splits: Splits, pen: Sequence[PenDigit], effort: Effort = FULL) -> dict[str, object]:
    """A card of JSON values. The 10,000 test images are looked at here, once a run, and never before."""
    cpu = torch.device("cpu")
    model = deepcopy(run.average).to(cpu)
    figures, threshold = measure_held_back(model, splits.validation.to(cpu), effort)
    evaluation = evaluate(model, splits.test.to(cpu), pen, threshold, effort)
    return {
        "name": "LeNet Lab",
        "trained_on": TRAINED_ON,
        "date": date.today().isoformat(),
        "recipe": asdict(run.recipe),
        "epochs": run.epoch,
        "seed": run.recipe.seed,
        "seconds": round(run.seconds),
        "history": run.history,
        "data_sha256": splits.sha256,
        "versions": {
            "lenetlab": lenetlab.__version__,
            "torch": torch.__version__,
            "numpy": numpy.__version__,
            "python": platform.python_version(),
        },
        "weights": sum(p.numel() for p in model.parameters()),
        "held_back": figures,
        "evaluation": evaluation,
    }


def add_to_card(checkpoint: Path, card_before: Mapping[str, object], **figures: object) -> None:
    """Write figures into the card of a checkpoint, whose weights stay as they are.

    card_before: the card from before the measurement. Raises ValueError if the weights have been replaced since then.
    """
    card = lenetlab.read_card(checkpoint)
    if card["weights_sha256"] != card_before["weights_sha256"]:
        raise ValueError(f"{checkpoint} was replaced meanwhile; its card is left as it is")
    lenetlab.save_card(checkpoint, {**card, **figures})


def quality_of(card: Mapping[str, object]) -> float | None:
    """The quality on the digits held back that a card states, 0 to 1; None if it states none."""
    held_back = card.get("held_back")
    value = held_back.get("quality") if isinstance(held_back, dict) else None
    return float(value) if isinstance(value, (int, float)) else None


def in_full(card: Mapping[str, object]) -> bool:
    """Whether the card has the full evaluation, which measures every number of filters."""
    evaluation = card.get("evaluation")
    return isinstance(evaluation, dict) and bool(evaluation.get("filters"))
