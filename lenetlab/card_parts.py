"""What a model card consists of, in types; each part knows how JSON writes it, and `card_reading` how to read that.

Accuracies, shares and errors are numbers from 0 to 1 throughout. What a card need not state is None or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from lenetlab.config import Conv1Config

SOURCES_DRAWN = ("pen", "generated")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a card that is written as a JSON object.

    extra: the entries of names that this module does not know, as they were read; they are written again.
    """

    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Share:
    """A share of `count` images, 0 to 1, with its 95 % interval; count and interval where the card states them."""

    value: float
    interval: tuple[float, float] | None = None
    count: int | None = None

    def to_json(self, name: str) -> dict[str, object]:
        """The share under this name, and beside it its interval and count."""
        low, high = self.interval or (None, None)
        return stated({name: self.value, "low": low, "high": high, "count": self.count})


@dataclass(frozen=True)
class Measured(Part):
    """One configuration, and the share of the MNIST test images that it reads."""

    conv1: Conv1Config
    accuracy: Share

    def to_json(self) -> dict[str, object]:
        costs = {"weights": self.conv1.weights, "multiply_adds": self.conv1.multiply_adds}
        return {**asdict(self.conv1), **self.accuracy.to_json("test"), **costs, **self.extra}


@dataclass(frozen=True)
class AnyFilters(Part):
    """With this many filters: the worst and the mean accuracy of all kernel sizes, strides and paddings."""

    filters: int
    worst: float
    mean: float

    def to_json(self) -> dict[str, object]:
        return {"filters": self.filters, "worst": self.worst, "mean": self.mean, **self.extra}


@dataclass(frozen=True)
class Misread:
    """A test digit of MNIST, by its index, that the default configuration reads as another than its label."""

    index: int
    label: int
    read: int

    def to_json(self) -> list[object]:
        return [self.index, self.label, self.read]


@dataclass(frozen=True)
class Bin(Part):
    """Of the images whose best probability lies in this bin: how many, their mean probability, the share of hits."""

    count: int
    confidence: float
    accuracy: float

    def to_json(self) -> dict[str, object]:
        return {"count": self.count, "confidence": self.confidence, "accuracy": self.accuracy, **self.extra}


@dataclass(frozen=True)
class Calibration(Part):
    """error: how far probability and share of hits lie apart, on average over all images. bins: by probability."""

    error: float
    bins: tuple[Bin, ...]

    def to_json(self) -> dict[str, object]:
        return {"error": self.error, "bins": [row.to_json() for row in self.bins], **self.extra}


@dataclass(frozen=True)
class Drawn(Part):
    """The accuracy on strokes drawn with one brush on one canvas, as they were written, or moved and scaled.

    size: of the canvas, a side. brush: the diameter of the ink. Both in units of the canvas.
    """

    size: int
    brush: float
    moved: bool
    accuracy: Share

    def to_json(self) -> dict[str, object]:
        drawn = {"size": self.size, "brush": self.brush, "moved": self.moved}
        return {**drawn, **self.accuracy.to_json("accuracy"), **self.extra}


@dataclass(frozen=True)
class Photographed(Part):
    """The accuracy on pictures of one kind, "clean" among them, of MNIST's digits or a pen's; a refusal is a miss."""

    kind: str
    source: str
    accuracy: Share

    def to_json(self) -> dict[str, object]:
        return {"kind": self.kind, "source": self.source, **self.accuracy.to_json("accuracy"), **self.extra}


@dataclass(frozen=True)
class DigitScore(Part):
    """How often the score that tells digits from other drawings errs.

    threshold: the score below which an input does not look like a digit. refused: the share of digits below it, by
    source. accepted: the share of drawings that are no digit and reach it, by kind. Both are of the default
    configuration; at_worst: MNIST's digits, and the drawings of all kinds that were trained on, in the configuration
    that errs most.
    """

    threshold: float | None = None
    refused: Mapping[str, float] = field(default_factory=dict)
    accepted: Mapping[str, float] = field(default_factory=dict)
    refused_at_worst: float | None = None
    accepted_at_worst: float | None = None

    def to_json(self) -> dict[str, object]:
        known = {
            "threshold": self.threshold,
            "digits_refused": dict(self.refused) or None,
            "others_accepted": dict(self.accepted) or None,
            "digits_refused_at_worst": self.refused_at_worst,
            "others_accepted_at_worst": self.accepted_at_worst,
        }
        return {**stated(known), **self.extra}


@dataclass(frozen=True)
class Evaluation(Part):
    """How well the weights read what they never learned from.

    configurations: on the MNIST test images. filters: the same for every number of filters. confusion: how often the
    default configuration read a digit (row) as another (column), 10 by 10 counts. misread: which digits those are; None
    if the card does not say. calibration: by source, "mnist", "pen" or "generated". drawn: by source, "pen" or
    "generated". photos: pictures of digits on paper, by kind and source. printed: the share of printed digits that is
    read, every digit in every font. tempered: by source, the calibration error with the temperature that the card
    states.
    """

    configurations: tuple[Measured, ...] = ()
    filters: tuple[AnyFilters, ...] = ()
    confusion: tuple[tuple[int, ...], ...] = ()
    misread: tuple[Misread, ...] | None = None
    calibration: Mapping[str, Calibration] = field(default_factory=dict)
    drawn: Mapping[str, tuple[Drawn, ...]] = field(default_factory=dict)
    photos: tuple[Photographed, ...] = ()
    digit_score: DigitScore = field(default_factory=DigitScore)
    printed: Share | None = None
    tempered: Mapping[str, float] = field(default_factory=dict)

    @property
    def default(self) -> Measured | None:
        """The default configuration's row."""
        return next((row for row in self.configurations if row.conv1 == Conv1Config()), None)

    def to_json(self) -> dict[str, object]:
        known = {
            "configurations": [row.to_json() for row in self.configurations] or None,
            "filters": [row.to_json() for row in self.filters] or None,
            "confusion": [list(row) for row in self.confusion] or None,
            "misread": None if self.misread is None else [row.to_json() for row in self.misread],
            "calibration": {name: entry.to_json() for name, entry in self.calibration.items()} or None,
            **{name: [row.to_json() for row in rows] for name, rows in self.drawn.items() if rows},
            "photos": [row.to_json() for row in self.photos] or None,
            "digit_score": self.digit_score.to_json() or None,
            "printed": self.printed and self.printed.to_json("accuracy"),
            "tempered": dict(self.tempered) or None,
        }
        return {**stated(known), **self.extra}


@dataclass(frozen=True)
class HeldBack(Part):
    """Accuracies on digits held back to judge a run by.

    validation: on MNIST's in the default configuration, validation_mean and validation_worst: of all configurations.
    generated: on the generator's, in the default configuration. quality: the mean of validation_mean and generated.
    """

    validation: float | None = None
    validation_mean: float | None = None
    validation_worst: float | None = None
    generated: float | None = None
    quality: float | None = None

    def to_json(self) -> dict[str, object]:
        known = {
            "validation": self.validation,
            "validation_mean": self.validation_mean,
            "validation_worst": self.validation_worst,
            "generated": self.generated,
            "quality": self.quality,
        }
        return {**stated(known), **self.extra}


@dataclass(frozen=True)
class Epoch:
    """After so many epochs: the share of the digits held back that the default and the smallest configuration read."""

    number: int
    default: float
    smallest: float

    def to_json(self) -> list[object]:
        return [self.number, self.default, self.smallest]


@dataclass(frozen=True)
class Recipe:
    """How the weights were made. settings: what else was set, by name, as JSON values."""

    epochs: int
    batch_size: int
    seed: int | None = None
    settings: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        known = {"epochs": self.epochs, "batch_size": self.batch_size, "seed": self.seed}
        return {**stated(known), **self.settings}


@dataclass(frozen=True)
class Accuracies(Part):
    """Of the default configuration, and the mean and the worst of all; or, of several runs, their mean or deviation."""

    default: float
    mean: float
    worst: float

    def to_json(self) -> dict[str, object]:
        return {"default": self.default, "mean": self.mean, "worst": self.worst, **self.extra}


@dataclass(frozen=True)
class ShortRun:
    """One of several runs that differ in their seed alone, and how well it reads the MNIST test images."""

    seed: int
    accuracy: Accuracies

    def to_json(self) -> dict[str, object]:
        return {"seed": self.seed, **self.accuracy.to_json()}


@dataclass(frozen=True)
class Spread(Part):
    """How far accuracies vary by chance. recipe: of all runs, without a seed. deviation: the standard deviation."""

    recipe: Recipe
    runs: tuple[ShortRun, ...]
    mean: Accuracies
    deviation: Accuracies

    def to_json(self) -> dict[str, object]:
        known = {
            "recipe": self.recipe.to_json(),
            "runs": [run.to_json() for run in self.runs],
            "mean": self.mean.to_json(),
            "deviation": self.deviation.to_json(),
        }
        return {**known, **self.extra}


def stated(entries: Mapping[str, object]) -> dict[str, object]:
    """The entries that say something, without those that are None."""
    return {name: value for name, value in entries.items() if value is not None}
