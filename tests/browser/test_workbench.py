"""The workbench: at every size, ink, answer, stage and the reason for a number are in view, and nothing scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboard.contract import STAGES
from tests.browser.lab import SEVEN, Lab

pytestmark = [pytest.mark.browser, pytest.mark.long]

NAMES = [*STAGES]
STEPS = ("ink", "crop", "scale", "centre")  # of the preparation, whose numbers are not explained one by one
DESKTOPS = [(1440, 900), (1280, 720), (1024, 600)]
PHONES = [(390, 844), (740, 360)]
ON_A_PHONE: dict[str, Any] = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}

# The parts of elements, 0 to 1, that are in the window and that no panel cuts off.
PARTS_IN_VIEW = """selectors => Object.fromEntries(selectors.map(selector => {
  const element = document.querySelector(selector);
  if (!element) return [selector, -1];
  const whole = element.getBoundingClientRect();
  let [left, top, right, bottom] = [0, 0, window.innerWidth, window.innerHeight];
  for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
    if (getComputedStyle(at).overflow === 'visible') continue;
    const box = at.getBoundingClientRect();
    [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
    [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    if (getComputedStyle(element).position === 'fixed') break;
  }
  const wide = Math.min(whole.right, right) - Math.max(whole.left, left);
  const high = Math.min(whole.bottom, bottom) - Math.max(whole.top, top);
  const area = whole.width * whole.height;
  return [selector, area ? Math.max(wide, 0) * Math.max(high, 0) / area : 0];
}))"""
# Every text in view with its size in pixels.
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility()) continue;
    if (element.closest('script, style, .visually-hidden, .region-name')) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    found.push([text.slice(0, 30), parseFloat(getComputedStyle(element).fontSize), Boolean(element.closest('svg'))]);
  }
  return found;
}"""

PLACES = """() => ['#canvas', '#prediction', '#stage', '#stage-strip', '#cell-readout'].map(selector => {
  const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [x, y, width, height];
})"""


def whole(lab: Lab, *selectors: str) -> dict[str, float]:
    """Which of these elements are not wholly in view, and what part of them is."""
    parts: dict[str, float] = lab.page.evaluate(PARTS_IN_VIEW, list(selectors))
    return {selector: round(part, 3) for selector, part in parts.items() if part < 0.975}


def scrolls(lab: Lab) -> bool:
    found: bool = lab.page.evaluate(
        "(({ scrollHeight, scrollWidth }) => scrollHeight > innerHeight || scrollWidth > innerWidth)"
        "(document.documentElement)"
    )
    return found


def drawn(open_lab: Any, size: tuple[int, int], **context: Any) -> Lab:
    lab: Lab = open_lab(*size, **context)
    lab.draw(SEVEN)
    lab.read("7")
    lab.settle()
    return lab


def sizes_of_type(lab: Lab, name: str) -> set[float]:
    """The sizes of the page's own texts. None is smaller than 12 pixels, in figures neither."""
    texts = lab.page.evaluate(TEXTS)
    assert [text for text in texts if text[1] < 12] == [], name
    return {pixels for _, pixels, in_figure in texts if not in_figure}


def stages(lab: Lab) -> Iterator[str]:
    for index, name in enumerate(NAMES):
        lab.page.locator(f"[data-stage='{index}']").click()
        expect(lab.page.locator(f"[data-stage='{index}']")).to_have_attribute("aria-current", "step")
        lab.page.wait_for_timeout(120)
        yield name


def choose_cell(lab: Lab) -> None:
    """The cell at the middle of what came out."""
    box = lab.page.locator("#stage .nsewdrag").bounding_box()
    assert box is not None
    lab.page.mouse.click(box["x"] + 0.52 * box["width"], box["y"] + 0.52 * box["height"])
    expect(lab.page.locator("#derivation")).not_to_be_empty()


@pytest.mark.parametrize("size", DESKTOPS, ids=str)
def test_on_a_desktop_every_stage_and_the_ledger_of_a_number_are_in_view_at_once(open_lab: Any, size: Any) -> None:
    lab = drawn(open_lab, size)
    always = ("#canvas", "#prediction", "#top", "#stage-strip", "#stage .nsewdrag")
    cut, sizes = {}, set[float]()
    for name in stages(lab):
        cut[name] = whole(lab, *always, "#explanation .idea")
        if name not in STEPS:
            before = lab.page.evaluate(PLACES)
            choose_cell(lab)
            cut[f"{name}, a cell"] = whole(lab, *always, "#derivation")
            assert lab.page.evaluate(PLACES) == before, f"a chosen number moves something in {name}"
        sizes |= sizes_of_type(lab, name)
        assert not scrolls(lab), name
        lab.page.keyboard.press("Escape")
    assert {place: parts for place, parts in cut.items() if parts} == {}
    assert len(sizes) <= 6, sizes


@pytest.mark.parametrize("size", PHONES, ids=str)
def test_on_a_phone_the_answer_and_the_stage_are_in_view_and_the_ledger_in_a_sheet(open_lab: Any, size: Any) -> None:
    lab = drawn(open_lab, size, **ON_A_PHONE)
    lab.page.locator(f"[data-stage='{NAMES.index('conv1')}']").click()  # the canvas becomes a strip
    cut = {}
    for name in stages(lab):
        cut[name] = whole(lab, "#prediction", "#stage .nsewdrag", "#undo", "#clear")
        if name in STEPS:
            continue
        before = lab.page.evaluate(PLACES)
        choose_cell(lab)
        cut[f"{name}, a cell"] = whole(lab, "#prediction", "#derivation .ledger-title", "#undo", "#clear")
        assert lab.page.evaluate(PLACES) == before, f"a chosen number moves something in {name}"
        sizes_of_type(lab, name)
        assert not scrolls(lab), name
        lab.page.locator("#sheet-toggle").click()
    assert {place: parts for place, parts in cut.items() if parts} == {}


@pytest.mark.parametrize("size", DESKTOPS, ids=str)
def test_the_sliding_kernel_is_in_view_with_all_that_it_computes(open_lab: Any, size: Any) -> None:
    lab = drawn(open_lab, size)
    for index in (NAMES.index("conv1"), NAMES.index("conv2")):
        lab.page.locator(f"[data-stage='{index}']").click()
        lab.page.locator("#slide").click()
        expect(lab.page.locator("#slide-sum")).not_to_be_empty()
        lab.page.wait_for_timeout(200)
        parts = ["#canvas", "#prediction", "#before .nsewdrag", "#kernels .nsewdrag", "#operation", "#stage .nsewdrag"]
        assert whole(lab, *parts, "#slide-sum", "#slide", "#slide-position", "#derivation") == {}, size
        assert not scrolls(lab)
        assert lab.page.locator("#slide-sum").evaluate("node => node.getClientRects().length") == 1
        lab.page.locator("#slide").click()


def test_a_presentation_has_larger_type_no_settings_and_the_same_grid(open_lab: Any) -> None:
    lab = drawn(open_lab, (1280, 720))
    lab.page.keyboard.press("p")
    expect(lab.page.locator("html")).to_have_class("presenting")
    expect(lab.page.get_by_role("radiogroup", name="Stride")).to_be_hidden()
    expect(lab.button("End presentation")).to_be_visible()
    for name in stages(lab):
        lab.page.wait_for_timeout(100)
        assert [text for text in lab.page.evaluate(TEXTS) if text[1] < 16] == [], name
        assert whole(lab, "#canvas", "#prediction", "#stage .nsewdrag") == {}, name
        assert not scrolls(lab)
    lab.page.keyboard.press("Escape")
    expect(lab.button("Present")).to_be_visible()
    expect(lab.page.locator("html")).not_to_have_class("presenting")


@pytest.mark.parametrize("width", [1024, 1100, 1280, 1440, 1920])
def test_the_map_of_the_network_has_one_row(open_lab: Any, width: int) -> None:
    lab: Lab = open_lab(width, 800)
    for index in (0, 5, 8, 12, 18):
        lab.page.locator(f"[data-stage='{index}']").click()
        boxes = [chip.bounding_box() for chip in lab.page.locator("[data-stage]").all()]
        assert all(box is not None and box["width"] >= 12 for box in boxes)
        assert len({round(box["y"]) for box in boxes if box}) == 1
        assert boxes == sorted(boxes, key=lambda box: box["x"] if box else 0)


def test_a_change_of_the_settings_says_what_it_did(open_lab: Any) -> None:
    lab = drawn(open_lab, (1280, 800))
    lab.choose("Stride", "2")
    change = lab.page.locator("#settings-change")
    expect(change).to_contain_text("Stride 1 → 2: still 7: > 99.9 % sure before")
    lab.choose("Weights", "Random")
    expect(change).to_contain_text("Weights Pretrained → Random: was 7")
    expect(lab.page.locator("#settings-toggle")).to_contain_text("stride 2 · padding 0 · 16 filters · Random")


def test_the_settings_open_on_their_stage_and_by_their_button(open_lab: Any) -> None:
    lab: Lab = open_lab(1024, 600)
    stride = lab.page.get_by_role("radiogroup", name="Stride")
    expect(stride).to_be_hidden()
    lab.page.locator("#settings-toggle").click()
    expect(stride).to_be_visible()
    lab.page.locator("#settings-toggle").click()
    expect(stride).to_be_hidden()
    lab.page.locator(f"[data-stage='{NAMES.index('conv1')}']").click()
    expect(stride).to_be_visible()
    lab.page.locator(f"[data-stage='{NAMES.index('relu1')}']").click()
    expect(stride).to_be_hidden()


def test_the_menu_closes_with_escape_and_with_a_click_elsewhere(lab: Lab) -> None:
    summary = lab.page.locator("#more > summary")
    for close in (lambda: lab.page.keyboard.press("Escape"), lambda: lab.page.locator("#stage-title").click()):
        summary.click()
        expect(lab.button("Dark mode")).to_be_visible()
        close()
        expect(lab.button("Dark mode")).to_be_hidden()
