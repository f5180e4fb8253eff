"""`python -m training.generality`: how a network reads styles of writing that it was kept from while it learned.

For each of the styles kept aside, a fifth of the ways to write every digit or a range of hands, a short run learns from
all others and reads digits in this one. What it makes of them goes into the model card of the checkpoint, and so does
the temperature that is chosen on them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

import training.needs  # noqa: F401  first of all: it says what is not installed
from lenetlab import LeNet, card, pretrained_path, read_card
from training.card import add_to_card, stated
from training.command import exit_code
from training.data import Digits, Splits, load_splits
from training.families import KEPT_ASIDE, Others, Styles
from training.handwritten import handwritten_digits
from training.loop import train
from training.material import Material
from training.measure import calibration, hits, logits_of, share_of
from training.nondigits import drawn_nondigits
from training.parallel import World
from training.recipe import QUICK, Recipe
from training.state import start
from training.tables import percent, ranged, table
from training.temperature import choose_temperature

# No seed of a recipe is as large, so no training sees the digits that are measured here.
READ_ENTROPY = (2**40, 9)


@dataclass(frozen=True, eq=False)
class Read:
    """What a run makes of the style that it was kept from: logits (N, 10) and labels (N,); met: hits in all others."""

    logits: Tensor
    labels: Tensor
    met: float


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    torch.set_num_threads(1)
    return exit_code("training.generality", lambda: measure(options), "interrupted; the card is as it was")


def measure(options: argparse.Namespace) -> None:
    card_before = read_card(options.checkpoint)
    recipe = replace(Recipe(**QUICK), epochs=options.epochs)
    styles = {name: KEPT_ASIDE[name] for name in options.styles}
    found = generality(recipe, load_splits(torch.device("cpu")), styles, options.digits)
    print(tabulated(found))
    if not options.only_print:
        add_to_card(options.checkpoint, card_before, generality=found)


def generality(recipe: Recipe, splits: Splits, styles: Mapping[str, Styles], digits: int) -> card.Generality:
    """A run for each of these styles, kept from it; so many digits in it are read, and as many in all others."""
    nondigits = drawn_nondigits(recipe.nondigits, (recipe.seed, 0))
    read = {name: kept_from(aside, recipe, splits, nondigits, digits) for name, aside in styles.items()}
    return card.Generality(
        recipe=stated(recipe),
        styles=tuple(row(name, read) for name in read),
        temperature=temperature_of(list(read.values())),
    )


def kept_from(aside: Styles, recipe: Recipe, splits: Splits, nondigits: Digits, digits: int) -> Read:
    """Train without these styles, then read digits in them."""
    world = World(torch.device("cpu"))
    handwritten = handwritten_digits(recipe.handwritten, (recipe.seed, 0), world.workers, Others(aside))
    run = start(recipe, world.device)
    train(run, Material(splits.train, handwritten, nondigits), splits.validation, world, lambda run: None)
    return reading(run.average, aside, digits)


def reading(model: LeNet, aside: Styles, digits: int) -> Read:
    unmet = handwritten_digits(digits, READ_ENTROPY, styles=aside)
    others = handwritten_digits(digits, READ_ENTROPY, styles=Others(aside))
    return Read(logits_of(model, unmet), unmet.labels, hits(logits_of(model, others), others.labels))


def row(name: str, read: Mapping[str, Read]) -> card.KeptAside:
    """What the card says of one style; its own digits have no part in the temperature that is tried on them."""
    of_style = read[name]
    others = [one for other, one in read.items() if other != name]
    temperature = temperature_of(others or [of_style])
    return card.KeptAside(
        style=name,
        accuracy=share_of(of_style.logits, of_style.labels),
        met=of_style.met,
        error=calibration(of_style.logits, of_style.labels).error,
        tempered=calibration(of_style.logits / temperature, of_style.labels).error,
    )


def temperature_of(read: Sequence[Read]) -> float:
    return choose_temperature(torch.cat([one.logits for one in read]), torch.cat([one.labels for one in read]))


def tabulated(found: card.Generality) -> str:
    """What was found, as plain text."""
    heading = ("kept aside", "read", "95 %", "all others", "calibration error", "tempered")
    rows = [
        (style.style, percent(style.accuracy.value), ranged(style.accuracy), percent(style.met),
         percent(style.error), percent(style.tempered))
        for style in found.styles
    ]  # fmt: skip
    mean = sum(style.accuracy.value for style in found.styles) / len(found.styles)
    chosen = "" if found.temperature is None else f"; temperature {found.temperature:.2f}"
    return f"{table(heading, rows)}\nmean {percent(mean)}{chosen}"


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.generality", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=pretrained_path(), help="(default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=QUICK["epochs"], metavar="N", help="(default: %(default)s)")
    parser.add_argument("--digits", type=int, default=2_000, metavar="N", help="to read (default: %(default)s)")
    parser.add_argument("--styles", nargs="+", choices=KEPT_ASIDE, default=list(KEPT_ASIDE), metavar="STYLE",
                        help=f"of: {', '.join(KEPT_ASIDE)} (default: all)")  # fmt: skip
    parser.add_argument("--only-print", action="store_true", help="leave the card as it is")
    options = parser.parse_args(arguments)
    if options.epochs < 1 or options.digits < 1:
        parser.error("--epochs and --digits: 1 or more")
    return options


if __name__ == "__main__":
    sys.exit(main())
