"""Why this digit and not that one, in the real page: sums that come out, and ways from each part to its stage."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import ONE, SEVEN, ZERO, Lab
from tests.written_numbers import number

pytestmark = pytest.mark.browser


def panel(lab: Lab) -> Locator:
    return lab.page.locator("#why")


def opened(lab: Lab) -> Lab:
    lab.button("Why 7?").click()
    expect(panel(lab).locator("h3")).to_have_text(re.compile(r"Why 7, not \d\?"))
    lab.settle()
    return lab


def amounts(lab: Lab, selector: str) -> list[float]:
    return [number(text) for text in panel(lab).locator(f"{selector} .amount").all_inner_texts()]


def level(lab: Lab, name: str) -> None:
    panel(lab).get_by_role("button", name=name, exact=True).click()


def test_at_every_stage_the_parts_make_the_difference_of_the_logits(seven: Lab) -> None:
    opened(seven)
    first, other, ahead = map(number, panel(seven).locator(".why-value strong").all_inner_texts())
    assert first - other == pytest.approx(ahead, abs=0.011)
    for name in ("Pixels", "Conv 1", "Conv 2", "Dense 2"):
        level(seven, name)
        *parts, total = amounts(seven, "ol") + amounts(seven, "ul")
        assert sum(parts) == pytest.approx(total, abs=2e-3), name
        assert total == pytest.approx(ahead, abs=0.006), name


def test_another_rival_and_none_at_all(seven: Lab) -> None:
    opened(seven)
    choice = panel(seven).get_by_label("Compared with")
    choice.focus()
    choice.select_option("3")
    expect(panel(seven).locator("h3")).to_have_text("Why 7, not 3?")
    expect(choice).to_be_focused()
    choice.select_option("null")
    expect(panel(seven).locator("h3")).to_have_text("Why 7?")
    expect(panel(seven).locator("ul .total")).to_contain_text("the logit")


def test_a_channel_leads_to_its_stage_with_that_channel_chosen(seven: Lab) -> None:
    opened(seven)
    level(seven, "Conv 2")
    part = panel(seven).locator("[data-part]").first
    channel = part.inner_text().split()[-1]
    part.click()
    expect(seven.page.locator("#stage-title")).to_have_text("Convolution 2")
    expect(seven.page.locator(".film[aria-pressed=true]")).to_have_attribute("data-map", channel)
    expect(panel(seven).locator("h3")).to_be_visible()


def test_a_unit_leads_to_its_ledger_and_back_to_the_reasons(seven: Lab) -> None:
    opened(seven)
    level(seven, "Dense 2")
    part = panel(seven).locator("[data-part]").first
    unit = part.inner_text()
    part.click()
    ledger = seven.page.locator("#derivation")
    expect(ledger.locator("h3")).to_contain_text(unit)
    expect(panel(seven).locator("h3")).to_be_hidden()
    seven.button("Back to the reasons").click()
    expect(panel(seven).locator("h3")).to_be_visible()


def test_a_pixel_of_the_picture_leads_to_that_pixel(seven: Lab) -> None:
    opened(seven)
    box = panel(seven).locator(".why-pixels").bounding_box()
    assert box is not None
    seven.page.mouse.click(box["x"] + 14.5 / 28 * box["width"], box["y"] + 9.5 / 28 * box["height"])
    expect(seven.page.locator("#stage-title")).to_have_text("Input")
    expect(seven.page.locator("#derivation h3")).to_contain_text("row 9, column 14")


def test_the_reasons_follow_the_drawing_and_the_settings_and_escape_closes_them(seven: Lab) -> None:
    opened(seven)
    before = panel(seven).locator(".why-value").inner_text()
    seven.page.locator("#stride").get_by_text("2", exact=True).click()
    expect(panel(seven).locator(".why-value")).not_to_have_text(before)
    seven.page.locator("#clear").click()
    expect(seven.page.locator("#why-open")).to_be_hidden()
    seven.draw(ZERO)
    seven.read("0")
    expect(panel(seven).locator("h3")).to_have_text(re.compile(r"Why 0, not \d\?"))
    seven.page.keyboard.press("Escape")
    expect(panel(seven)).to_be_empty()
    expect(seven.button("Why 0?")).to_have_attribute("aria-expanded", "false")


def test_with_the_keyboard_alone(seven: Lab) -> None:
    seven.page.locator("#why-open").focus()
    seven.page.keyboard.press("Enter")
    expect(panel(seven).locator("h3")).to_be_focused()
    panel(seven).get_by_role("button", name="Conv 2", exact=True).focus()
    seven.page.keyboard.press("Enter")
    expect(panel(seven).get_by_role("button", name="Conv 2", exact=True)).to_be_focused()
    seven.page.keyboard.press("Escape")
    expect(seven.page.locator("#why-open")).to_be_focused()


def test_on_a_phone_the_reasons_come_in_the_sheet_and_make_room_for_the_stage(phone: Lab) -> None:
    phone.draw(SEVEN)
    phone.read("7")
    phone.settle()
    opened(phone)
    expect(panel(phone).locator("h3")).to_be_in_viewport()
    level(phone, "Conv 1")
    panel(phone).locator("[data-part]").first.tap()
    expect(phone.page.locator("#stage-title")).to_have_text("Convolution 1")
    expect(panel(phone).locator("h3")).to_be_hidden()
    phone.button("Explain").tap()
    expect(panel(phone).locator("h3")).to_be_in_viewport()


def test_without_the_explanations_the_reasons_still_have_their_place(seven: Lab) -> None:
    seven.page.locator("#explain-mode").click()
    opened(seven)
    expect(panel(seven).locator("h3")).to_be_in_viewport()
    seven.button("Close the reasons").click()
    expect(seven.page.locator(".explain")).to_be_hidden()


def test_the_nine_nearest_test_digits_follow_the_drawing(seven: Lab) -> None:
    seven.page.locator("#why-open").click()
    seven.page.locator(".nearest summary").click()
    pictures = seven.page.locator(".nearest canvas")
    expect(pictures).to_have_count(9, timeout=20_000)
    labels = [picture.get_attribute("title") or "" for picture in pictures.all()]
    assert sum(", a 7, " in label for label in labels) >= 7
    distances = [float(label.split(", ")[-1].removesuffix(" away")) for label in labels]
    assert distances == sorted(distances)
    seven.button("Clear").click()
    seven.draw_and_read(ONE)
    expect(pictures).to_have_count(9, timeout=20_000)
    assert pictures.first.get_attribute("title") != labels[0]
