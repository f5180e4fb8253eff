"""The page in a made-up language, ⟦whose words stand in marks⟧: nothing that is shown or said is outside of the marks.

And it works: navigation, focus, scrolling, shortcuts, words that light up, and the keyboard's pen know no English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from dashboard import contract
from tests.browser.lab import ONE, SEVEN, Lab
from tests.made_up_language import unwrapped

pytestmark = [pytest.mark.browser, pytest.mark.long]
# All text of the page in its order (a sentence may go on from element to element), and each attribute that is read
# aloud; code is left out.
EVERYTHING = """() => {
  const silent = new Set(['SCRIPT', 'STYLE', 'CODE', 'TEMPLATE', 'NOSCRIPT']);
  const texts = [];
  const attributes = [document.title];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => silent.has(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
    else for (const name of ['title', 'aria-label', 'aria-roledescription', 'aria-valuetext', 'alt', 'placeholder'])
      attributes.push(node.getAttribute(name) || '');
  }
  return [texts.join('\\n'), ...attributes];
}"""
CALLBACKS = "**/_dash-update-component*"
UNITS = {"k", "M"}  # on Plotly's axes: thousands and millions


@pytest.fixture
def lab(made_up_server: str, browser: Browser) -> Iterator[Lab]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Lab(context, made_up_server)
    context.close()


def is_all_in_marks(lab: Lab, view: str) -> None:
    texts: list[str] = lab.page.evaluate(EVERYTHING)
    outside = [word for text in texts for word in unwrapped(text).split() if word.strip("0123456789.") not in UNITS]
    assert outside == [], view


def answer_with(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status)


def click(lab: Lab, id: str) -> None:
    lab.page.locator(f"#{id}").click()


def test_no_word_is_outside_of_the_marks_on_the_drawing_page(lab: Lab) -> None:
    is_all_in_marks(lab, "empty")
    lab.draw_and_read(SEVEN)
    lab.read("7")
    click(lab, "copy-link")
    expect(lab.page.locator("#link-note")).not_to_be_empty()
    one_of_each_kind = {kind: stage for stage, kind in enumerate(contract.STAGES.values())}
    for kind, stage in one_of_each_kind.items():
        lab.page.locator(f"[data-stage='{stage}']").click()
        lab.page.wait_for_timeout(150)
        lab.page.locator(".pane[data-slot='stage'] .figure-frame").focus()
        lab.page.keyboard.press("ArrowRight")
        lab.page.keyboard.press("ArrowRight")
        lab.page.keyboard.press("Enter")
        if kind not in ("ink", "crop", "scale", "centre"):
            expect(lab.page.locator("#derivation")).not_to_be_empty()
        lab.settle()
        lab.page.locator("#stage").hover(position={"x": 60, "y": 60})
        lab.page.wait_for_timeout(100)
        is_all_in_marks(lab, f"stage {stage}")
    lab.page.locator("#stage-table summary").click()
    is_all_in_marks(lab, "table")
    lab.page.locator("#stage-table summary").click()
    lab.page.keyboard.press("Escape")
    lab.page.locator("[data-stage='5']").click()
    lab.page.locator("#explanation .word.term:visible").first.click()
    expect(lab.page.locator("#definition")).to_be_visible()
    lab.open_more()
    click(lab, "shortcuts")
    lab.page.keyboard.press("Escape")
    lab.open_more()
    click(lab, "theme")
    lab.page.locator("label[for$='random'], #weights input").last.check()
    expect(lab.page.locator("#settings-change")).not_to_be_empty()
    lab.settle()
    lab.open_more()
    lab.page.locator(".python-block summary").click()
    click(lab, "take-csv")
    expect(lab.page.locator("#take-home-note")).not_to_be_empty()
    click(lab, "random-sample")
    expect(lab.page.locator("#sample-note")).not_to_be_empty()
    is_all_in_marks(lab, "after all of it")


def test_no_word_is_outside_of_the_marks_in_a_hint_or_a_notice(lab: Lab) -> None:
    lab.draw_and_read([(0.15 + 0.7 * (i % 2), 0.12 + 0.09 * i) for i in range(9)])
    is_all_in_marks(lab, "no digit")
    click(lab, "clear")
    lab.page.locator(".pen-options > summary").click()
    lab.page.locator("#brush [role=slider]").press("End")
    lab.page.keyboard.press("Escape")
    for i in range(9):
        lab.draw([(0.02, 0.02 + 0.12 * i), (0.98, 0.02 + 0.12 * i)])
    lab.settle()
    is_all_in_marks(lab, "too full")
    click(lab, "clear")
    for status in (400, 502):
        lab.page.route(CALLBACKS, answer_with(status))
        lab.draw(ONE)
        expect(lab.page.locator("#notice-text")).to_contain_text(str(status))
        is_all_in_marks(lab, f"notice {status}")
        lab.page.unroute(CALLBACKS)
        lab.settle()
    lab.page.evaluate("dash_clientside.set_props('stride', { value: 9 })")
    expect(lab.page.locator("#notice-text")).to_contain_text("9")
    is_all_in_marks(lab, "refused")
    lab.context.set_offline(True)
    click(lab, "clear")
    lab.draw(SEVEN)
    expect(lab.page.locator("#notice")).to_be_visible()
    is_all_in_marks(lab, "offline")
    lab.context.set_offline(False)
    lab.page.evaluate("location.hash = 'd=AAAA'")
    expect(lab.page.locator("#link-note")).not_to_be_empty()
    is_all_in_marks(lab, "broken link")


def test_navigation_focus_and_scrolling_work_in_any_language(lab: Lab) -> None:
    page = lab.page
    page.locator("#nav a").nth(1).click()
    expect(page.locator("#heading-model")).to_be_focused()
    expect(page.locator("#model-accuracy .js-plotly-plot")).to_be_visible(timeout=15_000)
    lab.settle()
    page.evaluate("document.querySelectorAll('#model-page details').forEach(details => { details.open = true; })")
    lab.settle()
    is_all_in_marks(lab, "model page")
    page.evaluate("window.scrollTo(0, 700)")
    page.locator("[data-table='accuracy'] button").first.click()
    expect(page.locator("#settings-toggle")).to_be_focused()
    assert page.evaluate("document.documentElement.dataset.page") == "draw"
    page.go_back()
    page.wait_for_function("() => window.scrollY > 600")
    page.go_forward()
    lab.draw_and_read(SEVEN)
    page.locator("[data-stage='5']").click()
    word = page.locator("#explanation .word[data-thing='stage']").first
    word.hover()
    expect(page.locator(".pane[data-slot='stage'].lit")).to_have_count(1)
    page.locator("#explanation .word.term:visible").first.click()
    expect(page.locator("#definition")).not_to_be_empty()
    page.locator("body").press("?")
    expect(page.locator("#heading-shortcuts")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("body").press("ArrowRight")
    expect(page.locator("[data-stage='6'][aria-current]")).to_have_count(1)
    page.locator(".canvas-frame").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#pen-status")).not_to_be_empty()
    is_all_in_marks(lab, "after a walk")
