"""The pointer and the keyboard in the words of the WebDriver standard, which Firefox and WebKit share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tests.engines.engine import MIDDLE, Engine, Point, between, places

Actions = list[dict[str, Any]]
MOVE_MS = 10
# The standard's own characters for the keys that type none.
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowLeft": "\ue012", "ArrowRight": "\ue014"}


def mouse(way: Sequence[Point]) -> Actions:
    """The mouse goes down at the first place, and up at the last."""
    first, *others = way
    down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
    steps = [move(first, 0), down, *(move(place, MOVE_MS) for place in others), up]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}]


def move(place: Point, duration: int) -> dict[str, Any]:
    x, y = place
    return {"type": "pointerMove", "x": round(x), "y": round(y), "duration": duration, "origin": "viewport"}


def key(name: str) -> Actions:
    value = KEYS.get(name, name)
    steps = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": steps}]


def window_for(page: tuple[int, int], inner: tuple[int, int], outer: tuple[int, int]) -> tuple[int, int]:
    """How large a window must be for a page of this size: what stands around the page stays as it is."""
    return page[0] + outer[0] - inner[0], page[1] + outer[1] - inner[1]


class ByActions(Engine, Protocol):
    """What a driver does that takes WebDriver's actions; how it takes them, and all else, is its own."""

    def perform(self, what: Actions) -> None: ...

    def click(self, selector: str) -> None:
        self.perform(mouse(places(self, [MIDDLE], selector)))

    def drag(self, points: Sequence[Point], selector: str) -> None:
        self.perform(mouse(between(places(self, points, selector))))

    def press(self, name: str) -> None:
        self.perform(key(name))
