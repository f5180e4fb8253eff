"""The readout while a stroke grows, and answers that come late."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.lab import NO_DIGIT, ONE, SEVEN, Lab

pytestmark = pytest.mark.browser
SALIENCY = "document.querySelector('#saliency').toDataURL()"
FOLLOWERS = [
    "document.querySelector('#stage .heatmaplayer image').getAttribute('href')",
    "document.querySelector('#stage-strip [data-stage=\"5\"] canvas').toDataURL()",
    SALIENCY,
]
CALLBACKS = "**/_dash-update-component*"


def asked(request: Request) -> Any:
    """What a request asks: the value of its one input."""
    return json.loads(request.post_data or "{}")["inputs"][0]["value"]


def hold_first(lab: Lab, stages: bool) -> list[Route]:
    """Keep back the next question about a whole drawing, for its stages or without them; those after it pass."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        question = asked(route.request)
        about_a_drawing = bool((question.get("drawing") or {}).get("strokes")) and not question["live"]
        if about_a_drawing and question["stages"] == stages and not held:
            held.append(route)
        else:
            route.continue_()

    lab.page.route(CALLBACKS, hold)
    return held


def begin(lab: Lab, points: list[tuple[float, float]], steps: int = 12) -> None:
    """Draw without lifting the pen, as slowly as a hand does."""
    first, *others = [lab.place(point) for point in points]
    lab.page.mouse.move(*first)
    lab.page.mouse.down()
    at = first
    for goal in others:
        for i in range(1, steps + 1):
            part = i / steps
            lab.page.mouse.move(at[0] + (goal[0] - at[0]) * part, at[1] + (goal[1] - at[1]) * part)
            lab.page.wait_for_timeout(15)
        at = goal


def test_the_prediction_follows_a_growing_stroke_and_the_ink_is_not_disturbed(lab: Lab) -> None:
    questions: list[Any] = []
    lab.page.on("request", lambda request: questions.append(asked(request)) if request.post_data else None)
    readout = lab.page.locator(".readout")
    begin(lab, SEVEN)
    lab.read("7")
    expect(lab.page.locator("#saliency")).to_be_visible()
    assert readout.get_attribute("aria-busy") == "true"
    assert len(questions) >= 3
    assert all(question["live"] for question in questions)
    assert any(question["stages"] for question in questions)
    assert sum(question["kernels"] for question in questions) <= 1
    assert lab.strokes() == []
    expect(lab.page.locator("#hint")).to_be_empty()
    lab.page.mouse.up()
    lab.settle()
    assert len(lab.strokes()) == 1
    lab.read("7")
    assert readout.get_attribute("aria-busy") == "false"
    assert not questions[-1]["live"]
    assert [question["stages"] for question in questions if not question["live"]] == [False, True]
    xs = [x for point in lab.strokes()[0]["path"][1:].split("L") for x in [float(point.split(",")[0])]]
    assert max(xs) - min(xs) > 0.4 * 140


def test_the_questions_of_a_growing_stroke_say_that_they_may_wait_and_that_of_its_end_does_not(lab: Lab) -> None:
    priorities: list[tuple[bool, str | None]] = []

    def note(request: Request) -> None:
        if request.post_data:
            priorities.append((asked(request)["live"], request.all_headers().get("priority")))

    with lab.page.expect_request(lambda request: bool(request.post_data) and not asked(request)["live"]):
        lab.page.on("requestfinished", note)
        begin(lab, SEVEN)
        lab.page.mouse.up()
    lab.settle()
    assert {live for live, _ in priorities} == {True, False}
    assert all(priority == ("u=6" if live else None) for live, priority in priorities)


def test_a_busy_server_slows_the_film_of_a_stroke_and_nothing_else(lab: Lab) -> None:
    live = 0

    def refuse_live(route: Route) -> None:
        nonlocal live
        if asked(route.request)["live"]:
            live += 1
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="busy")
        else:
            route.continue_()

    lab.page.route(CALLBACKS, refuse_live)
    begin(lab, SEVEN, steps=20)
    expect(lab.page.locator("#notice")).to_be_hidden()
    assert 1 <= live <= 3
    with lab.page.expect_request(lambda request: bool(request.post_data) and not asked(request)["live"], timeout=500):
        lab.page.mouse.up()
    lab.read("7")
    expect(lab.page.locator("#notice")).to_be_hidden()
    lab.complaints[:] = [complaint for complaint in lab.complaints if "Failed to load resource" not in complaint]


def test_the_map_and_the_stage_follow_a_growing_stroke(lab: Lab) -> None:
    lab.draw(ONE)
    lab.page.locator("[data-stage='5']").click()
    lab.settle()
    seen = [{lab.page.evaluate(look)} for look in FOLLOWERS]
    for end in range(3):
        begin(lab, [(0.2 + 0.2 * end, 0.8), (0.3 + 0.2 * end, 0.4)])
        for look, values in zip(FOLLOWERS, seen, strict=True):
            values.add(lab.page.evaluate(look))
        lab.page.mouse.up()
    lab.settle()
    assert [len(values) for values in seen] == [4, 4, 4]


def test_stages_of_a_stroke_do_not_outlive_it(lab: Lab) -> None:
    lab.draw(ONE)
    lab.page.locator("[data-stage='18']").click()
    lab.settle()
    held = hold_first(lab, stages=True)
    end = lab.place((0.85, 0.55))
    begin(lab, [(0.2, 0.5), (0.8, 0.5)])
    lab.page.mouse.move(*end)  # So quickly before the end that no answer about the growing stroke is of the whole one.
    lab.page.mouse.up()
    lab.page.wait_for_timeout(1_200)
    assert held
    expect(lab.page.locator("#stage-empty")).to_be_visible()
    held[0].continue_()
    lab.settle()
    expect(lab.page.locator("#panes")).to_be_visible()


@pytest.mark.parametrize("stages", [False, True])
def test_a_slow_answer_for_an_old_drawing_is_never_shown_over_a_new_one(lab: Lab, stages: bool) -> None:
    lab.page.locator("[data-stage='18']").click()
    held = hold_first(lab, stages)
    lab.draw(SEVEN)
    for _ in range(100):
        if held:
            break
        lab.page.wait_for_timeout(50)
    lab.button("Clear").click()
    lab.page.wait_for_timeout(300)
    lab.draw(ONE)
    lab.read("1")
    # The stroke's last question has been answered too, not only one of those while it grew.
    expect(lab.page.locator(".readout")).to_have_attribute("aria-busy", "false")
    expect(lab.page.locator("#explanation")).to_contain_text("For 1")
    sure = lab.page.locator("#confidence").inner_text()
    saliency = lab.page.evaluate(SALIENCY)
    held[0].continue_()
    lab.settle()
    lab.page.wait_for_timeout(300)
    lab.read("1")
    expect(lab.page.locator("#confidence")).to_have_text(sure)
    expect(lab.page.locator("#explanation")).to_contain_text("For 1")
    assert lab.page.evaluate(SALIENCY) == saliency


def test_an_old_setting_that_answers_late_is_not_shown_either(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    sure = lab.page.locator("#confidence").inner_text()
    held = hold_first(lab, stages=True)
    lab.choose("Weights", "Random")
    lab.page.wait_for_timeout(200)
    lab.choose("Weights", "Pretrained")
    lab.page.wait_for_timeout(400)
    held[0].continue_()
    lab.settle()
    expect(lab.page.locator("#confidence")).to_have_text(sure)
    lab.read("7")


def test_a_cancelled_touch_keeps_what_was_drawn(phone: Lab) -> None:
    phone.touch("touchStart", (0.3, 0.2))
    for i in range(1, 10):
        phone.touch("touchMove", (0.3 + 0.05 * i, 0.2))
    phone.touch("touchCancel")
    phone.page.wait_for_timeout(400)
    assert len(phone.strokes()) == 1
    assert phone.page.locator("#canvas .select-outline").count() == 0
    phone.swipe(ONE)
    phone.settle()
    assert len(phone.strokes()) == 2
    phone.button("Clear").click()
    phone.read(NO_DIGIT)
