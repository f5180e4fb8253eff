"""`python -m training.evaluate`: what is promised of a checkpoint, and how well it reads: tables, JSON and figures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

import training.needs  # noqa: F401  first of all: it says what is not installed
from lenetlab import Card, card, digit_threshold, load, pretrained_path, read_card, replace_file
from training.card import add_to_card
from training.command import exit_code
from training.data import load_test
from training.evaluation import evaluate
from training.pen import PenDigit, default_path, load_pen
from training.plots import write_html
from training.promises import before, rows, tabulated
from training.tables import look_alikes, tables

UNSTATED_THRESHOLD = 0.5


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // 2))
    return exit_code("training.evaluate", lambda: measure(options))


def measure(options: argparse.Namespace) -> None:
    """Measure, or read what was measured, and write.

    Raises ValueError or OSError when the checkpoint, the data or a place to write is missing.
    """
    for path in (options.json, options.html):
        if path is not None and not path.parent.is_dir():
            raise ValueError(f"{path}: there is no folder {path.parent}")
    found = read_card(options.checkpoint) if options.from_card else measured_anew(options)
    print(as_text(found.evaluation))
    if not options.from_card and (left_out := look_alikes(found.evaluation)):
        print(f"\n{left_out}")
    if options.json is not None:
        text = json.dumps(found.evaluation.to_json(), indent=1)
        replace_file(options.json, lambda temporary: temporary.write_text(text, encoding="utf-8"))
    if options.html is not None:
        write_html(found, options.html, f"LeNet Lab: how {options.checkpoint.name} reads")
    if options.write_card:
        add_to_card(options.checkpoint, found, evaluation=found.evaluation)


def as_text(evaluation: card.Evaluation) -> str:
    """What is promised, before and now, and under it everything that the evaluation states."""
    if not (stated := tables(evaluation)):
        return "the card states no evaluation"
    earlier = before()
    return f"{tabulated(rows(evaluation, earlier), earlier.extra.get('note', ''))}\n\n{stated}"


def measured_anew(options: argparse.Namespace) -> Card:
    """The card of the checkpoint with a new evaluation in the place of the one it states."""
    model, stated = load(options.checkpoint), read_card(options.checkpoint)
    pen = pen_digits(options)
    if options.write_card:
        check_card(stated, pen)
    threshold = digit_threshold(stated) or UNSTATED_THRESHOLD
    temperature = stated.generality.temperature if stated.generality is not None else None
    test = load_test(torch.device("cpu"))
    return replace(stated, evaluation=evaluate(model, test, pen, threshold, temperature=temperature))


def check_card(stated: Card, pen: Sequence[PenDigit]) -> None:
    """Raises ValueError if the new evaluation would lack something that the card states."""
    if digit_threshold(stated) is None:
        raise ValueError("the card states no threshold of the digit score, and only training chooses one")
    if "pen" in stated.evaluation.drawn and not pen:
        raise ValueError("the card has figures of pen strokes, and none are at hand now: name some with --pen")


def pen_digits(options: argparse.Namespace) -> list[PenDigit]:
    """Every n-th pen digit. If no file is named and the default one is missing: none, and a line says so."""
    if options.pen is None and not default_path().exists():
        print(f"no pen strokes in {default_path()}: measured without them", file=sys.stderr)
        return []
    return load_pen(options.pen or default_path())[:: options.every]


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=pretrained_path(), help="(default: %(default)s)")
    parser.add_argument("--from-card", action="store_true", help="measure nothing: show what the model card states")
    parser.add_argument("--pen", type=Path, help=f"pen strokes (default: {default_path()}, if there)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="measure every N-th pen digit only")
    parser.add_argument("--json", type=Path, help="write everything to this file as JSON")
    parser.add_argument("--html", type=Path, help="write interactive figures to this file")
    parser.add_argument("--write-card", action="store_true", help="write everything into the checkpoint's model card")
    options = parser.parse_args(arguments)
    if options.every < 1:
        parser.error(f"--every is {options.every}; allowed: 1 or more")
    if options.write_card and options.every > 1:
        parser.error("--write-card writes what was measured with every pen digit; leave out --every")
    if options.from_card and (options.write_card or options.pen is not None or options.every > 1):
        parser.error("--from-card measures nothing; leave out --write-card, --pen and --every")
    return options


if __name__ == "__main__":
    sys.exit(main())
