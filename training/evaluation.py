"""The whole evaluation of a model, as one record of JSON values that the model card repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor

from lenetlab import CONV1_ALLOWED, Conv1Config, LeNet, digit_score, drawn_sample
from training.canvas import draw_many, seeds
from training.data import Digits
from training.handwritten import handwritten_digits
from training.measure import (
    calibration,
    calibration_error,
    confusion,
    hits,
    interval,
    logits_of,
    share_refused,
)
from training.nondigits import KINDS, UNSEEN_SHAPE, seen_kind
from training.pen import PenDigit, drawn_pen

Json = dict[str, object]

DEFAULT = Conv1Config()
HELD_BACK_ENTROPY = (2**40, 7)  # of the generated digits that the threshold and the better run are chosen by
MEASURED_ENTROPY = (2**40, 8)  # of those that are only measured; no seed of a recipe is as large
GENERATED_HEIGHT = (0.3, 0.6)
REFUSED_AT_MOST = 0.005  # of the digits held back, by the threshold


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    generated: digits for each brush and placement. nondigits: drawings of each kind that is no digit. held_back: images
    of MNIST, and as many generated digits, to judge a run by. every_filters: also the numbers that no page offers.
    """

    generated: int = 1_000
    nondigits: int = 500
    held_back: int = 5_000
    every_filters: bool = True


FULL = Effort()
LITTLE = Effort(generated=100, nondigits=50, held_back=500, every_filters=False)


def evaluate(model: LeNet, test: Digits, pen: Sequence[PenDigit], threshold: float, effort: Effort = FULL) -> Json:
    """Measure everything on the MNIST test images, generated drawings and, where there are any, pen strokes."""
    default = logits_of(model, test, DEFAULT)
    strokes = (
        {"pen": list(pen), "generated": generated_digits(effort.generated)}
        if pen
        else {"generated": generated_digits(effort.generated)}
    )
    drawn = {name: measure_strokes(model, digits) for name, digits in strokes.items()}
    logits = {"mnist": (default, test.labels)} | {name: found[0] for name, found in drawn.items()}
    return {
        "configurations": [measure_configuration(model, test, conv1) for conv1 in Conv1Config.all()],
        "filters": measure_every_filters(model, test) if effort.every_filters else [],
        "confusion": confusion(default, test.labels).tolist(),
        "calibration": {name: measure_calibration(*pair) for name, pair in logits.items()},
        **{name: rows for name, (_, rows) in drawn.items()},
        "digit_score": {
            "threshold": threshold,
            "digits_refused": {name: share_refused(found, threshold) for name, (found, _) in logits.items()},
            "others_accepted": accepted_nondigits(model, threshold, effort.nondigits),
            **measure_score_everywhere(model, test, threshold, effort.nondigits),
        },
    }


def measure_configuration(model: LeNet, test: Digits, conv1: Conv1Config) -> Json:
    share = hits(logits_of(model, test, conv1), test.labels)
    return {**asdict(conv1), "test": share, **bounds(share, len(test)), **cost(conv1)}


def cost(conv1: Conv1Config) -> Json:
    return {"weights": conv1.weights, "multiply_adds": conv1.multiply_adds}


def bounds(share: float, count: int) -> Json:
    low, high = interval(share, count)
    return {"low": low, "high": high, "count": count}


def measure_every_filters(model: LeNet, test: Digits) -> list[Json]:
    """For every number of filters the worst and the mean of the twelve kernel sizes, strides and paddings."""
    rows: list[Json] = []
    for filters in CONV1_ALLOWED["filters"]:
        shares = [
            hits(logits_of(model, test, conv1), test.labels)
            for conv1 in (Conv1Config(c.kernel_size, c.stride, c.padding, filters) for c in settings())
        ]
        rows.append({"filters": filters, "worst": min(shares), "mean": sum(shares) / len(shares)})
    return rows


def settings() -> list[Conv1Config]:
    """Every kernel size, stride and padding once."""
    return [conv1 for conv1 in Conv1Config.all() if conv1.filters == DEFAULT.filters]


def measure_calibration(logits: Tensor, labels: Tensor) -> Json:
    bins = calibration(logits, labels)
    return {"error": calibration_error(bins), "bins": [asdict(b) for b in bins]}


def measure_strokes(model: LeNet, digits: list[PenDigit]) -> tuple[tuple[Tensor, Tensor], list[Json]]:
    """Accuracy by canvas, brush and placement; and logits and labels of all that lie as they were written, together."""
    rows: list[Json] = []
    found: list[tuple[Tensor, Tensor]] = []
    for (size, brush, moved), drawn in drawn_pen(digits).items():
        logits = logits_of(model, drawn)
        share = hits(logits, drawn.labels)
        rows.append({"size": size, "brush": brush, "moved": moved, "accuracy": share, **bounds(share, len(drawn))})
        if not moved:
            found.append((logits, drawn.labels))
    return (torch.cat([logits for logits, _ in found]), torch.cat([labels for _, labels in found])), rows


def generated_digits(count: int) -> list[PenDigit]:
    """Digits of the generator's that no training has seen, in the form that pen strokes have."""
    rng = np.random.default_rng(MEASURED_ENTROPY)
    samples = [drawn_sample(seed, height=rng.uniform(*GENERATED_HEIGHT)) for seed in seeds(count, MEASURED_ENTROPY)]
    return [
        PenDigit(s.label, tuple(tuple((x / 140, y / 140) for x, y in stroke) for stroke in s.drawing.strokes))
        for s in samples
    ]


def accepted_nondigits(model: LeNet, threshold: float, count: int) -> Json:
    """For every kind of drawing that is no digit, the share that passes for one."""
    accepted: Json = {}
    for kind in (*KINDS, UNSEEN_SHAPE):
        drawn = draw_many(partial(seen_kind, kind), seeds(count, (*MEASURED_ENTROPY, 2)))
        accepted[kind] = 1 - share_refused(logits_of(model, drawn), threshold)
    return accepted


def measure_score_everywhere(model: LeNet, test: Digits, threshold: float, count: int) -> Json:
    """The most of MNIST's digits that any configuration refuses, and the most of all non-digits that any accepts."""
    others = [draw_many(partial(seen_kind, kind), seeds(count, (*MEASURED_ENTROPY, 2))) for kind in KINDS]
    drawn = Digits(torch.cat([part.images for part in others]), torch.cat([part.labels for part in others]))
    found = [
        (
            share_refused(logits_of(model, test, conv1), threshold),
            share_refused(logits_of(model, drawn, conv1), threshold),
        )
        for conv1 in Conv1Config.all()
    ]
    return {
        "digits_refused_at_worst": max(refused for refused, _ in found),
        "others_accepted_at_worst": 1 - min(refused for _, refused in found),
    }


def held_back(model: LeNet, validation: Digits, effort: Effort = FULL) -> tuple[Json, float]:
    """What a run is judged by, and the threshold of the digit score: digits held back, of MNIST's and the generator's.

    quality: the mean accuracy on both, MNIST's being the mean over all configurations.
    """
    written = handwritten_digits(effort.held_back, HELD_BACK_ENTROPY)
    validation = validation.take(torch.arange(min(effort.held_back, len(validation))))
    on_mnist = {conv1: logits_of(model, validation, conv1) for conv1 in Conv1Config.all()}
    on_generated = {conv1: logits_of(model, written, conv1) for conv1 in Conv1Config.all()}
    of_all = [hits(logits, validation.labels) for logits in on_mnist.values()]
    mean = sum(of_all) / len(of_all)
    generated = hits(on_generated[DEFAULT], written.labels)
    figures: Json = {
        "validation": hits(on_mnist[DEFAULT], validation.labels),
        "validation_mean": mean,
        "validation_worst": min(of_all),
        "generated": generated,
        "quality": (mean + generated) / 2,
    }
    return figures, choose_threshold(torch.cat([*on_mnist.values(), *on_generated.values()]))


def choose_threshold(logits: Tensor) -> float:
    """The digit score that all but half a percent of these digits reach."""
    return float(np.quantile(digit_score(logits).numpy(), REFUSED_AT_MOST))
