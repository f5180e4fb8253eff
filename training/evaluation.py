"""The whole evaluation of a model, in the form in which the model card states it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import torch
from torch import Tensor

from lenetlab import CONV1_ALLOWED, Conv1Config, Drawing, LeNet, card, digit_score, drawn_sample
from training.canvas import draw_many, seeds
from training.data import Digits, concatenated
from training.handwritten import handwritten_digits
from training.measure import (
    calibration,
    confusion,
    hits,
    logits_of,
    misread,
    share_of,
    share_refused,
)
from training.nondigits import KINDS, UNSEEN_KINDS, drawable, seen_nondigit
from training.pen import PenDigit, Strokes, drawn_pen
from training.photographed import measure_photos
from training.printed import PRINTED, has_printed, printed_digits, printed_nondigits

DEFAULT = Conv1Config()
# Of the generated digits that the threshold and the better run are chosen by, and of those that are only measured. No
# seed of a recipe is as large, so no training sees any of them.
HELD_BACK_ENTROPY = (2**40, 7)
MEASURED_ENTROPY = (2**40, 8)
GENERATED_HEIGHT = (0.3, 0.6)
# Of the digits held back in the default configuration, by the threshold. Of MNIST's half as many as are promised at
# most, since 5,000 images say little of so few.
MNIST_REFUSED, GENERATED_REFUSED = 0.0005, 0.005


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    generated: digits for each brush and placement. nondigits: drawings of each kind that is not a digit. held_back:
    images of MNIST, and as many generated digits, to judge a run by. photos: digits of each source in each kind of
    picture. every_filters: also the numbers of filters that the dashboard does not offer. fonts: how many of them
    characters are printed in, 20 at most.
    """

    generated: int = 1_000
    nondigits: int = 500
    held_back: int = 5_000
    photos: int = 200
    every_filters: bool = True
    fonts: int = 20


FULL = Effort()
LITTLE = Effort(generated=100, nondigits=50, held_back=500, photos=2, every_filters=False, fonts=1)


def evaluate(
    model: LeNet,
    test: Digits,
    pen: Sequence[PenDigit],
    threshold: float,
    effort: Effort = FULL,
    temperature: float | None = None,
) -> card.Evaluation:
    """Measure everything on the MNIST test images, generated drawings and, if there are any, pen strokes and fonts.

    temperature: what the card states, if it does; the calibration is measured with it too.
    """
    on_test = {conv1: logits_of(model, test, conv1) for conv1 in Conv1Config.all()}
    logits_of_source = {"mnist": on_test[DEFAULT]}
    labels_of_source = {"mnist": test.labels}
    drawn: dict[str, tuple[card.Drawn, ...]] = {}
    for source, digits in stroke_sources(pen, effort.generated).items():
        logits_of_source[source], labels_of_source[source], drawn[source] = measure_strokes(model, digits)
    refused = {source: share_refused(logits, threshold) for source, logits in logits_of_source.items()}
    accepted, accepted_at_worst = accepted_nondigits(model, threshold, effort)
    return card.Evaluation(
        configurations=tuple(card.Measured(conv1, share_of(logits, test.labels)) for conv1, logits in on_test.items()),
        filters=measure_every_filters(model, test, on_test) if effort.every_filters else (),
        confusion=tuple(tuple(row) for row in confusion(on_test[DEFAULT], test.labels).tolist()),
        misread=misread(on_test[DEFAULT], test.labels),
        calibration={
            source: calibration(logits, labels_of_source[source]) for source, logits in logits_of_source.items()
        },
        drawn=drawn,
        photos=measure_photos(model, test, pen, effort.photos),
        digit_score=card.DigitScore(
            threshold=threshold,
            refused=refused,
            accepted=accepted,
            refused_at_worst=max(share_refused(logits, threshold) for logits in on_test.values()),
            accepted_at_worst=accepted_at_worst,
        ),
        printed=measure_printed(model, effort.fonts) if has_printed() else None,
        tempered={}
        if temperature is None
        else {
            source: calibration(logits / temperature, labels_of_source[source]).error
            for source, logits in logits_of_source.items()
        },
    )


def measure_printed(model: LeNet, fonts: int) -> card.Share:
    digits = printed_digits(fonts)
    return share_of(logits_of(model, digits), digits.labels)


def stroke_sources(pen: Sequence[PenDigit], generated: int) -> dict[str, Sequence[PenDigit]]:
    """The digits to draw, by source: the pen's, if there are any, and so many of the generator's."""
    sources: dict[str, Sequence[PenDigit]] = {}
    if pen:
        sources["pen"] = pen
    sources["generated"] = generated_digits(generated)
    return sources


def measure_every_filters(
    model: LeNet, test: Digits, known: Mapping[Conv1Config, Tensor]
) -> tuple[card.AnyFilters, ...]:
    """For every number of filters the worst and the mean of the twelve kernel sizes, strides and paddings.

    known: the logits of configurations that were measured already.
    """
    settings = [conv1 for conv1 in Conv1Config.all() if conv1.filters == DEFAULT.filters]
    rows: list[card.AnyFilters] = []
    for filters in CONV1_ALLOWED["filters"]:
        chosen = [replace(conv1, filters=filters) for conv1 in settings]
        logits_of_chosen = [known[conv1] if conv1 in known else logits_of(model, test, conv1) for conv1 in chosen]
        accuracies = [hits(logits, test.labels) for logits in logits_of_chosen]
        rows.append(card.AnyFilters(filters, min(accuracies), sum(accuracies) / len(accuracies)))
    return tuple(rows)


def measure_strokes(model: LeNet, digits: Sequence[PenDigit]) -> tuple[Tensor, Tensor, tuple[card.Drawn, ...]]:
    """The logits and labels of all drawings that lie as they were written; and accuracy by canvas, brush, placement."""
    rows: list[card.Drawn] = []
    logits_as_written: list[Tensor] = []
    labels_as_written: list[Tensor] = []
    for (size, brush, moved), drawn in drawn_pen(digits).items():
        logits = logits_of(model, drawn)
        rows.append(card.Drawn(size, brush, moved, share_of(logits, drawn.labels)))
        if not moved:
            logits_as_written.append(logits)
            labels_as_written.append(drawn.labels)
    return torch.cat(logits_as_written), torch.cat(labels_as_written), tuple(rows)


def generated_digits(count: int) -> list[PenDigit]:
    """Generated digits that no training has seen, in the form of pen strokes."""
    rng = np.random.default_rng(MEASURED_ENTROPY)
    samples = [drawn_sample(seed, height=rng.uniform(*GENERATED_HEIGHT)) for seed in seeds(count, MEASURED_ENTROPY)]
    return [PenDigit(sample.label, strokes_in_unit_box(sample.drawing)) for sample in samples]


def strokes_in_unit_box(drawing: Drawing) -> Strokes:
    size = drawing.size
    return tuple(tuple((x / size, y / size) for x, y in stroke) for stroke in drawing.strokes)


def accepted_nondigits(model: LeNet, threshold: float, effort: Effort) -> tuple[dict[str, float], float]:
    """For every kind of drawing that is not a digit, the share that passes for one; and that share at worst.

    Kinds that need fonts are measured where those are installed. At worst: of all kinds together that are trained on,
    in the configuration where the most pass.
    """
    drawn = {
        kind: draw_many(partial(seen_nondigit, kind), seeds(effort.nondigits, (*MEASURED_ENTROPY, 2)))
        for kind in drawable((*KINDS, *UNSEEN_KINDS))
    }
    trained_on = concatenated([drawn[kind] for kind in drawable(KINDS)])
    drawn |= {kind: printed_nondigits(kind, effort.fonts) for kind in PRINTED if has_printed()}
    refused = [share_refused(logits_of(model, trained_on, conv1), threshold) for conv1 in Conv1Config.all()]
    accepted = {kind: 1 - share_refused(logits_of(model, digits), threshold) for kind, digits in drawn.items()}
    return accepted, 1 - min(refused)


def measure_held_back(model: LeNet, validation: Digits, effort: Effort = FULL) -> tuple[card.HeldBack, float]:
    """How well a run reads digits held back, MNIST's and the generator's, and the threshold of the digit score.

    Runs are compared by `quality`: the mean of the accuracies on both, MNIST's being that of all configurations.
    """
    written = handwritten_digits(effort.held_back, HELD_BACK_ENTROPY)
    validation = validation.take(torch.arange(min(effort.held_back, len(validation))))
    on_mnist = {conv1: logits_of(model, validation, conv1) for conv1 in Conv1Config.all()}
    on_generated = logits_of(model, written)
    accuracies = [hits(logits, validation.labels) for logits in on_mnist.values()]
    mean = sum(accuracies) / len(accuracies)
    generated = hits(on_generated, written.labels)
    figures = card.HeldBack(
        validation=hits(on_mnist[DEFAULT], validation.labels),
        validation_mean=mean,
        validation_worst=min(accuracies),
        generated=generated,
        quality=(mean + generated) / 2,
    )
    return figures, choose_threshold(on_mnist[DEFAULT], on_generated)


def choose_threshold(mnist: Tensor, generated: Tensor) -> float:
    """The highest digit score that all but so few of both sources reach; from their logits, (N, 10) each."""
    sources = ((mnist, MNIST_REFUSED), (generated, GENERATED_REFUSED))
    return min(float(np.quantile(digit_score(logits).numpy(), refused)) for logits, refused in sources)
