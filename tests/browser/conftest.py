"""The real page in real Chromium, served by gunicorn with two workers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.find import chromium
from tests.browser.lab import Lab
from tests.conftest import need

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
OPENED = Callable[..., Lab]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the dashboard under gunicorn, as a teacher deploys it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "dashboard/gunicorn.conf.py", "dashboard.app:server"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)}, stderr=subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url + "/health", process)
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"gunicorn ended: {process.communicate()[1].decode()}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("gunicorn did not answer within a minute")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = chromium()
    need(path, "there is no Chromium: python -m tests.browser.find")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_lab(server: str, browser: object) -> Iterator[OPENED]:
    """`open_lab(width, height, **context)`: a fresh visit. At the end the console must be clean."""
    labs: list[Lab] = []

    def opened(width: int = 1440, height: int = 900, **context: object) -> Lab:
        made = browser.new_context(viewport={"width": width, "height": height}, **context)  # type: ignore[attr-defined]
        labs.append(Lab(made, server))
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
def phone(open_lab: OPENED) -> Lab:
    """The page on a phone, used with a finger."""
    return open_lab(390, 844, has_touch=True, is_mobile=True, color_scheme="dark", device_scale_factor=2)
