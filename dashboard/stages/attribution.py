"""Which pixels carry an answer, as the page shows it: the maps of all methods, and what their checks say in words."""

from __future__ import annotations

import numpy as np
from torch import Tensor

import lenetlab as ll
from dashboard.contract import DRAWING
from dashboard.figures import heatmaps
from dashboard.figures.colours import symmetric_ends
from dashboard.reading.placement import place_of_input
from dashboard.reading.reading import Reading
from dashboard.stages.read_again import read_again
from dashboard.texts import attribution as words
from dashboard.texts.numbers import fixed, significant, whole

PIXELS = DRAWING.cells**2
PAPER = -ll.MNIST_MEAN / ll.MNIST_STD  # in network units
ERASURES = 28  # places of the slider beyond the first: 28 pixels more at each
# The rank correlation of magnitudes from which on a map is nearly that of random weights, or partly.
ALL_RANDOM = "conv1"  # the last of the cascade: the weights of every stage are random
NEARLY, PARTLY = 0.6, 0.3
LEAST_AREA = 0.05  # under the curve in random order, below which an order can say nothing
ADDS_UP = 0.05  # of the whole: a smaller difference is that of a sum with few steps


def maps_json(reading: Reading, digit: int | None) -> dict[str, object]:
    """A map by each method, of the digit's logit; of the answer's where `digit` is None."""
    trace = reading.trace
    target = trace.prediction if digit is None else digit
    return {
        "digit": target,
        "title": words.TITLE.format(digit=target),
        "digits": [digit_option(trace, each) for each in range(ll.CLASSES)],
        "place": place_of_input(reading.steps),
        "maps": [map_json(ll.attribute(trace, method, target)) for method in ll.METHODS],
    }


def digit_option(trace: ll.Trace, digit: int) -> dict[str, object]:
    text = words.THE_ANSWER.format(digit=digit) if digit == trace.prediction else str(digit)
    return {"digit": digit, "text": text, "answer": digit == trace.prediction}


def map_json(found: ll.Attribution) -> dict[str, object]:
    values = found.map.numpy().astype(np.float32)  # (28, 28)
    bound = symmetric_ends(values)[1]
    name = words.METHODS[found.method]
    label = words.NAMED_MAP.format(name=name, digit=found.target, bound=significant(bound, 2))
    what = words.WHAT[found.method].format(digit=found.target)
    return {
        "method": found.method,
        "name": name,
        "short": words.SHORT[found.method],
        "what": what,
        "label": label,
        "values": heatmaps.packed(values),
        "bound": bound,
    }


# ---- the checks ----


def checks_json(trace: ll.Trace, weights: str, method: str, digit: int | None) -> dict[str, object]:
    """What the checks of a map say, and what those weights read while the map's pixels are erased."""
    stages = [] if weights == "random" else [ALL_RANDOM]  # random weights are as random without it
    check = ll.check_attribution(trace, method, digit, stages=stages)
    order = check.attribution.map.flatten().argsort(descending=True, stable=True)  # (784,), what speaks for it first
    return {
        "method": method,
        "checks": [sum_in_words(check), randomisation_in_words(check, weights), *deletion_in_words(check)],
        "order": heatmaps.packed(order.numpy().astype(np.float32)),
        "erased": erasures(trace, check.attribution.target, order),
    }


def sum_in_words(check: ll.AttributionCheck) -> str:
    """Whether a map adds up to the answer less that of its baseline."""
    if check.error is None:
        return words.NO_SUM
    total = float(check.attribution.map.sum())
    answer = total - check.error
    template = words.SUMS if abs(check.error) <= ADDS_UP * max(abs(answer), 1.0) else words.MISSES
    return template.format(sum=fixed(total, 1), whole=fixed(answer, 1))


def randomisation_in_words(check: ll.AttributionCheck, weights: str) -> str:
    """How like the map is to the one of random weights at every stage."""
    if weights == "random":
        return words.RANDOM_ITSELF
    correlation = check.randomisation[ALL_RANDOM]
    template = words.OTHER_WHEN_RANDOM
    if correlation >= PARTLY:
        template = words.SAME_WHEN_RANDOM if correlation >= NEARLY else words.ALIKE_WHEN_RANDOM
    return template.format(correlation=fixed(correlation, 2))


def deletion_in_words(check: ll.AttributionCheck) -> list[str]:
    """Nothing of a digit that is hardly likelier than none with the whole drawing."""
    if check.random_area < LEAST_AREA:
        return []
    template = words.QUICK if check.deletion_area < check.random_area else words.SLOW
    area, random = fixed(check.deletion_area, 2), fixed(check.random_area, 2)
    return [template.format(digit=check.attribution.target, area=area, random=random)]


def erasures(trace: ll.Trace, target: int, order: Tensor) -> list[str]:
    """What the network reads, in words, as more and more pixels are covered with paper, from none to all."""
    counts = [round(step * PIXELS / ERASURES) for step in range(ERASURES + 1)]
    inputs = trace["input"].output.flatten().repeat(len(counts), 1)  # (N, 784)
    for row, count in zip(inputs, counts, strict=True):
        row[order[:count]] = PAPER
    read = read_again(trace, inputs.view(-1, 1, DRAWING.cells, DRAWING.cells))
    return [
        (words.ERASED if count else words.NOTHING_ERASED).format(
            count=whole(count), digit=target, answer=answer, percent=percent
        )
        for count, (answer, percent) in zip(counts, read, strict=True)
    ]
