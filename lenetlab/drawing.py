"""Drawing: strokes in canvas units, and the ink that they leave.

A canvas is a square of `size` × `size` units, x to the right and y down; pixel (row, column) covers
[column, column + 1] × [row, row + 1].
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lenetlab.config import IMAGE_SIZE
from lenetlab.ink import Image, draw_segments, segments_of, window_cells

CANVAS_SIZES = (28, 140)
MAX_STROKES = 500
MAX_POINTS = 4_000
MAX_COORDINATE = 100_000.0
MAX_PATH_LENGTH = 200_000
# The boxes around all segments, in pixels of the canvas. The hastiest scribble of 4,000 points with the page's widest
# brush, each a third of the canvas from the one before, has less than 15 million: nobody draws what is refused.
MAX_INK_CELLS = 40_000_000
MAX_SHOWN = 60

Point = tuple[float, float]
Stroke = tuple[Point, ...]
Strokes = Sequence[Sequence[Sequence[float]]]

# No digit can belong to two parts of a number, and no number to two coordinates, so that matching never starts over.
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_POINT = re.compile(rf"[\s,]*({_NUMBER})(?:[\s,]+|(?=[-+]))({_NUMBER})[\s,]*", re.ASCII)
_BRUSH_NAME = re.compile(rf"b:({_NUMBER})", re.ASCII)
_COMMANDS = "MLZ"
_BLANKS = ", \t\n\r\f\v"


class DrawingError(ValueError):
    """A stroke, path, brush or background that cannot be drawn; the message names it."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """What a person drew.

    strokes: for each time the pen was down, its (x, y) points in canvas units; a single point is a dot. Points
    outside the canvas are allowed, up to 100,000 units away; their ink is cut off. At most 500 strokes and 4,000
    points in all, and what they may ink is limited: summed over the segments between the points, the boxes around
    their ink hold at most 40 million pixels of the canvas.
    size: side of the canvas, 28 or 140. brush: diameter of the ink in canvas units, one number or one per stroke,
    more than 0 and at most `size`; None takes a fourteenth of the canvas.
    background: a uint8 (28, 28) image, white ink on black, that the strokes are drawn over.
    Raises DrawingError (a ValueError) that names the field, the value and what is allowed.

    >>> Drawing([[(14, 4), (14, 24)]], size=28).ink().shape
    (28, 28)
    """

    strokes: Strokes = ()
    size: int = 140
    brush: float | Sequence[float] | None = None
    background: ArrayLike | None = None

    def __post_init__(self) -> None:
        if isinstance(self.size, bool) or not isinstance(self.size, Integral) or self.size not in CANVAS_SIZES:
            raise DrawingError(f"size is {shown(self.size)}; allowed: {' or '.join(map(str, CANVAS_SIZES))}")
        strokes = _checked_strokes(self.strokes)
        object.__setattr__(self, "strokes", strokes)
        object.__setattr__(self, "brush", _checked_brush(self.brush, self.size, len(strokes)))
        cells = int(window_cells(*segments_of(strokes, self.brushes), self.size).sum())
        if cells > MAX_INK_CELLS:
            raise DrawingError(f"strokes has {cells:,} pixels to ink; allowed: {MAX_INK_CELLS:,} at most")
        if self.background is not None:
            object.__setattr__(self, "background", _checked_background(self.background))

    @classmethod
    def from_plotly(
        cls,
        shapes: Sequence[Mapping[str, object]],
        size: int = 140,
        brush: float | None = None,
        background: ArrayLike | None = None,
    ) -> Drawing:
        """A drawing from `layout.shapes` as Plotly's draw mode makes them, in data units with y down.

        The name of a shape holds its brush, as "b:10" for ten canvas units; shapes without such a name have
        `brush`. Shapes other than paths are skipped. Raises DrawingError for a path that cannot be parsed.
        """
        if isinstance(shapes, str) or not isinstance(shapes, Sequence):
            raise DrawingError(f"shapes is {type(shapes).__name__}; expected a list of Plotly shapes")
        cls(size=size)  # raises for a wrong size before anything is computed from it
        strokes: list[list[Point]] = []
        brushes: list[float] = []
        points = 0
        fallback = size / 14 if brush is None else brush
        for i, shape in enumerate(shapes):
            if not isinstance(shape, Mapping):
                raise DrawingError(f"shapes[{i}] is {type(shape).__name__}; expected a Plotly shape")
            if shape.get("type", "path") != "path":
                continue
            path, name = shape.get("path"), shape.get("name")
            points += sum(map(path.count, _COMMANDS)) if isinstance(path, str) else 0
            if points > MAX_POINTS:
                raise DrawingError(f"shapes[{i}].path makes it {points:,} points; allowed: {MAX_POINTS:,} in all")
            parts = parse_path(path, f"shapes[{i}].path")
            named = _BRUSH_NAME.fullmatch(name) if isinstance(name, str) else None
            strokes += parts
            brushes += [float(named[1]) if named else fallback] * len(parts)
        return cls(strokes, size, brushes, background)

    @property
    def brushes(self) -> tuple[float, ...]:
        """The brush of every stroke, in canvas units."""
        return self.brush if isinstance(self.brush, tuple) else (self.brush,) * len(self.strokes)  # type: ignore[return-value]

    def ink(self) -> Image:
        """How much ink each pixel holds: float32 (size, size) in [0, 1], anti-aliased."""
        ink = np.zeros((self.size, self.size), np.float32)
        if self.background is not None:
            scale = self.size // IMAGE_SIZE
            ink += np.kron(np.asarray(self.background), np.ones((scale, scale), np.uint8)) / np.float32(255)
        draw_segments(ink, *segments_of(self.strokes, self.brushes))
        return ink


def parse_path(path: object, field: str = "path") -> list[list[Point]]:
    """The polylines of an SVG path of absolute M, L and Z commands: one per M.

    Raises DrawingError that names `field` for anything else.
    """
    if not isinstance(path, str) or len(path) > MAX_PATH_LENGTH:
        got = f"{len(path):,} characters" if isinstance(path, str) else type(path).__name__
        raise DrawingError(f"{field} is {got}; expected a path such as 'M3,4L5,6', {MAX_PATH_LENGTH:,} at most")
    before, *parts = re.split(f"([{_COMMANDS}])", path)
    lines: list[list[Point]] = []
    for command, text in zip(parts[::2], parts[1::2], strict=True):
        point = _POINT.fullmatch(text)
        fits = point is not None if command != "Z" else not text.strip(_BLANKS)
        if not fits or (command != "M" and not lines):
            break
        if command == "M":
            lines.append([])
        lines[-1].append((float(point[1]), float(point[2])) if point else lines[-1][0])
    else:
        if lines and not before.strip(_BLANKS):
            return lines
    raise DrawingError(f"{field} is {shown(path)}; expected M x,y, then L x,y or Z, as in 'M3,4L5,6'")


def shown(value: object) -> str:
    """The value as Python writes it, cut short; its type where Python cannot write it, as for a very long number."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return f"of type {type(value).__name__}, too long to show"
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _checked_strokes(strokes: object) -> tuple[Stroke, ...]:
    if isinstance(strokes, (str, bytes)) or not isinstance(strokes, (Sequence, np.ndarray)):
        raise DrawingError(f"strokes is {type(strokes).__name__}; expected a list of strokes, each a list of (x, y)")
    if len(strokes) > MAX_STROKES:
        raise DrawingError(f"strokes has {len(strokes):,} strokes; allowed: {MAX_STROKES:,} at most")
    checked = tuple(_checked_stroke(stroke, f"strokes[{i}]") for i, stroke in enumerate(strokes))
    points = sum(map(len, checked))
    if points > MAX_POINTS:
        raise DrawingError(f"strokes has {points:,} points; allowed: {MAX_POINTS:,} at most")
    return checked


def _checked_stroke(stroke: object, field: str) -> Stroke:
    try:
        points = np.asarray(stroke, np.float64)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise DrawingError(f"{field} is not a list of (x, y) numbers") from None
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise DrawingError(f"{field} has shape {points.shape}; expected a list of at least one (x, y)")
    if not (np.abs(points) <= MAX_COORDINATE).all():
        limit = f"{MAX_COORDINATE:,.0f}"
        raise DrawingError(f"{field} has a coordinate out of range; allowed: numbers from −{limit} to {limit}")
    return tuple((x, y) for x, y in points.tolist())


def _checked_brush(brush: object, size: int, strokes: int) -> float | tuple[float, ...]:
    if brush is None:
        return size / 14
    if isinstance(brush, np.ndarray):
        brush = brush.tolist()
    if isinstance(brush, Real):
        return _checked_width(brush, size, "brush")
    if isinstance(brush, (str, bytes)) or not isinstance(brush, Sequence) or len(brush) != strokes:
        given = f"{len(brush)} numbers" if isinstance(brush, Sized) else shown(brush)
        raise DrawingError(f"brush is {given}; expected a number or {strokes} of them, one per stroke")
    return tuple(_checked_width(width, size, f"brush[{i}]") for i, width in enumerate(brush))


def _checked_width(width: object, size: int, field: str) -> float:
    if isinstance(width, bool) or not isinstance(width, Real) or not 0 < width <= size:  # type: ignore[operator]
        raise DrawingError(f"{field} is {shown(width)}; allowed: a number above 0, at most {size}")
    return float(width)


def _checked_background(background: ArrayLike) -> NDArray[np.uint8]:
    image = np.asarray(background)
    if image.dtype != np.uint8 or image.shape != (IMAGE_SIZE, IMAGE_SIZE):
        raise DrawingError(
            f"background is {image.dtype} {image.shape}; expected uint8 ({IMAGE_SIZE}, {IMAGE_SIZE}), white on black"
        )
    own: NDArray[np.uint8] = image.copy()
    own.setflags(write=False)
    return own
