"""What would change the answer, in the real page: strokes that go and move, and a slider that adds a little ink."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import NO_DIGIT, SEVEN, Lab

pytestmark = pytest.mark.browser
BAR = [(0.35, 0.55), (0.7, 0.55)]


def panel(lab: Lab) -> Locator:
    return lab.page.locator("#what-if")


@pytest.fixture
def opened(seven: Lab) -> Lab:
    """A seven with a bar, and the panel open."""
    seven.draw_and_read(BAR)
    seven.button("What if?").click()
    expect(panel(seven).locator(".stroke-rows li")).to_have_count(2)
    return seven


def paths(lab: Lab) -> list[str]:
    return [stroke["path"] for stroke in lab.strokes()]


def test_a_stroke_is_removed_brought_back_by_undo_and_stays_away_over_a_reload(opened: Lab) -> None:
    before = paths(opened)
    panel(opened).get_by_role("button", name="Remove: Stroke 2").click()
    expect(panel(opened).locator(".stroke-rows li")).to_have_count(1)
    assert paths(opened) == before[:1]
    opened.button("Undo").click()
    expect(panel(opened).locator(".stroke-rows li")).to_have_count(2)
    assert paths(opened) == before
    opened.button("Redo").click()
    expect(panel(opened).locator(".stroke-rows li")).to_have_count(1)
    opened.page.reload()
    opened.page.wait_for_function("() => Boolean(document.querySelector('#canvas .js-plotly-plot')?.layout)")
    opened.settle()
    assert paths(opened) == before[:1]


def test_a_stroke_moves_by_a_cell_and_its_button_keeps_the_focus(opened: Lab) -> None:
    before = paths(opened)
    down = panel(opened).locator("[data-key=down-1]")
    down.focus()
    opened.page.keyboard.press("Enter")
    opened.settle()
    first, moved = paths(opened)
    assert first == before[0]
    numbers = [[float(n) for n in path[1:].replace("L", ",").split(",")] for path in (before[1], moved)]
    assert numbers[1][0::2] == pytest.approx(numbers[0][0::2], abs=0.01)
    assert [y - 5 for y in numbers[1][1::2]] == pytest.approx(numbers[0][1::2], abs=0.01)
    expect(panel(opened).locator("[data-key=down-1]")).to_be_focused()
    opened.button("Undo").click()
    opened.settle()
    assert paths(opened) == before


def test_the_slider_flips_the_answer_and_asks_nobody(opened: Lab) -> None:
    said = panel(opened).locator(".erased")
    slider = panel(opened).locator("[data-nudge]")
    start = int(slider.input_value())
    assert start > 0
    assert not said.inner_text().split(": ")[1].startswith("7")
    asked = len(opened.requests)
    slider.fill("0")
    expect(said).to_contain_text("Not changed yet: 7")
    assert len(opened.requests) == asked


def test_panels_take_turns_and_escape_closes_them(opened: Lab) -> None:
    opened.button("Why 7?").click()
    expect(opened.page.locator("#why h3")).to_be_visible()
    expect(panel(opened)).to_be_empty()
    opened.button("What if?").click()
    expect(panel(opened).locator("h3")).to_be_visible()
    expect(opened.page.locator("#why")).to_be_empty()
    opened.page.keyboard.press("Escape")
    expect(panel(opened)).to_be_empty()


def test_a_drawing_that_is_gone_leaves_nothing_to_press(opened: Lab) -> None:
    for number in (2, 1):
        panel(opened).get_by_role("button", name=f"Remove: Stroke {number}").click()
        opened.settle()
    expect(panel(opened).locator("[data-stroke]")).to_have_count(0)
    expect(panel(opened)).to_contain_text("Draw a digit")
    expect(opened.page.locator("#what-if-open")).to_be_hidden()


def test_on_a_phone(phone: Lab) -> None:
    phone.draw(SEVEN)
    phone.read("7")
    phone.settle()
    phone.button("What if?").tap()
    expect(panel(phone).locator("h3")).to_be_in_viewport()


def test_the_nudge_can_be_what_the_network_reads_is_kept_and_taken_away(opened: Lab) -> None:
    seven = opened.page.locator("#prediction").inner_text()
    panel(opened).locator("[data-nudging=apply]").click()
    opened.settle()
    other = opened.page.locator("#prediction").inner_text()
    assert other not in (seven, NO_DIGIT)
    expect(panel(opened)).to_contain_text("The network reads the drawing changed so")
    expect(panel(opened).locator("h3")).to_have_text(f"What would change the {seven}?")
    expect(opened.page.locator("#changes-chip")).to_have_text("1 changed")
    opened.page.reload()
    opened.page.wait_for_function("() => Boolean(document.querySelector('#canvas .js-plotly-plot')?.layout)")
    opened.settle()
    assert opened.page.locator("#prediction").inner_text() == other
    opened.button("What if?").click()
    panel(opened).locator("[data-nudging=take-away]").click()
    opened.settle()
    assert opened.page.locator("#prediction").inner_text() == seven
    opened.button("Undo").click()
    opened.settle()
    assert opened.page.locator("#prediction").inner_text() == other
