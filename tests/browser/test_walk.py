"""A walk by clicks alone, from a probability to a pixel and back: every sum comes out, and the map lights the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from dashboard.contract import STAGES
from tests.browser.lab import Lab
from tests.written_numbers import number

pytestmark = pytest.mark.browser

NETWORK = list(STAGES)[list(STAGES).index("input") :]
# The opacity of a thumbnail's corner, and the most that any of its cells has.
OPACITIES = """stage => {
  const canvas = document.querySelector(`[data-stage="${stage}"] canvas`);
  const copy = document.createElement('canvas');
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const context = copy.getContext('2d', { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const alphas = Array.from(pixels).filter((_, i) => i % 4 === 3);
  return [alphas[0], Math.max(...alphas)];
}"""


def ledger(lab: Lab) -> Locator:
    return lab.page.locator("#derivation")


def begin_at_probability(lab: Lab, digit: int) -> None:
    lab.page.evaluate("index => dash_clientside.set_props('layer', { value: index })", len(STAGES) - 1)
    expect(lab.page.locator("#stage-title")).to_have_text("Softmax")
    lab.settle()
    lab.page.locator("[data-slot=stage] .figure-frame").focus()
    for _ in range(digit + 1):
        lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("Enter")
    expect(ledger(lab).locator("h3")).to_contain_text(f"digit {digit}")
    lab.settle()


def sums_up(lab: Lab) -> None:
    amounts = [number(text) for text in ledger(lab).locator(".ledger-terms .amount").all_inner_texts()]
    parts = [number(text) for text in ledger(lab).locator(".ledger-sums .part .amount").all_inner_texts()]
    total = number(ledger(lab).locator(".ledger-sums .total .amount").inner_text())
    assert sum(amounts) + sum(parts) == pytest.approx(total, abs=1.2e-3)
    assert total == number(ledger(lab).locator(".ledger-value").inner_text())


def test_from_a_probability_to_a_pixel_and_back_by_clicks_alone(seven: Lab) -> None:
    begin_at_probability(seven, 7)
    for way, stage in enumerate(reversed(NETWORK)):
        expect(seven.page.locator("[data-stage][aria-current]")).to_have_attribute(
            "data-stage", str(list(STAGES).index(stage))
        )
        expect(ledger(seven).locator(".trail li")).to_have_count(way)
        if stage == "input":
            break
        expect(ledger(seven).locator(".ledger-sums .total")).to_be_visible()
        sums_up(seven)
        ledger(seven).locator("[data-term]").first.click()
        seven.settle()
    expect(ledger(seven).locator("h3")).to_contain_text("row")
    ledger(seven).locator(".trail button").nth(4).click()
    expect(ledger(seven).locator(".trail li")).to_have_count(4)
    ledger(seven).locator(".trail button").first.click()
    expect(seven.page.locator("#stage-title")).to_have_text("Softmax")
    expect(ledger(seven).locator("h3")).to_contain_text("digit 7")
    expect(ledger(seven).locator(".trail")).to_have_count(0)


def test_the_map_keeps_bright_what_a_number_depends_on_and_what_it_reaches(seven: Lab) -> None:
    names = list(STAGES)
    begin_at_probability(seven, 7)
    for _ in range(NETWORK[::-1].index("conv2")):
        ledger(seven).locator("[data-term]").first.click()
        seven.settle()
    for name in ("input", "conv1", "pool1", "pool2"):
        corner, most = seven.page.evaluate(OPACITIES, names.index(name))
        assert corner < 0.35 * 255, name
        assert most > corner, name
    seven.button("Back to the explanation").click()
    seven.settle()
    corner, _ = seven.page.evaluate(OPACITIES, names.index("input"))
    assert corner > 0.35 * 255


def test_a_number_chosen_in_the_picture_begins_a_way_of_its_own(seven: Lab) -> None:
    begin_at_probability(seven, 7)
    ledger(seven).locator("[data-term]").first.click()
    seven.settle()
    expect(ledger(seven).locator(".trail li")).to_have_count(1)
    seven.page.locator("[data-slot=stage] .figure-frame").focus()
    seven.page.keyboard.press("End")
    seven.page.keyboard.press("Enter")
    expect(ledger(seven).locator("h3")).to_contain_text("digit 9")
    expect(ledger(seven).locator(".trail")).to_have_count(0)


def test_another_setting_keeps_the_way_and_one_escape_ends_the_ledger_alone(seven: Lab) -> None:
    seven.button("Why 7?").click()
    expect(seven.page.locator("#why h3")).to_be_visible()
    begin_at_probability(seven, 7)
    ledger(seven).locator("[data-term]").last.click()
    seven.settle()
    seven.page.locator("#stride").get_by_text("2", exact=True).click()
    seven.settle()
    expect(ledger(seven).locator(".trail li")).to_have_count(1)
    seven.page.keyboard.press("Escape")
    expect(ledger(seven)).to_be_empty()
    expect(seven.page.locator("#why h3")).to_be_visible()
    seven.page.keyboard.press("Escape")
    expect(seven.page.locator("#why")).to_be_empty()
