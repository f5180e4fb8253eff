"""The tiles at the top of the Model page: its most important numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lenetlab as ll
from dashboard.texts.measures import CALIBRATION_ERROR, group, ranged
from dashboard.texts.model import NOT_STATED, best, worst
from dashboard.texts.numbers import fixed, percent, whole
from dashboard.texts.prediction import NO_DIGIT

BYTES_IN_A_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Tile:
    """A number in large type, what it is, and what it rests on."""

    value: str
    meaning: str
    basis: str


def tiles(card: ll.Card, file_bytes: int | None) -> list[Tile]:
    return [*tiles_of_the_card(card), weights_tile(), file_tile(file_bytes)]


def tiles_of_the_card(card: ll.Card) -> list[Tile]:
    found = card.evaluation
    return [
        default_tile(found.default),
        configurations_tile(found.configurations),
        pen_tile([row.accuracy.value for row in found.drawn.get("pen", ()) if not row.moved]),
        calibration_tile(found.calibration.get("mnist")),
    ]


def default_tile(default: ll.card.Measured | None) -> Tile:
    meaning = "of MNIST read right"
    if default is None:
        return Tile(NO_DIGIT, meaning, NOT_STATED)
    basis = f"95 % interval {ranged(default.accuracy)}"
    return Tile(percent(default.accuracy.value), meaning, basis)


def configurations_tile(rows: Sequence[ll.card.Measured]) -> Tile:
    if not rows:
        return Tile(NO_DIGIT, "over all configurations", NOT_STATED)
    least, most = worst(rows), best(rows)
    value = f"{fixed(100 * least.accuracy.value, 2)}–{percent(most.accuracy.value)}"
    return Tile(
        value,
        f"over {len(rows)} configurations",
        f"least with {group(least.conv1.kernel_size, least.conv1.stride)}",
    )


def pen_tile(accuracies: Sequence[float]) -> Tile:
    meaning = "of pen digits read right"
    if not accuracies:
        return Tile(NO_DIGIT, meaning, NOT_STATED)
    value = f"{fixed(100 * min(accuracies), 1)}–{percent(max(accuracies), 1)}"
    return Tile(value, meaning, f"over {len(accuracies)} brushes and canvases")


def calibration_tile(mnist: ll.card.Calibration | None) -> Tile:
    meaning = CALIBRATION_ERROR
    if mnist is None:
        return Tile(NO_DIGIT, meaning, NOT_STATED)
    return Tile(percent(mnist.error, 1), meaning, "“sure” against “right” on MNIST")


def weights_tile() -> Tile:
    smallest = min(conv1.weights for conv1 in ll.Conv1Config.all())
    basis = f"{whole(smallest)} in the smallest"
    return Tile(whole(ll.Conv1Config().weights), "weights by default", basis)


def file_tile(file_bytes: int | None) -> Tile:
    meaning = "in one file"
    if file_bytes is None:
        return Tile(NO_DIGIT, meaning, "the file cannot be read")
    return Tile(f"{fixed(file_bytes / BYTES_IN_A_MEGABYTE, 1)} MB", meaning, "every configuration together")
