"""What a chosen channel or unit likes, folded below its ledger in the real page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from dashboard.contract import STAGES
from tests.browser.lab import Lab

pytestmark = pytest.mark.browser


def panel(lab: Lab) -> Locator:
    return lab.page.locator("#likes")


def choose_in(lab: Lab, stage: str, key: str = "Home") -> None:
    lab.page.evaluate("index => dash_clientside.set_props('layer', { value: index })", list(STAGES).index(stage))
    lab.settle()
    lab.page.locator("[data-slot=stage] .figure-frame").focus()
    lab.page.keyboard.press(key)
    lab.page.keyboard.press("Enter")
    lab.settle()


def test_nine_test_digits_at_either_end_and_the_means_by_digit(seven: Lab) -> None:
    choose_in(seven, "relu4")
    summary = panel(seven).locator("summary")
    expect(summary).to_have_text("What unit 0 likes")
    expect(panel(seven).locator("canvas")).to_have_count(0)
    summary.click()
    expect(panel(seven).locator("canvas")).to_have_count(18)
    expect(panel(seven).locator(".likes-means li")).to_have_count(10)
    expect(panel(seven)).to_contain_text("In your drawing its largest value is")
    name = panel(seven).locator("canvas").first.get_attribute("aria-label") or ""
    assert name.startswith("Test digit ")


def test_it_stays_open_from_one_number_to_the_next_and_has_nothing_to_say_of_pixels(seven: Lab) -> None:
    choose_in(seven, "conv1")
    panel(seven).locator("summary").click()
    expect(panel(seven).locator("canvas")).to_have_count(18)
    choose_in(seven, "fc3")
    expect(panel(seven).locator("summary")).to_have_text("What the logit of 0 likes")
    expect(panel(seven).locator("canvas")).to_have_count(18)
    choose_in(seven, "input")
    expect(panel(seven)).to_be_empty()


def test_of_random_weights_it_says_that_nothing_was_measured(seven: Lab) -> None:
    seven.page.locator("#weights").get_by_text("Random").click()
    seven.settle()
    choose_in(seven, "fc2")
    panel(seven).locator("summary").click()
    expect(panel(seven)).to_contain_text("measured of the pretrained weights alone")
