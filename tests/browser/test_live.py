"""The readout while a stroke grows, and answers that come late."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from tests.browser.lab import NO_DIGIT, ONE, SEVEN, Lab

pytestmark = pytest.mark.browser
CALLBACKS = "**/_dash-update-component*"


def hold_first(lab: Lab, output: str) -> list[Route]:
    """Keep back the next request for this output; those after it pass."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        if output in body["output"] and not held:
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
    asked: list[dict[str, object]] = []
    lab.page.on("request", lambda request: asked.append(request.post_data_json) if request.post_data else None)
    readout = lab.page.locator(".readout")
    begin(lab, SEVEN)
    lab.read("7")
    expect(lab.page.locator("#saliency .heatmaplayer image")).to_have_count(2)
    assert readout.get_attribute("aria-busy") == "true"
    live = [body for body in asked if "prediction.children" in str(body["output"])]
    assert len(live) >= 3
    assert not any("stages-store.data@" in str(body["output"]) for body in asked)
    assert lab.strokes() == []
    expect(lab.page.locator("#hint")).to_be_empty()
    lab.page.mouse.up()
    lab.settle()
    assert len(lab.strokes()) == 1
    lab.read("7")
    assert readout.get_attribute("aria-busy") == "false"
    last = [body for body in asked if "prediction.children" in str(body["output"])][-1]
    assert "live" not in last["inputs"][0]["value"]  # type: ignore[index]
    assert sum("stages-store.data@" in str(body["output"]) for body in asked) == 1
    xs = [x for point in lab.strokes()[0]["path"][1:].split("L") for x in [float(point.split(",")[0])]]
    assert max(xs) - min(xs) > 0.4 * 140


@pytest.mark.parametrize("output", ["prediction.children", "stages-store.data@"])
def test_a_slow_answer_for_an_old_drawing_is_never_shown_over_a_new_one(lab: Lab, output: str) -> None:
    lab.page.locator("[data-stage='18']").click()
    held = hold_first(lab, output)
    lab.draw(SEVEN)
    for _ in range(100):
        if held:
            break
        lab.page.wait_for_timeout(50)
    lab.button("Clear").click()
    lab.page.wait_for_timeout(300)
    lab.draw(ONE)
    lab.read("1")
    expect(lab.page.locator("#explanation")).to_contain_text("For 1")
    sure = lab.page.locator("#confidence").inner_text()
    saliency = lab.page.evaluate("JSON.stringify(document.querySelector('#saliency .js-plotly-plot').data[1].zmax)")
    held[0].continue_()
    lab.settle()
    lab.page.wait_for_timeout(300)
    lab.read("1")
    expect(lab.page.locator("#confidence")).to_have_text(sure)
    expect(lab.page.locator("#explanation")).to_contain_text("For 1")
    after = lab.page.evaluate("JSON.stringify(document.querySelector('#saliency .js-plotly-plot').data[1].zmax)")
    assert after == saliency


def test_an_old_setting_that_answers_late_is_not_shown_either(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    sure = lab.page.locator("#confidence").inner_text()
    held = hold_first(lab, "prediction.children")
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
