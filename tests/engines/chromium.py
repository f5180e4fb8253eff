"""Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.chromium import FLAGS
from tests.engines.engine import MIDDLE, Point, between, places


class Chromium:
    def __init__(self, path: str) -> None:
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=path, args=FLAGS)
        self.page = self.browser.new_page()

    def open(self, url: str, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(url)

    def click(self, selector: str) -> None:
        [(x, y)] = places(self, [MIDDLE], selector)
        self.page.mouse.click(x, y)

    def drag(self, points: Sequence[Point], selector: str) -> None:
        first, *others = between(places(self, points, selector))
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for point in others:
            self.page.mouse.move(*point)
        self.page.mouse.up()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def evaluate(self, js: str) -> Any:
        return self.page.evaluate(js)

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def close(self) -> None:
        self.browser.close()
        self.playwright.stop()
