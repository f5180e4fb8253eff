"""The page itself: names and roles, light and dark, narrow and wide, help, and what goes over the wire."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.serving import bootstrap_css
from dashboard.serving.files import package_folder
from tests.browser.lab import SEVEN, Lab

pytestmark = pytest.mark.browser


def test_every_control_has_a_role_and_a_name(lab: Lab) -> None:
    names = ("Undo", "Redo", "Clear", "Random sample", "Previous", "Single step", "Play all", "Present", "Share")
    for name in names:
        expect(lab.button(name)).to_be_visible()
    lab.page.locator(".pen-options > summary").click()
    groups = {
        "Canvas": ["28×28", "140×140"],
        "Kernel size": ["3×3", "5×5"],
        "Stride": ["1", "2"],
        "Padding": ["0", "1", "2"],
        "Filters": ["6", "12", "16"],
        "Weights": ["Pretrained", "Random"],
    }
    for group, choices in groups.items():
        radios = lab.page.get_by_role("radiogroup", name=group)
        for choice in choices:
            expect(radios.get_by_role("radio", name=choice, exact=True)).to_be_visible()
    for name in ("Brush size", "Layer"):
        expect(lab.slider(name)).to_be_visible()
    for name in ("Draw", "Prediction", "Layers", "Explain"):
        expect(lab.page.get_by_role("region", name=name, exact=True)).to_be_visible()
        expect(lab.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    assert lab.prediction.evaluate("node => Boolean(node.closest('[aria-live]'))")


def test_radio_groups_and_sliders_answer_to_the_arrow_keys(lab: Lab) -> None:
    lab.draw(SEVEN)
    lab.read("7")
    lab.page.locator("[data-stage='5']").click()
    lab.page.get_by_role("radio", name="5×5").focus()
    lab.page.keyboard.press("ArrowLeft")
    expect(lab.page.get_by_role("radio", name="3×3")).to_be_checked()
    expect(lab.page.locator("#stage-shape")).to_have_text("16 × 26 × 26")
    lab.slider("Layer").focus()
    lab.page.keyboard.press("ArrowRight")
    expect(lab.stage_title()).to_have_text("ReLU 1")


def test_every_control_has_help_that_opens(lab: Lab) -> None:
    for name in ("Kernel size", "Stride", "Padding", "Filters", "Weights", "Layer", "Canvas", "Brush size"):
        if name == "Canvas":
            lab.page.locator(".pen-options > summary").click()
        mark = lab.page.locator(f"summary[aria-label='About: {name}']")
        mark.click()
        expect(mark.locator("xpath=..").locator("p")).to_be_visible()


def test_the_theme_follows_the_system_switches_and_is_remembered(open_lab: object) -> None:
    lab: Lab = open_lab(color_scheme="dark")  # type: ignore[operator]
    root = lab.page.locator("html")
    expect(root).to_have_attribute("data-bs-theme", "dark")
    lab.page.emulate_media(color_scheme="light")
    expect(root).to_have_attribute("data-bs-theme", "light")
    lab.page.locator("#more > summary").click()
    lab.button("Dark mode").click()
    expect(root).to_have_attribute("data-bs-theme", "dark")
    lab.page.reload()
    expect(root).to_have_attribute("data-bs-theme", "dark")


@pytest.mark.long
def test_nothing_sticks_out_sideways_from_a_phone_to_4k(lab: Lab) -> None:
    lab.draw(SEVEN)
    lab.read("7")
    for width in (360, 390, 768, 1024, 1440, 2560, 3840):
        lab.page.set_viewport_size({"width": width, "height": 900})
        for stage in ("0", "5", "8", "12", "18"):
            lab.page.locator(f"[data-stage='{stage}']").click()
            lab.page.wait_for_timeout(200)
            assert lab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (width, stage)


@pytest.mark.parametrize("width", [360, 3840])
def test_a_page_that_begins_narrow_or_wide_fits_as_well(open_lab: object, width: int) -> None:
    lab: Lab = open_lab(width, 900)  # type: ignore[operator]
    assert lab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_the_parts_of_the_network_are_swiped_through(phone: Lab) -> None:
    phone.swipe(SEVEN)
    phone.read("7")
    phone.settle()
    box = phone.page.locator("#stage-strip").bounding_box()
    assert box is not None
    x, y = box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2
    send = phone.wire.send
    send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for i in range(1, 16):
        send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - 16 * i, "y": y}]})
    send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.page.wait_for_timeout(700)
    assert phone.page.evaluate("document.querySelector('#stage-strip').scrollLeft") > 100
    assert phone.page.evaluate("window.scrollY") == 0


def test_on_a_phone_a_tile_makes_the_canvas_a_strip_and_a_tap_makes_it_large_again(phone: Lab) -> None:
    def width() -> float:
        box = phone.page.locator("#canvas").bounding_box()
        assert box is not None
        return box["width"]

    large = width()
    phone.page.locator("[data-stage='5']").click()
    phone.page.wait_for_timeout(300)
    assert width() < 0.7 * large
    phone.button("Tap to draw").click()
    phone.page.wait_for_timeout(300)
    assert width() == large
    phone.swipe(SEVEN)
    phone.read("7")


def test_the_page_asks_no_other_host(lab: Lab, server: str) -> None:
    lab.draw(SEVEN)
    lab.read("7")
    assert all(url.startswith((server, "data:", "blob:")) for url in lab.requests)


def test_a_server_error_is_said_in_plain_words_and_the_drawing_stays(lab: Lab) -> None:
    lab.draw(SEVEN)
    lab.read("7")
    lab.settle()
    lab.page.evaluate("dash_clientside.set_props('stride', { value: 9 })")
    expect(lab.page.locator("#notice-text")).to_contain_text("stride is 9; allowed: 1, 2. Your drawing is still here")
    assert len(lab.strokes()) == 1
    lab.read("7")


def test_all_that_bootstrap_has_for_the_page_is_sent_with_it(seven: Lab) -> None:
    whole = package_folder("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    classes = """() => Array.from(new Set(
        Array.from(document.querySelectorAll('*')).flatMap(element => Array.from(element.classList))))"""
    used = set(seven.page.evaluate(classes))
    for opener in ("#why-open", "#what-if-open", ".stage-head [data-changes]", "#pin", "#more > summary"):
        seven.page.locator(opener).click()
        seven.settle()
        used |= set(seven.page.evaluate(classes))
    seven.page.goto(seven.page.url.split("#")[0] + "model")
    expect(seven.page.locator("#model-page")).to_be_visible()
    seven.settle()
    used |= set(seven.page.evaluate(classes))
    of_bootstrap = bootstrap_css.classes_of(whole.read_text("utf-8"))
    ours = {"icon-link"}  # the icon of a link, by a name that Bootstrap has too
    assert used & of_bootstrap - ours <= bootstrap_css.KEPT
