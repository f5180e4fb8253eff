"""Drawings that are not a digit: letters, signs, scribbles, two digits, next to nothing.

What is also a digit in somebody's hand is left out: LOOK_ALIKES, and whatever `training.lookalikes` finds. The shapes
of `UNSEEN`, two of Hershey's fonts and two kinds of scribbles are never trained on: they show how the score rates what
it has not met. The scribbles that are measured so may look like a digit: nothing is left out there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lenetlab import Drawing, Glyph, drawn_sample, parse_glyph, random_hand, write_glyph
from training.canvas import Seen, canvas_settings, draw_many, seeds, seen
from training.data import NO_DIGIT, Digits, concatenated
from training.hershey import LATIN, OTHERS, has_hershey, stroke_letters
from training.hershey import UNSEEN as UNSEEN_FONTS
from training.pictograms import pictogram
from training.symbols import coil, figure, half_of_a_digit, scribble, short_scribble, symbol, unlike_digits
from training.typeset import has_typeset, typeset_nondigits

Line = NDArray[np.float64]

LETTERS = {
    "A": "10,100 50,0 / 90,100 | 28,62 72,62",
    "E": "80,2 20,2 / 20,98 / 82,98 | 20,50 70,50",
    "F": "80,2 20,2 / 20,100 | 20,48 68,48",
    "H": "18,0 18,100 | 82,0 82,100 | 18,50 82,50",
    "K": "22,0 22,100 | 78,0 24,52 / 80,100",
    "M": "12,100 18,0 / 50,60 / 82,0 / 88,100",
    "N": "18,100 18,0 / 82,100 / 82,0",
    "P": "22,100 22,0 | 22,4 60,2 80,24 60,48 22,50",
    "R": "22,100 22,0 | 22,4 60,2 80,24 60,48 22,50 / 82,100",
    "T": "50,0 50,100 | 8,2 92,2",
    "U": "16,0 16,60 34,97 66,97 84,60 84,0",
    "V": "12,0 50,100 / 88,0",
    "W": "6,0 28,100 / 50,30 / 72,100 / 94,0",
    "X": "14,0 86,100 | 86,0 14,100",
    "d": "70,58 48,42 22,60 24,92 50,98 70,76 | 72,0 72,98",
    "e": "20,60 78,58 70,26 42,20 18,52 30,92 62,98 82,84",
    "f": "78,10 60,0 46,16 44,60 44,100 | 18,42 74,42",
    "h": "22,0 22,100 | 22,60 46,42 70,54 72,100",
    "k": "24,0 24,100 | 70,40 26,66 / 74,100",
    "m": "10,100 10,40 | 10,56 30,40 48,56 48,100 | 48,56 70,40 88,58 88,100",
    "p": "24,20 24,120 | 24,40 50,22 76,40 70,76 44,84 24,70",
    "r": "30,100 30,36 | 30,60 50,38 74,40",
    "w": "8,20 20,80 40,92 50,30 60,92 80,80 92,20",
}
SIGNS = {
    "plus": "50,10 50,90 | 10,50 90,50",
    "equals": "12,36 88,36 | 12,66 88,66",
    "question mark": "20,24 38,2 70,8 72,34 50,52 50,70 | 49,92 51,95",
    "triangle": "50,4 92,92 / 8,92 / 50,4",
    "tick": "10,58 36,94 / 92,6",
    "arrow": "6,50 94,50 | 66,24 94,50 / 66,76",
    "heart": "50,96 10,40 24,8 50,30 / 76,8 90,40 50,96",
    "smile": "50,2 14,20 4,54 22,90 50,98 80,88 96,52 84,18 50,2 | 34,36 35,40 | 66,36 67,40 | 28,62 50,80 72,62",
    "spiral": "52,50 58,44 64,54 50,64 38,50 48,32 74,36 80,60 56,84 26,70 20,38 48,14 84,20",
    "lightning": "60,0 26,52 / 64,44 / 34,100",
    "hash": "34,4 28,96 | 70,4 64,96 | 6,34 94,34 | 6,66 94,66",
}
UNSEEN = {
    "a": "76,26 48,12 20,34 20,76 44,90 74,64 76,20 / 76,80 90,92",
    "anchor": "50,20 50,96 | 28,36 72,36 | 14,66 26,90 50,97 74,90 86,66",
    "chair": "20,0 20,100 | 20,52 78,52 / 78,100",
    "umbrella": "4,50 14,22 50,6 86,22 96,50 / 4,50 | 50,50 50,86 60,98 70,88",
    "t": "46,0 44,84 58,98 74,92 | 20,30 72,30",
    "L": "22,0 22,98 / 84,98",
    "star": "50,0 76,96 / 6,36 / 94,36 / 24,96 / 50,0",
    "house": "14,98 14,44 / 50,4 / 86,44 / 86,98 / 14,98",
    "percent": "86,6 14,94 | 24,6 10,22 24,38 38,22 24,6 | 76,62 62,78 76,94 90,78 76,62",
    "ampersand": "88,98 26,26 34,4 60,8 58,30 18,62 24,94 56,96 84,58",
    "boat": "4,62 20,92 80,92 96,62 / 4,62 | 50,62 50,4 / 84,50 50,50",
    "tree": "50,4 20,40 / 40,40 / 10,74 / 90,74 / 60,40 / 80,40 / 50,4 | 50,74 50,100",
    "car": "4,70 4,50 / 24,48 36,24 / 68,24 80,48 / 96,52 96,70 / 4,70 | 24,70 32,82 24,92 16,82 | 76,70 84,82 70,88",
    "crown": "8,90 4,24 / 30,56 / 50,14 / 70,56 / 96,24 / 92,90 / 8,90",
    "cup": "12,20 18,90 / 66,90 / 74,20 / 12,20 | 72,34 94,36 92,62 70,66",
    "key": "30,50 18,34 4,50 18,66 30,50 / 96,50 / 96,66 | 80,50 80,64",
    "envelope": "4,20 96,20 / 96,82 / 4,82 / 4,20 / 50,56 / 96,20",
    "glasses": "40,50 24,34 6,50 24,68 40,50 60,48 76,34 94,50 76,68 60,50",
    "person": "50,30 38,16 50,2 62,16 50,30 / 50,66 / 22,100 | 50,66 78,100 | 14,44 86,44",
    "flower": "50,40 36,20 50,4 64,20 50,40 84,30 92,48 54,46 78,74 58,80 50,48 40,80 20,72 46,46 8,44 18,28 50,40",
    "fish": "6,50 34,22 70,40 96,70 | 6,50 34,80 70,62 96,30 / 96,70",
}
LOOK_ALIKES = "BbCDGgIiJjlOoQqSsYyZz"
"""The Latin letters that are also a digit in somebody's hand: never trained on, and not measured."""

UNSEEN_SHAPE, UNSEEN_SIGN, UNSEEN_SCRIBBLE, SHORT_SCRIBBLE = (
    "unseen shape", "unseen sign", "unseen scribble", "short scribble"
)  # fmt: skip
# How many in a hundred are of each kind. Stroke letters and signs only where Hershey's fonts are installed.
OFTEN = {
    "letter": 9,
    "sign": 5,
    "stroke letter": 12,
    "stroke sign": 11,
    "turned letter": 10,
    "symbol": 17,
    "shape": 7,
    "pictogram": 10,
    "scribble": 15,
    "part of a digit": 4,
    "two digits": 8,
    "almost nothing": 3,
}
KINDS = tuple(OFTEN)
# Of all that is no digit, in print, where the fonts to learn from are installed.
TYPESET_SHARE = 0.2
UNSEEN_KINDS = (UNSEEN_SHAPE, UNSEEN_SIGN, UNSEEN_SCRIBBLE, SHORT_SCRIBBLE)
FROM_HERSHEY = {
    "stroke letter": LATIN, "stroke sign": OTHERS, "turned letter": (*LATIN, *OTHERS), UNSEEN_SIGN: UNSEEN_FONTS
}  # fmt: skip
# An m and an E on their side come nearer to a 3 than a letter that stands.
HARDLY_ALIKE = 0.8
# What has corners comes near to a 0 when it is blurred, and is none: a house, a box with a lid.
ANGULAR_ALIKE = 0.95
# A quarter turn, and a mirror: of both together there are seven that leave a letter otherwise than it was.
QUARTER_TURN, MIRROR = np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([[-1.0, 0.0], [0.0, 1.0]])

Maker = Callable[[np.random.Generator], list[Line]]


@dataclass(frozen=True, eq=False)
class NonDigit:
    """A drawing that is not a digit, and its kind: one of KINDS or of UNSEEN_KINDS."""

    drawing: Drawing
    kind: str


def drawable(kinds: Sequence[str]) -> tuple[str, ...]:
    """Those of the kinds that can be drawn here."""
    return tuple(kind for kind in kinds if kind not in FROM_HERSHEY or has_hershey())


def non_digit(seed: int, kind: str | None = None) -> NonDigit:
    """A drawing of this kind (None: of any kind that is trained on), the same for the same seed.

    Raises ValueError for a kind that there is not, or that cannot be drawn because its fonts are not installed.
    """
    rng = np.random.default_rng((seed, 2))
    kind = kind or any_kind(rng)
    if kind not in drawable((*KINDS, *UNSEEN_KINDS)):
        raise ValueError(f"kind is {kind!r}; allowed here: {', '.join(drawable((*KINDS, *UNSEEN_KINDS)))}")
    size, height, brush = canvas_settings(rng)
    if kind == "almost nothing":
        strokes = almost_nothing(rng, brush / size)
    else:
        strokes = fitted(MAKERS[kind](rng), max(height, 0.3), rng)
        brush = min(brush, 0.25 * size * max(height, 0.3))
    return NonDigit(Drawing([(stroke * size).round(2).tolist() for stroke in strokes], size, brush), kind)


def any_kind(rng: np.random.Generator) -> str:
    kinds = drawable(KINDS)
    often = np.array([OFTEN[kind] for kind in kinds], np.float64)
    return str(rng.choice(kinds, p=often / often.sum()))


def drawn_nondigits(count: int, entropy: tuple[int, ...], workers: int | None = None) -> Digits:
    """`count` drawings of every kind that is trained on and characters in print, all with the label NO_DIGIT."""
    in_print = round(count * TYPESET_SHARE) if has_typeset() else 0
    drawn = draw_many(partial(seen_nondigit, None), seeds(count - in_print, (*entropy, 2)), workers)
    return concatenated([drawn, typeset_nondigits(in_print, entropy, workers)])


def seen_nondigit(kind: str | None, seed: int) -> Seen:
    return seen(non_digit(seed, kind).drawing), NO_DIGIT


def shape(shapes: Mapping[str, str], rng: np.random.Generator) -> list[Line]:
    name = str(rng.choice(sorted(shapes)))
    glyph: Glyph = parse_glyph(name, shapes[name])
    return write_glyph(glyph, random_hand(rng), rng)


def stroke_letter(fonts: tuple[str, ...], rng: np.random.Generator) -> list[Line]:
    """A letter or sign of these fonts, written freely: each letter a little narrower, more slanted, less steady."""
    letters = stroke_letters(fonts)
    letter = letters[int(rng.integers(len(letters)))]
    points = np.vstack(letter)
    low, extent = points.min(0), np.maximum(np.ptp(points, axis=0), 1e-6)
    shape = np.array([[rng.uniform(0.7, 1.25), rng.normal(-0.1, 0.18)], [rng.normal(0, 0.06), 1.0]])
    strokes = []
    for stroke in letter:
        control = (stroke - low) / extent.max() * 100
        control += rng.normal(0, 1.5, control.shape) + rng.normal(0, 1.5, 2)
        strokes.append(control @ shape.T)
    return strokes


def turned_letter(fonts: tuple[str, ...], rng: np.random.Generator) -> list[Line]:
    """A letter of these fonts lying on its side, on its head or mirrored: mostly a letter of no alphabet."""
    which = int(rng.integers(1, 8))
    turn = np.linalg.matrix_power(QUARTER_TURN, which % 4) @ np.linalg.matrix_power(MIRROR, which // 4)
    return unlike_digits(lambda rng: [stroke @ turn for stroke in stroke_letter(fonts, rng)], rng, HARDLY_ALIKE)


def two_digits(rng: np.random.Generator) -> list[Line]:
    """Two digits side by side, rarely three, hardly touching."""
    strokes: list[Line] = []
    right = 0.0
    for _ in range(3 if rng.random() < 0.15 else 2):
        drawing = drawn_sample(int(rng.integers(2**31)), height=rng.uniform(0.6, 0.75)).drawing
        paths = [np.array(stroke) / 140 for stroke in drawing.strokes]
        left = min(path[:, 0].min() for path in paths)
        paths = [path - [left - right, rng.normal(0, 0.01)] for path in paths]
        right = max(path[:, 0].max() for path in paths) + rng.uniform(0.04, 0.25)
        strokes += paths
    return strokes


def almost_nothing(rng: np.random.Generator, brush: float) -> list[Line]:
    """A dot, or a line hardly longer than the brush is wide."""
    start = rng.uniform(0.1, 0.9, 2)
    length = brush * rng.uniform(0, 1.2)
    if rng.random() >= 0.7:
        length = 0.0  # a dot
    angle = rng.uniform(0, 2 * np.pi)
    return [np.stack([start, start + length * np.array([np.cos(angle), np.sin(angle)])])]


def fitted(strokes: list[Line], longest: float, rng: np.random.Generator) -> list[Line]:
    """The strokes with a longer side of this fraction of the canvas, wholly on it."""
    points = np.vstack(strokes)
    low, high = points.min(0), points.max(0)
    scale = longest / max(float((high - low).max()), 1e-6)
    room = 1 - (high - low) * scale
    corner = rng.uniform(0.1, 0.9, 2) * room
    return [(stroke - low) * scale + corner for stroke in strokes]


MAKERS: dict[str, Maker] = {
    "letter": partial(shape, LETTERS),
    "sign": partial(shape, SIGNS),
    "stroke letter": partial(stroke_letter, LATIN),
    "stroke sign": partial(stroke_letter, OTHERS),
    "turned letter": partial(turned_letter, (*LATIN, *OTHERS)),
    "symbol": partial(unlike_digits, symbol),
    "shape": partial(unlike_digits, figure, alike=ANGULAR_ALIKE),
    "pictogram": partial(unlike_digits, pictogram, alike=ANGULAR_ALIKE),
    "scribble": partial(unlike_digits, scribble),
    "part of a digit": partial(unlike_digits, half_of_a_digit),
    "two digits": two_digits,
    UNSEEN_SHAPE: partial(shape, UNSEEN),
    UNSEEN_SIGN: partial(stroke_letter, UNSEEN_FONTS),
    UNSEEN_SCRIBBLE: coil,
    SHORT_SCRIBBLE: short_scribble,
}
