"""The page "Model": going there and back, taking a configuration or a misread digit along, tables behind figures."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from tests.browser.lab import SEVEN, Lab

pytestmark = pytest.mark.browser
STATED = ll.read_card().evaluation
CONFUSION = STATED.confusion
MISREAD = STATED.misread or ()


def nav(lab: Lab, name: str) -> Locator:
    return lab.page.get_by_role("navigation", name="Pages").get_by_role("link", name=name)


def chosen(lab: Lab, group: str, name: str) -> Locator:
    return lab.page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True)


def open_model(lab: Lab) -> None:
    nav(lab, "Model").click()
    expect(lab.page.locator("#model-confusion .main-svg").first).to_be_visible()


def fold(lab: Lab, name: str) -> Locator:
    return lab.page.locator(f'[data-fold="{name}"]')


def unfold(lab: Lab, name: str) -> None:
    if not fold(lab, name).evaluate("details => details.open"):
        fold(lab, name).locator("summary").first.click()


def press_point(lab: Lab, graph: str, x: float, y: float) -> None:
    """Click where a point lies, in the graph's own units."""
    lab.page.locator(f"#{graph}").scroll_into_view_if_needed()
    place = lab.page.evaluate(
        """([id, x, y]) => {
            const graph = document.querySelector(`#${id} .js-plotly-plot`);
            const box = graph.querySelector(".nsewdrag").getBoundingClientRect();
            const { xaxis, yaxis } = graph._fullLayout;
            return [box.left + xaxis.d2p(x), box.top + yaxis.d2p(y)];
        }""",
        [graph, x, y],
    )
    lab.page.mouse.move(*place)
    lab.page.mouse.click(*place)


def test_the_pages_switch_in_place_and_a_configuration_goes_along(lab: Lab) -> None:
    lab.draw_and_read(SEVEN)
    lab.read("7")
    first_visit = list(lab.requests)
    open_model(lab)
    assert lab.page.url.split("#")[0].endswith("/model")
    expect(lab.page).to_have_title("The model · LeNet Lab")
    expect(nav(lab, "Model")).to_have_attribute("aria-current", "page")
    expect(lab.page.get_by_role("heading", name="The model", exact=True)).to_be_focused()
    expect(lab.page.locator("#canvas")).to_be_hidden()
    assert all("_dash-update-component" in url or "assets" in url for url in set(lab.requests) - set(first_visit))
    assert not any("model" in url for url in first_visit if "assets" not in url)

    expect(lab.page.locator("#model-accuracy .legendtext").first).to_be_visible()
    chosen(lab, "Cost", "Weights").check()
    row = next(row for row in STATED.configurations if row.conv1 == ll.Conv1Config(3, 2, 2, 12))
    press_point(lab, "model-accuracy", row.conv1.weights, row.accuracy.value)
    expect(lab.page.locator("#canvas")).to_be_visible()
    for group, name in (("Kernel size", "3×3"), ("Stride", "2"), ("Padding", "2"), ("Filters", "12")):
        expect(chosen(lab, group, name)).to_be_checked()
    expect(lab.page.locator("#settings-note")).to_contain_text(f"{100 * row.accuracy.value:.2f}\u00a0%")
    lab.settle()
    lab.read("7")
    assert len(lab.strokes()) == 1

    lab.page.go_back()
    expect(lab.page.locator("#model-page")).to_be_visible()
    summary = lab.page.locator("[data-table=accuracy] summary")
    summary.focus()
    lab.page.keyboard.press("Enter")
    table = lab.page.get_by_role("region", name="What a setting costs, as a table").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(37)
    table.get_by_role("button", name="Try it: 5×5, stride 1, padding 1, 6 filters").press("Enter")
    for group, name in (("Kernel size", "5×5"), ("Stride", "1"), ("Padding", "1"), ("Filters", "6")):
        expect(chosen(lab, group, name)).to_be_checked()
    lab.page.go_back()
    lab.page.go_back()
    expect(lab.page.locator("#canvas")).to_be_visible()
    expect(lab.page).to_have_title("LeNet Lab")
    assert len(lab.strokes()) == 1


def test_three_pictures_lead_and_all_of_them_are_in_view(lab: Lab) -> None:
    open_model(lab)
    for name in ("What it gets wrong", "What a setting costs", "How sure it is"):
        region = lab.page.get_by_role("region", name=name, exact=True)
        expect(region.locator(".see")).to_be_in_viewport(ratio=1)
        expect(region.locator(".model-figure")).to_be_in_viewport(ratio=1)
        expect(region.locator(".main-svg").first).to_be_in_viewport(ratio=1)
    expect(lab.page.locator(".model-fold > details[open]")).to_have_count(0)


def test_a_figure_that_is_unfolded_fills_its_frame(lab: Lab) -> None:
    open_model(lab)
    for name in ("drawn", "score", "kernels", "filters", "history"):
        unfold(lab, name)
        for frame in fold(lab, name).locator(".model-figure").all():
            expect(frame.locator(".main-svg").first).to_be_visible()
            lab.page.wait_for_function(
                """frame => {
                    const { width, height } = frame.querySelector(".js-plotly-plot")._fullLayout;
                    return Math.abs(width - frame.clientWidth) <= 1 && Math.abs(height - frame.clientHeight) <= 1;
                }""",
                arg=frame.element_handle(),
            )


def test_no_text_of_the_page_is_small(lab: Lab) -> None:
    open_model(lab)
    for name in ("misread", "drawn", "score", "kernels", "filters", "history"):
        unfold(lab, name)
    lab.settle()
    small = lab.page.evaluate(
        """() => [...document.querySelectorAll("#model-page *")].filter((element) => {
            const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            return says && element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) < 12;
        }).map((element) => element.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_a_misread_digit_goes_to_the_canvas(phone: Lab, mnist: ll.Mnist) -> None:
    open_model(phone)
    page = phone.page
    gallery = page.locator("#model-gallery li")
    press_point(phone, "model-confusion", 7, 1)
    expect(gallery).to_have_count(CONFUSION[1][7])
    expect(gallery.first).to_be_in_viewport()
    page.get_by_role("button", name=f"All {len(MISREAD)}").tap()
    expect(gallery).to_have_count(len(MISREAD))
    for _ in range(2):
        press_point(phone, "model-confusion", 7, 1)
        expect(gallery).to_have_count(CONFUSION[1][7])
    page.get_by_role("button", name="5 → 3").tap()
    expect(gallery).to_have_count(CONFUSION[5][3])
    expect(page.get_by_role("button", name="5 → 3").first).to_have_attribute("aria-pressed", "true")
    for folded in page.locator("[data-fold]").all():
        unfold(phone, folded.get_attribute("data-fold") or "")
    for figure in page.locator(".model-table").all():
        figure.locator("summary").click()
        expect(figure.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    gallery.first.get_by_role("button").tap()
    expect(page.locator("#canvas")).to_be_visible()
    expect(page.locator("#sample-note")).to_contain_text("labelled 5")
    phone.read("3")


def test_what_stands_behind_the_hash_goes_along(lab: Lab) -> None:
    heard = "window.heard = 0; window.addEventListener('hashchange', () => { window.heard += 1; })"
    lab.page.evaluate(f"() => {{ history.replaceState(null, '', '#a'); {heard} }}")
    nav(lab, "Model").click()
    assert lab.page.url.endswith("/model#a")
    lab.page.evaluate("() => history.replaceState(null, '', '#b')")
    lab.page.go_back()
    expect(lab.page.locator("#canvas")).to_be_visible()
    assert lab.page.evaluate("() => location.pathname + location.hash") == "/#b"
    assert lab.page.evaluate("() => window.heard") == 0


def test_a_direct_visit_shows_the_model_page_and_the_canvas_still_draws(open_lab: object, server: str) -> None:
    lab: Lab = open_lab(360, 740)  # type: ignore[operator]
    lab.page.goto(f"{server}/model")
    expect(lab.page.locator("#model-confusion .main-svg").first).to_be_visible()
    unfold(lab, "misread")
    expect(lab.page.locator("#model-gallery li").first).to_be_visible()
    expect(lab.page.locator("#canvas")).to_be_hidden()
    assert lab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    nav(lab, "Draw").click()
    lab.page.locator("#canvas .nsewdrag").wait_for()
    lab.settle()
    lab.draw(SEVEN)
    lab.read("7")
