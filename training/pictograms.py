"""Pictograms made up by rule: simple parts stacked, side by side or within each other, as a cup or a car is.

Each function of a part returns its strokes in a box 1 wide and high, y down; a pictogram is 100 wide or high.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lenetlab import Glyph, random_hand, write_glyph
from training.symbols import Piece, sharp, smooth

Line = NDArray[np.float64]
Part = list[tuple[Line, bool]]  # strokes (n, 2), each with whether it turns sharply

TURNED_WHOLE = 0.2  # the share of pictograms that lie on their side


def pictogram(rng: np.random.Generator) -> list[Line]:
    """Two to four parts, each placed by the one before it, as some hand draws them."""
    box = (np.zeros(2), np.array([100.0, rng.uniform(50, 120)]))
    drawn: list[tuple[Piece, ...]] = []
    for _ in range(int(rng.integers(2, 5))):
        for _ in range(2 if (twice := rng.random() < 0.25) else 1):
            drawn += placed(PARTS[int(rng.integers(len(PARTS)))](rng), *box)
            if twice:  # a part of the same size on the other side, as a car has two wheels
                box = (box[0] + [box[1][0] * rng.uniform(0.8, 1.4), 0], box[1])
        box = next_to(*box, rng)
    if rng.random() < TURNED_WHOLE:
        drawn = [tuple(tuple((y, x) for x, y in piece) for piece in stroke) for stroke in drawn]
    return write_glyph(Glyph("pictogram", 1, tuple(drawn)), random_hand(rng), rng)


def next_to(corner: Line, extent: Line, rng: np.random.Generator) -> tuple[Line, Line]:
    """The box, corner and extent (2,), of a part below, above, beside or within this one."""
    size = extent * rng.uniform(0.3, 0.9, 2)
    middle = corner + (extent - size) * rng.choice([0.5, 0.5, rng.random()])
    side = rng.random()
    if side < 0.3:  # below
        return np.array([middle[0], corner[1] + extent[1]]), size
    if side < 0.5:  # above
        return np.array([middle[0], corner[1] - size[1]]), size
    if side < 0.7:  # beside
        return np.array([corner[0] + extent[0], middle[1]]), size
    return middle, size


def placed(part: Part, corner: Line, extent: Line) -> list[tuple[Piece, ...]]:
    return [(sharp if is_sharp else smooth)(corner + points * extent) for points, is_sharp in part]


def ellipse(rng: np.random.Generator) -> Part:
    turns = np.linspace(0, rng.choice([1.0, 1.05]), 12) + rng.random()
    return [(0.5 + 0.5 * np.stack([np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)], 1), False)]


def block(rng: np.random.Generator) -> Part:
    """A rectangle, or one that grows narrower."""
    inward = rng.choice([0, 0, rng.uniform(0, 0.35)])
    corners = [[inward, 0], [1 - inward, 0], [1, 1], [0, 1], [inward, 0]]
    return [(np.array(corners, np.float64), True)]


def roof(rng: np.random.Generator) -> Part:
    """A triangle, upright or on its head."""
    corners = np.array([[0, 1], [rng.choice([0.5, rng.random()]), 0], [1, 1], [0, 1]], np.float64)
    return [(corners if rng.random() < 0.7 else corners * [1, -1] + [0, 1], True)]


def dome(rng: np.random.Generator) -> Part:
    """Half an ellipse, closed or open, upright or as a bowl."""
    angles = np.linspace(np.pi, 2 * np.pi, 8)
    points = np.stack([0.5 + 0.5 * np.cos(angles), 1 + np.sin(angles)], 1)
    if rng.random() < 0.5:
        points = points * [1, -1] + [0, 1]
    ends = [(points[[-1, 0]], True)] if rng.random() < 0.7 else []
    return [(points, False), *ends]


def zigzag(rng: np.random.Generator) -> Part:
    count = int(rng.integers(4, 9))
    return [(np.stack([np.linspace(0, 1, count), np.arange(count) % 2], 1).astype(np.float64), True)]


def rods(rng: np.random.Generator) -> Part:
    """One to three lines, upright, level or slanted, as legs, masts and handles are."""
    start = rng.random()
    x = np.linspace(0.1, 0.9, int(rng.integers(1, 4)))
    return [(np.array([[at, 0], [at + (start - 0.5) * rng.choice([0, 0, 1]), 1]]), True) for at in x]


def waves(rng: np.random.Generator) -> Part:
    x = np.linspace(0, 1, 13)
    y = 0.5 + 0.5 * np.sin(2 * np.pi * rng.choice([1, 1.5, 2, 3]) * x + rng.choice([0, np.pi]))
    return [(np.stack([x, y], 1), False)]


PARTS = (ellipse, ellipse, block, block, roof, dome, dome, zigzag, rods, rods, waves)
