"""The real page in real Chromium, served by gunicorn with two workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from benchmarks.serving import served
from tests.browser.lab import SEVEN, Lab
from tests.opened_browser import opened_browser

OPENED = Callable[..., Lab]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the dashboard under gunicorn, as a teacher deploys it."""
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def made_up_server() -> Iterator[str]:
    """The address of the dashboard in a made-up language, whose words stand in marks."""
    with served("tests.made_up_server:server") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def open_lab(server: str, browser: object) -> Iterator[OPENED]:
    """`open_lab(width, height, example, **context)`: a visit of its own. At the end the console must be clean."""
    labs: list[Lab] = []

    def opened(width: int = 1440, height: int = 900, example: bool = False, **context: object) -> Lab:
        made = browser.new_context(viewport={"width": width, "height": height}, **context)  # type: ignore[attr-defined]
        labs.append(Lab(made, server, example))
        return labs[-1]

    yield opened
    complaints = [complaint for lab in labs for complaint in lab.complaints]
    for lab in labs:
        lab.context.close()
    assert complaints == []


@pytest.fixture
def lab(open_lab: OPENED) -> Lab:
    """The page on a desktop."""
    return open_lab()


@pytest.fixture
def seven(lab: Lab) -> Lab:
    """The page with a seven drawn, read and shown."""
    lab.draw(SEVEN)
    lab.read("7")
    expect(lab.page.locator("#panes")).to_be_visible()
    lab.settle()
    return lab


@pytest.fixture
def phone(open_lab: OPENED) -> Lab:
    """The page on a phone, used with a finger."""
    return open_lab(390, 844, has_touch=True, is_mobile=True, color_scheme="dark", device_scale_factor=2)
