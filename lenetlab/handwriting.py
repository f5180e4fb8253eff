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
    overshoot: how far ends run past their place or fall short, so that rings stay open or close twice. drift: how far
    strokes miss one another. hook: the chance of a tick where the pen comes down or leaves. gap: the chance that the
    ink breaks off within a stroke.
    thirds: where the lines come to lie that share the height out evenly, as how much lower than their place. bow: how
    far straight lines bend. bars: how much later strokes change in place, length and direction. loop: the chance that
    a sharp turn becomes a small loop. joined: the chance that the pen stays down on its way to the next stroke.
    retraced: the chance that the pen goes back over the end of a stroke.
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
    thirds: tuple[float, float] = (0.0, 0.0)
    bow: float = 0.0
    bars: float = 0.0
    loop: float = 0.0
    joined: float = 0.0
    retraced: float = 0.0


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


def any_hand(rng: np.random.Generator) -> Hand:
    """Any hand that there is: as `random_hand`, but with habits of its own, and one in ten out of the ordinary."""
    haste = rng.beta(1.5, 2.5)  # 0 careful, 1 hasty
    odd = 1.8 if rng.random() < 0.1 else 1.0
    return Hand(
        slant=rng.normal(0.12, 0.22 * odd),
        turn=rng.normal(0, 0.1 * odd),
        aspect=0.62 * np.exp(rng.normal(0, 0.26 * odd)),
        top=np.exp(rng.normal(0, 0.18 * odd)),
        left=np.exp(rng.normal(0, 0.14 * odd)),
        looseness=0.01 + 0.05 * haste,
        wobble=abs(rng.normal(0, 0.02)),
        tremor=abs(rng.normal(0, 0.006)) * (3 if rng.random() < 0.08 else 1),
        stride=1 + int(rng.uniform(0, 2 + 3 * haste)),
        rounding=bool(rng.random() < 0.1 + 0.3 * haste),
        overshoot=(0.02 + 0.06 * haste) * odd,
        drift=0.01 + 0.04 * haste,
        hook=0.35 * rng.beta(1, 2),
        gap=0.05,
        thirds=(rng.normal(0, 0.05 * odd), rng.normal(0, 0.05 * odd)),
        bow=abs(rng.normal(0, 0.05)),
        bars=abs(rng.normal(0, 0.06)),
        loop=0.5 if rng.random() < 0.12 else 0.02,
        joined=0.5 * haste if rng.random() < 0.3 else 0.02,
        retraced=0.5 if rng.random() < 0.06 else 0.02,
    )


def write_glyph(glyph: Glyph, hand: Hand, rng: np.random.Generator) -> list[Line]:
    """The strokes (n, 2) of the glyph as this hand writes it now; the middle of its box is the origin."""
    strokes: list[Line] = []
    for i, pieces in enumerate(glyph.strokes):
        path = curve(pieces, hand, rng)
        drift = rng.normal(0, hand.drift, 2)
        if i > 0:
            path = placed_anew(path, hand, rng) + drift
        path = ends(path, hand, rng)
        parts = broken(path, hand, rng)
        if strokes and happens(hand.joined, rng):
            strokes[-1] = np.vstack([strokes[-1], parts.pop(0)])
        strokes += parts
    bend = rng.normal(0, hand.wobble, (2, 2)), rng.uniform(0, 2 * np.pi, (2, 2))
    return [distort(path[:: hand.stride] if len(path) > 12 else path, hand, bend, rng) for path in strokes]


def happens(chance: float, rng: np.random.Generator) -> bool:
    """Whether something of this chance happens. Of no chance, no random number is drawn: who has not got the habit
    writes the same as ever."""
    return chance > 0 and bool(rng.random() < chance)


def placed_anew(path: Line, hand: Hand, rng: np.random.Generator) -> Line:
    """A later stroke, a bar or a stem, a little off its place, shorter or longer, and turned."""
    if not hand.bars:
        return path
    middle = path.mean(0)
    angle, length = rng.normal(0, 1.5 * hand.bars), np.exp(rng.normal(0, 4 * hand.bars))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = rng.normal(0, hand.bars, 2) * (0.5, 1)
    return np.asarray((path - middle) @ turn * length + middle + moved)


def curve(pieces: tuple[Points, ...], hand: Hand, rng: np.random.Generator) -> Line:
    """The pieces as one path of many points, each control point a little off its place."""
    control: list[Line] = []
    for piece in pieces:
        points = np.array(piece) / 100  # (n, 2)
        points += rng.normal(0, hand.looseness, points.shape)
        if control:
            points[0] = control[-1][-1]
        if len(points) == 2 and hand.bow:
            points = bowed(points, rng.normal(0, hand.bow))
        control.append(points)
    if happens(hand.loop, rng):
        control = looped(control, rng)
    elif hand.rounding:
        without_first_points = [points[1:] for points in control[1:]]
        control = [np.vstack([control[0], *without_first_points])]
    return np.vstack([spline(points, PER_PIECE) for points in control])


def bowed(points: Line, height: float) -> Line:
    """A straight line (2, 2) with a point in its middle that lies this share of its length beside it."""
    (x, y), (right, down) = points[0], points[1] - points[0]
    return np.array([points[0], [x + right / 2 - height * down, y + down / 2 + height * right], points[1]])


def looped(control: list[Line], rng: np.random.Generator) -> list[Line]:
    """The pieces with a small loop in the place of each sharp turn: the pen runs on, and comes round from outside."""
    size = rng.uniform(0.04, 0.14)
    pieces = [control[0]]
    for piece in control[1:]:
        before, after = pieces[-1][-1] - pieces[-1][-2], piece[1] - piece[0]
        on, back = (way / max(float(np.hypot(*way)), 1e-6) * size for way in (before, after))
        pieces[-1] = np.vstack([pieces[-1], piece[0] + on, piece[0] + 0.6 * on - 0.9 * back, piece[0] - 0.2 * back])
        pieces[-1] = np.vstack([pieces[-1], piece[1:]])
    return pieces


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
        if happens(hand.retraced, rng):
            back = path[::-1][: int(len(path) * rng.uniform(0.15, 0.6))]
            path = np.vstack([path, back + rng.normal(0, 0.02, 2)])
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
    y = np.sign(y) * np.abs(y) ** hand.top
    if any(hand.thirds):
        y = proportioned(y, hand.thirds)
    y = y - 0.5
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


def proportioned(y: Line, thirds: tuple[float, float]) -> Line:
    """Heights (n,) within the box with its three parts made taller or flatter; what lies outside stays."""
    first, second = np.clip(np.sort([1 / 3 + thirds[0], 2 / 3 + thirds[1]]), 0.12, 0.88)
    return np.where((y > 0) & (y < 1), np.interp(y, [0, 1 / 3, 2 / 3, 1], [0, first, second, 1]), y)


def spline(points: Line, per_piece: int) -> Line:
    """A Catmull-Rom spline through `points` (n, 2), `per_piece` points from each to the next."""
    around = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, per_piece, endpoint=False)[:, None, None]
    a, b, c, d = around[:-3], around[1:-2], around[2:-1], around[3:]  # (n - 1, 2) each
    pieces = (b * 2 + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3) / 2
    return np.vstack([pieces.swapaxes(0, 1).reshape(-1, 2), points[-1:]])
