"""Digits that the generator writes, to learn from beside MNIST; of all hands, or of some alone."""

from __future__ import annotations

from functools import partial

import numpy as np

from lenetlab import CLASSES, drawn_sample
from training.canvas import Seen, canvas_settings, draw_many, seeds, seen
from training.data import Digits
from training.families import All, Styles, style_of


def handwritten_digits(
    count: int, entropy: tuple[int, ...], workers: int | None = None, styles: Styles | None = None
) -> Digits:
    """`count` digits, the same for the same entropy; in these styles, or in all (None)."""
    return draw_many(partial(written_in, styles or All()), seeds(count, (*entropy, 1)), workers)


def written(seed: int) -> Seen:
    """A digit in any style."""
    return written_in(All(), seed)


def written_in(styles: Styles, seed: int) -> Seen:
    """A digit in one of these styles, on a canvas like any other."""
    rng = np.random.default_rng((seed, 3))
    size, height, brush = canvas_settings(rng)
    digit = int(rng.integers(CLASSES))
    glyph, hand = style_of(styles, digit, rng)
    drawing = drawn_sample(seed, size, brush, digit=digit, height=height, glyph=glyph, hand=hand).drawing
    return seen(drawing), digit
