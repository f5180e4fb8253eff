"""Symbols made up by rule: letters of no alphabet, figures of geometry, scribbles, parts of digits.

Each function returns strokes, (n, 2) each, x to the right and y down, of any size and in any place.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lenetlab import Glyph, drawn_sample, random_hand, write_glyph
from training.lookalikes import ALIKE, looks_like_a_digit

Line = NDArray[np.float64]
Piece = tuple[tuple[float, float], ...]

TRIES = 30
# The halves of digits that are no digit themselves: an 8 cut in two is two rings.
HALVES = (
    (0, "upper"),
    (0, "lower"),
    (2, "lower"),
    (3, "upper"),
    (3, "lower"),
    (4, "upper"),
    (5, "upper"),
    (5, "lower"),
)


def unlike_digits(
    make: Callable[[np.random.Generator], list[Line]], rng: np.random.Generator, alike: float = ALIKE
) -> list[Line]:
    """What `make` returns, made again while it looks like a digit; the last try is taken as it is."""
    strokes = make(rng)
    for _ in range(TRIES):
        if not looks_like_a_digit(strokes, alike):
            break
        strokes = make(rng)
    return strokes


def written(strokes: list[tuple[Piece, ...]], rng: np.random.Generator) -> list[Line]:
    """The strokes, of pieces of points in a box 100 units wide and high, as some hand writes them."""
    return write_glyph(Glyph("symbol", 1, tuple(strokes)), random_hand(rng), rng)


def sharp(points: Line) -> tuple[Piece, ...]:
    """A stroke that turns sharply at each of the points (n, 2)."""
    corners = [(float(x), float(y)) for x, y in points]
    return tuple(pairwise(corners))


def smooth(points: Line) -> tuple[Piece, ...]:
    """A stroke that passes the points (n, 2) in a curve."""
    return (tuple((float(x), float(y)) for x, y in points),)


# ---- letters of no alphabet ----


def symbol(rng: np.random.Generator) -> list[Line]:
    """Two to five lines, arcs, loops and bent lines between the places of a coarse grid, as letters are made of."""
    makers = (line, arc, loop, bent, bent)
    parts = [makers[int(rng.integers(len(makers)))](rng) for _ in range(int(rng.integers(2, 6)))]
    if rng.random() < 0.3:  # the pen stays down from one part to the next
        first, second, *rest = parts
        joint = ((first[-1][-1], second[0][0]),)
        parts = [first + joint + second, *rest]
    return written(parts, rng)


def place(rng: np.random.Generator) -> Line:
    """A place of the grid, (2,), at times a little off it."""
    return 50 * rng.integers(0, 3, 2) + rng.normal(0, 6, 2)


def two_places(rng: np.random.Generator) -> tuple[Line, Line]:
    start, end = place(rng), place(rng)
    while np.hypot(*(end - start)) < 30:
        end = place(rng)
    return start, end


def line(rng: np.random.Generator) -> tuple[Piece, ...]:
    return sharp(np.array(two_places(rng)))


def arc(rng: np.random.Generator) -> tuple[Piece, ...]:
    start, end = two_places(rng)
    across = np.array([start[1] - end[1], end[0] - start[0]]) * rng.uniform(0.2, 0.7) * rng.choice([-1, 1])
    return smooth(np.array([start, (3 * start + end) / 4 + across * 0.75, (start + end) / 2 + across, end]))


def loop(rng: np.random.Generator) -> tuple[Piece, ...]:
    """Most of an ellipse, or a little more than all of it."""
    turns = np.linspace(0, rng.uniform(0.6, 1.1), 10) * rng.choice([-1, 1]) + rng.random()
    around = np.stack([np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)], 1)
    return smooth(place(rng) + around * rng.uniform(12, 40, 2))


def bent(rng: np.random.Generator) -> tuple[Piece, ...]:
    points = np.array([place(rng) for _ in range(int(rng.integers(3, 5)))])
    return sharp(points) if rng.random() < 0.5 else smooth(points)


# ---- figures of geometry ----


def figure(rng: np.random.Generator) -> list[Line]:
    """A polygon, a star or a grid, at times with lines across it, another within it, or a mast on it."""
    makers = (polygon, polygon, star, lattice)
    strokes = makers[int(rng.integers(len(makers)))](rng)
    for add in (crossed, nested, on_a_mast):
        if rng.random() < 0.3:
            strokes = strokes + add(strokes, rng)
    return written(strokes, rng)


def corners_of(count: int, rng: np.random.Generator, depth: float = 1.0) -> Line:
    """So many points around the middle of the box, (count + 1, 2), every second one nearer to it by `depth`."""
    angles = 2 * np.pi * (np.arange(count) + rng.choice([0, 0.5]) + rng.normal(0, 0.08, count)) / count - np.pi / 2
    radius = np.where(np.arange(count) % 2, depth, 1.0) * 50
    corners = 50 + radius[:, None] * np.stack([np.cos(angles), np.sin(angles)], 1)
    return np.vstack([corners, corners[:1]])


def polygon(rng: np.random.Generator) -> list[tuple[Piece, ...]]:
    return [sharp(corners_of(int(rng.choice([3, 3, 4, 4, 5])), rng))]


def star(rng: np.random.Generator) -> list[tuple[Piece, ...]]:
    return [sharp(corners_of(2 * int(rng.integers(3, 8)), rng, rng.uniform(0.3, 0.65)))]


def lattice(rng: np.random.Generator) -> list[tuple[Piece, ...]]:
    """Upright and level lines, one to four of each."""
    reach = rng.uniform(-10, 15)
    upright = [[(x, reach), (x, 100 - reach)] for x in np.linspace(10, 90, int(rng.integers(1, 5)))]
    level = [[(reach, y), (100 - reach, y)] for y in np.linspace(12, 88, int(rng.integers(1, 5)))]
    return [sharp(np.array(points)) for points in upright + level]


def crossed(strokes: list[tuple[Piece, ...]], rng: np.random.Generator) -> list[tuple[Piece, ...]]:
    """One or two lines from corner to corner."""
    corners = np.array([point for stroke in strokes for piece in stroke for point in piece])
    return [sharp(corners[rng.choice(len(corners), 2, replace=False)]) for _ in range(int(rng.integers(1, 3)))]


def nested(strokes: list[tuple[Piece, ...]], rng: np.random.Generator) -> list[tuple[Piece, ...]]:
    return [sharp(50 + (corners_of(int(rng.integers(3, 7)), rng) - 50) * rng.uniform(0.2, 0.55))]


def on_a_mast(strokes: list[tuple[Piece, ...]], rng: np.random.Generator) -> list[tuple[Piece, ...]]:
    x = rng.uniform(30, 70)
    return [sharp(np.array([[x, 100], [x + rng.normal(0, 6), rng.uniform(130, 190)]]))]


# ---- scribbles and parts ----


def scribble(rng: np.random.Generator) -> list[Line]:
    """A pen that wanders, jumps about or goes to and fro, for three points or for thirty, round or sharp."""
    strokes: list[tuple[Piece, ...]] = []
    for _ in range(int(rng.choice([1, 1, 2, 3]))):
        count = round(3 * 10 ** rng.random())
        kind = rng.random()
        if kind < 0.3:
            points = to_and_fro(count, rng)
        elif kind < 0.6:
            points = rng.random((count, 2))
        else:
            points = np.cumsum(rng.normal(0, 0.25, (count, 2)), 0)
        points = points - points.min(0)
        points = points / max(float(points.max()), 1e-6) * 100
        strokes.append(sharp(points) if rng.random() < 0.5 else smooth(points))
    return written(strokes, rng)


def to_and_fro(count: int, rng: np.random.Generator) -> Line:
    x = np.linspace(0, rng.uniform(0.4, 1.2), count)
    y = np.where(np.arange(count) % 2, 0.0, 1.0) * rng.uniform(0.4, 1) + rng.normal(0, 0.05, count)
    angle = rng.uniform(0, np.pi)
    turned: Line = np.stack([x, y], 1) @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turned


def half_of_a_digit(rng: np.random.Generator) -> list[Line]:
    """The upper or the lower half of a digit whose halves are no digits."""
    digit, half = HALVES[int(rng.integers(len(HALVES)))]
    strokes = [np.array(s, np.float64) for s in drawn_sample(int(rng.integers(2**31)), digit=digit).drawing.strokes]
    heights = np.concatenate([stroke[:, 1] for stroke in strokes])
    cut = heights.min() + np.ptp(heights) * rng.uniform(0.4, 0.6)
    parts: list[Line] = []
    for stroke in strokes:
        inside = stroke[:, 1] < cut if half == "upper" else stroke[:, 1] >= cut
        runs = np.split(np.arange(len(stroke)), np.flatnonzero(np.diff(inside.astype(int))) + 1)
        parts += [stroke[run] for run in runs if inside[run[0]] and len(run) > 1]
    return parts or strokes


# ---- kept aside: scribbles of other kinds, to measure with ----


def coil(rng: np.random.Generator) -> list[Line]:
    """Loops in a row, as when a pen is tried; or hatching, or a curve that crosses itself over and over."""
    t = np.linspace(0, 2 * np.pi, 90)
    kind = rng.random()
    if kind < 0.4:
        turns, wide = rng.integers(3, 8), rng.uniform(0.3, 1.2)
        points = np.stack([np.cos(turns * t) * wide + t * rng.uniform(0.25, 0.9), np.sin(turns * t)], 1)
    elif kind < 0.7:
        across, up = rng.permutation([2, 3, 4, 5])[:2]
        points = np.stack([np.sin(across * t + rng.uniform(0.3, 1.2)), np.sin(up * t)], 1)
    else:
        lines = int(rng.integers(4, 9))
        slope = rng.uniform(-0.6, 0.6)
        ends = [np.array([[i / lines, 0.0], [i / lines + slope, 1.0]]) for i in range(lines)]
        return [end + rng.normal(0, 0.03, (2, 2)) for end in ends]
    return [points + rng.normal(0, 0.01, points.shape)]


def short_scribble(rng: np.random.Generator) -> list[Line]:
    """Three to eight points anywhere, joined by straight lines."""
    return [rng.random((int(rng.integers(3, 9)), 2))]
