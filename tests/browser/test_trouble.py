"""Requests that are lost, slow or refused: a plain notice, never the answer of another drawing, and a new try."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.lab import NO_DIGIT, ONE, SEVEN, ZERO, Lab

pytestmark = pytest.mark.browser
CALLBACKS = "**/_dash-update-component*"


def asked(request: Request) -> Any:
    """What a request asks: the value of its one input."""
    return json.loads(request.post_data or "{}")["inputs"][0]["value"]


def break_first(lab: Lab, wanted: Any, act: Any) -> list[Any]:
    """Do `act` with the first request that is `wanted`; those after it pass."""
    broken: list[Any] = []

    def handle(route: Route) -> None:
        question = asked(route.request)
        if not broken and wanted(question):
            broken.append(question)
            act(route)
        else:
            route.continue_()

    lab.page.route(CALLBACKS, handle)
    return broken


def expected_noise(lab: Lab) -> None:
    """The browser itself writes every failed request to the console."""
    lab.complaints[:] = [complaint for complaint in lab.complaints if "Failed to load resource" not in complaint]


def is_of_stages(question: Any) -> bool:
    return isinstance(question, dict) and question.get("stages") is True


def is_of_a_drawing(question: Any) -> bool:
    return isinstance(question, dict) and bool((question.get("drawing") or {}).get("strokes")) and not question["live"]


def is_of_a_whole_drawing(request: Request) -> bool:
    return "_dash-update-component" in request.url and is_of_a_drawing(asked(request))


@pytest.mark.parametrize("stages", [True, False])
def test_after_a_lost_request_the_pictures_are_those_of_the_drawing_in_view(lab: Lab, stages: bool) -> None:
    lab.page.locator("[data-stage='5']").click()
    wanted = is_of_stages if stages else is_of_a_drawing
    lost = break_first(lab, wanted, lambda route: route.abort())
    lab.draw(ONE)
    waited = 0
    while not lost and waited < 5_000:
        lab.page.wait_for_timeout(50)
        waited += 50
    assert lost
    for points in (SEVEN, [(0.35, 0.5), (0.75, 0.5)]):
        lab.draw_and_read(points)
    lab.button("Clear").click()
    lab.draw_and_read(ZERO)
    lab.page.locator("[data-stage='18']").click()
    expect(lab.page.locator("#explanation")).to_contain_text("For 0")
    lab.read("0")
    expect(lab.page.locator("#notice")).to_be_hidden()
    expected_noise(lab)


def test_a_lost_request_is_asked_again_by_itself(lab: Lab) -> None:
    lab.page.locator("[data-stage='18']").click()
    break_first(lab, is_of_a_drawing, lambda route: route.abort())
    lab.draw(SEVEN)
    lab.read("7")
    expect(lab.page.locator("#explanation")).to_contain_text("For 7")
    expect(lab.page.locator("#notice")).to_be_hidden()
    expected_noise(lab)


def test_while_the_server_is_away_nothing_of_an_earlier_drawing_is_shown(lab: Lab) -> None:
    lab.page.locator("[data-stage='18']").click()
    lab.draw_and_read(ONE)
    lab.read("1")
    lab.context.set_offline(True)
    lab.button("Clear").click()
    lab.read(NO_DIGIT)
    expect(lab.page.locator("#hint")).to_contain_text("Draw a digit")
    lab.draw(SEVEN)
    expect(lab.page.locator("#notice-text")).to_contain_text("The server does not answer. Your drawing is still here")
    lab.read(NO_DIGIT)
    expect(lab.page.locator("#confidence")).to_be_empty()
    assert lab.probabilities() == [f"{digit} " for digit in range(10)]
    expect(lab.page.locator("#saliency")).to_be_hidden()
    expect(lab.page.locator("#stage-empty")).to_be_visible()
    expect(lab.page.locator("#explanation")).to_contain_text("Draw a digit. Then walk through the stages")
    expect(lab.page.locator("[data-stage='1'] .thumb-shape")).to_be_empty()
    assert len(lab.strokes()) == 1
    lab.context.set_offline(False)
    lab.read("7")
    expect(lab.page.locator("#explanation")).to_contain_text("For 7")
    expect(lab.page.locator("#notice")).to_be_hidden()
    expected_noise(lab)


@pytest.mark.parametrize("status", [400, 413, 502])
def test_a_refused_request_takes_the_earlier_answer_away_says_so_and_is_tried_again(lab: Lab, status: int) -> None:
    lab.draw_and_read(ONE)
    lab.read("1")
    lab.button("Clear").click()
    break_first(lab, is_of_a_drawing, lambda route: route.fulfill(status=status, body="no"))
    lab.draw(SEVEN)
    expect(lab.page.locator("#notice-text")).to_contain_text(f"({status})")
    lab.read("7")
    expect(lab.page.locator("#notice")).to_be_hidden()
    expected_noise(lab)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_wants_to_be_and_the_page_says_so(lab: Lab, status: int) -> None:
    refusal = {"status": status, "headers": {"Retry-After": "1"}, "body": "busy"}
    break_first(lab, is_of_a_drawing, lambda route: route.fulfill(**refusal))
    times: list[float] = []
    lab.page.on("request", lambda request: times.append(time.monotonic()) if is_of_a_whole_drawing(request) else None)
    lab.draw(SEVEN)
    expect(lab.page.locator("#notice-text")).to_contain_text("The server is busy")
    expect(lab.page.locator("#notice-text")).to_contain_text("trying again")
    lab.read("7")
    expect(lab.page.locator("#notice")).to_be_hidden()
    assert times[1] - times[0] >= 1.0
    expected_noise(lab)


def test_a_server_that_no_longer_knows_the_page_is_not_asked_for_ever_and_a_reload_keeps_the_drawing(lab: Lab) -> None:
    refused: list[Any] = []

    def refuse(route: Route) -> None:
        refused.append(asked(route.request))
        route.fulfill(status=404, body="no")

    lab.page.route(CALLBACKS, refuse)
    lab.draw(SEVEN)
    expect(lab.page.locator("#notice-text")).to_contain_text("Reload the page")
    tries = len(refused)
    lab.page.wait_for_timeout(3_000)
    assert len(refused) == tries
    lab.page.unroute(CALLBACKS)
    lab.page.reload()
    lab.read("7")
    expect(lab.page.locator("#notice")).to_be_hidden()
    expected_noise(lab)


def test_an_answer_that_does_not_come_takes_the_earlier_one_away_and_says_that_the_page_waits(lab: Lab) -> None:
    lab.draw_and_read(ONE)
    held: list[Route] = []
    break_first(lab, is_of_a_drawing, held.append)
    lab.draw([(0.2, 0.2), (0.8, 0.2)])
    lab.read(NO_DIGIT)
    expect(lab.page.locator("#hint")).to_contain_text("not read this drawing yet")
    expect(lab.page.locator("#notice-text")).to_contain_text("takes longer than usual", timeout=6_000)
    held[0].continue_()
    lab.settle()
    expect(lab.page.locator("#notice")).to_be_hidden()
    expect(lab.page.locator("#top .marked")).to_have_count(3)


def test_a_sample_and_a_derivation_are_asked_again_too(seven: Lab) -> None:
    seven.page.locator("[data-stage='18']").click()
    break_first(seven, lambda question: "index" in question, lambda route: route.abort())
    seven.page.locator("#stage").click(position={"x": 200, "y": 60})
    expect(seven.page.locator("#derivation .ledger-terms li").first).to_be_visible(timeout=6_000)
    seven.page.unroute(CALLBACKS)
    break_first(seven, lambda question: "index" in question, lambda route: route.fulfill(status=502))
    seven.button("Random sample").click()
    expect(seven.page.locator("#notice-text")).to_contain_text("(502)")
    expect(seven.page.locator("#sample-note")).not_to_be_empty(timeout=6_000)
    expect(seven.page.locator("#notice")).to_be_hidden()
    expected_noise(seven)
