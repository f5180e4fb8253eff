"""Two readings compared, in the real page: pinned, side by side at every stage, swapped and forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from dashboard.contract import STAGES
from tests.browser.conftest import OPENED
from tests.browser.lab import ONE, SEVEN, Lab
from tests.written_numbers import number

pytestmark = pytest.mark.browser
NAMES = list(STAGES)


def bar(lab: Lab) -> Locator:
    return lab.page.locator(".compare-bar")


def picture(lab: Lab, side: str) -> Locator:
    return lab.page.locator(f".compare-frame[data-side={side}]")


def go(lab: Lab, stage: str) -> None:
    lab.page.locator(f"#stage-strip [data-stage='{NAMES.index(stage)}']").click()
    lab.settle()


def trace_of(lab: Lab, conv1: ll.Conv1Config | None = None) -> ll.Trace:
    lines = [line for stroke in lab.strokes() for line in ll.parse_path(stroke["path"], "a stroke")]
    return ll.trace(ll.load_pretrained(), ll.preprocess(ll.Drawing(lines, 140, 10)), conv1 or ll.Conv1Config())


def point_at(lab: Lab, side: str, row: int, column: int, size: int) -> list[float]:
    """The numbers that are said of a cell: A, A − B and B, as far as they are there."""
    box = picture(lab, side).bounding_box()
    assert box is not None
    lab.page.mouse.move(box["x"] + box["width"] * (column + 0.5) / size, box["y"] + box["height"] * (row + 0.5) / size)
    said = lab.page.locator("#cell-readout").inner_text()
    assert f"row {row}, column {column}" in said
    return [number(part.split(" = ")[1]) for part in said.split(", ") if " = " in part]


@pytest.fixture
def pinned(seven: Lab) -> Lab:
    """A seven pinned, with the first convolution in view."""
    go(seven, "conv1")
    seven.button("Pin as A").click()
    expect(bar(seven)).to_be_visible()
    seven.settle()
    return seven


def test_what_is_pinned_stands_beside_what_is_drawn_next_with_what_differs(pinned: Lab) -> None:
    a = trace_of(pinned)
    assert point_at(pinned, "a", 9, 14, 24)[1] == 0  # A and B are the same so far.
    pinned.button("Clear").click()
    pinned.draw_and_read(ONE)
    b = trace_of(pinned)
    expect(bar(pinned).locator(".compare-a")).to_contain_text(f"A: {a.prediction}")
    expect(bar(pinned).locator(".compare-b")).to_contain_text(f"B: {b.prediction}")
    channel = int(pinned.page.locator(".film[aria-pressed=true]").get_attribute("data-map") or "")
    one, other = (trace["conv1"].output[channel, 9, 14].item() for trace in (a, b))
    for side in ("a", "difference", "b"):
        assert point_at(pinned, side, 9, 14, 24) == pytest.approx([one, one - other, other], abs=1e-3)
        for shown in ("a", "difference", "b"):
            expect(picture(pinned, shown).locator(".compare-here")).to_be_visible()
    low, high = (f(float(f([t["conv1"].output.min(), t["conv1"].output.max()])) for t in (a, b)) for f in (min, max))
    for side in ("a", "b"):  # on one scale
        legend = pinned.page.locator(f".compared[data-side={side}] .legend")
        assert number(legend.locator(".low").inner_text()) <= low + 0.01
        assert number(legend.locator(".high").inner_text()) >= high - 0.01
    difference = ll.difference(a, b)["conv1"].values
    assert difference is not None
    ends = number(pinned.page.locator(".compared[data-side=difference] .legend .high").inner_text())
    assert ends == pytest.approx(float(difference.abs().max()), abs=0.01)


def test_every_stage_is_compared_without_asking_anybody(pinned: Lab) -> None:
    pinned.button("Clear").click()
    pinned.draw_and_read(ONE)
    asked = pinned.callbacks()
    for stage in NAMES:
        go(pinned, stage)
        for side in ("a", "b"):
            assert picture(pinned, side).locator("canvas:visible, .compare-bars:visible").count() == 1, stage
    assert pinned.callbacks() == asked
    go(pinned, "softmax")
    a, b = (
        [number(text) for text in picture(pinned, side).locator(".amount").all_inner_texts()] for side in ("a", "b")
    )
    difference = [number(text) for text in picture(pinned, "difference").locator(".amount").all_inner_texts()]
    assert sum(a) == pytest.approx(1, abs=1e-3)
    assert np.subtract(a, b) == pytest.approx(difference, abs=2e-4)


@pytest.mark.long
def test_other_settings_are_compared_where_the_shapes_allow(pinned: Lab) -> None:
    pinned.choose("Stride", "2")
    pinned.settle()
    expect(picture(pinned, "difference")).to_contain_text("16 × 24 × 24 and 16 × 12 × 12: not to be compared")
    go(pinned, "pool1")
    expect(picture(pinned, "difference").locator("canvas")).to_be_visible()
    pinned.choose("Filters", "6")
    pinned.settle()
    assert pinned.page.locator(".film").count() == 6


def test_a_changed_kernel_is_compared_and_undo_makes_both_the_same_again(pinned: Lab) -> None:
    pinned.page.locator(".stage-head [data-changes]").click()
    pinned.button("Zeros").click()
    pinned.settle()
    a, difference, b = point_at(pinned, "a", 9, 14, 24)
    assert difference == pytest.approx(a - b, abs=2e-4) != 0
    pinned.button("Undo").click()
    pinned.settle()
    a, difference, b = point_at(pinned, "a", 9, 14, 24)
    assert (a, difference) == (b, 0)


def test_swap_brings_a_onto_the_canvas_and_undo_brings_the_drawing_back(pinned: Lab) -> None:
    seven = pinned.strokes()
    pinned.button("Clear").click()
    pinned.draw_and_read(ONE)
    pinned.choose("Stride", "2")
    pinned.settle()
    one, said = pinned.strokes(), bar(pinned).locator(".compare-b").inner_text()[2:]
    pinned.button("Swap").click()
    pinned.settle()
    assert [stroke["path"] for stroke in pinned.strokes()] == [stroke["path"] for stroke in seven]
    expect(pinned.page.locator("#settings-toggle .long")).to_contain_text("stride 1")
    expect(bar(pinned).locator(".compare-a")).to_have_text(f"A:{said}")
    pinned.button("Undo").click()
    pinned.settle()
    assert [stroke["path"] for stroke in pinned.strokes()] == [stroke["path"] for stroke in one]


def test_what_is_pinned_outlives_a_reload_until_it_is_unpinned(pinned: Lab) -> None:
    said = bar(pinned).locator(".compare-a").inner_text()
    for _ in range(2):
        pinned.page.reload()
        pinned.page.wait_for_function("() => Boolean(document.querySelector('#canvas .js-plotly-plot')?.layout)")
        pinned.settle()
        expect(bar(pinned).locator(".compare-a")).to_have_text(said)
        expect(pinned.page.locator("#panes")).to_be_visible()
    pinned.page.get_by_role("button", name="Compare", exact=True).click()
    pinned.settle()
    assert point_at(pinned, "b", 9, 14, 24)[1] == 0
    expect(pinned.page.locator("#panes")).to_be_hidden()
    pinned.button("Unpin").click()
    expect(bar(pinned)).to_be_hidden()
    expect(pinned.page.locator("#panes")).to_be_visible()
    assert np.isfinite(pinned.numbers("stage")).all()
    pinned.page.reload()
    pinned.page.wait_for_function("() => Boolean(document.querySelector('#canvas .js-plotly-plot')?.layout)")
    pinned.settle()
    expect(pinned.page.locator("#compare")).to_be_hidden()


def test_nothing_is_pinned_while_nothing_is_read(lab: Lab) -> None:
    expect(lab.button("Pin as A")).to_have_attribute("aria-disabled", "true")
    lab.button("Pin as A").click(force=True)
    expect(lab.page.locator("#compare")).to_be_hidden()


@pytest.mark.long
def test_the_keys_walk_through_all_three(pinned: Lab) -> None:
    picture(pinned, "b").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        pinned.page.keyboard.press(key)
    expect(pinned.page.locator("#cell-readout")).to_contain_text("row 1, column 1, A = ")
    expect(picture(pinned, "a").locator(".compare-here")).to_be_visible()


def test_on_a_phone_a_switch_shows_one_of_them(phone: Lab) -> None:
    phone.swipe(SEVEN)
    phone.read("7")
    phone.settle()
    go(phone, "conv1")
    phone.button("Pin as A").tap()
    expect(picture(phone, "b")).to_be_visible()
    expect(picture(phone, "a")).to_be_hidden()
    for name, side in (("A", "a"), ("A − B", "difference"), ("B", "b")):
        phone.page.get_by_role("button", name=name, exact=True).tap()
        expect(picture(phone, side)).to_be_visible()
        assert phone.page.locator(".compare-frame:visible").count() == 1
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.long
def test_a_pinned_sample_comes_back_with_its_image(lab: Lab) -> None:
    lab.button("Random sample").click()
    lab.settle()
    note = lab.page.locator("#sample-note").inner_text()
    digit = lab.page.locator("#prediction").inner_text()
    go(lab, "ink")
    lab.button("Pin as A").click()
    lab.button("Clear").click()
    lab.settle()
    expect(picture(lab, "b")).to_contain_text("Nothing is read here yet.")
    lab.button("Swap").click()
    lab.settle()
    assert lab.page.locator("#sample-note").inner_text() == note
    assert lab.page.locator("#prediction").inner_text() == digit
    assert max(map(max, lab.numbers("canvas"))) > 100


@pytest.mark.long
def test_swap_pressed_twice_loses_neither(pinned: Lab) -> None:
    pinned.button("Clear").click()
    pinned.draw_and_read(ONE)
    kept = {bar(pinned).locator(f".compare-{side}").inner_text()[2:] for side in "ab"}
    pinned.page.evaluate("for (let i = 0; i < 2; i += 1) document.querySelector('[data-compare=swap]').click()")
    pinned.settle()
    assert {bar(pinned).locator(f".compare-{side}").inner_text()[2:] for side in "ab"} == kept


@pytest.mark.long
def test_the_picture_can_be_saved_while_two_readings_stand_beside_each_other(pinned: Lab) -> None:
    pinned.open_more()
    with pinned.page.expect_download() as download:
        pinned.button("Picture (PNG)").click()
    assert download.value.suggested_filename == "lenetlab-conv1.png"


@pytest.mark.long
def test_the_keys_of_the_stage_rest_while_it_is_not_there(pinned: Lab) -> None:
    pinned.page.locator("body").click(position={"x": 5, "y": 5})
    point_at(pinned, "a", 9, 14, 24)
    said = pinned.page.locator("#cell-readout").inner_text()
    pinned.page.keyboard.press("k")
    pinned.page.wait_for_timeout(400)
    assert pinned.page.locator("#cell-readout").inner_text() == said
    pinned.page.get_by_role("button", name="Compare", exact=True).click()
    assert pinned.page.locator("#cell-readout").inner_text() == ""


@pytest.mark.long
def test_on_a_phone_on_its_side_it_has_the_room_of_the_stage(open_lab: OPENED) -> None:
    lab = open_lab(740, 360, has_touch=True, is_mobile=True)
    lab.swipe(SEVEN)
    lab.read("7")
    lab.settle()
    go(lab, "conv1")
    lab.page.evaluate("document.querySelector('#pin').click()")
    lab.settle()
    box = picture(lab, "b").bounding_box()
    assert box is not None
    assert box["width"] > 100
    assert box["x"] > 300
