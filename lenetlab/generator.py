"""Digits drawn by rule: to train on beside MNIST, and to look at where MNIST is not at hand."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

import numpy as np

from lenetlab.config import CLASSES
from lenetlab.drawing import Drawing, shown
from lenetlab.glyphs import GLYPHS, Glyph
from lenetlab.handwriting import Hand, Line, random_hand, write_glyph
from lenetlab.whole_numbers import whole_number

LOWEST, WIDEST = 0.05, 0.92  # of the canvas


@dataclass(frozen=True, eq=False)
class DrawnSample:
    """A digit drawn by rule, which digit it was meant to be, 0 to 9, and the way it was written."""

    drawing: Drawing
    label: int
    way: str = ""


def drawn_sample(
    seed: int,
    size: int = 140,
    brush: float | None = None,
    *,
    digit: int | None = None,
    height: float | None = None,
    glyph: Glyph | None = None,
    hand: Hand | None = None,
) -> DrawnSample:
    """A digit as one of many hands writes it, in one of the ways it is written; the same for the same seed.

    seed: a whole number from 0 up. size and brush as in `Drawing`. digit: 0 to 9, None for any. height: of the
    digit, as a fraction of the canvas, 0.05 to 0.92; None for a comfortable one. glyph: the way it is written, which
    needs a digit too; None for any of that digit's. hand: who writes it; None for anybody.
    Raises ValueError that names the argument, the value and what is allowed.

    >>> drawn_sample(3).label == drawn_sample(3).label
    True
    """
    number, wanted = whole_number(seed), whole_number(digit)
    if number is None or number < 0:
        raise ValueError(f"seed is {shown(seed)}; allowed: a whole number from 0 up")
    if digit is not None and (wanted is None or not 0 <= wanted < CLASSES):
        raise ValueError(f"digit is {shown(digit)}; allowed: 0 to {CLASSES - 1}, or None for any")
    if height is not None and not (is_number(height) and LOWEST <= height <= WIDEST):
        raise ValueError(f"height is {shown(height)}; allowed: {LOWEST} to {WIDEST}, or None")
    if glyph is not None and digit is None:
        raise ValueError(f"digit is None beside the glyph {glyph.name!r}; allowed: the digit that it writes, 0 to 9")
    rng = np.random.default_rng(number)
    label = int(rng.integers(CLASSES)) if wanted is None else wanted
    glyph = glyph or any_glyph(label, rng)
    strokes = write_glyph(glyph, hand or random_hand(rng), rng)
    placed = place(strokes, rng.uniform(0.5, 0.75) if height is None else height, rng)
    return DrawnSample(Drawing([(path * size).round(2).tolist() for path in placed], size, brush), label, glyph.name)


def any_glyph(digit: int, rng: np.random.Generator) -> Glyph:
    """One of the ways to write this digit, each as often as people write it so."""
    ways = GLYPHS[digit]
    often = np.array([way.often for way in ways])
    return ways[int(rng.choice(len(ways), p=often / often.sum()))]


def place(strokes: list[Line], height: float, rng: np.random.Generator) -> list[Line]:
    """The strokes at this height, near the middle of a canvas one unit wide, and wholly on it."""
    points = np.vstack(strokes)
    low, high = points.min(0), points.max(0)
    extent = np.maximum(high - low, 1e-6)
    scale = min(height / extent[1], WIDEST / extent[0])
    room = (1 - extent * scale) / 2
    centre = 0.5 + np.clip(rng.normal(0, 0.06, 2), -room, room)
    return [(path - (low + high) / 2) * scale + centre for path in strokes]


def is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
