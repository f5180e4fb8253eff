"""The facts of the model card of the pretrained weights, in types; None for a part that is missing or malformed.

A card is read from a file that anybody may have edited, so every number is checked, and no card raises an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import lenetlab as ll
from dashboard.contract import CONV1_SETTINGS

Part = TypeVar("Part")
SOURCES = ("mnist", "pen", "generated")


@dataclass(frozen=True)
class Share:
    """A share of `count` images, 0 to 1, with its 95 % interval; count and interval where the card states them."""

    value: float
    interval: tuple[float, float] | None = None
    count: int | None = None


@dataclass(frozen=True)
class Measured:
    """One configuration, and the share of the MNIST test images that it reads."""

    conv1: ll.Conv1Config
    accuracy: Share


@dataclass(frozen=True)
class AnyFilters:
    """With this many filters: the worst and the mean of all kernel sizes, strides and paddings."""

    filters: int
    worst: float
    mean: float


@dataclass(frozen=True)
class Misread:
    """A test digit of MNIST that the default configuration reads as another."""

    index: int
    label: int
    read: int


@dataclass(frozen=True)
class Bin:
    """Of the images whose best probability lies in one bin: how many, their mean probability, the share of hits."""

    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True)
class Calibration:
    """error: how far probability and share of hits lie apart, on average over all images. bins: by probability."""

    error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Drawn:
    """The accuracy on strokes drawn with one brush on one canvas, as they were written or moved and scaled."""

    size: int
    brush: float
    moved: bool
    accuracy: Share


@dataclass(frozen=True)
class Epoch:
    """After so many epochs: the share of the digits held back that the default and the smallest configuration read."""

    number: int
    default: float
    smallest: float


@dataclass(frozen=True)
class Spread:
    """The accuracy over short runs that differ in their seed alone: its mean and its standard deviation."""

    runs: int
    epochs: int
    mean: float
    deviation: float


@dataclass(frozen=True)
class Score:
    """How often the score that tells digits from other drawings errs: shares by source and by kind."""

    refused: Mapping[str, float]
    accepted: Mapping[str, float]


@dataclass(frozen=True)
class Recipe:
    """How the weights were made."""

    trained_on: str
    epochs: int
    batch_size: int
    seed: int
    seconds: float
    date: str


@dataclass(frozen=True)
class Card:
    """Every part that the Model page shows. calibration and drawn: by source, only those that the card has."""

    configurations: tuple[Measured, ...] | None
    filters: tuple[AnyFilters, ...] | None
    confusion: tuple[tuple[int, ...], ...] | None
    misread: tuple[Misread, ...] | None
    calibration: Mapping[str, Calibration]
    drawn: Mapping[str, tuple[Drawn, ...]]
    score: Score | None
    history: tuple[Epoch, ...] | None
    spread: Spread | None
    recipe: Recipe | None

    @property
    def default(self) -> Measured | None:
        """The default configuration's row."""
        return next((row for row in self.configurations or () if row.conv1 == ll.Conv1Config()), None)


def from_json(card: object) -> Card:
    """The typed reading of a card; never raises."""
    evaluation = _part(card, "evaluation", _mapping) or {}
    calibration = {name: _part(evaluation.get("calibration"), name, _calibration) for name in SOURCES}
    drawn = {name: _rows(evaluation, name, _drawn) for name in SOURCES[1:]}
    return Card(
        configurations=_rows(evaluation, "configurations", _measured),
        filters=_rows(evaluation, "filters", _any_filters),
        confusion=_part(evaluation, "confusion", _confusion),
        misread=_rows(evaluation, "misread", _misread, may_be_empty=True),
        calibration={name: value for name, value in calibration.items() if value},
        drawn={name: rows for name, rows in drawn.items() if rows},
        score=_part(evaluation, "digit_score", _score),
        history=_rows(card, "history", _epoch),
        spread=_part(card, "spread", _spread),
        recipe=_part(card, "recipe", lambda recipe: _recipe(card, recipe)),
    )


def _part(record: Any, name: str, read: Callable[[Any], Part]) -> Part | None:
    """The entry of this name as `read` returns it; None if it is missing or malformed."""
    try:
        return read(record[name])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def _rows(record: Any, name: str, read: Callable[[Any], Part], may_be_empty: bool = False) -> tuple[Part, ...] | None:
    """The entry of this name with each of its rows as `read` returns it; None if any of them is malformed."""
    return _part(record, name, lambda rows: _each(rows, read, may_be_empty))


# ---- from here on, each function reads one value, and raises an error if it does not have the expected form ----


def _each(rows: Any, read: Callable[[Any], Part], may_be_empty: bool = False) -> tuple[Part, ...]:
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not (rows or may_be_empty):
        raise ValueError("no rows")
    return tuple(read(row) for row in rows)


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("no record")
    return value


def _number(value: Any, low: float = 0.0, high: float = 1.0) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError("no such number")
    return float(value)


def _count(value: Any, high: float = 1e12) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= high:
        raise ValueError("no such whole number")
    return value


def _digit(value: Any) -> int:
    return _count(value, ll.CLASSES - 1)


def _share(row: Any, name: str) -> Share:
    value = _number(row[name])
    low, high = row.get("low"), row.get("high")
    interval = None if low is None or high is None else (_number(low, 0, value), _number(high, value, 1))
    return Share(value, interval, None if row.get("count") is None else _count(row["count"]))


def _measured(row: Any) -> Measured:
    settings = {name: _count(row[name]) for name in CONV1_SETTINGS}
    return Measured(ll.Conv1Config(**settings), _share(row, "test"))


def _any_filters(row: Any) -> AnyFilters:
    return AnyFilters(_count(row["filters"]), _number(row["worst"]), _number(row["mean"]))


def _confusion(rows: Any) -> tuple[tuple[int, ...], ...]:
    counts = _each(rows, lambda row: _each(row, _count))
    if len(counts) != ll.CLASSES or any(len(row) != ll.CLASSES for row in counts):
        raise ValueError("not a row and a column for each digit")
    return counts


def _misread(row: Any) -> Misread:
    index, label, read = row
    return Misread(_count(index), _digit(label), _digit(read))


def _calibration(entry: Any) -> Calibration:
    return Calibration(_number(entry["error"]), _each(entry["bins"], _bin))


def _bin(row: Any) -> Bin:
    return Bin(_count(row["count"]), _number(row["confidence"]), _number(row["accuracy"]))


def _drawn(row: Any) -> Drawn:
    if not isinstance(row["moved"], bool):
        raise ValueError("moved is neither true nor false")
    return Drawn(_count(row["size"]), _number(row["brush"], 0, 1e6), row["moved"], _share(row, "accuracy"))


def _shares(entry: Any) -> dict[str, float]:
    return {str(name): _number(value) for name, value in entry.items()}


def _score(entry: Any) -> Score:
    return Score(_shares(entry["digits_refused"]), _shares(entry["others_accepted"]))


def _epoch(row: Any) -> Epoch:
    number, default, smallest = row
    return Epoch(_count(number), _number(default), _number(smallest))


def _spread(entry: Any) -> Spread:
    runs = entry["runs"]
    if not isinstance(runs, Sequence) or isinstance(runs, str) or not runs:
        raise ValueError("no runs")
    mean, deviation, recipe = entry["mean"], entry["deviation"], entry["recipe"]
    return Spread(len(runs), _count(recipe["epochs"]), _number(mean["default"]), _number(deviation["default"]))


def _recipe(card: Any, recipe: Any) -> Recipe:
    trained_on, date = card["trained_on"], card["date"]
    if not isinstance(trained_on, str) or not isinstance(date, str):
        raise ValueError("no text")
    epochs, batch_size, seed = _count(recipe["epochs"]), _count(recipe["batch_size"]), _count(recipe["seed"])
    seconds = _number(card["seconds"], 0, 1e12)
    return Recipe(trained_on, epochs, batch_size, seed, seconds, date)
