"""Records what the real page asks while a digit is drawn, looked into and drawn again, at the pace of a learner.

The strokes are `ll.drawn_sample`'s, drawn with the mouse in real Chromium; nobody's hand is in the recording.
"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, Request, sync_playwright

import lenetlab as ll
from benchmarks.chromium import FLAGS, chromium
from benchmarks.load.questions import BY_NAME, PATH
from benchmarks.load.recording import Moment, Session
from benchmarks.serving import compress, served
from benchmarks.visit import Visit, fresh

FIRST, SECOND = 3, 8  # seeds of the digits
STEP_MS = 20  # from one move of the mouse to the next
MOVES = 2  # from one point of a stroke to the next
LOOK_MS, THINK_MS = 800, 3_000
STEPS, CHOSEN = 8, 3  # stages stepped through, numbers chosen
BY_INPUT = {question.input: name for name, question in BY_NAME.items()}


def recorded() -> Session:
    """Raises RuntimeError when there is no Chromium."""
    path = chromium()
    if path is None:
        raise RuntimeError("there is no Chromium to record with: python -m benchmarks.chromium")
    compress()
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        visit = Visit(fresh(browser), url)
        moments: list[Moment] = []
        began = time.monotonic()
        visit.page.on("request", lambda request: moments.extend(asked(request, time.monotonic() - began)))
        learn(visit)
        return Session(time.monotonic() - began, moments)


def asked(request: Request, at: float) -> list[Moment]:
    if not request.url.endswith(PATH):
        return []
    body: dict[str, Any] = request.post_data_json or {}
    name = BY_INPUT.get(body["changedPropIds"][0])
    return [] if name is None else [Moment(at, name, body["inputs"][0]["value"])]


def learn(visit: Visit) -> None:
    """About a minute and a half of the page."""
    page = visit.page
    think(page)
    visit.click("Clear")
    draw(visit, FIRST)
    step_through(visit)
    choose_numbers(page)
    for group, name in (("Kernel size", "3×3"), ("Stride", "2"), ("Padding", "1"), ("Filters", "6")):
        visit.choose(group, name)
        think(page)
    visit.click("Clear")
    draw(visit, SECOND)
    step_through(visit)
    visit.choose("Weights", "Random")
    think(page)
    visit.choose("Weights", "Pretrained")
    think(page)
    visit.click("Random sample")
    think(page)
    choose_numbers(page)
    for group, name in (("Stride", "1"), ("Kernel size", "5×5"), ("Filters", "16")):
        visit.choose(group, name)
        think(page)


def draw(visit: Visit, seed: int) -> None:
    """The digit as a hand draws it, stroke by stroke."""
    page = visit.page
    drawing = ll.drawn_sample(seed).drawing
    for stroke in drawing.strokes:
        box = page.locator("#canvas .nsewdrag").bounding_box()
        assert box is not None
        left, top, scale = box["x"], box["y"], box["width"] / drawing.size
        places = [(left + x * scale, top + y * scale) for x, y in stroke]
        page.mouse.move(*places[0])
        page.mouse.down()
        for start, end in pairwise(places):
            for part in range(1, MOVES + 1):
                page.mouse.move(*(a + (b - a) * part / MOVES for a, b in zip(start, end, strict=True)))
                page.wait_for_timeout(STEP_MS)
        page.mouse.up()
        page.wait_for_timeout(LOOK_MS)
    think(page)


def step_through(visit: Visit) -> None:
    for _ in range(STEPS):
        visit.click("Single step")
        visit.page.wait_for_timeout(LOOK_MS)
    think(visit.page)


def choose_numbers(page: Page) -> None:
    """Numbers of the stage in view, each explained."""
    box = page.locator("#stage .nsewdrag").first.bounding_box()
    assert box is not None
    for number in range(CHOSEN):
        part = (number + 1.3) / (CHOSEN + 2)
        page.mouse.click(box["x"] + part * box["width"], box["y"] + part * box["height"])
        think(page)


def think(page: Page, milliseconds: int = THINK_MS) -> None:
    page.wait_for_timeout(milliseconds)
