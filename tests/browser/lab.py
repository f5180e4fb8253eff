"""What a user does with the page, in the words of the tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Request, expect

SEVEN = [(0.28, 0.2), (0.5, 0.19), (0.72, 0.2), (0.62, 0.4), (0.52, 0.6), (0.45, 0.82)]
ONE = [(0.5, 0.15), (0.5, 0.5), (0.49, 0.85)]
ZERO = [(0.5, 0.2), (0.35, 0.35), (0.32, 0.55), (0.42, 0.78), (0.55, 0.8), (0.67, 0.6), (0.64, 0.35), (0.5, 0.2)]
NO_DIGIT = "–"
HAS_DRAWN = "try { localStorage.setItem('lenetlab-drawn', 'yes') } catch { /* denied */ }"
QUIET_MS, MOST_WAITS = 120, 250
Points = Iterable[tuple[float, float]]


class Lab:
    """One visit. Points are parts of the canvas, (0, 0) to (1, 1).

    example: whether it is the very first one, which begins with the example; else the visitor has drawn before, and
    the canvas is empty.
    """

    def __init__(self, context: BrowserContext, url: str, example: bool = False) -> None:
        self.context = context
        self.page = context.new_page()
        if not example:
            self.page.add_init_script(HAS_DRAWN)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.under_way = 0
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.goto(url)
        try:
            self.page.locator("#canvas .nsewdrag").wait_for(state="attached")
        except Exception as error:
            shown = self.page.locator("body").inner_text()[:300]
            raise AssertionError(f"no canvas: {self.complaints}, page says {shown!r}, asked {self.requests}") from error
        self.page.wait_for_function("() => Boolean(document.querySelector('#canvas .js-plotly-plot').on)")
        self.page.locator(".canvas-frame.example" if example else ".canvas-frame.blank").wait_for()
        if not example:
            expect(self.page.locator("#hint")).to_contain_text("Draw a digit")
        self.settle()

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning") or "WARN" in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        self.under_way += 1

    def _answered(self, request: Request) -> None:
        self.under_way -= 1

    # ---- drawing ----

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        self.page.locator("#canvas").scroll_into_view_if_needed()
        box = self.page.locator("#canvas .nsewdrag").bounding_box()
        assert box is not None
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    def draw(self, points: Points) -> None:
        first, *others = [self.place(point) for point in points]
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for point in others:
            self.page.mouse.move(*point, steps=6)
        self.page.mouse.up()

    def draw_and_read(self, points: Points) -> None:
        """Draw, and wait until the answer to this drawing is there."""
        with self.page.expect_response(lambda answer: "_dash-update-component" in answer.url):
            self.draw(points)
        self.settle()

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Send a touch event with a finger at each point, by the protocol that a real touch screen's events take."""
        if not hasattr(self, "wire"):
            self.wire = self.context.new_cdp_session(self.page)
        places = [self.place(point) for point in points]
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(places)]
        self.wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def swipe(self, points: Points) -> None:
        first, *others = points
        self.touch("touchStart", first)
        previous = first
        for point in others:
            for i in range(1, 7):
                step = i / 6
                between = tuple(a + (b - a) * step for a, b in zip(previous, point, strict=True))
                self.touch("touchMove", between)  # type: ignore[arg-type]
            previous = point
        self.touch("touchEnd")

    def settle(self) -> None:
        """Wait until nothing is under way, no request and no callback of the page, and nothing new has begun since."""
        for _ in range(MOST_WAITS):
            sent = len(self.requests)
            self.page.wait_for_function("() => !document.querySelector('[data-dash-is-loading=true]')")
            self.page.wait_for_timeout(QUIET_MS)
            if len(self.requests) == sent and not self.under_way:
                return
        raise AssertionError(f"{self.under_way} requests are still under way; the last ones: {self.requests[-3:]}")

    def open_more(self) -> None:
        """Open the menu in the bar, unless it is open."""
        if self.page.locator("#more").get_attribute("open") is None:
            self.page.locator("#more > summary").click()

    # ---- what is on the page ----

    @property
    def prediction(self) -> Locator:
        return self.page.locator("#prediction")

    def read(self, digit: str) -> None:
        expect(self.prediction).to_have_text(digit)

    def strokes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(
            "(document.querySelector('#canvas .js-plotly-plot').layout.shapes || []).filter(s => s.type === 'path')"
        )
        return found

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def pen_options(self) -> None:
        """Open the options of the pen: the size of the canvas, and that of the brush."""
        if not self.page.locator(".pen-options").evaluate("details => details.open"):
            self.page.locator(".pen-options > summary").click()

    def probabilities(self) -> list[str]:
        """What the ten rows say, from 0 to 9."""
        return self.page.locator("#top li").all_text_contents()

    def choose(self, group: str, name: str) -> None:
        if group == "Canvas":
            self.pen_options()
        radio = self.page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True)
        radio.check()
        expect(radio).to_be_checked()

    def slider(self, name: str) -> Locator:
        if name == "Brush size":
            self.pen_options()
        return self.page.get_by_role("slider", name=name)

    def stage_title(self) -> Locator:
        return self.page.locator("#stage-title")

    def callbacks(self) -> int:
        """How many requests to callbacks the page has sent."""
        return sum("_dash-update-component" in url for url in self.requests)

    def numbers(self, graph: str) -> list[list[float]]:
        """The rows of the heatmap in a graph, as the browser has them."""
        rows: list[list[float]] = self.page.evaluate(
            "id => Array.from(document.querySelector(`#${id} .js-plotly-plot`)._fullData[0].z, row => Array.from(row))",
            graph,
        )
        return rows
