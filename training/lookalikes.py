"""Whether strokes that are meant as no digit look like one all the same: an O, a Z, a half of an 8.

No network is asked, since this decides what a network learns from: strokes are laid over every way to write a digit.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from lenetlab import ALL_GLYPHS, MNIST_MEAN, MNIST_STD, Drawing, Glyph, Hand, preprocess, write_glyph

Line = NDArray[np.float64]

SLANTS, ASPECTS = (-0.1, 0.15, 0.4), (0.4, 0.62, 0.9, 1.2)
BRUSH = 9
HEIGHT = 100  # of the strokes, or their width if that is larger, on a canvas of 140
# The cosine of two blurred images. Of the letters that everybody takes for a digit nearly all are above, of A, E, F, H,
# K, M and their like nearly none.
ALIKE = 0.87


def looks_like_a_digit(strokes: list[Line], alike: float = ALIKE) -> bool:
    """Whether some way to write some digit lies this near to the strokes, (n, 2) each, x right and y down."""
    return likeness(strokes) >= alike


def likeness(strokes: list[Line]) -> float:
    """How well the best of all ways to write a digit covers the strokes: the cosine of the blurred images, 0 to 1."""
    return float((templates() @ blurred(strokes)).max())


def likeness_of_ink(ink: Tensor) -> Tensor:
    """The same for ink as the network is shown it, (N, 1, 28, 28) in [0, 1]: (N,)."""
    return (softened(ink) @ templates().T).amax(1)


@cache
def templates() -> Tensor:
    """Every way to write a digit by steady hands that lean and stretch it, blurred: (ways and hands, 196)."""
    hands = [Hand(slant=slant, aspect=aspect) for slant in SLANTS for aspect in ASPECTS]
    ways = [glyph for of_digit in ALL_GLYPHS.values() for glyph in of_digit]
    return torch.stack([blurred(steadily_written(way, hand)) for way in ways for hand in hands])


def steadily_written(glyph: Glyph, hand: Hand) -> list[Line]:
    return write_glyph(glyph, hand, np.random.default_rng(0))


def blurred(strokes: list[Line]) -> Tensor:
    """The ink of the strokes as the network is shown it, blurred, of length 1: (196,)."""
    points = np.vstack(strokes)
    low, high = points.min(0), points.max(0)
    scale = HEIGHT / max(float((high - low).max()), 1e-6)
    placed = [((stroke - (low + high) / 2) * scale + 70).tolist() for stroke in strokes]
    ink = preprocess(Drawing(placed, brush=BRUSH)) * MNIST_STD + MNIST_MEAN  # (1, 1, 28, 28)
    return softened(ink)[0]


def softened(ink: Tensor) -> Tensor:
    """(N, 1, 28, 28) blurred, as vectors of length 1: (N, 196)."""
    soft = F.avg_pool2d(F.avg_pool2d(ink, 3, stride=1, padding=1), 2).flatten(1)  # (N, 196)
    return F.normalize(soft, eps=1e-6)
