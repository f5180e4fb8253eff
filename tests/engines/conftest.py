"""The page in three engines. Each needs a browser and a driver that can be installed; without them it is skipped."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import engines
from benchmarks.chromium import chromium
from benchmarks.serving import served
from tests.conftest import need
from tests.engines.engine import Engine
from tests.engines.visit import Visit

INSTALL = "make engines installs it where it can"


def in_chromium() -> Engine:
    path = chromium()
    need(path, f"there is no Chromium: {INSTALL}")
    from tests.engines.chromium import Chromium

    return Chromium(str(path))


def in_firefox() -> Engine:
    path = engines.firefox()
    need(path, f"there is no Firefox: {INSTALL}")
    need(find_spec("marionette_driver"), f"there is no marionette-driver: {INSTALL}")
    from tests.engines.firefox import Firefox

    return Firefox(str(path))


def in_webkit() -> Engine:
    driver, xvfb = engines.webkit_driver(), engines.xvfb()
    need(driver, f"there is no WebKitWebDriver: {INSTALL}")
    need(xvfb, f"there is no Xvfb, the screen for WebKit: {INSTALL}")
    need(find_spec("selenium"), f"there is no selenium: {INSTALL}")
    from tests.engines.webkit import WebKit

    return WebKit(str(driver), str(xvfb))


ENGINES: dict[str, Callable[[], Engine]] = {"chromium": in_chromium, "firefox": in_firefox, "webkit": in_webkit}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with served("tests.engines.listening_server:server") as url:
        yield url


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with warnings.catch_warnings():
        # Firefox's driver leaves sockets open while it waits, and both drivers call what is deprecated.
        warnings.simplefilter("ignore")
        engine = ENGINES[request.param]()
    yield engine
    engine.close()


@pytest.fixture
def visit(engine: Engine, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A first visit to the page. At the end nothing must have gone wrong in it; a picture is left of one that fails."""
    failed = request.session.testsfailed
    visit = Visit(engine, server)
    yield visit
    complaints = visit.complaints()
    if complaints or request.session.testsfailed > failed:
        name = re.sub(r"\W+", "-", request.node.name)
        folder = Path(request.config.rootpath, "build", "engines")
        folder.mkdir(parents=True, exist_ok=True)
        engine.screenshot(folder / f"{name}.png")
    assert complaints == []
