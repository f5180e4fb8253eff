"""Digits that the generator writes, to learn from beside MNIST."""

from __future__ import annotations

import numpy as np

from lenetlab import drawn_sample
from training.canvas import Seen, canvas_settings, draw_many, seeds, seen
from training.data import Digits


def handwritten_digits(count: int, entropy: tuple[int, ...], workers: int | None = None) -> Digits:
    """`count` digits, the same for the same entropy."""
    return draw_many(written, seeds(count, (*entropy, 1)), workers)


def written(seed: int) -> Seen:
    size, height, brush = canvas_settings(np.random.default_rng((seed, 1)))
    sample = drawn_sample(seed, size, brush, height=height)
    return seen(sample.drawing), sample.label
