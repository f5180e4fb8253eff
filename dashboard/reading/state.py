"""What travels in the page's stores, as frozen dataclasses that check what comes in.

A request carries all that its answer depends on, so any worker can answer it.
"""

from __future__ import annotations

from dataclasses import dataclass

import lenetlab as ll

WEIGHTS = ("pretrained", "random")
MAX_STROKES = 500
MAX_POINTS = 4_000  # what a request may cost: about a second at the worst


class StateError(ValueError):
    """A value that the page cannot have sent; the message names it."""


@dataclass(frozen=True)
class CanvasState:
    """The canvas: its size, its strokes as (brush, SVG path), and the index of the MNIST test image behind them."""

    size: int
    strokes: tuple[tuple[float, str], ...]
    sample: int | None

    @staticmethod
    def from_json(data: object) -> CanvasState:
        """Raises StateError, or lenetlab's DrawingError once it is drawn, for what no canvas holds."""
        if not isinstance(data, dict) or not isinstance(data.get("strokes"), list):
            raise StateError("the drawing is not what the page sends")
        size, sample = data.get("size"), data.get("sample")
        if isinstance(size, bool) or not isinstance(size, int) or size not in ll.CANVAS_SIZES:
            raise StateError(f"size is {size!r}; allowed: {' or '.join(map(str, ll.CANVAS_SIZES))}")
        if sample is not None and (isinstance(sample, bool) or not isinstance(sample, int) or sample < 0):
            raise StateError(f"sample is {sample!r}; allowed: none, or a whole number from 0 up")
        if len(data["strokes"]) > MAX_STROKES:
            raise ll.DrawingError(f"the drawing has {len(data['strokes'])} strokes; allowed: {MAX_STROKES} at most")
        return CanvasState(size, tuple(_stroke(entry) for entry in data["strokes"]), sample)

    @property
    def blank(self) -> bool:
        return not self.strokes and self.sample is None

    def drawing(self) -> ll.Drawing:
        """The drawing that the library reads. Raises MnistMissingError, StateError or DrawingError."""
        background = None
        if self.sample is not None:
            images = ll.load_mnist("test").images
            if self.sample >= len(images):
                raise StateError(f"sample is {self.sample}; allowed: 0 to {len(images) - 1}")
            background = images[self.sample]
        lines = [(line, brush) for brush, path in self.strokes for line in ll.parse_path(path, "a stroke")]
        points = sum(len(line) for line, _ in lines)
        if points > MAX_POINTS:
            raise ll.DrawingError(f"the drawing has {points:,} points; allowed: {MAX_POINTS:,} at most")
        return ll.Drawing([line for line, _ in lines], self.size, [brush for _, brush in lines], background)


@dataclass(frozen=True)
class Settings:
    """The first convolution, and which weights read the drawing: pretrained or random."""

    conv1: ll.Conv1Config
    weights: str

    @staticmethod
    def from_page(kernel_size: object, stride: object, padding: object, filters: object, weights: object) -> Settings:
        """Raises StateError that names the field, the value and the allowed values."""
        if weights not in WEIGHTS:
            raise StateError(f"weights is {str(weights)[:60]!r}; allowed: {', '.join(WEIGHTS)}")
        try:
            conv1 = ll.Conv1Config(kernel_size, stride, padding, filters)  # type: ignore[arg-type]
        except ValueError as error:
            raise StateError(str(error)[:200]) from None
        return Settings(conv1, str(weights))


def is_live(canvas: object) -> bool:
    """Whether the page sent this while a stroke was still being drawn."""
    return isinstance(canvas, dict) and canvas.get("live") is True


def _stroke(entry: object) -> tuple[float, str]:
    if not isinstance(entry, list) or len(entry) != 2:
        raise StateError("a stroke is not a pair of a brush and a path")
    brush, path = entry
    if isinstance(brush, bool) or not isinstance(brush, (int, float)) or not 0 < brush <= max(ll.CANVAS_SIZES):
        raise StateError("a stroke's brush is no number that fits the canvas")
    if not isinstance(path, str):
        raise StateError("a stroke's path is no text")
    return float(brush), path
