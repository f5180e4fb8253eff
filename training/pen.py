"""Pen strokes of real writers, to measure with; nothing is trained on them.

The file holds one JSON object a line, {"digit": 8, "strokes": [[[x, y], ...], ...]}, gzipped; x and y in [0, 1] of
the writing box, y down: the layout of "Pen-Based Recognition of Handwritten Digits" (Alpaydin & Alimoglu 1998).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lenetlab import CLASSES, Drawing, data_dir
from training.canvas import Seen, draw_many, seen
from training.data import Digits

BRUSHES: dict[int, tuple[float, ...]] = {140: (4, 6, 10, 14), 28: (1.2, 2, 3)}
SCALES = (0.7, 2.2)  # of the written size, when a digit is moved and scaled
MARGIN = 0.05
SLACK = 0.1  # how far a pen may run out of its box

Setting = tuple[int, float, bool]  # canvas size, brush, whether the digit is moved and scaled
SETTINGS: tuple[Setting, ...] = tuple(
    (size, brush, moved) for moved in (False, True) for size, brushes in BRUSHES.items() for brush in brushes
)

Strokes = tuple[tuple[Sequence[float], ...], ...]


class PenDataError(ValueError):
    """The file of pen strokes is missing, damaged or something else; the message says which."""


@dataclass(frozen=True)
class PenDigit:
    """A digit as somebody wrote it, in a box one unit wide."""

    digit: int
    strokes: Strokes


def default_path() -> Path:
    return data_dir() / "pen" / "validation.jsonl.gz"


def load_pen(path: Path) -> list[PenDigit]:
    """All digits of the file. Raises PenDataError."""
    if not path.is_file():
        raise PenDataError(f"{path} is missing: there are no pen strokes to measure with")
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            digits = [pen_digit(line, f"line {number}") for number, line in enumerate(lines, 1)]
    except (OSError, EOFError, UnicodeDecodeError, ValueError, TypeError, KeyError) as error:
        raise PenDataError(f"{path} is damaged or holds no pen strokes ({error})") from error
    if not digits:
        raise PenDataError(f"{path} holds no pen strokes")
    return digits


def pen_digit(line: str, place: str) -> PenDigit:
    """Raises ValueError, KeyError or TypeError for a line that is not a digit in its box."""
    entry = json.loads(line)
    digit, strokes = entry["digit"], entry["strokes"]
    if not isinstance(digit, int) or not 0 <= digit < CLASSES:
        raise ValueError(f"{place}: digit is {digit!r}; allowed: 0 to {CLASSES - 1}")
    checked = Drawing(strokes, 28).strokes  # raises for strokes that cannot be drawn
    if not checked or not all(-SLACK <= c <= 1 + SLACK for stroke in checked for point in stroke for c in point):
        raise ValueError(f"{place}: strokes must be one or more, within 0 and 1")
    return PenDigit(digit, tuple(tuple((x, y) for x, y in stroke) for stroke in checked))


def pen_drawing(pen: PenDigit, size: int, brush: float, moved: int | None = None) -> Drawing:
    """The digit on a canvas, where it was written and as large; with a seed `moved`, elsewhere and of another size.

    A moved digit is 0.7 to 2.2 times as high and wide as it was written, but at most nine tenths of the canvas.
    """
    paths = [np.array(stroke) for stroke in pen.strokes]  # (n, 2) each
    if moved is not None:
        rng = np.random.default_rng(moved)
        points = np.vstack(paths)
        low, extent = points.min(0), np.ptp(points, axis=0)
        scale = min(np.exp(rng.uniform(*np.log(SCALES))), (1 - 2 * MARGIN) / max(extent.max(), 1e-3))
        corner = MARGIN + rng.random(2) * (1 - 2 * MARGIN - extent * scale)
        paths = [(path - low) * scale + corner for path in paths]
    return Drawing([(path * size).tolist() for path in paths], size, brush)


def drawn_pen(pen: Sequence[PenDigit], settings: Sequence[Setting] = SETTINGS) -> dict[Setting, Digits]:
    """All the digits as the network sees them, drawn on each canvas, with each brush, as written and moved."""
    items = [(setting, index, digit) for setting in settings for index, digit in enumerate(pen)]
    drawn = draw_many(seen_pen, items)
    parts = zip(drawn.images.split(len(pen)), drawn.labels.split(len(pen)), strict=True)
    return {setting: Digits(*part) for setting, part in zip(settings, parts, strict=True)}


def seen_pen(item: tuple[Setting, int, PenDigit]) -> Seen:
    (size, brush, moved), index, pen = item
    return seen(pen_drawing(pen, size, brush, index if moved else None)), pen.digit
