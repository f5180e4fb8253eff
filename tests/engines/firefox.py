"""Firefox without a window on the screen, driven by the protocol that it has built in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from marionette_driver.marionette import Marionette

from tests.engines import actions


class Firefox(actions.ByActions):
    def __init__(self, path: str) -> None:
        self.driver = Marionette(bin=path, headless=True, port=0, gecko_log=os.devnull)
        self.driver.start_session()

    def open(self, url: str, width: int, height: int) -> None:
        inner = tuple(self.evaluate("[innerWidth, innerHeight]"))
        outer = self.driver.window_rect
        wide, high = actions.window_for((width, height), inner, (outer["width"], outer["height"]))
        self.driver.set_window_rect(width=wide, height=high)
        self.driver.navigate(url)

    def perform(self, what: actions.Actions) -> None:
        self.driver.actions.perform(what)

    def evaluate(self, js: str) -> Any:
        return self.driver.execute_script(f"return {js}", sandbox=None)

    def screenshot(self, path: Path) -> None:
        with path.open("wb") as file:
            self.driver.save_screenshot(file, full=False)

    def close(self) -> None:
        self.driver.quit()
