"""`python -m training.spread`: how far accuracies vary by chance, from short runs that differ in their seed alone.

The result goes into the model card of the checkpoint, beside the figures of the one long run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

import training.needs  # noqa: F401  first of all: it says what is not installed
from lenetlab import Conv1Config, card, pretrained_path, read_card
from training.card import add_to_card, stated
from training.command import exit_code
from training.data import Splits, load_splits
from training.loop import train
from training.material import gather
from training.measure import accuracies
from training.parallel import World
from training.recipe import QUICK, Recipe
from training.state import start

DEFAULT = Conv1Config()


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    torch.set_num_threads(1)
    return exit_code("training.spread", lambda: measure(options), "interrupted; the card is as it was")


def measure(options: argparse.Namespace) -> None:
    card_before = read_card(options.checkpoint)
    recipes = [replace(Recipe(**QUICK), epochs=options.epochs, seed=seed) for seed in options.seeds]
    found = spread(recipes, load_splits(torch.device("cpu")))
    print(table(found))
    add_to_card(options.checkpoint, card_before, spread=found)


def spread(recipes: Sequence[Recipe], splits: Splits) -> card.Spread:
    """Test accuracy in the default, and mean and worst of all configurations: mean and deviation over all runs."""
    runs = tuple(card.ShortRun(recipe.seed, accuracies_of(recipe, splits)) for recipe in recipes)
    return card.Spread(
        recipe=replace(stated(recipes[0]), seed=None),
        runs=runs,
        mean=over_runs(statistics.mean, runs),
        deviation=over_runs(statistics.stdev, runs),
    )


def over_runs(statistic: Callable[[Sequence[float]], float], runs: Sequence[card.ShortRun]) -> card.Accuracies:
    """A statistic of the runs, for each of their accuracies."""
    found = [run.accuracy for run in runs]
    return card.Accuracies(
        default=statistic([accuracy.default for accuracy in found]),
        mean=statistic([accuracy.mean for accuracy in found]),
        worst=statistic([accuracy.worst for accuracy in found]),
    )


def accuracies_of(recipe: Recipe, splits: Splits) -> card.Accuracies:
    """Train by this recipe, then look at the test images once."""
    world = World(torch.device("cpu"))
    run = start(recipe, world.device)
    train(run, gather(splits.train, recipe, world.workers), splits.validation, world, lambda run: None)
    on_test = accuracies(run.average, splits.test, Conv1Config.all())
    return card.Accuracies(on_test[DEFAULT], statistics.mean(on_test.values()), min(on_test.values()))


def table(found: card.Spread) -> str:
    mean, deviation = found.mean, found.deviation
    rows = (
        ("default", mean.default, deviation.default),
        ("mean", mean.mean, deviation.mean),
        ("worst", mean.worst, deviation.worst),
    )
    return "\n".join(f"{name:8} {100 * share:.2f} % ± {100 * apart:.2f}" for name, share, apart in rows)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.spread", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=pretrained_path(), help="(default: %(default)s)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], metavar="N", help="(default: 1 2 3)")
    parser.add_argument("--epochs", type=int, default=QUICK["epochs"], metavar="N", help="(default: %(default)s)")
    options = parser.parse_args(arguments)
    if len(options.seeds) < 2 or len(set(options.seeds)) < len(options.seeds):
        parser.error("--seeds: two at least, all different")
    return options


if __name__ == "__main__":
    sys.exit(main())
