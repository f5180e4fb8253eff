"""Printing: each page on two sheets of A4, in light colours, without anything to press."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboard.contract import STAGES
from tests.browser.lab import SEVEN, Lab

pytestmark = [pytest.mark.browser, pytest.mark.long]
SCREENS = [
    {"width": 1440, "height": 900, "color_scheme": "dark"},
    {"width": 1024, "height": 600},
    {"width": 390, "height": 844, "has_touch": True, "is_mobile": True},
]
CONTROLS = "button, input, select, summary, .rc-slider, .dash-slider-container, dialog"
ALLOWED = (
    "#settings-toggle, .stage-chip, .film, .word, .term-place, .misread, .more-detail > summary, .model-fold summary"
)


def sheets(lab: Lab) -> int:
    """How many sheets the page prints on, as the PDF counts them."""
    made = lab.page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", made))


def show(lab: Lab, stage: str) -> None:
    lab.page.evaluate("index => dash_clientside.set_props('layer', { value: index })", [*STAGES].index(stage))
    lab.settle()


def open_model(lab: Lab) -> None:
    lab.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Model").click()
    expect(lab.page.locator("#model-confusion .main-svg").first).to_be_visible()
    lab.settle()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen['width']}")
def test_either_page_prints_on_two_sheets(open_lab: Any, screen: dict[str, Any]) -> None:
    lab: Lab = open_lab(**screen)
    lab.draw(SEVEN)
    lab.read("7")
    for stage in ("ink", "conv1", "conv2", "fc1", "softmax"):
        show(lab, stage)
        assert sheets(lab) == 2, stage
    for stage in ("conv1", "conv2", "fc1"):
        show(lab, stage)
        lab.page.locator("#stage .nsewdrag").click(position={"x": 60, "y": 60})
        expect(lab.page.locator("#derivation h3")).to_be_attached()
        lab.settle()
        assert sheets(lab) == 2, stage
        lab.page.keyboard.press("Escape")

    open_model(lab)
    assert sheets(lab) == 2
    for summary in lab.page.locator(".model-fold > details > summary").all():
        summary.click()
    lab.settle()
    assert sheets(lab) == 2


def test_a_sheet_has_the_answer_and_nothing_to_press_in_light_colours(open_lab: Any) -> None:
    lab: Lab = open_lab(color_scheme="dark")
    lab.draw(SEVEN)
    lab.read("7")
    show(lab, "conv1")
    lab.page.emulate_media(media="print")
    for part in ("#prediction", "#confidence", "#canvas", "#stage-title", "#panes", ".explanation .idea"):
        expect(lab.page.locator(part)).to_be_visible()
    lab.read("7")
    expect(lab.page.locator("#top li:visible")).to_have_count(10)
    expect(lab.page.locator(".thumb:visible")).to_have_count(len(STAGES))
    background, text = lab.page.evaluate(
        "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (background, text) == ("rgb(255, 255, 255)", "rgb(23, 27, 38)")
    assert lab.page.evaluate("() => getComputedStyle(document.querySelector('.page')).overflowY") == "visible"
    pressable = lab.page.evaluate(
        """([controls, allowed]) => [...document.querySelectorAll(controls)]
            .filter((element) => element.checkVisibility() && !element.matches(allowed))
            .map((element) => element.outerHTML.slice(0, 80))""",
        [CONTROLS, ALLOWED],
    )
    assert pressable == []


def test_the_screen_is_as_it_was_after_printing(lab: Lab) -> None:
    open_model(lab)

    def sizes() -> list[list[float]]:
        found: list[list[float]] = lab.page.evaluate(
            """() => [...document.querySelectorAll(".model-lead .js-plotly-plot")]
                .map(({ _fullLayout }) => [_fullLayout.width, _fullLayout.height])"""
        )
        return found

    before = sizes()
    assert sheets(lab) == 2
    lab.settle()
    assert sizes() == before
    expect(lab.page.locator(".model-fold > details[open]")).to_have_count(0)
    lab.page.locator('[data-fold="history"] > summary').click()
    lab.settle()
    frame, drawn = lab.page.evaluate(
        """() => {
            const frame = document.querySelector('[data-fold="history"] .model-figure');
            return [frame.clientWidth, frame.querySelector(".js-plotly-plot")._fullLayout.width];
        }"""
    )
    assert drawn == pytest.approx(frame, abs=1)
