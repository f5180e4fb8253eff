"""The parts of a model card out of JSON values: each function reads one part, or raises CardError as `Value` does."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

from lenetlab.card_parts import (
    SOURCES_DRAWN,
    Accuracies,
    AnyFilters,
    Bin,
    Calibration,
    DigitScore,
    Drawn,
    Epoch,
    Evaluation,
    HeldBack,
    Measured,
    Misread,
    Photographed,
    Recipe,
    Share,
    ShortRun,
    Spread,
)
from lenetlab.card_values import CardError, Value
from lenetlab.config import CLASSES, Conv1Config

CONV1 = tuple(entry.name for entry in fields(Conv1Config))
COSTS = ("weights", "multiply_adds")
OF_A_SHARE = ("low", "high", "count")
FIGURES_HELD_BACK = tuple(entry.name for entry in fields(HeldBack) if entry.name != "extra")
FIGURES_OF_A_RUN = ("default", "mean", "worst")


def share(value: Value, name: str) -> Share:
    """The share of that name in a record, with the interval and the count beside it."""
    accuracy = value.entry(name).share()
    low = value.part("low", lambda bound: bound.number(0, accuracy, f"0 to {name}, which is {accuracy:g}"))
    high = value.part("high", lambda bound: bound.number(accuracy, 1, f"{name}, which is {accuracy:g}, to 1"))
    interval = None if low is None or high is None else (low, high)
    return Share(accuracy, interval, value.part("count", Value.count))


def measured(value: Value) -> Measured:
    settings = {name: value.entry(name).count() for name in CONV1}
    try:
        conv1 = Conv1Config(**settings)
    except ValueError as error:
        raise CardError(f"{value.path}: {error}") from None
    for name in COSTS:
        value.part(name, partial(only, expected=getattr(conv1, name)))
    return Measured(conv1, share(value, "test"), extra=value.others((*CONV1, "test", *OF_A_SHARE, *COSTS)))


def only(value: Value, expected: int) -> int:
    """The number that is expected, since it follows from the configuration."""
    if value.count() != expected:
        raise value.refused(f"{expected}, which this configuration has")
    return expected


def any_filters(value: Value) -> AnyFilters:
    filters, worst, mean = value.entry("filters").count(), value.entry("worst").share(), value.entry("mean").share()
    return AnyFilters(filters, worst, mean, extra=value.others(("filters", "worst", "mean")))


def confusion(value: Value) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(count.count() for count in row.items(CLASSES)) for row in value.items(CLASSES))


def misread(value: Value) -> Misread:
    index, label, read = value.items(3)
    return Misread(index.count(), label.digit(), read.digit())


def calibration(value: Value) -> Calibration:
    bins = value.entry("bins").rows(calibration_bin)
    return Calibration(value.entry("error").share(), bins, extra=value.others(("error", "bins")))


def calibration_bin(value: Value) -> Bin:
    count, confidence = value.entry("count").count(), value.entry("confidence").share()
    extra = value.others(("count", "confidence", "accuracy"))
    return Bin(count, confidence, value.entry("accuracy").share(), extra=extra)


def drawn(value: Value) -> Drawn:
    size, brush, moved = value.entry("size").count(), value.entry("brush").amount(), value.entry("moved").flag()
    extra = value.others(("size", "brush", "moved", "accuracy", *OF_A_SHARE))
    return Drawn(size, brush, moved, share(value, "accuracy"), extra=extra)


def photographed(value: Value) -> Photographed:
    extra = value.others(("kind", "source", "accuracy", *OF_A_SHARE))
    return Photographed(value.entry("kind").text(), value.entry("source").text(), share(value, "accuracy"), extra=extra)


def shares(value: Value) -> dict[str, float]:
    return value.by_name(Value.share)


def digit_score(value: Value) -> DigitScore:
    known = (
        "threshold", "digits_refused", "others_accepted", "digits_refused_at_worst", "others_accepted_at_worst"
    )  # fmt: skip
    return DigitScore(
        threshold=value.part("threshold", Value.share),
        refused=value.part("digits_refused", shares) or {},
        accepted=value.part("others_accepted", shares) or {},
        refused_at_worst=value.part("digits_refused_at_worst", Value.share),
        accepted_at_worst=value.part("others_accepted_at_worst", Value.share),
        extra=value.others(known),
    )


def evaluation(value: Value) -> Evaluation:
    drawn_by_source = {name: value.part(name, lambda rows: rows.rows(drawn)) for name in SOURCES_DRAWN}
    known = ("configurations", "filters", "confusion", "misread", "calibration", *SOURCES_DRAWN, "photos",
             "digit_score", "printed", "tempered")  # fmt: skip
    return Evaluation(
        configurations=value.part("configurations", lambda rows: rows.rows(measured)) or (),
        filters=value.part("filters", lambda rows: rows.rows(any_filters)) or (),
        confusion=value.part("confusion", confusion) or (),
        misread=value.part("misread", lambda rows: rows.rows(misread)),
        calibration=value.part("calibration", lambda sources: sources.by_name(calibration)) or {},
        drawn={name: rows for name, rows in drawn_by_source.items() if rows},
        photos=value.part("photos", lambda rows: rows.rows(photographed)) or (),
        digit_score=value.part("digit_score", digit_score) or DigitScore(),
        printed=value.part("printed", partial(share, name="accuracy")),
        tempered=value.part("tempered", shares) or {},
        extra=value.others(known),
    )


def held_back(value: Value) -> HeldBack:
    figures = {name: value.part(name, Value.share) for name in FIGURES_HELD_BACK}
    return HeldBack(**figures, extra=value.others(FIGURES_HELD_BACK))


def epoch(value: Value) -> Epoch:
    number, default, smallest = value.items(3)
    return Epoch(number.count(), default.share(), smallest.share())


def recipe(value: Value) -> Recipe:
    epochs, batch_size = value.entry("epochs").count(), value.entry("batch_size").count()
    settings = value.others(("epochs", "batch_size", "seed"))
    return Recipe(epochs, batch_size, value.part("seed", Value.count), settings)


def accuracies(value: Value, besides: tuple[str, ...] = ()) -> Accuracies:
    default, mean, worst = (value.entry(name).share() for name in FIGURES_OF_A_RUN)
    return Accuracies(default, mean, worst, extra=value.others((*FIGURES_OF_A_RUN, *besides)))


def short_run(value: Value) -> ShortRun:
    return ShortRun(value.entry("seed").count(), accuracies(value, ("seed",)))


def spread(value: Value) -> Spread:
    runs = value.entry("runs").rows(short_run)
    mean, deviation = accuracies(value.entry("mean")), accuracies(value.entry("deviation"))
    extra = value.others(("recipe", "runs", "mean", "deviation"))
    return Spread(recipe(value.entry("recipe")), runs, mean, deviation, extra=extra)


def texts(value: Value) -> dict[str, str]:
    return value.by_name(Value.text)
