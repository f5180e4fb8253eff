"""Which pixels carry an answer, in the real page: seven maps, each over the drawing, put to the test and erased."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from tests.browser.lab import SEVEN, ZERO, Lab

pytestmark = pytest.mark.browser

# What is painted over the drawing, as a picture: whether another map lies there.
PAINTED = "() => document.querySelector('#saliency').toDataURL()"


def panel(lab: Lab) -> Locator:
    return lab.page.locator("#attribution")


def opened(lab: Lab) -> Lab:
    lab.button("Maps").click()
    expect(panel(lab).locator("h3")).to_have_text("Which pixels say 7?")
    expect(panel(lab).locator(".checks li")).to_have_count(3)
    return lab


def choose(lab: Lab, name: str) -> None:
    panel(lab).get_by_role("button", name=name).click()
    expect(panel(lab).locator(".checks li")).to_have_count(3)
    lab.settle()


def test_every_method_has_a_map_that_lies_over_the_drawing_while_it_is_in_view(seven: Lab) -> None:
    saliency = seven.page.evaluate(PAINTED)
    opened(seven)
    expect(panel(seven).locator(".method")).to_have_count(len(ll.METHODS))
    assert seven.page.evaluate(PAINTED) == saliency
    choose(seven, "Integrated gradients")
    assert seven.page.evaluate(PAINTED) != saliency
    expect(seven.page.locator("#saliency-switch")).to_have_text("Integrated gradients")
    expect(seven.page.locator(".saliency-legend")).to_contain_text("for 7")
    expect(panel(seven).locator(".checks li").first).to_contain_text(re.compile(r"This map sums to .* of .*"))
    seven.button("Close the maps").click()
    assert seven.page.evaluate(PAINTED) == saliency
    expect(seven.page.locator("#saliency-switch")).to_have_text("Saliency")
    expect(seven.page.locator(".saliency-legend")).to_contain_text("more ink")


def test_erasing_what_the_map_calls_important_changes_the_answer(seven: Lab) -> None:
    opened(seven)
    choose(seven, "Integrated gradients")
    said = panel(seven).locator(".erased")
    expect(said).to_contain_text("Nothing is erased yet: 7")
    slider = panel(seven).locator("[data-erase]")
    asked = len(seven.requests)
    for step in range(1, 29):
        slider.fill(str(step))
        if not said.inner_text().split("erased: ")[1].startswith("7"):
            break
    assert step < 28, "the answer is 7 to the end"
    assert len(seven.requests) == asked, "the page has all that it takes"


def test_another_digit_has_other_maps_and_the_answer_is_marked(seven: Lab) -> None:
    opened(seven)
    choice = panel(seven).get_by_label("Which digit")
    expect(choice.locator("option:checked")).to_have_text("7, the answer")
    before = seven.page.evaluate(PAINTED)
    choice.select_option("1")
    expect(panel(seven).locator("h3")).to_have_text("Which pixels say 1?")
    seven.settle()
    assert seven.page.evaluate(PAINTED) != before


def test_the_maps_follow_the_drawing_and_escape_closes_them(seven: Lab) -> None:
    opened(seven)
    seven.page.locator("#clear").click()
    seven.draw(ZERO)
    seven.read("0")
    expect(panel(seven).locator("h3")).to_have_text("Which pixels say 0?")
    seven.page.keyboard.press("Escape")
    expect(panel(seven)).to_be_empty()


def test_reasons_and_maps_take_turns(seven: Lab) -> None:
    seven.button("Why 7?").click()
    seven.button("Other methods").click()
    expect(panel(seven).locator("h3")).to_be_visible()
    expect(seven.page.locator("#why")).to_be_empty()
    seven.button("Why 7?").click()
    expect(seven.page.locator("#why h3")).to_be_visible()
    expect(panel(seven)).to_be_empty()


def test_a_visitor_who_has_switched_the_saliency_off_sees_the_maps_and_no_saliency_after_them(seven: Lab) -> None:
    overlay = seven.page.locator("#saliency")
    seven.page.locator("#saliency-switch").click()
    expect(overlay).to_be_hidden()
    opened(seven)
    expect(overlay).to_be_visible()
    seven.page.locator("#saliency-switch").click()
    choose(seven, "Occlusion")
    expect(overlay).to_be_hidden()
    seven.button("Close the maps").click()
    expect(overlay).to_be_hidden()


def test_on_a_phone_the_maps_come_in_the_sheet(phone: Lab) -> None:
    phone.draw(SEVEN)
    phone.read("7")
    phone.settle()
    phone.button("Why 7?").tap()
    phone.button("Other methods").tap()
    expect(panel(phone).locator("h3")).to_be_in_viewport()
