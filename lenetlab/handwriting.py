"""The hand that writes a glyph: never the same twice, and always the same for the same random numbers.

A glyph is written in a box one unit high and wide, x to the right and y down; every length here is in that unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lenetlab.glyphs import Glyph, Points

Line = NDArray[np.float64]
PER_PIECE = 8  # points of the spline from one control point to the next


@dataclass(frozen=True)
class Hand:
    """How somebody writes at one moment.

    slant: sideways lean per unit of height. turn: radians. aspect: width over height of the box.
    top, left: exponents near 1 that make the upper or the left part of a digit larger or smaller.
    looseness: how far control points stray. wobble, tremor: size of slow and of quick waves. stride: every stride-th
    point of the curve is kept, so it is large for a quick pen. rounding: whether sharp corners are rounded.
    overshoot: how far ends run past their place or fall short. drift: how far strokes miss one another. hook: the
    chance of a tick where the pen comes down or leaves. gap: the chance that the ink breaks off within a stroke.
    """

    slant: float = 0.0
    turn: float = 0.0
    aspect: float = 0.6
    top: float = 1.0
    left: float = 1.0
    looseness: float = 0.0
    wobble: float = 0.0
    tremor: float = 0.0
    stride: int = 1
    rounding: bool = False
    overshoot: float = 0.0
    drift: float = 0.0
    hook: float = 0.0
    gap: float = 0.0


def random_hand(rng: np.random.Generator) -> Hand:
    """A hand as one may meet it: mostly tidy, at times shaky, hasty or crooked."""
    haste = rng.beta(1.5, 2.5)  # 0 careful, 1 hasty
    return Hand(
        slant=rng.normal(0.12, 0.2),
        turn=rng.normal(0, 0.1),
        aspect=0.62 * np.exp(rng.normal(0, 0.24)),
        top=np.exp(rng.normal(0, 0.16)),
        left=np.exp(rng.normal(0, 0.12)),
        looseness=0.01 + 0.045 * haste,
        wobble=abs(rng.normal(0, 0.018)),
        tremor=abs(rng.normal(0, 0.006)) * (3 if rng.random() < 0.08 else 1),
        stride=1 + int(rng.uniform(0, 2 + 3 * haste)),
        rounding=bool(rng.random() < 0.1 + 0.3 * haste),
        overshoot=0.02 + 0.05 * haste,
        drift=0.01 + 0.04 * haste,
        hook=0.1,
        gap=0.05,
    )


def write_glyph(glyph: Glyph, hand: Hand, rng: np.random.Generator) -> list[Line]:
    """The strokes (n, 2) of the glyph as this hand writes it now; the middle of its box is the origin."""
    strokes: list[Line] = []
    for i, pieces in enumerate(glyph.strokes):
        path = curve(pieces, hand, rng)
        drift = rng.normal(0, hand.drift, 2)
        if i > 0:
            path = path + drift
        path = ends(path, hand, rng)
        strokes += broken(path, hand, rng)
    bend = rng.normal(0, hand.wobble, (2, 2)), rng.uniform(0, 2 * np.pi, (2, 2))
    return [distort(path[:: hand.stride] if len(path) > 12 else path, hand, bend, rng) for path in strokes]


def curve(pieces: tuple[Points, ...], hand: Hand, rng: np.random.Generator) -> Line:
    """The pieces as one path of many points, each control point a little off its place."""
    control: list[Line] = []
    for piece in pieces:
        points = np.array(piece) / 100  # (n, 2)
        points += rng.normal(0, hand.looseness, points.shape)
        if control:
            points[0] = control[-1][-1]
        control.append(points)
    if hand.rounding:
        without_first_points = [points[1:] for points in control[1:]]
        control = [np.vstack([control[0], *without_first_points])]
    return np.vstack([spline(points, PER_PIECE) for points in control])


def ends(path: Line, hand: Hand, rng: np.random.Generator) -> Line:
    """The path run on past its ends, or stopping short of them, at times with a tick."""
    for _ in range(2):
        path = path[::-1]
        if len(path) < 4:
            continue
        heading = path[-1] - path[-3]
        length = float(np.hypot(*heading)) or 1.0
        more = rng.normal(0, hand.overshoot)
        if more > 0:
            path = np.vstack([path, path[-1] + heading / length * more])
        else:
            left = np.cumsum(np.hypot(*np.diff(path[::-1], axis=0).T))[::-1]  # (n - 1,), way still to go
            path = path[: max(3, 1 + int((left > -more).sum()))]
        if rng.random() < hand.hook:
            angle = rng.uniform(0, 2 * np.pi)
            tick = rng.uniform(0.03, 0.1)
            path = np.vstack([path, path[-1] + tick * np.array([np.cos(angle), np.sin(angle)])])
    return path


def broken(path: Line, hand: Hand, rng: np.random.Generator) -> list[Line]:
    """The path, or the two parts of it that a gap in the ink leaves."""
    if len(path) < 16 or rng.random() >= hand.gap:
        return [path]
    start = int(rng.integers(4, len(path) - 8))
    return [path[:start], path[start + int(rng.integers(1, 5)) :]]


def distort(path: Line, hand: Hand, bend: tuple[Line, Line], rng: np.random.Generator) -> Line:
    """Proportions, waves, slant and turn, the same for all strokes of a digit but for the tremor."""
    x, y = np.clip(path, -0.2, 1.2).T
    x = np.sign(x) * np.abs(x) ** hand.left - 0.5
    y = np.sign(y) * np.abs(y) ** hand.top - 0.5
    size, phase = bend
    x, y = (
        x + size[0, 0] * np.sin(4 * y + phase[0, 0]) + size[0, 1] * np.sin(9 * y + phase[0, 1]),
        y + size[1, 0] * np.sin(4 * x + phase[1, 0]) + size[1, 1] * np.sin(9 * x + phase[1, 1]),
    )
    x = (x - hand.slant * y / hand.aspect) * hand.aspect
    cos, sin = np.cos(hand.turn), np.sin(hand.turn)
    turned = np.stack([cos * x - sin * y, sin * x + cos * y], 1)  # (n, 2)
    shake = rng.normal(0, hand.tremor, turned.shape)
    return np.asarray(turned + shake)


def spline(points: Line, per_piece: int) -> Line:
    """A Catmull-Rom spline through `points` (n, 2), `per_piece` points from each to the next."""
    around = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, per_piece, endpoint=False)[:, None, None]
    a, b, c, d = around[:-3], around[1:-2], around[2:-1], around[3:]  # (n - 1, 2) each
    pieces = (b * 2 + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3) / 2
    return np.vstack([pieces.swapaxes(0, 1).reshape(-1, 2), points[-1:]])
