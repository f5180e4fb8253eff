"""The report of an evaluation: one file, whole without a network, in light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import lenetlab as ll
from tests.browser.test_access import violations
from training.plots import plots, write_html

pytestmark = [pytest.mark.browser, pytest.mark.long]

TEXT_COLOURS = {"light": "rgb(23, 27, 38)", "dark": "rgb(236, 238, 244)"}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the card that comes along."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_html(ll.read_card(), path, "How lenet.safetensors reads")
    return path


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_report_is_whole_without_a_network_and_accessible_in_light_and_dark_wide_and_narrow(
    browser: Any, report: Path, scheme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)
    page = context.new_page()
    requested: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(report.as_uri())
    expect(page.locator(".figure .main-svg:first-child")).to_have_count(len(plots(ll.read_card())))
    for figure in page.locator(".figure").all():
        box, plot = figure.bounding_box(), figure.locator(".main-svg").first.bounding_box()
        assert (plot["width"], plot["height"]) == pytest.approx((box["width"], box["height"]), abs=2)
    expect(page.locator(".xtitle").first).to_have_css("fill", TEXT_COLOURS[scheme])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for summary in page.locator("summary").all():
        summary.click()
    expect(page.get_by_role("table")).to_have_count(len(plots(ll.read_card())))
    assert violations(page) == []
    assert [url for url in requested if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
    context.close()
