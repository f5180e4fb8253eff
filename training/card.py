"""The model card: where a checkpoint comes from and how well it reads."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy
import torch

import lenetlab as ll
from training.data import Splits
from training.evaluation import FULL, Effort, evaluate, measure_held_back
from training.hershey import has_hershey
from training.pen import PenDigit
from training.recipe import Recipe
from training.state import Run
from training.typeset import has_typeset

TRAINED_ON = (
    "MNIST, 55,000 training images (5,000 held back, 10,000 test images reported), and drawings that lenetlab"
    " generates: digits, and what is no digit"
)


def make_card(run: Run, splits: Splits, pen: Sequence[PenDigit], effort: Effort = FULL) -> ll.Card:
    """The card of a run. The 10,000 test images are looked at here, once a run, and never before."""
    cpu = torch.device("cpu")
    model = deepcopy(run.average).to(cpu)
    held_back, threshold = measure_held_back(model, splits.validation.to(cpu), effort)
    return ll.Card(
        name="LeNet Lab",
        trained_on=TRAINED_ON,
        date=date.today().isoformat(),
        recipe=stated(run.recipe),
        epochs=run.epoch,
        seed=run.recipe.seed,
        seconds=round(run.seconds),
        history=tuple(ll.card.Epoch(*row) for row in run.history),
        data_sha256=splits.sha256,
        versions=versions(),
        weights=sum(p.numel() for p in model.parameters()),
        held_back=held_back,
        evaluation=evaluate(model, splits.test.to(cpu), pen, threshold, effort),
    )


def versions() -> dict[str, str]:
    """Of all software that the weights depend on; of what brings fonts to learn from too, where it is installed."""
    found = {
        "lenetlab": ll.__version__,
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
    }
    fonts = {"hershey-fonts": has_hershey(), "matplotlib": has_typeset()}
    return found | {name: version(name) for name, there in fonts.items() if there}


def stated(recipe: Recipe) -> ll.card.Recipe:
    """The recipe as a card states it, with every setting."""
    settings = {name: value for name, value in asdict(recipe).items() if name not in ("epochs", "batch_size", "seed")}
    return ll.card.Recipe(recipe.epochs, recipe.batch_size, recipe.seed, settings)


def add_to_card(
    checkpoint: Path,
    card_before: ll.Card,
    evaluation: ll.card.Evaluation | None = None,
    spread: ll.card.Spread | None = None,
    generality: ll.card.Generality | None = None,
) -> None:
    """Write what was measured into the card of a checkpoint. Its weights and the rest of the card stay as they are.

    card_before: the card from before the measurement. Raises ValueError if the weights have been replaced since then.
    """
    card = ll.read_card(checkpoint)
    if card.weights_sha256 != card_before.weights_sha256:
        raise ValueError(f"{checkpoint} was replaced meanwhile; its card is left as it is")
    if evaluation is not None:
        own_entries = {**card.evaluation.extra, **evaluation.extra}
        card = replace(card, evaluation=replace(evaluation, extra=own_entries))
    if spread is not None:
        card = replace(card, spread=spread)
    if generality is not None:
        card = replace(card, generality=generality)
    ll.save_card(checkpoint, card)


def in_full(card: ll.Card) -> bool:
    """Whether the card has the full evaluation, which measures every number of filters."""
    return bool(card.evaluation.filters)
