"""Undo and redo, what survives a reload, and the link in the address bar."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import expect

import lenetlab as ll
from tests.browser.lab import NO_DIGIT, ONE, SEVEN, Lab

pytestmark = pytest.mark.browser
DRAWING = """() => {
  const { layout } = document.querySelector('#canvas .js-plotly-plot');
  const strokes = (layout.shapes || []).filter((shape) => shape.type === 'path').map(({ name, path }) => [
    Number(name.replace('b:', '')),
    path.replace(/-?\\d+(\\.\\d+)?/g, (number) => Number(Number(number).toFixed(2))),
  ]);
  return { size: layout.xaxis.range[1], strokes, sample: layout.meta?.sample ?? null };
}"""


def told(lab: Lab) -> Any:
    """What the server is told of the drawing: the strokes on the canvas in hundredths of a unit, and the sample."""
    return lab.page.evaluate(DRAWING)


def linked(lab: Lab, before: str = "") -> str:
    """The address, once it holds another drawing than `before`."""
    lab.page.wait_for_function("before => location.hash.startsWith('#d=') && location.href !== before", arg=before)
    lab.page.wait_for_timeout(400)
    return str(lab.page.url)


def revisit(lab: Lab, url: str | None = None) -> None:
    """Open the page anew, at another address when there is one."""
    if url:
        lab.page.goto("about:blank")
        lab.page.goto(url)
    else:
        lab.page.reload()
    lab.page.locator("#canvas .nsewdrag").wait_for(state="attached")
    lab.settle()


def set_up(lab: Lab) -> tuple[Any, str]:
    """A drawing of two strokes and a dot on the coarse canvas, read with settings of its own, at the stage ReLU 1."""
    lab.choose("Canvas", "28×28")
    lab.draw_and_read(SEVEN)
    lab.slider("Brush size").press("ArrowRight")
    lab.draw_and_read([(0.35, 0.5), (0.75, 0.5)])
    lab.draw_and_read([(0.1, 0.9)])
    for group, choice in [("Kernel size", "3×3"), ("Stride", "2"), ("Padding", "1"), ("Filters", "12")]:
        lab.choose(group, choice)
    lab.page.locator("[data-stage='6']").click()
    lab.settle()
    return told(lab), str(lab.page.locator("#top").text_content())


def is_as_set_up(lab: Lab, before: tuple[Any, str]) -> None:
    expect(lab.page.locator("#top")).to_have_text(before[1])
    assert told(lab) == before[0]
    for group, choice in [("Kernel size", "3×3"), ("Stride", "2"), ("Padding", "1"), ("Filters", "12")]:
        radios = lab.page.get_by_role("radiogroup", name=group)
        expect(radios.get_by_role("radio", name=choice, exact=True)).to_be_checked()
    expect(lab.stage_title()).to_have_text("ReLU 1")
    expect(lab.slider("Brush size")).to_have_attribute("aria-valuenow", "11")
    expect(lab.page.get_by_role("radio", name="28×28")).to_be_checked()


def test_undo_and_redo_walk_through_all_that_changed_the_drawing(lab: Lab, mnist: ll.Mnist) -> None:
    lab.draw_and_read(SEVEN)
    lab.draw_and_read([(0.5, 0.5)])
    lab.button("Random sample").click()
    expect(lab.page.locator("#sample-note")).to_contain_text("labelled")
    lab.draw_and_read([(0.1, 0.9), (0.9, 0.9)])
    lab.button("Clear").click()
    lab.read(NO_DIGIT)
    seen = [told(lab)]
    for _ in range(5):
        lab.page.keyboard.press("Control+z")
        lab.settle()
        seen.append(told(lab))
    counts = [(len(drawing["strokes"]), drawing["sample"] is not None) for drawing in seen]
    assert counts == [(0, False), (1, True), (0, True), (2, False), (1, False), (0, False)]
    assert lab.button("Undo").get_attribute("title") == "There is nothing to take back"
    lab.button("Undo").click()
    for expected, press in zip(
        seen[-2::-1], ["button", "Control+Shift+z", "Control+y", "button", "button"], strict=True
    ):
        lab.button("Redo").click() if press == "button" else lab.page.keyboard.press(press)
        lab.settle()
        assert told(lab) == expected
    lab.button("Undo").click()
    lab.draw_and_read(ONE)
    assert lab.button("Redo").get_attribute("title") == "There is nothing to bring back"


def test_a_reload_and_a_new_visit_bring_everything_back(lab: Lab) -> None:
    before = set_up(lab)
    revisit(lab)
    is_as_set_up(lab, before)
    revisit(lab, lab.page.url.split("#")[0])
    is_as_set_up(lab, before)
    lab.button("Clear").click()
    lab.settle()
    revisit(lab)
    assert told(lab)["strokes"] == []


def test_a_link_opens_the_same_drawing_settings_and_stage_elsewhere(lab: Lab, open_lab: object) -> None:
    lab.draw_and_read(SEVEN)
    start = linked(lab)
    assert len(start.split("#d=")[1]) <= 200
    lab.button("Clear").click()
    before = set_up(lab)
    url = linked(lab, start)
    other: Lab = open_lab()  # type: ignore[operator]
    other.draw_and_read(ONE)
    other.page.wait_for_timeout(400)
    own = told(other)
    revisit(other, url)
    is_as_set_up(other, before)
    revisit(other, url.split("#")[0])
    assert told(other) == own, "a link that was only looked at leaves the visitor's own drawing where it was"
    revisit(other, url)
    other.button("Undo").click()
    other.settle()
    assert len(told(other)["strokes"]) == 1
    other.button("Redo").click()
    is_as_set_up(other, before)


def test_a_sample_is_kept_with_its_image_and_label(lab: Lab, mnist: ll.Mnist) -> None:
    lab.button("Random sample").click()
    note = lab.page.locator("#sample-note")
    expect(note).to_contain_text("labelled")
    lab.draw_and_read([(0.1, 0.9), (0.9, 0.9)])
    said, image, url = note.inner_text(), lab.numbers("canvas"), linked(lab)
    assert len(url.split("#d=")[1]) <= 60
    revisit(lab, url)
    expect(note).to_have_text(said)
    lab.settle()
    assert lab.numbers("canvas") == image


BROKEN = ["", "__proto__", "%00%ff<script>alert(1)</script>"]


def test_a_broken_link_gives_a_hint_and_an_empty_canvas_and_nothing_is_lost(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    good = linked(lab)
    home, code = good.split("#d=")
    wrong = [code[:-5], code[:20] + ("A" if code[20] != "A" else "B") + code[21:], *BROKEN]
    for broken in wrong:
        revisit(lab, f"{home}#d={broken}")
        expect(lab.page.locator("#link-note")).to_contain_text("broken or not complete")
        lab.read(NO_DIGIT)
        assert lab.strokes() == []
    lab.button("Undo").click()
    lab.read("7")
    lab.page.evaluate("hash => { location.hash = hash }", f"#d={code[:-3]}")
    expect(lab.page.locator("#link-note")).to_contain_text("broken")
    lab.page.wait_for_timeout(500)
    assert lab.page.url == good


def code_of_dots(count: int) -> str:
    """A link's code, as any version of the page would make it, of so many dots in one place.

    See dashboard/client/src/drawing/link_code.ts: version, settings, brush, stage, no sample, then the strokes.
    """
    assert count > 127
    dot = [200, 1, 200, 1, 2, 0]
    first = [5, 144, 78, *dot]
    strokes = [count % 128 + 128, count // 128, *first, *([4, *dot] * (count - 1))]
    data = [1, 241, 2, 10, 0, 0, *strokes]
    low, high = 1, 0
    for byte in data:
        low = (low + byte) % 255
        high = (high + low) % 255
    return base64.urlsafe_b64encode(bytes([*data, low, high])).decode().rstrip("=")


def test_a_link_to_more_strokes_than_the_server_reads_is_a_broken_link(lab: Lab) -> None:
    refused: list[str] = []
    lab.page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    home = lab.page.url.split("#")[0]
    revisit(lab, f"{home}#d={code_of_dots(600)}")
    expect(lab.page.locator("#link-note")).to_contain_text("broken or not complete")
    lab.read(NO_DIGIT)
    assert told(lab)["strokes"] == []
    expect(lab.page.locator("#notice")).to_be_hidden()
    revisit(lab, f"{home}#d={code_of_dots(500)}")
    expect(lab.page.locator("#link-note")).to_be_empty()
    assert len(told(lab)["strokes"]) == 500
    expect(lab.page.locator("#notice")).to_be_hidden()
    assert refused == []


def test_what_was_kept_may_be_corrupted_or_denied(open_lab: object) -> None:
    lab: Lab = open_lab()  # type: ignore[operator]
    lab.page.evaluate("localStorage.setItem('lenetlab-work', '{\"strokes\": 7}')")
    revisit(lab)
    lab.draw(SEVEN)
    lab.read("7")
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })"
    lab.page.add_init_script(denied)
    lab.page.wait_for_timeout(400)
    revisit(lab)
    lab.read("7")


def test_copy_link_puts_the_address_on_the_clipboard(open_lab: object) -> None:
    lab: Lab = open_lab(permissions=["clipboard-read", "clipboard-write"])  # type: ignore[operator]
    lab.draw_and_read(SEVEN)
    lab.button("Share").click()
    expect(lab.button("Link copied")).to_be_visible()
    expect(lab.page.locator("#link-note")).to_contain_text("Copied")
    copied = lab.page.evaluate("navigator.clipboard.readText()")
    assert copied == lab.page.url
    assert "#d=" in copied
    expect(lab.button("Share")).to_be_visible(timeout=4_000)
