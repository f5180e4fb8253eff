"""Digits drawn by rule: what there is to look at where MNIST is not at hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lenetlab.drawing import Drawing

Points = NDArray[np.float64]

# Strokes of each digit in a box one unit high, x to the right and y down; curved ones are splines through their points.
STROKES: dict[int, list[list[tuple[float, float]]]] = {
    0: [[(0.5, 0.0), (0.2, 0.2), (0.15, 0.55), (0.3, 0.95), (0.55, 0.98), (0.75, 0.6), (0.72, 0.2), (0.5, 0.0)]],
    1: [[(0.5, 0.0), (0.48, 0.5), (0.46, 1.0)]],
    2: [[(0.2, 0.25), (0.35, 0.03), (0.65, 0.08), (0.68, 0.35), (0.4, 0.7), (0.15, 0.97)], [(0.15, 0.97), (0.8, 0.95)]],
    3: [
        [(0.2, 0.12), (0.45, 0.0), (0.68, 0.15), (0.6, 0.38), (0.4, 0.47)],
        [(0.4, 0.47), (0.68, 0.58), (0.7, 0.85), (0.45, 1.0), (0.18, 0.9)],
    ],
    4: [[(0.25, 0.0), (0.18, 0.52)], [(0.18, 0.52), (0.8, 0.5)], [(0.68, 0.05), (0.64, 1.0)]],
    5: [
        [(0.72, 0.02), (0.28, 0.03)],
        [(0.28, 0.03), (0.25, 0.42)],
        [(0.25, 0.42), (0.55, 0.38), (0.72, 0.65), (0.55, 0.95), (0.18, 0.95)],
    ],
    6: [[(0.62, 0.0), (0.35, 0.3), (0.22, 0.7), (0.4, 1.0), (0.65, 0.85), (0.6, 0.58), (0.38, 0.58), (0.26, 0.75)]],
    7: [[(0.18, 0.05), (0.75, 0.03)], [(0.75, 0.03), (0.55, 0.45), (0.4, 1.0)]],
    8: [
        [(0.65, 0.15), (0.4, 0.02), (0.28, 0.22), (0.5, 0.46), (0.7, 0.72), (0.5, 0.98), (0.26, 0.78), (0.68, 0.2)]
    ],
    9: [
        [(0.66, 0.25), (0.45, 0.02), (0.25, 0.22), (0.4, 0.45), (0.64, 0.3), (0.68, 0.15)],
        [(0.68, 0.15), (0.62, 0.6), (0.55, 1.0)],
    ],
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class DrawnSample:
    """A digit drawn by rule, and which digit it was meant to be, 0 to 9."""

    drawing: Drawing
    label: int


def drawn_sample(seed: int, size: int = 140, brush: float | None = None) -> DrawnSample:
    """A digit with random slant, height, width, place and wobble, the same for the same seed.

    seed: a whole number from 0 up. size and brush as in `Drawing`.

    >>> drawn_sample(3).label == drawn_sample(3).label
    True
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ValueError(f"seed is {seed!r}; allowed: a whole number from 0 up")
    rng = np.random.default_rng(seed)
    label = int(rng.integers(10))
    slant, height, width = rng.normal(0, 0.1), rng.uniform(0.5, 0.72), rng.uniform(0.45, 0.65)
    centre = 0.5 + rng.uniform(-0.05, 0.05, 2)
    wobble = rng.normal(0, 0.012, 8)
    strokes = []
    for template in STROKES[label]:
        points = spline(np.array(template), 12) - 0.5  # (n, 2), the digit's middle at the origin
        x, y = points.T
        x = x - slant * y + wobble[0] * np.sin(5 * y + wobble[1] * 90)
        y = y + wobble[2] * np.sin(5 * x + wobble[3] * 90)
        strokes.append(((np.stack([x * width, y * height], 1) + centre) * size).round(2).tolist())
    return DrawnSample(Drawing(strokes, size, brush), label)


def spline(points: Points, per_piece: int) -> Points:
    """A Catmull-Rom spline through `points` (n, 2), `per_piece` points from each to the next; two make a line."""
    if len(points) == 2:
        return points
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, per_piece, endpoint=False)[:, None]
    pieces = [
        (b * 2 + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3) / 2
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.vstack([*pieces, points[-1:]])
