"""Digits that the generator writes, to learn from beside MNIST; of all hands, or of some alone."""

from __future__ import annotations

from functools import partial

import numpy as np

from lenetlab import CLASSES, GLYPHS, Glyph, Hand, drawn_sample, random_hand
from training.canvas import Seen, canvas_settings, draw_many, seeds, seen
from training.data import Digits
from training.families import Styles


def handwritten_digits(
    count: int, entropy: tuple[int, ...], workers: int | None = None, styles: Styles | None = None
) -> Digits:
    """`count` digits, the same for the same entropy; in these styles, or in all (None)."""
    draw = written if styles is None else partial(written_in, styles)
    return draw_many(draw, seeds(count, (*entropy, 1)), workers)


def written(seed: int) -> Seen:
    size, height, brush = canvas_settings(np.random.default_rng((seed, 1)))
    sample = drawn_sample(seed, size, brush, height=height)
    return seen(sample.drawing), sample.label


def written_in(styles: Styles, seed: int) -> Seen:
    """A digit in one of these styles, on a canvas like any other."""
    rng = np.random.default_rng((seed, 3))
    size, height, brush = canvas_settings(rng)
    digit = int(rng.integers(CLASSES))
    glyph, hand = style_of(styles, digit, rng)
    drawing = drawn_sample(seed, size, brush, digit=digit, height=height, glyph=glyph, hand=hand).drawing
    return seen(drawing), digit


def style_of(styles: Styles, digit: int, rng: np.random.Generator) -> tuple[Glyph, Hand]:
    """A way to write the digit and a hand that writes it, drawn again until they are of these styles."""
    ways = GLYPHS[digit]
    often = np.array([way.often for way in ways])
    while True:
        glyph, hand = ways[int(rng.choice(len(ways), p=often / often.sum()))], random_hand(rng)
        if styles.hold(digit, glyph, hand):
            return glyph, hand
