"""What if the network were another, in the real page: a weight clicked, typed and dragged, and all of it undone."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from dashboard.contract import PRESETS, STAGES
from tests.browser.conftest import OPENED
from tests.browser.lab import SEVEN, Lab
from tests.written_numbers import number

pytestmark = pytest.mark.browser
CONV1, RELU1, FC1 = (list(STAGES).index(name) for name in ("conv1", "relu1", "fc1"))


def panel(lab: Lab) -> Locator:
    return lab.page.locator("#changes")


def go(lab: Lab, stage: int) -> None:
    lab.page.locator(f"#stage-strip [data-stage='{stage}']").click()
    lab.settle()


def weights(lab: Lab) -> list[float]:
    return [number(text) for text in panel(lab).locator(".weight").all_inner_texts()]


def share_of(lab: Lab, digit: int) -> str:
    return lab.page.locator(f"#top [data-digit='{digit}'] .share").inner_text()


@pytest.fixture
def opened(seven: Lab) -> Lab:
    """A seven read, the first convolution in view, and the panel open at a weight in the middle of its kernel."""
    go(seven, CONV1)
    frame = seven.page.locator("[data-slot=kernels] .figure-frame")
    box = frame.bounding_box()
    assert box is not None
    seven.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(panel(seven).locator(".weight")).to_have_count(25)
    seven.settle()
    return seven


def test_a_weight_that_is_clicked_is_the_one_to_type_into_and_everything_follows(opened: Lab) -> None:
    kernel = panel(opened).locator("[data-key=unit]").input_value()
    chosen = panel(opened).locator(".weight[aria-pressed=true]")
    expect(chosen).to_have_attribute("data-value", "[2,2]")
    before, note = weights(opened), opened.page.locator("#settings-note").inner_text()
    map_before = opened.page.locator("[data-slot=stage] .legend .high").inner_text()
    panel(opened).locator("[data-key=number]").fill("4")
    opened.settle()
    assert weights(opened) == [*before[:12], 4.0, *before[13:]]
    assert opened.page.locator("[data-slot=kernels] h4").inner_text() == f"kernel {kernel}, changed"
    assert opened.page.locator("[data-slot=stage] .legend .high").inner_text() != map_before
    assert opened.page.locator("#settings-note").inner_text().startswith("With one change of yours.")
    expect(opened.page.locator("#changes-chip")).to_have_text("1 changed")
    expect(panel(opened).locator(".changes-list li")).to_contain_text(
        f"kernel {kernel}, channel 0, row 2, column 2: 4.000"
    )
    opened.button("Undo").click()
    opened.settle()
    assert weights(opened) == before
    assert opened.page.locator("#settings-note").inner_text() == note
    expect(opened.page.locator("#changes-chip")).to_be_hidden()
    opened.button("Redo").click()
    opened.settle()
    assert weights(opened)[12] == 4


def test_the_numbers_in_view_are_those_of_the_library(opened: Lab) -> None:
    kernel = int(panel(opened).locator("[data-key=unit]").input_value())
    opened.button("Sobel →").click()
    opened.settle()
    model = ll.load_pretrained()
    lines = [line for stroke in opened.strokes() for line in ll.parse_path(stroke["path"], "a stroke")]
    x = ll.preprocess(ll.Drawing(lines, 140, 10))
    sobel = ll.trace(model, x, replace={"conv1.weight": {(kernel, 0): np.array(PRESETS[5]["sobel_x"])}})
    shown = np.array(opened.numbers("stage"))  # of the one map that is shown large
    assert shown == pytest.approx(sobel["conv1"].output[kernel].numpy(), abs=1e-4)
    assert opened.page.locator("#prediction").inner_text() == str(sobel.prediction)


def test_a_weight_that_is_dragged_is_one_change_however_long_it_takes(opened: Lab) -> None:
    before = weights(opened)
    box = panel(opened).locator(".weight").nth(6).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    for step in range(1, 12):
        opened.page.mouse.move(x, y - 6 * step)
        opened.page.wait_for_timeout(20)
    opened.page.mouse.up()
    opened.settle()
    after = weights(opened)
    assert after[6] > before[6] + 0.1
    assert after[:6] + after[7:] == before[:6] + before[7:]
    slider = panel(opened).locator("[data-key=slider]")
    slider.focus()
    for _ in range(5):
        opened.page.keyboard.press("ArrowLeft")
    opened.settle()
    assert weights(opened)[6] == pytest.approx(after[6] - 0.05, abs=0.011)
    expect(slider).to_be_focused()
    for _ in range(5):  # Each key is a change of its own.
        opened.button("Undo").click()
    opened.settle()
    assert weights(opened) == after
    opened.button("Undo").click()
    opened.settle()
    assert weights(opened) == before


def test_changes_outlive_clear_a_reload_and_a_link_and_can_be_brought_back(opened: Lab, open_lab: OPENED) -> None:
    opened.button("Zeros").click()
    opened.settle()
    panel(opened).get_by_role("button", name="Silence").click()
    opened.settle()
    expect(opened.page.locator("#changes-chip")).to_have_text("2 changed")
    opened.button("Clear").click()
    opened.draw_and_read(SEVEN)
    expect(opened.page.locator("#changes-chip")).to_have_text("2 changed")
    share = share_of(opened, 7)
    opened.page.reload()
    opened.page.wait_for_function("() => Boolean(document.querySelector('#canvas .js-plotly-plot')?.layout)")
    opened.settle()
    expect(opened.page.locator("#changes-chip")).to_have_text("2 changed")
    assert share_of(opened, 7) == share
    other = open_lab()
    other.page.goto(opened.page.url)
    other.settle()
    other.page.locator("#changes-chip").click()
    expect(panel(other).locator(".changes-list li")).to_have_count(2)
    assert share_of(other, 7) == share
    other.button("Bring all back").click()
    other.settle()
    expect(other.page.locator("#changes-chip")).to_be_hidden()
    assert "&e=" not in other.page.url
    other.button("Undo").click()
    other.settle()
    expect(panel(other).locator(".changes-list li")).to_have_count(2)


def test_a_link_whose_changes_are_damaged_opens_the_drawing_without_them(opened: Lab, open_lab: OPENED) -> None:
    opened.button("Blur").click()
    opened.settle()
    other = open_lab()
    other.page.goto(opened.page.url[:-3])
    other.settle()
    other.read("7")
    expect(other.page.locator("#link-note")).to_contain_text("What this link changes of the network could not be read")
    expect(other.page.locator("#changes-chip")).to_be_hidden()


@pytest.mark.long
def test_changes_wait_with_other_settings(opened: Lab) -> None:
    opened.button("Identity").click()
    opened.settle()
    opened.choose("Stride", "2")
    expect(opened.page.locator("#changes-chip")).to_be_hidden()
    expect(panel(opened)).to_contain_text("1 more with other settings")
    opened.choose("Stride", "1")
    expect(opened.page.locator("#changes-chip")).to_have_text("1 changed")


def test_a_unit_is_frozen_at_what_it_gives_now(seven: Lab) -> None:
    go(seven, FC1)
    seven.page.locator(".stage-head [data-changes]").click()
    expect(panel(seven).locator("[data-key=part]")).to_have_value("fc1")
    panel(seven).locator("[data-key=unit]").select_option("7")
    panel(seven).get_by_role("button", name="Freeze").click()
    seven.settle()
    said = panel(seven).locator(".changes-list li").inner_text()
    assert said.startswith("Dense 1, unit 7: ")
    seven.button("Clear").click()
    seven.draw_and_read([(0.5, 0.15), (0.5, 0.85)])
    assert panel(seven).locator(".changes-list li").inner_text() == said


def test_how_many_test_digits_the_changed_network_reads(opened: Lab) -> None:
    expect(panel(opened).locator(".changes-count")).to_contain_text("of 1,000 test digits")
    as_it_is = number(panel(opened).locator(".changes-count strong").inner_text())
    opened.button("Sobel →").click()
    expect(panel(opened).locator(".changes-count strong")).to_have_count(2)
    after, before = map(number, panel(opened).locator(".changes-count strong").all_inner_texts())
    assert before == as_it_is > 990 > after


@pytest.mark.long
def test_more_than_a_link_has_room_for_is_refused_and_nothing_is_lost(opened: Lab) -> None:
    full = """() => {
      const changes = document.querySelector('#changes');
      return changes.querySelector('.changes-status').textContent;
    }"""
    panel(opened).locator("[data-key=part]").select_option("conv2")
    for place in range(64):
        for key, value in (("unit", place % 32), ("input", place // 32)):
            panel(opened).locator(f"[data-key={key}]").select_option(str(value))
        opened.button("Edges").click()
        if opened.page.evaluate(full):
            break
    expect(panel(opened).locator(".changes-status")).to_contain_text("There is no room for more changes in a link")
    opened.settle()
    assert "&e=" in opened.page.url
    count = panel(opened).locator(".changes-list li").count()
    assert count > 20
    panel(opened).locator("[data-key=unit]").select_option("0")
    expect(opened.page.locator("#changes-chip")).to_have_text(f"{count} changed")


@pytest.mark.long
def test_on_a_phone_a_weight_is_changed_with_a_finger(phone: Lab) -> None:
    phone.swipe(SEVEN)
    phone.read("7")
    phone.settle()
    go(phone, CONV1)
    phone.page.locator(".stage-head [data-changes]").tap()
    expect(panel(phone).locator(".weight")).to_have_count(25)
    phone.page.get_by_role("button", name="Zeros").tap()
    phone.settle()
    assert weights(phone) == [0.0] * 25
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    expect(phone.page.locator("#changes-chip")).to_be_visible()


@pytest.mark.long
def test_a_number_typed_again_ends_nothing_and_freezes_nothing(opened: Lab) -> None:
    before = weights(opened)
    field = panel(opened).locator("[data-key=number]")
    field.fill("2")
    opened.settle()
    field.fill("2.0")
    field.fill("2.5")
    opened.settle()
    assert weights(opened)[12] == 2.5
    field.fill("2")
    opened.page.keyboard.press("Escape")  # The panel closes while the number is typed.
    opened.draw_and_read([(0.3, 0.6), (0.7, 0.6)])
    opened.button("Undo").click()
    opened.settle()
    assert len(opened.strokes()) == 1
    opened.page.locator("#changes-chip").click()
    assert weights(opened)[12] == 2
    opened.button("Undo").click()
    opened.settle()
    assert weights(opened) == before


@pytest.mark.long
def test_out_of_range_is_set_right_in_the_field(opened: Lab) -> None:
    field = panel(opened).locator("[data-key=number]")
    field.fill("99")
    field.press("Enter")
    opened.settle()
    expect(field).to_have_value("10")
    assert weights(opened)[12] == 10


@pytest.mark.long
def test_the_panel_follows_undo_on_an_empty_canvas_too(opened: Lab) -> None:
    opened.button("Clear").click()
    opened.settle()
    expect(panel(opened).locator(".weight")).to_have_count(25)
    expect(panel(opened).get_by_role("button", name="Freeze")).to_have_count(0)
    panel(opened).get_by_role("button", name="Silence").click()
    expect(panel(opened).locator(".changes-list li")).to_have_count(1)
    opened.button("Undo").click()
    expect(panel(opened).locator(".changes-list li")).to_have_count(0)


@pytest.mark.long
def test_what_is_set_is_not_said_to_be_computed(opened: Lab) -> None:
    panel(opened).get_by_role("button", name="Silence").click()
    opened.settle()
    go(opened, RELU1)
    frame = opened.page.locator("[data-slot=stage] .figure-frame")
    box = frame.bounding_box()
    assert box is not None
    opened.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(opened.page.locator("#cell-readout")).to_contain_text("0.0000, you have set it")
    expect(opened.page.locator("#operation")).to_contain_text("you have set it")


@pytest.mark.long
def test_the_example_with_a_change_is_what_the_link_opens(open_lab: OPENED) -> None:
    lab = open_lab(example=True)
    lab.settle()
    go(lab, CONV1)
    lab.page.locator(".stage-head [data-changes]").click()
    expect(panel(lab).locator(".weight")).to_have_count(25)
    lab.button("Zeros").click()
    lab.settle()
    digit = lab.page.locator("#prediction").inner_text()
    other = open_lab()
    other.page.goto(lab.page.url)
    other.settle()
    assert other.page.locator("#prediction").inner_text() == digit
    assert len(other.strokes()) == 1
    expect(other.page.locator("#changes-chip")).to_have_text("1 changed")
    other.draw_and_read(SEVEN)
    assert len(other.strokes()) == 1  # The example makes way.
    expect(other.page.locator("#changes-chip")).to_have_text("1 changed")
