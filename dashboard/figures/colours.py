"""Colours of numbers, and translucent colours and greys for figures, made from the contract's colours.

A scale of numbers has two ends and is clear at zero, wherever zero lies between them: orange above and blue below,
which also those who do not tell red from green can tell apart. Where nothing is below zero the scale is the half above
alone, the same colours for the same numbers. The page makes its scales by the same rules: client/src/stages/palette.ts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.contract import COLOURS

Scale = tuple[tuple[float, str], ...]
Ends = tuple[float, float]


def ends_of(values: NDArray[np.floating]) -> Ends:
    """The numbers at the ends of the scale: from zero to the largest, or with numbers below zero from the least on."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    if low == 0:
        return 0.0, high or 1.0
    return min(low, -COLOURS.least_side * high), max(high, -COLOURS.least_side * low)


def symmetric_ends(values: NDArray[np.floating]) -> Ends:
    """Ends as far below zero as above: of weights, whose two signs matter alike."""
    bound = float(np.abs(values).max()) or 1.0
    return -bound, bound


def colourscale(low: float, high: float) -> Scale:
    """The scale of numbers from low to high as Plotly takes it. low: zero, or a number below it."""
    if low >= 0:
        return COLOURS.above_zero
    zero = -low / (high - low)
    below = tuple((zero * (1 - part), colour) for part, colour in reversed(COLOURS.below_zero))
    above = tuple((zero + (1 - zero) * part, colour) for part, colour in COLOURS.above_zero[:-1])
    return (*below, *above, (1.0, COLOURS.above_zero[-1][1]))


def translucent(colour: str, opacity: float) -> str:
    """The colour #rrggbb with this opacity, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def grey(opacity: float) -> str:
    """Grey that stands out from a light and from a dark background."""
    return translucent(COLOURS.neutral, opacity)
