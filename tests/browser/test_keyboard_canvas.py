"""Drawing with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import NO_DIGIT, Lab

pytestmark = pytest.mark.browser


def test_arrow_keys_draw_a_digit_that_is_read(lab: Lab) -> None:
    press = lab.page.keyboard.press
    canvas = lab.page.get_by_role("application", name="Canvas")
    lab.button("Undo").focus()
    press("Shift+Tab")
    expect(lab.button("Maps")).to_be_focused()
    press("Shift+Tab")
    expect(canvas).to_be_focused()
    expect(lab.page.locator(".pen")).to_be_visible()
    expect(lab.page.get_by_text("Arrow keys move the pen")).to_be_visible()
    lab.page.locator("[data-stage='5']").evaluate("node => node.getAttribute('aria-current')")
    for key in ["Shift+ArrowUp", "Shift+ArrowUp", "ArrowUp"]:
        press(key)
    expect(lab.page.locator("#pen-status")).to_have_text("row 4, column 13")
    press(" ")
    for _ in range(5):
        press("Shift+ArrowDown")
        lab.page.wait_for_timeout(40)
    expect(lab.page.locator("#pen-status")).to_contain_text("drawing, row 24")
    expect(lab.page.locator(".pen-ink path")).to_have_count(1)
    lab.read("1")
    assert lab.strokes() == []
    press("Enter")
    lab.settle()
    lab.read("1")
    assert [stroke["name"] for stroke in lab.strokes()] == ["b:10"]
    assert re.match(r"M67\.5,22\.5L67\.5,42\.5", lab.strokes()[0]["path"])
    expect(lab.page.locator("#pen-status")).to_contain_text("Pen up")
    expect(lab.page.locator(".pen-ink path")).to_have_count(0)
    press(" ")
    press("Escape")
    lab.settle()
    assert len(lab.strokes()) == 2, "a pen that goes down and up is a dot"
    press("Delete")
    lab.settle()
    press("Backspace")
    lab.read(NO_DIGIT)
    lab.choose("Canvas", "28×28")
    canvas.focus()
    press("ArrowLeft")
    press("Enter")
    press("ArrowUp")
    press("Tab")
    lab.settle()
    assert [stroke["path"] for stroke in lab.strokes()] == ["M12.5,24.5L12.5,23.5"], "leaving the canvas lifts the pen"
