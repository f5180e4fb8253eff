"""What a user does with the page and sees on it, in any engine. What is waited for is asked for, again and again."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from tests.engines.engine import MIDDLE, Engine, Point

WIDTH, HEIGHT = 1280, 800
PATIENCE_S, PAUSE_S = 20.0, 0.03
SEVEN: Sequence[Point] = [(0.28, 0.2), (0.5, 0.19), (0.72, 0.2), (0.62, 0.4), (0.52, 0.6), (0.45, 0.82)]
PAPER = "#canvas .nsewdrag"

USABLE = """Boolean(
    document.querySelector('#canvas .js-plotly-plot')?.on && document.querySelector('#canvas .nsewdrag')
)"""
# Whether a point of an element can be clicked: it is in the window, without scrolling, and nothing else lies over it.
REACHABLE = """((element) => {
    if (!element || element.disabled) return false;
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + %s * box.width, box.top + %s * box.height);
    return element.contains(top);
})(document.querySelector(%s))"""
# Null while the element cannot be seen.
TEXT = "((element) => (element?.checkVisibility() ? element.textContent.trim() : null))(document.querySelector(%s))"
BUTTON = """Array.from(document.querySelectorAll("button"))
    .find((button) => button.textContent.trim() === %s)?.id"""
RADIO = """Array.from(document.querySelectorAll(`[role=radiogroup][aria-label="${%s}"] label`))
    .find((label) => label.textContent.trim() === %s)?.htmlFor"""


class Visit:
    """A first visit to the page."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        # Of the same origin as the page, but without a script of it that could keep anything.
        engine.open(f"{url}/health", WIDTH, HEIGHT)
        engine.evaluate("[localStorage.clear(), sessionStorage.clear()]")
        engine.open(f"{url}/", WIDTH, HEIGHT)
        self.until(USABLE)

    def until(self, js: str) -> Any:
        """What an expression is in the page as soon as it is true there."""
        end = time.monotonic() + PATIENCE_S
        while not (found := self.engine.evaluate(js)):
            assert time.monotonic() < end, f"not so within {PATIENCE_S:g} s: {js}; complaints: {self.complaints()}"
            time.sleep(PAUSE_S)
        return found

    def complaints(self) -> list[str]:
        found: list[str] = self.engine.evaluate("window.complaints")
        return found

    # ---- what a user does ----

    def draw(self, points: Sequence[Point]) -> None:
        self.reach(PAPER, points[0])
        self.engine.drag(points, PAPER)

    def click(self, selector: str) -> None:
        self.reach(selector, MIDDLE)
        self.engine.click(selector)

    def click_at(self, point: Point, selector: str) -> None:
        self.reach(selector, point)
        self.engine.drag([point], selector)

    def reach(self, selector: str, point: Point) -> None:
        x, y = point
        self.until(REACHABLE % (x, y, json.dumps(selector)))

    def button(self, name: str) -> None:
        self.click(f"#{self.until(BUTTON % json.dumps(name))}")

    def choose(self, group: str, name: str) -> None:
        radio = self.until(RADIO % (json.dumps(group), json.dumps(name)))
        self.click(f"#{radio}")
        self.until(f"document.getElementById({json.dumps(radio)}).checked")

    # ---- what a user sees ----

    def text(self, selector: str) -> str:
        found: str = self.until(TEXT % json.dumps(selector))
        return found

    def says(self, selector: str, text: str) -> None:
        self.until(f"{TEXT % json.dumps(selector)} === {json.dumps(text)}")

    def says_other_than(self, selector: str, text: str) -> str:
        shown = TEXT % json.dumps(selector)
        found: str = self.until(f"{shown} !== {json.dumps(text)} && {shown}")
        return found

    def is_on_stage(self, index: int) -> None:
        self.until(f"document.querySelector('[data-stage=\"{index}\"]').hasAttribute('aria-current')")
