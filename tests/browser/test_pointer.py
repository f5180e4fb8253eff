"""What can happen to a pointer while it draws: it goes up unheard, the page moves under it, a palm lies beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import NO_DIGIT, SEVEN, Lab

pytestmark = pytest.mark.browser

Place = tuple[float, float]


def points_of(stroke: dict[str, object]) -> list[Place]:
    """The points of a stroke as shares of the canvas."""
    pairs = re.findall(r"[ML]([-\d.]+),([-\d.]+)", str(stroke["path"]))
    return [(float(x) / 140, float(y) / 140) for x, y in pairs]


def on_the_page(lab: Lab, point: Place) -> Place:
    """Where a point of the canvas is in the window now, without scrolling to it."""
    box = lab.page.locator("#canvas .nsewdrag").bounding_box()
    assert box is not None
    return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]


def pen(lab: Lab, kind: str, point: Place) -> None:
    """A pen's event, by the protocol that a real pen's events take."""
    if not hasattr(lab, "wire"):
        lab.wire = lab.context.new_cdp_session(lab.page)
    x, y = lab.place(point)
    buttons = 0 if kind == "mouseReleased" else 1
    event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "pointerType": "pen", "clickCount": 1}
    lab.wire.send("Input.dispatchMouseEvent", event)


def write_with_pen(lab: Lab, points: list[Place], midway: Callable[[], None] = lambda: None) -> None:
    first, *others = points
    pen(lab, "mousePressed", first)
    previous = first
    for i, point in enumerate(others):
        for step in range(1, 7):
            x, y = (a + (b - a) * step / 6 for a, b in zip(previous, point, strict=True))
            pen(lab, "mouseMoved", (x, y))
        previous = point
        if i == 0:
            midway()
    pen(lab, "mouseReleased", previous)


def test_a_pointer_that_goes_up_unheard_ends_its_stroke(lab: Lab) -> None:
    lab.page.evaluate(
        """() => {
          const deaf = (event) => event.stopImmediatePropagation();
          for (const name of ["pointerup", "mouseup"]) window.addEventListener(name, deaf, true);
          window.hearAgain = () => {
            for (const name of ["pointerup", "mouseup"]) window.removeEventListener(name, deaf, true);
          };
        }"""
    )
    lab.draw([(0.2, 0.2), (0.2, 0.8)])
    lab.page.evaluate("window.hearAgain()")
    lab.page.mouse.move(*lab.place((0.5, 0.8)), steps=4)
    lab.page.mouse.move(*lab.place((0.8, 0.8)), steps=4)
    lab.settle()
    assert len(lab.strokes()) == 1
    assert max(x for x, _ in points_of(lab.strokes()[0])) < 0.25
    expect(lab.page.locator(".canvas-frame")).not_to_have_class(re.compile("inking"))
    lab.draw_and_read([(0.8, 0.2), (0.8, 0.7)])
    assert len(lab.strokes()) == 2
    assert min(x for x, _ in points_of(lab.strokes()[1])) > 0.75


def test_another_button_during_a_stroke_does_not_end_it(lab: Lab) -> None:
    lab.page.mouse.move(*lab.place((0.2, 0.2)))
    lab.page.mouse.down()
    lab.page.mouse.move(*lab.place((0.2, 0.5)), steps=5)
    lab.page.mouse.down(button="middle")
    lab.page.mouse.up(button="middle")
    lab.page.mouse.move(*lab.place((0.2, 0.8)), steps=5)
    lab.page.mouse.up()
    lab.settle()
    assert [points_of(stroke) for stroke in lab.strokes()] == [
        [pytest.approx((0.2, 0.2), abs=0.01), pytest.approx((0.2, 0.8), abs=0.01)]
    ]


@pytest.mark.parametrize(
    "moved",
    [
        "window.scrollBy(0, 60)",
        "document.documentElement.style.zoom = 1.25",
        "document.querySelector('.canvas-frame').style.width = '300px'; window.dispatchEvent(new Event('resize'))",
    ],
    ids=["scrolled", "zoomed", "resized"],
)
def test_the_ink_stays_under_the_pointer_when_the_page_moves(lab: Lab, moved: str) -> None:
    lab.page.mouse.move(*lab.place((0.3, 0.5)))
    lab.page.mouse.down()
    lab.page.mouse.move(*on_the_page(lab, (0.3, 0.8)), steps=6)
    lab.page.evaluate(moved)
    lab.page.wait_for_timeout(300)
    lab.page.mouse.move(*on_the_page(lab, (0.7, 0.8)))
    lab.page.mouse.move(*on_the_page(lab, (0.7, 0.4)), steps=6)
    lab.page.mouse.up()
    lab.settle()
    assert len(lab.strokes()) == 1
    points = points_of(lab.strokes()[0])
    assert points[0] == pytest.approx((0.3, 0.5), abs=0.01)
    assert points[-1] == pytest.approx((0.7, 0.4), abs=0.01)
    assert any(point == pytest.approx((0.7, 0.8), abs=0.01) for point in points)


def test_the_stroke_is_seen_while_it_is_drawn_and_drawn_by_plotly_then(lab: Lab) -> None:
    lab.page.mouse.move(*lab.place((0.3, 0.3)))
    lab.page.mouse.down()
    lab.page.mouse.move(*lab.place((0.3, 0.7)), steps=6)
    expect(lab.page.locator(".pen-ink path")).to_have_count(1)
    expect(lab.page.locator("#canvas .shapelayer path")).to_have_count(0)
    lab.page.mouse.up()
    expect(lab.page.locator(".pen-ink path")).to_have_count(0)
    expect(lab.page.locator("#canvas .shapelayer path")).to_have_count(1)
    expect(lab.page.locator("#canvas .select-outline")).to_have_count(0)


def test_a_seven_needs_few_points(lab: Lab) -> None:
    lab.draw(SEVEN)
    lab.read("7")
    assert len(points_of(lab.strokes()[0])) < 20


def test_a_palm_beside_a_pen_leaves_no_ink(open_lab: Callable[..., Lab]) -> None:
    lab = open_lab(1180, 820, has_touch=True)

    def rest() -> None:
        lab.touch("touchStart", (0.9, 0.9))
        lab.touch("touchMove", (0.92, 0.9))

    write_with_pen(lab, SEVEN, rest)
    lab.touch("touchEnd")
    lab.read("7")
    lab.settle()
    assert len(lab.strokes()) == 1
    assert all(x < 0.85 or y < 0.5 for x, y in points_of(lab.strokes()[0]))


def test_a_palm_that_lay_down_before_the_pen_leaves_no_ink(open_lab: Callable[..., Lab]) -> None:
    lab = open_lab(1180, 820, has_touch=True)
    lab.touch("touchStart", (0.9, 0.9))
    lab.touch("touchMove", (0.86, 0.9))
    write_with_pen(lab, SEVEN)
    lab.touch("touchEnd")
    lab.read("7")
    lab.settle()
    assert len(lab.strokes()) == 1
    lab.button("Undo").click()
    lab.read(NO_DIGIT)
    lab.settle()
    assert lab.strokes() == []


def test_the_whole_canvas_is_in_view_on_a_phone_held_sideways(open_lab: Callable[..., Lab]) -> None:
    lab = open_lab(740, 360, has_touch=True, is_mobile=True)
    box = lab.page.locator(".canvas-frame").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert 100 <= box["height"] < 360 - box["y"]
    assert box["width"] == pytest.approx(box["height"], abs=1)
