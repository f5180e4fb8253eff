"""The kernel that slides, and the ledger of the number that it writes or that was chosen."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from tests.browser.conftest import OPENED
from tests.browser.lab import SEVEN, Lab
from tests.browser.test_layers import pane, trace_of
from tests.browser.test_stage_views import number_in, point_at, thumbnail

pytestmark = pytest.mark.browser
DEFAULT = ll.Conv1Config()
REMEMBER_FIRST_PLACE = """() => {
  const place = document.querySelector("#slide-place");
  new MutationObserver(() => { window.firstPlace ??= place.textContent; }).observe(place, { childList: true });
}"""
SIZES = [(1440, 900), (1280, 720), (1024, 600)]


def ledger(lab: Lab) -> Locator:
    return lab.page.locator("#derivation")


def total(lab: Lab) -> str:
    return ledger(lab).locator(".total .amount").inner_text()


def readout(lab: Lab) -> str:
    return lab.page.locator("#cell-readout").inner_text()


def place_in(text: str) -> tuple[int, ...]:
    said = re.search(r"channel (\d+), row (\d+), column (\d+)", text)
    assert said
    return tuple(map(int, said.groups()))


def show(lab: Lab, stage: str, map_: int | None = 0) -> None:
    """Go to a stage, with this map as the large picture."""
    thumbnail(lab, stage).click()
    if map_ is not None:
        lab.page.locator(".film").nth(map_).click()
    lab.settle()


def seven_at(open_lab: OPENED, width: int, height: int, **context: object) -> Lab:
    lab = open_lab(width, height, **context)
    lab.draw(SEVEN)
    lab.read("7")
    show(lab, "conv1")
    return lab


def is_within(inner: Locator, outer: Locator) -> bool:
    a, b = inner.bounding_box(), outer.bounding_box()
    assert a
    assert b
    wide = b["x"] - 1 <= a["x"] and a["x"] + a["width"] <= b["x"] + b["width"] + 1
    return wide and b["y"] - 1 <= a["y"] and a["y"] + a["height"] <= b["y"] + b["height"] + 1


# ---- sliding ----


def test_a_whole_map_is_written_in_ten_seconds_from_the_first_window_with_ink(seven: Lab, model: ll.LeNet) -> None:
    show(seven, "conv1")
    trace = trace_of(seven, DEFAULT, model)
    ink = trace["input"].output[0] > trace["input"].output.min()
    windows = ink.unfold(0, 5, 1).unfold(1, 5, 1).flatten(2).any(dim=2)
    first = windows.nonzero()[0].tolist()
    seven.page.evaluate(REMEMBER_FIRST_PLACE)
    slide = seven.page.locator("#slide")
    slide.click()
    began = time.monotonic()
    expect(slide).to_have_text("Pause the kernel")
    expect(seven.page.locator(".marks .unwritten").first).to_be_visible()
    assert seven.page.evaluate("window.firstPlace") == f"row {first[0]}, column {first[1]}"
    expect(slide).to_have_text("Slide the kernel", timeout=12_000)
    assert 9 <= time.monotonic() - began <= 11.5
    expect(seven.page.locator(".marks .unwritten")).to_have_count(0)
    expect(ledger(seven).locator(".ledger-place")).to_have_text("channel 0, row 23, column 23")


def test_a_pause_chooses_the_number_and_its_ledger_is_that_of_the_cell_in_view(seven: Lab, model: ll.LeNet) -> None:
    trace = trace_of(seven, DEFAULT, model)
    show(seven, "conv2")
    seven.page.get_by_label("Sliding speed").select_option("Fast")
    slide = seven.page.locator("#slide")
    slide.click()
    seven.page.wait_for_timeout(2_000)
    slide.click()
    expect(slide).to_have_text("Slide the kernel")
    seven.settle()
    place = place_in(readout(seven))
    value = float(trace["conv2"].output[place])
    assert place_in(ledger(seven).locator(".ledger-place").inner_text()) == place
    assert total(seven) in readout(seven)
    assert number_in(total(seven)) == pytest.approx(value, abs=6e-5)
    assert number_in(seven.page.locator("#slide-sum").inner_text()) == pytest.approx(value, abs=6e-5)
    largest = ll.explain(trace, "conv2", place).largest(8)
    said = ledger(seven).locator(".ledger-terms .amount").all_inner_texts()
    assert [number_in(text) for text in said] == pytest.approx([term.product for term in largest], abs=6e-5)


def test_the_page_makes_the_same_ledger_as_the_server(seven: Lab) -> None:
    show(seven, "conv2")
    seven.page.route("**/_dash-update-component", lambda route: route.abort())
    seven.page.mouse.click(*point_at(seven, "stage", [0, 3, 5]))
    expect(ledger(seven).locator(".ledger-terms li")).to_have_count(8)
    made_by_the_page = ledger(seven).inner_text()
    seven.page.unroute("**/_dash-update-component")
    expect(seven.page.locator("#notice")).to_be_hidden(timeout=10_000)
    seven.settle()
    assert ledger(seven).inner_text() == made_by_the_page
    seven.complaints.clear()  # the browser's own, about the question that got lost


def test_slider_and_pointer_lead_the_kernel(seven: Lab, model: ll.LeNet) -> None:
    output = trace_of(seven, DEFAULT, model)["conv1"].output
    show(seven, "conv1")
    position, equation = seven.slider("Kernel position"), seven.page.locator("#slide-sum")
    position.focus()
    position.press("End")
    expect(seven.page.locator("#cell-readout")).to_contain_text("channel 0, row 23, column 23")
    position.press("Home")
    position.press("ArrowRight")
    expect(seven.page.locator("#slide-place")).to_have_text("row 0, column 1")
    expect(position).to_have_attribute("aria-valuetext", "Map 0, row 0, column 1")
    seven.page.mouse.move(*point_at(seven, "stage", [0, 9, 11]))
    expect(seven.page.locator("#slide-place")).to_have_text("row 9, column 11")
    assert number_in(equation.inner_text()) == pytest.approx(float(output[0, 9, 11]), abs=6e-5)
    expect(pane(seven, "before").locator(".marks .source")).to_have_count(1)
    seven.page.mouse.move(*point_at(seven, "before", [0, 20, 12]))
    expect(seven.page.locator("#slide-place")).to_have_text("row 18, column 10")
    assert number_in(equation.inner_text()) == pytest.approx(float(output[0, 18, 10]), abs=6e-5)
    expect(ledger(seven)).to_be_empty()


def test_less_motion_is_honoured(open_lab: OPENED) -> None:
    lab = seven_at(open_lab, 1440, 900, reduced_motion="reduce")
    lab.page.get_by_label("Sliding speed").select_option("Fast")
    lab.page.evaluate(REMEMBER_FIRST_PLACE)
    lab.page.locator("#slide").click()
    lab.page.wait_for_timeout(1_000)
    first, now = lab.page.evaluate("[window.firstPlace, document.querySelector('#slide-place').textContent]")
    columns = [int(text.rsplit(" ", 1)[1]) for text in (first, now)]
    assert columns[0] <= columns[1] <= columns[0] + 2
    bar = lab.page.locator("#top li").first
    assert bar.evaluate("node => getComputedStyle(node, '::after').transitionDuration") == "0s"


@pytest.mark.long
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_window_products_sum_scrubber_and_map_are_in_one_view(open_lab: OPENED, width: int, height: int) -> None:
    lab = seven_at(open_lab, width, height)
    lab.page.locator("#slide").click()
    lab.page.wait_for_timeout(1_000)
    lab.page.locator("#slide").click()
    lab.settle()
    card = lab.page.locator(".layers")
    for part in ("#slide-sum", "#slide", "#slide-speed", "#slide-position", "#slide-place", ".number-grid"):
        assert is_within(lab.page.locator(part), card), part
    for slot in ("before", "stage"):
        assert is_within(pane(lab, slot).locator(".figure-frame"), card), slot
    equation = lab.page.locator("#slide-sum")
    assert re.fullmatch(r"25 products −?[\d.]+ \+ bias −?[\d.]+ = −?[\d.]+", equation.inner_text())
    lines = "node => node.getBoundingClientRect().height / parseFloat(getComputedStyle(node).lineHeight)"
    assert equation.evaluate(lines) < 1.5
    assert equation.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    scrubber = lab.page.locator("#slide-position").bounding_box()
    assert scrubber
    assert scrubber["width"] > 180
    assert is_within(ledger(lab), lab.page.locator("section.explain"))
    assert lab.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
    if height >= 720:
        terms = ledger(lab).locator(".ledger-terms")
        assert terms.evaluate("node => node.scrollHeight <= node.clientHeight + 1")


# ---- the ledger ----


def test_a_chosen_number_has_its_ledger_with_its_receptive_field(seven: Lab, model: ll.LeNet) -> None:
    trace = trace_of(seven, DEFAULT, model)
    show(seven, "pool1")
    seven.page.mouse.click(*point_at(seven, "stage", [0, 4, 6]))
    heading = ledger(seven).locator("h3")
    expect(heading).to_contain_text("channel 0, row 4, column 6")
    assert f"{float(trace['pool1'].output[0, 4, 6]):.4f}" in heading.inner_text()
    rows, columns = ll.explain(trace, "pool1", (0, 4, 6)).receptive_field
    expect(ledger(seven).locator("figcaption")).to_contain_text(
        f"rows {rows[0]} to {rows[-1]} and columns {columns[0]} to {columns[-1]}"
    )
    expect(ledger(seven).locator("table")).to_have_count(0)
    thumbnail(seven, "fc1").click()
    expect(ledger(seven)).to_be_empty()
    expect(seven.page.locator("#explanation")).to_be_visible()


def test_big_sums_show_their_rest_and_softmax_all_ten(seven: Lab, model: ll.LeNet) -> None:
    trace = trace_of(seven, DEFAULT, model)
    show(seven, "fc1", None)
    frame = pane(seven, "stage").locator(".figure-frame")
    frame.focus()
    seven.page.keyboard.press("ArrowRight")
    seven.page.keyboard.press("Enter")
    expect(ledger(seven).locator(".ledger-terms li")).to_have_count(8)
    rest = ledger(seven).locator(".ledger-sums li").first
    expect(rest).to_contain_text("504 other inputs")
    expected = ll.explain(trace, "fc1", (0,))
    assert number_in(rest.locator(".amount").inner_text()) == pytest.approx(expected.remainder(8), abs=6e-5)
    assert rest.locator(".bar > span").bounding_box()
    show(seven, "softmax", None)
    frame.focus()
    seven.page.keyboard.press("ArrowRight")
    seven.page.keyboard.press("Enter")
    expect(ledger(seven).locator(".ledger-terms li")).to_have_count(10)


def test_a_term_leads_to_the_number_of_the_stage_before_and_the_button_back_to_the_explanation(seven: Lab) -> None:
    show(seven, "conv2")
    seven.page.mouse.click(*point_at(seven, "stage", [0, 3, 5]))
    term = ledger(seven).locator(".ledger-terms button").first
    place = place_in(term.inner_text())
    term.click()
    expect(seven.stage_title()).to_have_text("Max pool 1")
    expect(ledger(seven).locator("h3")).to_contain_text("in Max pool 1")
    expect(ledger(seven).locator("h3")).to_be_focused()
    assert place_in(ledger(seven).locator(".ledger-place").inner_text()) == place
    seven.settle()
    assert place_in(readout(seven)) == place
    seven.button("Back to the explanation").click()
    expect(ledger(seven)).to_be_empty()
    expect(seven.page.locator("#explanation")).to_be_visible()
    expect(pane(seven, "stage").locator(".figure-frame")).to_be_focused()
    seven.page.keyboard.press("Enter")
    expect(ledger(seven).locator("h3")).to_be_visible()
    seven.page.keyboard.press("Escape")
    expect(ledger(seven)).to_be_empty()


def test_the_cell_in_view_is_the_chosen_one_again_when_the_pointer_leaves_the_picture(seven: Lab) -> None:
    show(seven, "conv1")
    seven.page.mouse.click(*point_at(seven, "stage", [0, 9, 11]))
    seven.page.mouse.move(*point_at(seven, "stage", [0, 3, 3]))
    expect(seven.page.locator("#cell-readout")).to_contain_text("row 3, column 3")
    expect(ledger(seven).locator("h3")).to_contain_text("row 9, column 11")
    seven.page.mouse.move(5, 5)
    expect(seven.page.locator("#cell-readout")).to_contain_text("row 9, column 11")
