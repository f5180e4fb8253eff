"""WCAG 2.2 AA, as far as a program can tell: axe-core finds nothing in any view, light or dark, wide or narrow."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.contract import STAGES
from tests.browser.lab import SEVEN, Lab

pytestmark = [pytest.mark.browser, pytest.mark.long]

EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
ONE_OF_EACH_KIND = ("ink", "scale", "conv1", "relu1", "pool1", "flatten", "fc1", "softmax")
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


def violations(page: Page, part: str = "body", rules: dict[str, Any] = EVERY_RULE) -> list[str]:
    """What axe-core finds in a part of the page: the rule, what it says, and the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(
        "([part, rules]) => axe.run(part, { runOnly: rules, resultTypes: ['violations'] })", [part, rules]
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def views(lab: Lab) -> Iterator[tuple[str, str]]:
    """Bring up view after view: what it is, and the part of the page that is new in it."""
    yield "blank", "body"
    lab.draw(SEVEN)
    lab.read("7")
    lab.settle()
    yield "drawn", "body"
    lab.button("Why 7?").click()
    expect(lab.page.locator("#why h3")).to_be_visible()
    yield "the reasons", "main"
    lab.button("Other methods").click()
    expect(lab.page.locator("#attribution .checks li").first).to_be_visible()
    yield "the maps", "main"
    lab.button("Close the maps").click()
    for name in ONE_OF_EACH_KIND:
        lab.page.evaluate("index => dash_clientside.set_props('layer', { value: index })", [*STAGES].index(name))
        lab.page.wait_for_timeout(150)
        yield name, ".layers"
    for summary in lab.page.locator("summary:visible").all():
        summary.click()
    lab.page.wait_for_timeout(150)
    yield "everything unfolded", "main"
    lab.open_more()
    yield "the menu", "header"
    lab.page.keyboard.press("?")
    expect(lab.page.get_by_role("dialog")).to_be_visible()
    yield "shortcuts", "[role=dialog], dialog[open]"
    lab.page.keyboard.press("Escape")
    lab.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Model").click()
    expect(lab.page.locator("#model-confusion .main-svg").first).to_be_visible()
    lab.settle()
    yield "model", "body"
    for summary in lab.page.locator("#model-page .model-fold > details > summary").all():
        summary.click()
    expect(lab.page.locator("#model-gallery li").first).to_be_visible()
    lab.settle()
    yield "model, unfolded", "main"


@pytest.mark.parametrize(
    ("context", "rules"),
    [({"color_scheme": "light"}, EVERY_RULE), ({"color_scheme": "dark"}, RULES_OF_COLOUR), (PHONE, EVERY_RULE)],
    ids=["light", "dark", "phone"],
)
def test_axe_finds_nothing_in_any_view(open_lab: Any, context: dict[str, Any], rules: dict[str, Any]) -> None:
    lab: Lab = open_lab(**context)
    found = {view: violations(lab.page, part, rules) for view, part in views(lab)}
    assert {view: complaints for view, complaints in found.items() if complaints} == {}
    lab.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b id=\"grey\">grey</b>')")
    lab.page.add_style_tag(content="#grey { color: #888; background: #777 }")
    assert "color-contrast" in str(violations(lab.page, "#grey", rules)), (
        "axe-core found nothing because it did not look"
    )
