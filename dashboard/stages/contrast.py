"""Why one digit and not another, as the page shows it: the parts of `lenetlab.contrast` at four stages, as sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from torch import Tensor

import lenetlab as ll
from dashboard.contract import DRAWING, MOST_TERMS
from dashboard.figures import heatmaps
from dashboard.figures.colours import symmetric_ends
from dashboard.stages.derivation import line, number, signed
from dashboard.texts import overview
from dashboard.texts import why as words
from dashboard.texts.numbers import fixed, probability_percent, whole

INPUT = "input"
CELLS = DRAWING.cells


@dataclass(frozen=True)
class Level:
    """One of the places where the reasons are looked for.

    stage: whose numbers are the parts. parts: which kind they are. name: of the button. place: one of them in words.
    """

    stage: str
    parts: str
    name: str
    place: Callable[[int], str]


def pixel(place: int) -> str:
    row, column = divmod(place, CELLS)
    return words.PIXEL_PLACE.format(row=row, column=column)


def channel(place: int) -> str:
    return words.PART_CHANNEL.format(channel=place)


def unit(place: int) -> str:
    return words.PART_UNIT.format(unit=place)


LEVELS = (
    Level(INPUT, "pixels", words.PIXELS, pixel),
    Level("conv1", "channels", overview.STAGES["conv1"], channel),
    Level("conv2", "channels", overview.STAGES["conv2"], channel),
    Level("fc2", "units", overview.STAGES["fc2"], unit),
)


def reasons(trace: ll.Trace, against: int | None) -> dict[str, object]:
    """Why the predicted digit: on its own where `against` is None, else rather than that digit."""
    contrast = ll.contrast(trace, None, against)
    digits = {"digit": contrast.a, "against": against}
    pixels = contrast[INPUT].parts[0].numpy().astype(np.float32)  # (28, 28)
    return {
        **digits,
        "title": (words.TITLE_ALONE if against is None else words.TITLE).format(**digits),
        "value": value_of(trace, contrast),
        "rivals": rivals(trace),
        "levels": [level_json(contrast, level) for level in LEVELS],
        "map": {
            "values": heatmaps.packed(pixels),
            "bound": symmetric_ends(pixels)[1],
            "label": words.MAP.format(digit=contrast.a),
        },
    }


def value_of(trace: ll.Trace, contrast: ll.Contrast) -> str:
    """The logits of both digits and how far they are apart."""
    logit = fixed(float(trace.logits[contrast.a]), 2)
    if contrast.b is None:
        return words.VALUE_ALONE.format(digit=contrast.a, logit=logit)
    return (words.VALUE if contrast.value >= 0 else words.VALUE_BEHIND).format(
        digit=contrast.a,
        logit=logit,
        against=contrast.b,
        other=fixed(float(trace.logits[contrast.b]), 2),
        difference=fixed(abs(contrast.value), 2),
    )


def rivals(trace: ll.Trace) -> list[dict[str, object]]:
    """What the digit can be compared with: the other nine, the likeliest first, and nothing."""
    templates = (words.RUNNER_UP, *[words.RIVAL] * (ll.CLASSES - 2))
    others = [
        {"digit": digit, "text": template.format(digit=digit, percent=probability_percent(share))}
        for template, (digit, share) in zip(templates, trace.top(ll.CLASSES)[1:], strict=True)
    ]
    return [*others, {"digit": None, "text": words.NOTHING_ELSE}]


def level_json(contrast: ll.Contrast, level: Level) -> dict[str, object]:
    """The largest parts of a stage one by one, the others and the biases; all shares are of the longest bar."""
    stage = contrast[level.stage]
    parts = stage.parts.flatten() if level.stage == INPUT else stage.by_channel  # (P,)
    largest = parts.abs().argsort(descending=True, stable=True)[:MOST_TERMS].tolist()
    others = len(parts) - len(largest)
    rest = float(parts.sum()) - float(parts[largest].sum()) if others else 0.0
    amounts = [*parts[largest].tolist(), rest, stage.rest, contrast.value]
    longest = max(map(abs, amounts)) or 1.0
    total = words.LOGIT if contrast.b is None else words.DIFFERENCE
    return {
        "stage": level.stage,
        "name": level.name,
        "how": words.HOW[level.parts],
        "balance": balance(contrast, parts),
        "parts": [part_line(level, i, float(parts[i]), longest) for i in largest],
        "rest": line(words.OTHERS.format(count=whole(others)), signed(rest), rest / longest) if others else None,
        "biases": line(words.LATER_BIASES, signed(stage.rest), stage.rest / longest),
        "total": line(total, number(contrast.value), contrast.value / longest),
    }


def part_line(level: Level, place: int, value: float, longest: float) -> dict[str, object]:
    """One part. index: of the number, or of the channel, in what comes out of its stage."""
    index = [0, *divmod(place, CELLS)] if level.stage == INPUT else [place]
    return {**line(level.place(place), signed(value), value / longest), "index": index}


def balance(contrast: ll.Contrast, parts: Tensor) -> list[dict[str, object]]:
    """What speaks against the digit, and what for it: all parts of a stage together."""
    of_rival = words.AGAINST.format(digit=contrast.a) if contrast.b is None else words.FOR.format(digit=contrast.b)
    for_it, against_it = float(parts.clamp(min=0).sum()), float(parts.clamp(max=0).sum())
    longest = max(for_it, -against_it) or 1.0
    return [
        line(of_rival, fixed(against_it, 2), against_it / longest),
        line(words.FOR.format(digit=contrast.a), fixed(for_it, 2), for_it / longest),
    ]
