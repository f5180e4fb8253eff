"""WebKitGTK, driven by WebKitWebDriver, on a screen that only exists in memory."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.remote.command import Command
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines import actions

SCREEN = "1920x1200x24"


class WebKit(actions.ByActions):
    def __init__(self, driver: str, xvfb: str) -> None:
        self.screen, display = memory_screen(xvfb)
        # Pictures are composed by the processor: a machine of CI has no graphics card.
        environment = {**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1", "GDK_BACKEND": "x11"}
        try:
            self.driver = WebKitGTK(Options(), Service(driver, log_output=subprocess.DEVNULL, env=environment))
        except Exception:
            end(self.screen)
            raise

    def open(self, url: str, width: int, height: int) -> None:
        self.driver.get(url)
        outer = self.driver.get_window_rect()
        inner = tuple(self.evaluate("[innerWidth, innerHeight]"))
        wide, high = actions.window_for((width, height), inner, (outer["width"], outer["height"]))
        self.driver.set_window_rect(x=0, y=0, width=wide, height=high)

    def perform(self, what: actions.Actions) -> None:
        self.driver.execute(Command.W3C_ACTIONS, {"actions": what})

    def evaluate(self, js: str) -> Any:
        return self.driver.execute_script(f"return {js}")

    def screenshot(self, path: Path) -> None:
        self.driver.save_screenshot(path)

    def close(self) -> None:
        self.driver.quit()
        end(self.screen)


def memory_screen(xvfb: str) -> tuple[subprocess.Popen[str], str]:
    """A running X server of our own, and its name. It chooses a free one and says it on its standard output."""
    command = [xvfb, "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    number = process.stdout.readline().strip()
    if not number:
        end(process)
        raise RuntimeError("Xvfb did not start")
    return process, f":{number}"


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate(timeout=20)
