"""What the page says in a question, as frozen dataclasses that check what comes in.

A request carries all that its answer depends on, so any worker can answer it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import numpy as np

import lenetlab as ll
from dashboard.contract import DRAWING
from dashboard.reading.edits import Edit, edits_from
from dashboard.reading.errors import StateError, TooLargeError, shortened
from dashboard.reading.settings import Settings

PATH_COMMANDS = "MLZ"
IMAGE_BYTES = DRAWING.cells**2


@dataclass(frozen=True)
class CanvasState:
    """The canvas: its size, its strokes as (brush, SVG path), and what is behind them.

    sample: the index of an MNIST test image. image: the digit of a picture, 28×28 grey levels. One of them at most.
    edits: what the visitor has changed of the network that reads it.
    """

    size: int
    strokes: tuple[tuple[float, str], ...]
    sample: int | None = None
    image: bytes | None = None
    edits: tuple[Edit, ...] = ()

    @staticmethod
    def from_json(data: object) -> CanvasState:
        """Raises StateError, or lenetlab's DrawingError once it is drawn, for what no canvas holds."""
        if not isinstance(data, dict) or not isinstance(data.get("strokes"), list):
            raise StateError("the drawing is not what the page sends")
        size, sample = data.get("size"), data.get("sample")
        if isinstance(size, bool) or not isinstance(size, int) or size not in ll.CANVAS_SIZES:
            raise StateError(f"size is {shortened(size)}; allowed: {' or '.join(map(str, ll.CANVAS_SIZES))}")
        if sample is not None and (isinstance(sample, bool) or not isinstance(sample, int) or sample < 0):
            raise StateError(f"sample is {shortened(sample)}; allowed: none, or a whole number from 0 up")
        image = _image(data.get("image"))
        if sample is not None and image is not None:
            raise StateError("sample and image are both there; allowed: one of them")
        if len(data["strokes"]) > ll.MAX_STROKES:
            raise TooLargeError("strokes", len(data["strokes"]), ll.MAX_STROKES)
        strokes = tuple(_stroke(entry) for entry in data["strokes"])
        return CanvasState(size, strokes, sample, image, edits_from(data.get("edits")))

    @property
    def blank(self) -> bool:
        return not self.strokes and self.sample is None and self.image is None

    def drawing(self) -> ll.Drawing:
        """The drawing that the library reads. Raises MnistMissingError, StateError or DrawingError."""
        background = None
        if self.sample is not None:
            images = ll.load_mnist("test").images
            if self.sample >= len(images):
                raise StateError(f"sample is {self.sample}; allowed: 0 to {len(images) - 1}")
            background = images[self.sample]
        elif self.image is not None:
            background = np.frombuffer(self.image, np.uint8).reshape(DRAWING.cells, DRAWING.cells)
        # Each command of a path is a point, and counting them is quicker than reading what is too much anyway.
        points = sum(path.count(command) for _, path in self.strokes for command in PATH_COMMANDS)
        if points > ll.MAX_POINTS:
            raise TooLargeError("points", points, ll.MAX_POINTS)
        lines = [(line, brush) for brush, path in self.strokes for line in ll.parse_path(path, "a stroke")]
        return ll.Drawing([line for line, _ in lines], self.size, [brush for _, brush in lines], background)


@dataclass(frozen=True)
class ReadingQuestion:
    """What the page asks about a drawing.

    drawing: as it came, since it is checked only when it is read. live: a stroke is still being drawn. stages, kernels:
    whether the answer shall have them.
    """

    drawing: object
    settings: Settings
    live: bool = False
    stages: bool = False
    kernels: bool = False

    @staticmethod
    def from_json(data: object) -> ReadingQuestion:
        """Raises StateError for what no page asks."""
        if not isinstance(data, dict):
            raise StateError("the question is not what the page sends")
        flags = {name: data.get(name, False) for name in ("live", "stages", "kernels")}
        for name, flag in flags.items():
            if not isinstance(flag, bool):
                raise StateError(f"{name} is {shortened(flag)}; allowed: true or false")
        return ReadingQuestion(data.get("drawing"), Settings.from_json(data.get("settings")), **flags)


def _stroke(entry: object) -> tuple[float, str]:
    if not isinstance(entry, list) or len(entry) != 2:
        raise StateError("a stroke is not a pair of a brush and a path")
    brush, path = entry
    if isinstance(brush, bool) or not isinstance(brush, (int, float)) or not 0 < brush <= max(ll.CANVAS_SIZES):
        raise StateError("a stroke's brush is no number that fits the canvas")
    if not isinstance(path, str):
        raise StateError("a stroke's path is no text")
    return float(brush), path


def from_base64(data: object) -> bytes | None:
    """The bytes that a text in base64 stands for; None for anything else."""
    try:
        return base64.b64decode(data, validate=True) if isinstance(data, str) else None
    except (binascii.Error, ValueError):
        return None


def _image(data: object) -> bytes | None:
    """The grey levels that base64 stands for. Raises StateError for another number of them, or anything else."""
    if data is None:
        return None
    levels = from_base64(data)
    if levels is None or len(levels) != IMAGE_BYTES:
        raise StateError(f"image is {shortened(data)}; allowed: none, or {IMAGE_BYTES} grey levels in base64")
    return levels
