"""What would change the answer, as the page shows it: by `lenetlab.strokes_worth` and `lenetlab.nudge`, in words."""

from __future__ import annotations

import numpy as np
import torch

import lenetlab as ll
from dashboard.contract import DRAWING, EDITS
from dashboard.figures import heatmaps
from dashboard.reading.edits import replacements_of
from dashboard.reading.reading import Reading, digit_score_of, looks_like_a_digit
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.stages.read_again import read_again
from dashboard.texts import what_if as words
from dashboard.texts.derivation import SIGNED
from dashboard.texts.numbers import fixed, percent, probability_percent, whole
from dashboard.weights import weights_in_use

MOST_STROKES = 12  # that are tried one by one: each is a reading
MOST_POINTS = 6_000  # of all those readings together
STEPS = 20  # places of the slider beyond the first
BEYOND = 2.0  # of what is enough for another answer: the end of the slider


def strokes_json(canvas: CanvasState, reading: Reading, settings: Settings) -> dict[str, object]:
    """strokes: the one that is worth most first. note: why there are none."""
    drawing = canvas.drawing()
    count = len(drawing.strokes)
    if count == 0:
        return {"strokes": [], "note": words.NO_STROKES}
    points = sum(map(len, drawing.strokes))
    if count > MOST_STROKES or count * points > MOST_POINTS:
        note = words.TOO_MANY.format(count=whole(count), points=whole(points), most=MOST_STROKES)
        return {"strokes": [], "note": note}
    model, replace = weights_in_use().models[settings.weights], replacements_of(canvas.edits, settings)
    worths = ll.strokes_worth(model, drawing, settings.conv1, reading.trace.prediction, replace)
    return {"strokes": [stroke_json(worth, settings.weights) for worth in worths], "note": ""}


def stroke_json(worth: ll.StrokeWorth, weights: str) -> dict[str, object]:
    """stroke: its place among the strokes. name: as it was drawn, from 1. says: what is read without it."""
    name = words.STROKE.format(number=worth.stroke + 1)
    if worth.without is None or worth.worth is None:
        return {"stroke": worth.stroke, "name": name, "says": words.NOTHING_LEFT, "worth": ""}
    digit, share = worth.without.top(1)[0]
    is_digit = looks_like_a_digit(digit_score_of(worth.without, weights))
    without = words.WITHOUT.format(digit=digit, percent=probability_percent(share)) if is_digit else words.NOT_A_DIGIT
    amount = fixed(worth.worth, 2)
    added = words.WORTH.format(worth=SIGNED.format(number=amount) if worth.worth > 0 else amount, digit=worth.target)
    return {"stroke": worth.stroke, "name": name, "says": without, "worth": added}


# ---- a little ink at each pixel ----


def nudge_json(trace: ll.Trace) -> dict[str, object]:
    """inputs: in ink, (N, 784), what the network gets at each place of the slider. says: what it reads there.

    bounds: how much ink a pixel that is.
    start: the first place where it is another digit, or 0.
    """
    found = ll.nudge(trace, method="sign")
    reach = min(BEYOND * found.bound, 1.0) if found.flipped else 1.0
    bounds = [round(step * reach / STEPS, EDITS.decimals) for step in range(STEPS + 1)]
    reaches = torch.tensor(bounds).view(-1, 1, 1, 1)
    ink = trace["input"].output * ll.MNIST_STD + ll.MNIST_MEAN  # (1, 28, 28)
    direction = found.change.sign()  # (28, 28)
    inputs = (ink + reaches * direction).clamp(0, 1)  # (N, 1, 28, 28)
    read = read_again(trace, (inputs - ll.MNIST_MEAN) / ll.MNIST_STD)
    outcome = words.FLIPS.format(bound=percent(found.bound, 1)) if found.flipped else words.NEVER_FLIPS
    return {
        "outcome": outcome,
        "inputs": heatmaps.packed(inputs.view(len(bounds), DRAWING.cells**2).numpy().astype(np.float32)),
        "says": [nudged_in_words(*answer, bound) for answer, bound in zip(read, bounds, strict=True)],
        "bounds": bounds,
        "start": next((place for place, (digit, _) in enumerate(read) if digit != trace.prediction), 0),
    }


def nudged_in_words(digit: int, sure: str, bound: float) -> str:
    template = words.NUDGED if bound else words.NUDGED_NOT
    return template.format(bound=percent(bound, 1), digit=digit, percent=sure)
