"""What the tests ask of a browser, whichever it is, and where an element stands in its window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

Point = tuple[float, float]
MIDDLE: Point = (0.5, 0.5)
# The page's box in the window: left, top, width and height in CSS pixels.
BOX = """(() => {
    const box = document.querySelector(SELECTOR).getBoundingClientRect();
    return [box.left, box.top, box.width, box.height];
})()"""


class Engine(Protocol):
    """A browser with one window. Points are parts of an element's box, (0, 0) to (1, 1)."""

    def open(self, url: str, width: int, height: int) -> None:
        """Load an address in a window whose page is this large, and wait until its files are loaded."""

    def click(self, selector: str) -> None:
        """Press and release the mouse in the middle of an element, where it stands now."""

    def drag(self, points: Sequence[Point], selector: str) -> None:
        """Press the mouse at the first point, move it through the others and release it at the last."""

    def press(self, key: str) -> None:
        """Press and release a key, by its name in `KeyboardEvent.key`."""

    def evaluate(self, js: str) -> Any:
        """What an expression is in the page, as JSON can say it."""

    def screenshot(self, path: Path) -> None: ...

    def close(self) -> None:
        """End the browser, and all that was started for it."""


def places(engine: Engine, points: Sequence[Point], selector: str) -> list[Point]:
    """Points of an element as CSS pixels of the window."""
    left, top, width, height = engine.evaluate(BOX.replace("SELECTOR", repr(selector)))
    return [(left + x * width, top + y * height) for x, y in points]


def between(points: Sequence[Point], steps: int = 6) -> list[Point]:
    """The same way in small moves, as a hand makes them."""
    way = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        way += [(x + (to_x - x) * i / steps, y + (to_y - y) * i / steps) for i in range(1, steps + 1)]
    return way
