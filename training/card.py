"""The model card: where a checkpoint comes from and how well it reads."""

from __future__ import annotations

import platform
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy
import torch

import lenetlab
from lenetlab import CheckpointError, Conv1Config, read_card
from training.data import Splits
from training.evaluate import accuracies
from training.state import Run


def make_card(run: Run, splits: Splits, held_back: float) -> dict[str, object]:
    """A card of JSON values. The 10,000 test images are looked at here, once a run, and never before."""
    model = run.average
    by_configuration = accuracies(model, splits.test, Conv1Config.all())
    return {
        "name": "LeNet Lab",
        "trained_on": "MNIST, 55,000 training images; 5,000 held back, 10,000 test images reported",
        "date": date.today().isoformat(),
        "recipe": asdict(run.recipe),
        "epochs": run.epoch,
        "seed": run.recipe.seed,
        "seconds": round(run.seconds),
        "data_sha256": splits.sha256,
        "versions": {
            "lenetlab": lenetlab.__version__,
            "torch": torch.__version__,
            "numpy": numpy.__version__,
            "python": platform.python_version(),
        },
        "weights": sum(p.numel() for p in model.parameters()),
        "accuracy": {
            "validation": held_back,
            "test": by_configuration[Conv1Config()],
            "test_by_configuration": [{**asdict(conv1), "test": hits} for conv1, hits in by_configuration.items()],
        },
    }


def held_back_accuracy(card: dict[str, object]) -> float:
    """The accuracy on the images held back that a card states, in the default configuration; 0 where it states none."""
    stated = card.get("accuracy")
    value = stated.get("validation") if isinstance(stated, dict) else None
    return float(value) if isinstance(value, (int, float)) else 0.0


def standing_accuracy(path: Path) -> float:
    """What the card of the checkpoint at `path` states; 0 where there is none, or nothing is known of it."""
    try:
        return held_back_accuracy(read_card(path))
    except CheckpointError:
        return 0.0
