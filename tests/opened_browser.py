"""Chromium for tests that drive a page: found or skipped with a reason, opened, and closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.chromium import FLAGS, chromium
from tests.conftest import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def opened_browser() -> Iterator[Browser]:
    path = chromium()
    need(path, "there is no Chromium: python -m benchmarks.chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
