"""What a learner takes home from the page: picture, numbers, trace, report, and lines of Python that run."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import lenetlab as ll
from tests.browser.lab import SEVEN, Lab

pytestmark = pytest.mark.browser


def saved(lab: Lab, button: str) -> tuple[str, bytes]:
    lab.open_more()
    with lab.page.expect_download() as waiting:
        lab.page.get_by_role("button", name=button, exact=True).click()
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def copied(lab: Lab) -> str:
    lab.open_more()
    lab.button("Copy as Python").click()
    expect(lab.page.locator("#python-status")).to_have_text("Copied.")
    text: str = lab.page.evaluate("navigator.clipboard.readText()")
    return text


def choose_unit(page: Page, unit: int) -> None:
    """Choose a unit of the vector in view, with the keys."""
    page.locator(".pane[data-slot='stage'] .figure-frame").focus()
    for key in ("Home", *["ArrowRight"] * unit, "Enter"):
        page.keyboard.press(key)


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(code, names)
    return names


def test_the_stage_the_trace_the_report_and_the_lines_go_home(
    lab: Lab, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = lab.page
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.open_more()
    expect(page.get_by_role("region", name="Take it home")).to_contain_text("As soon as there is a digit")
    for name in ("Picture (PNG)", "Numbers (CSV)", "Trace (.npz)", "Report (HTML)", "Copy as Python"):
        expect(lab.button(name)).to_have_attribute("aria-disabled", "true")
    before = lab.callbacks()
    for name in ("Numbers (CSV)", "Copy as Python"):
        lab.button(name).click(force=True)
    assert lab.callbacks() == before

    lab.draw(SEVEN)
    lab.read("7")
    lab.settle()
    page.locator("[data-stage='8']").click()
    lab.open_more()
    expect(lab.button("Picture (PNG)")).to_have_attribute("aria-disabled", "false")
    strokes = lab.strokes()

    name, picture = saved(lab, "Picture (PNG)")
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    assert name == "lenetlab-conv2.png"
    assert min(image.size) > 400
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert len(image.getcolors(1 << 24)) > 50  # type: ignore[arg-type]

    name, trace_file = saved(lab, "Trace (.npz)")
    path = tmp_path / name
    path.write_bytes(trace_file)
    trace = ll.Trace.load(path)
    assert trace.prediction == 7

    name, table = saved(lab, "Numbers (CSV)")
    rows = list(csv.DictReader(io.StringIO(table.decode())))
    assert name == "lenetlab-conv2.csv"
    assert [float(row["value"]) for row in rows] == pytest.approx(trace["conv2"].output.flatten().tolist(), rel=1e-6)

    name, page_of_report = saved(lab, "Report (HTML)")
    assert name == "lenetlab-report.html"
    assert "How a network read a 7" in page_of_report.decode()
    expect(page.locator("#take-home-note")).to_have_text("Saved as lenetlab-report.html.")

    assert run(copied(lab))["values"].equal(trace["conv2"].output)
    page.locator("[data-stage='13']").click()
    expect(page.locator("#python-code")).to_contain_text('trace["fc1"]')
    choose_unit(page, 7)
    expect(page.locator("#python-code")).to_contain_text("output[7]")
    assert run(copied(lab))["value"] == trace["fc1"].output[7]
    assert "fc1[7]" in capsys.readouterr().out
    page.evaluate("delete Navigator.prototype.clipboard")  # as on an address without https
    lab.open_more()
    lab.button("Copy as Python").click()
    expect(page.locator("#python-status")).to_have_text("Copied.")
    assert page.evaluate("getSelection().toString()").startswith("import lenetlab as ll")
    assert lab.strokes() == strokes
