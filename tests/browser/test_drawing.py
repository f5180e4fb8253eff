"""Drawing with a mouse and with a finger: every stroke counts, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

import lenetlab as ll
from tests.browser.lab import NO_DIGIT, ONE, SEVEN, ZERO, Lab

pytestmark = pytest.mark.browser


def test_a_drawn_digit_is_read_when_the_stroke_ends(lab: Lab) -> None:
    lab.read(NO_DIGIT)
    lab.draw(SEVEN)
    lab.read("7")
    expect(lab.page.locator("#confidence")).to_have_text(re.compile(r"[\d.]+ % sure"))
    expect(lab.page.get_by_role("list", name="The ten digits").get_by_role("listitem")).to_have_count(10)
    assert [row.split(" ")[0] for row in lab.probabilities()] == [str(digit) for digit in range(10)]
    assert re.fullmatch(r"7 (> )?9[\d.]+\s%", lab.probabilities()[7])
    expect(lab.page.get_by_title("likeliest", exact=True)).to_have_text(re.compile("^7 "))
    expect(lab.page.locator("#top .marked")).to_have_count(3)
    expect(lab.page.get_by_role("img", name="Saliency of the predicted digit")).to_be_visible()


BOXES = """() => ['.draw', '.prediction', '.readout', '#prediction', '#top', ...Array.from({ length: 10 }, (_, digit) =>
  `#top li:nth-child(${digit + 1})`)].map((selector) => {
  const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [selector, left, top, ...(selector === '#prediction' ? [] : [width, height])].join(' ');
})"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (1024, 600), (390, 844), (740, 360)])
def test_nothing_of_the_answer_moves_whatever_it_is(open_lab: object, width: int, height: int) -> None:
    lab: Lab = open_lab(width, height)  # type: ignore[operator]
    empty = lab.page.evaluate(BOXES)
    assert lab.probabilities() == [f"{digit} " for digit in range(10)]
    lab.draw(SEVEN)
    lab.read("7")
    assert lab.page.evaluate(BOXES) == empty
    lab.button("Clear").click()
    lab.draw([(0.15 + 0.7 * (i % 2), 0.12 + 0.09 * i) for i in range(9)])
    expect(lab.page.locator("#hint")).to_contain_text("forced choice")
    assert lab.page.evaluate(BOXES) == empty
    lab.button("Clear").click()
    expect(lab.page.locator("#hint")).to_contain_text("Draw a digit")
    assert lab.probabilities() == [f"{digit} " for digit in range(10)], "after Clear the rows are empty, not gone"
    assert lab.page.evaluate(BOXES) == empty


def test_the_saliency_is_a_switch_that_is_remembered(seven: Lab) -> None:
    switch = seven.page.get_by_role("switch", name="Saliency")
    saliency = seven.page.locator("#saliency")
    expect(switch).to_be_checked()
    expect(seven.page.get_by_text("less ink helps")).to_be_visible()
    switch.click()
    expect(switch).not_to_be_checked()
    expect(saliency).to_be_hidden()
    seven.draw_and_read([(0.4, 0.5), (0.7, 0.5)])
    expect(saliency).to_be_hidden()
    seven.page.reload()
    expect(seven.page.get_by_role("switch", name="Saliency")).not_to_be_checked()
    seven.read("7")
    expect(saliency).to_be_hidden()
    switch.press("Space")
    expect(saliency).to_be_visible()


def test_the_saliency_lies_over_the_ink_that_it_speaks_of(seven: Lab) -> None:
    canvas = seven.page.locator("#canvas .nsewdrag").bounding_box()
    over = seven.page.locator("#saliency").bounding_box()
    assert canvas is not None
    assert over is not None
    # The seven is 63 units wide and 87 high with its ink; its height becomes 20 of the 28 cells.
    cell = over["height"] / 28
    ink = (0.62 + 10 / 140) * canvas["height"]
    assert 20 * cell == pytest.approx(ink, rel=0.03)
    assert over["x"] < canvas["x"] + 0.28 * canvas["width"]
    seven.page.mouse.move(*seven.place((0.5, 0.5)))
    assert seven.page.evaluate("getComputedStyle(document.querySelector('#saliency')).pointerEvents") == "none"


def test_a_first_visit_shows_an_example_on_its_way_through_the_network(open_lab: object) -> None:
    lab: Lab = open_lab(example=True)  # type: ignore[operator]
    lab.read("3")
    expect(lab.page.locator("#confidence")).to_have_text(re.compile("> 99.9"))
    expect(lab.page.locator("#panes")).to_be_visible()
    expect(lab.page.get_by_text("Draw your own digit")).to_be_visible()
    expect(lab.page.locator("#sample-note")).to_have_text("An example to begin with.")
    lab.settle()
    assert lab.callbacks() == 0, "the reading of the example is a file"
    assert "#" not in lab.page.url
    lab.page.reload()
    lab.read("3")
    lab.place((0.5, 0.5))
    lab.page.mouse.move(*lab.place((0.28, 0.2)))
    lab.page.mouse.down()
    lab.page.mouse.move(*lab.place((0.4, 0.2)))
    expect(lab.page.locator("#canvas .shapelayer path")).to_be_hidden()
    expect(lab.page.get_by_text("Draw your own digit")).to_be_hidden()
    lab.page.mouse.up()
    lab.settle()
    assert len(lab.strokes()) == 1
    lab.button("Undo").click()
    lab.read("3")
    expect(lab.page.locator("#sample-note")).to_have_text("An example to begin with.")
    lab.settle()
    assert "#" not in lab.page.url
    lab.draw(SEVEN)
    lab.read("7")
    lab.settle()
    assert len(lab.strokes()) == 1
    lab.page.reload()
    lab.read("7")


@pytest.mark.parametrize("act", ["Clear", "Random sample", "keyboard"])
def test_the_example_makes_way_for_what_the_visitor_does(open_lab: object, mnist: ll.Mnist, act: str) -> None:
    lab: Lab = open_lab(example=True)  # type: ignore[operator]
    lab.read("3")
    if act == "keyboard":
        lab.page.get_by_role("application", name="Canvas").focus()
        for key in (" ", "ArrowDown", "ArrowDown", "Enter"):
            lab.page.keyboard.press(key)
    else:
        lab.button(act).click()
    expect(lab.page.locator(".canvas-frame")).not_to_have_class(re.compile("example"))
    lab.settle()
    assert len(lab.strokes()) == (1 if act == "keyboard" else 0)
    lab.button("Undo").click()
    lab.read("3")


def test_the_example_goes_with_the_settings_and_the_stage_through_a_reload(open_lab: object) -> None:
    lab: Lab = open_lab(example=True)  # type: ignore[operator]
    lab.read("3")
    lab.page.locator("[data-stage='5']").click()
    lab.settle()
    lab.page.reload()
    lab.read("3")
    expect(lab.stage_title()).to_contain_text("Conv")
    expect(lab.page.locator(".canvas-frame")).to_have_class(re.compile("example"))


def test_a_closed_stroke_is_one_stroke_and_no_dot(lab: Lab) -> None:
    lab.draw(ZERO)
    lab.read("0")
    assert len(lab.strokes()) == 1


def test_a_press_without_moving_is_a_dot(lab: Lab) -> None:
    lab.draw_and_read([(0.5, 0.5)])
    assert len(lab.strokes()) == 1
    expect(lab.page.locator("#top .marked")).to_have_count(3)


def test_a_scribble_gets_no_confident_answer_and_a_digit_after_it_does(lab: Lab) -> None:
    lab.draw([(0.15 + 0.7 * (i % 2), 0.12 + 0.09 * i) for i in range(9)])
    expect(lab.page.locator("#hint")).to_contain_text("This does not look like a digit.")
    expect(lab.page.locator("#hint")).to_contain_text("a forced choice: softmax always shares out 100")
    lab.read(NO_DIGIT)
    expect(lab.page.locator("#confidence")).to_be_empty()
    expect(lab.page.locator("#top")).to_have_class(re.compile("doubtful"))
    assert all("%" in row for row in lab.probabilities())
    lab.button("Clear").click()
    lab.draw(SEVEN)
    lab.read("7")
    expect(lab.page.locator("#hint")).to_be_empty()


def test_strokes_and_dots_can_start_on_a_stroke(lab: Lab) -> None:
    lab.draw_and_read(ONE)
    lab.draw_and_read([(0.5, 0.5), (0.8, 0.5)])
    lab.draw_and_read([(0.5, 0.3)])
    assert len(lab.strokes()) == 3


def test_quick_strokes_all_count(lab: Lab) -> None:
    for i in range(12):
        lab.draw([(0.1 + 0.06 * i, 0.2), (0.15 + 0.06 * i, 0.8)])
    lab.settle()
    assert len(lab.strokes()) == 12


def test_a_stroke_over_the_edge_stays_on_the_canvas(lab: Lab) -> None:
    lab.draw([(0.5, 0.5), (1.4, 0.5), (1.4, 1.2), (0.5, 0.8)])
    lab.settle()
    numbers = [float(n) for n in re.findall(r"[\d.]+", lab.strokes()[0]["path"])]
    assert 0 <= min(numbers) <= max(numbers) <= 140


def test_undo_takes_back_the_last_stroke_and_then_what_went_before(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    lab.draw_and_read([(0.35, 0.5), (0.75, 0.5)])
    lab.button("Undo").click()
    lab.settle()
    assert len(lab.strokes()) == 1
    lab.button("Undo").click()
    lab.read(NO_DIGIT)
    lab.button("Undo").click()
    lab.read(NO_DIGIT)


def test_clear_then_the_same_drawing_again_is_read_again(lab: Lab) -> None:
    lab.draw(SEVEN)
    lab.read("7")
    lab.button("Clear").click()
    lab.read(NO_DIGIT)
    expect(lab.page.locator("#hint")).to_contain_text("Draw a digit")
    lab.draw(SEVEN)
    lab.read("7")


def test_undo_brings_back_what_clear_and_samples_took_away(lab: Lab, mnist: ll.Mnist) -> None:
    lab.draw_and_read(SEVEN)
    before = lab.strokes()[0]["path"]
    lab.button("Clear").click()
    lab.read(NO_DIGIT)
    lab.button("Undo").click()
    lab.read("7")
    lab.button("Random sample").click()
    expect(lab.page.locator("#sample-note")).to_contain_text("labelled")
    lab.settle()
    assert lab.strokes() == []
    lab.button("Undo").click()
    lab.read("7")
    assert lab.strokes()[0]["path"] == before
    expect(lab.page.locator("#sample-note")).to_have_text("")


def test_a_random_sample_says_its_true_label_and_is_read(lab: Lab, mnist: ll.Mnist) -> None:
    right = 0
    for _ in range(5):
        note = lab.page.locator("#sample-note").inner_text()
        lab.button("Random sample").click()
        expect(lab.page.locator("#sample-note")).not_to_have_text(note)
        lab.settle()
        shown = lab.page.locator("#sample-note").inner_text()
        label = re.fullmatch(r"MNIST test digit [\d,]+, labelled (\d)\.", shown)
        assert label, shown
        right += lab.prediction.inner_text() == label[1]
    assert right >= 4


def test_strokes_can_be_drawn_over_a_sample(lab: Lab, mnist: ll.Mnist) -> None:
    lab.button("Random sample").click()
    expect(lab.page.locator("#sample-note")).to_contain_text("labelled")
    lab.draw_and_read([(0.2, 0.2), (0.8, 0.8)])
    assert len(lab.strokes()) == 1
    expect(lab.page.locator("#sample-note")).to_contain_text("with your strokes over it")
    lab.button("Undo").click()
    expect(lab.page.locator("#sample-note")).not_to_contain_text("strokes")


def test_both_resolutions_read_and_switching_keeps_the_drawing(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    fine = lab.strokes()[0]
    lab.choose("Canvas", "28×28")
    lab.settle()
    lab.read("7")
    assert lab.strokes()[0]["name"] == "b:2"
    assert lab.strokes()[0]["line"]["width"] == pytest.approx(fine["line"]["width"], abs=0.5)
    lab.button("Clear").click()
    lab.read(NO_DIGIT)
    lab.draw(ONE)
    lab.read("1")
    lab.choose("Canvas", "140×140")
    lab.settle()
    lab.read("1")
    assert lab.strokes()[0]["name"] == "b:10"


def test_the_brush_applies_to_the_next_strokes_only(lab: Lab) -> None:
    lab.draw_and_read(ONE)
    lab.slider("Brush size").press("End")
    lab.settle()
    lab.draw_and_read([(0.2, 0.2), (0.3, 0.8)])
    first, second = lab.strokes()
    assert (first["name"], second["name"]) == ("b:10", "b:24")
    assert second["line"]["width"] == pytest.approx(2.4 * first["line"]["width"], rel=0.03)


def test_the_ink_keeps_its_width_relative_to_the_canvas_when_the_window_changes(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    lab.page.set_viewport_size({"width": 360, "height": 740})
    lab.page.wait_for_timeout(600)
    width = lab.page.locator("#canvas .nsewdrag").bounding_box()["width"]
    assert lab.strokes()[0]["line"]["width"] == pytest.approx(width * 10 / 140, abs=0.5)
    lab.read("7")


def test_a_canvas_full_of_ink_gets_a_plain_answer_and_the_drawing_stays(lab: Lab) -> None:
    lab.slider("Brush size").press("End")
    for i in range(9):
        lab.draw([(0.02, 0.02 + 0.12 * i), (0.98, 0.02 + 0.12 * i)])
    expect(lab.page.locator("#hint")).to_contain_text("of the canvas")
    lab.read(NO_DIGIT)
    lab.settle()
    assert len(lab.strokes()) == 9


def test_a_finger_draws_and_the_page_stays_where_it_is(phone: Lab) -> None:
    phone.place((0.5, 0.5))
    before = phone.page.evaluate("window.scrollY")
    phone.swipe(SEVEN)
    phone.read("7")
    assert phone.page.evaluate("window.scrollY") == before
    assert len(phone.strokes()) == 1


def test_a_tap_is_a_dot_and_a_second_finger_does_not_tear_the_stroke(phone: Lab) -> None:
    phone.swipe(ONE)
    phone.read("1")
    phone.touch("touchStart", (0.7, 0.3))
    phone.touch("touchEnd")
    phone.page.wait_for_timeout(400)
    assert len(phone.strokes()) == 2
    phone.touch("touchStart", (0.2, 0.2))
    for i in range(1, 6):
        phone.touch("touchMove", (0.2, 0.2 + 0.1 * i))
        if i == 2:
            phone.touch("touchStart", (0.2, 0.4), (0.9, 0.9))
    phone.touch("touchEnd")
    phone.settle()
    strokes = phone.strokes()
    assert len(strokes) == 3
    xs = [float(x) for x in re.findall(r"[ML]([\d.]+),", strokes[-1]["path"])]
    assert max(xs) < 0.4 * 140


def test_two_visitors_do_not_see_each_others_drawings(open_lab: object) -> None:
    one, other = open_lab(), open_lab()  # type: ignore[operator]
    one.draw(SEVEN)
    one.read("7")
    other.read(NO_DIGIT)
    other.draw(ONE)
    other.read("1")
    one.read("7")
