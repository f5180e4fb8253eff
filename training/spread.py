"""`python -m training.spread`: how far accuracies vary by chance, from short runs that differ in their seed alone.

The result goes into the model card of the checkpoint, beside the figures of the one long run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

import training.needs  # noqa: F401  first of all: it says what is not installed
from lenetlab import Conv1Config, pretrained_path, read_card
from training.card import add_to_card
from training.command import exit_code
from training.data import Splits, load_splits
from training.loop import train
from training.material import gather
from training.measure import accuracies
from training.parallel import World
from training.recipe import QUICK, Recipe
from training.state import start

DEFAULT = Conv1Config()
FIGURES = ("default", "mean", "worst")


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    torch.set_num_threads(1)
    return exit_code("training.spread", lambda: measure(options), "interrupted; the card is as it was")


def measure(options: argparse.Namespace) -> None:
    card_before = read_card(options.checkpoint)
    recipes = [replace(Recipe(**QUICK), epochs=options.epochs, seed=seed) for seed in options.seeds]
    statistics_of_runs = spread(recipes, load_splits(torch.device("cpu")))
    print(table(statistics_of_runs))
    add_to_card(options.checkpoint, card_before, spread=statistics_of_runs)


def spread(recipes: Sequence[Recipe], splits: Splits) -> dict[str, Any]:
    """Test accuracy in the default, and mean and worst of all configurations: mean and deviation over all runs."""
    runs = [{"seed": recipe.seed, **figures_of(recipe, splits)} for recipe in recipes]
    shares_of_runs = {name: [float(run[name]) for run in runs] for name in FIGURES}
    return {
        "recipe": {name: value for name, value in asdict(recipes[0]).items() if name != "seed"},
        "runs": runs,
        "mean": {name: statistics.mean(shares) for name, shares in shares_of_runs.items()},
        "deviation": {name: statistics.stdev(shares) for name, shares in shares_of_runs.items()},
    }


def figures_of(recipe: Recipe, splits: Splits) -> dict[str, float]:
    """Train by this recipe, then look at the test images once."""
    world = World(torch.device("cpu"))
    run = start(recipe, world.device)
    train(run, gather(splits.train, recipe, world.workers), splits.validation, world, lambda run: None)
    on_test = accuracies(run.average, splits.test, Conv1Config.all())
    return {"default": on_test[DEFAULT], "mean": statistics.mean(on_test.values()), "worst": min(on_test.values())}


def table(statistics_of_runs: Mapping[str, Any]) -> str:
    means, deviations = statistics_of_runs["mean"], statistics_of_runs["deviation"]
    return "\n".join(f"{name:8} {100 * means[name]:.2f} % ± {100 * deviations[name]:.2f}" for name in FIGURES)


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
