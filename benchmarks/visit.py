"""One visit of the page, and what is done and measured in it. The stopwatch runs in the page (stopwatch.js)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

STOPWATCH = Path(__file__).with_name("stopwatch.js")
SEVEN = [(0.28, 0.2), (0.5, 0.19), (0.72, 0.2), (0.62, 0.4), (0.52, 0.6), (0.45, 0.82)]
ZERO = [(0.5, 0.2), (0.35, 0.35), (0.32, 0.55), (0.42, 0.78), (0.55, 0.8), (0.67, 0.6), (0.64, 0.35), (0.5, 0.2)]
Points = Sequence[tuple[float, float]]
PATIENCE_MS = 20_000


class Visit:
    """The page in a tab of its own. sent: bytes over the wire so far. callbacks: requests to callbacks so far."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.add_init_script(path=STOPWATCH)
        self.sent = 0.0
        self.callbacks = 0
        wire = context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self.count)
        self.page.on("request", self.note)
        self.page.goto(url)
        self.page.wait_for_function("() => window.stopwatch.usable !== null")
        self.page.wait_for_load_state("networkidle")

    def count(self, event: dict[str, Any]) -> None:
        self.sent += event["encodedDataLength"]

    def note(self, request: Any) -> None:
        self.callbacks += "_dash-update-component" in request.url

    def ask(self, expression: str) -> float:
        return float(self.page.evaluate(expression))

    def usable(self) -> float:
        """Milliseconds from the start of the navigation to a canvas that can be drawn on."""
        return self.ask("window.stopwatch.usable")

    # ---- what is timed ----

    def timed(self, event: str, regions: list[str], action: Callable[[], None]) -> float:
        """Milliseconds from the event that the action causes to the last change painted in all these regions."""
        self.page.evaluate("([event, regions]) => window.stopwatch.watch(event, regions)", [event, regions])
        action()
        self.page.wait_for_function("() => window.stopwatch.over()", polling=40)
        return self.ask("window.stopwatch.elapsed()")

    # ---- what is done ----

    def press(self, points: Points, steps: int = 6, pause_ms: float = 0) -> None:
        """Draw without letting go. pause_ms: between two of the `steps` moves from point to point."""
        box = self.page.locator("#canvas .nsewdrag").bounding_box()
        assert box is not None
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        for (x0, y0), (x1, y1) in pairwise(places):
            for step in range(1, steps + 1):
                part = step / steps
                self.page.mouse.move(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
                if pause_ms:
                    self.page.wait_for_timeout(pause_ms)

    def draw(self, points: Points) -> None:
        self.press(points)
        self.page.mouse.up()
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function("() => !document.querySelector('[data-dash-is-loading=true]')")
        self.page.wait_for_timeout(250)

    def clear(self) -> None:
        self.page.get_by_role("button", name="Clear", exact=True).click()
        self.settle()

    def show_stage(self, index: int) -> None:
        self.page.evaluate("index => dash_clientside.set_props('layer', { value: index })", index)
        self.settle()

    def choose(self, group: str, name: str) -> None:
        self.page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True).click()

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def gzipped_stages(self) -> float:
        """Kilobytes of all that the server says of the stages in answer to a stroke, gzipped; the kernels are known."""
        with self.page.expect_response(lambda answer: '"stages":true' in (answer.request.post_data or "")) as caught:
            self.draw(SEVEN)
        text = json.dumps(caught.value.json(), separators=(",", ":"))
        return len(gzip.compress(text.encode(), 6)) / 1000


def fresh(browser: Browser) -> BrowserContext:
    """A visitor whose browser has never seen the page."""
    return browser.new_context(viewport={"width": 1440, "height": 900})
