"""The site that `make docs` builds: without a warning, without a call to anybody, and with what the notebooks found."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.conftest import need
from tests.opened_browser import opened_browser

ROOT = Path(__file__).parents[2]
BUILD = ("mkdocs", "build", "--strict", "--quiet", "--site-dir")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly; its notebooks are run for it, without MNIST."""
    need(find_spec("mkdocs") and find_spec("nbclient"), "MkDocs is not installed: make docs installs it")
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "LENETLAB_DATA": str(folder), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", *BUILD, str(folder)]
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stdout + built.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as browser:
        yield browser


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def words_of(page: Path) -> str:
    """A page as it is read, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", text_of(page)))


def test_the_site_is_built_without_a_warning_and_asks_nobody_for_anything(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) >= 15
    for page in pages:
        fetched = re.findall(r'<(?:script|img|link|iframe)\b[^>]*?(?:src|href)="([^"]+)"', text_of(page))
        assert fetched
        assert not [address for address in fetched if "//" in address and not address.startswith("data:")], page


def test_a_page_that_was_opened_as_a_file_can_be_searched(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "tour.html").as_uri())
    box = page.get_by_role("textbox", name="Search")
    box.click()
    page.get_by_text("Type to start searching").wait_for()
    box.press_sequentially("receptive")
    page.locator(".md-search-result__link", has_text="ReceptiveField").first.wait_for()
    assert complaints == []
    assert {address.split(":")[0] for address in asked} <= {"file", "data", "blob"}
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_sideways_on_a_phone(site: Path, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()


def test_plain_docstrings_become_lists_examples_and_links(site: Path) -> None:
    page = text_of(site / "library" / "inputs.html")
    assert "<li><strong>size</strong>: side of the canvas, 28 or 140.</li>" in page
    assert re.search(r'Raises <a [^>]*href="#lenetlab.DrawingError"[^>]*><code>DrawingError</code></a>', page)
    assert "&gt;&gt;&gt; </span>" in page
    assert "<blockquote>" not in page
    assert re.search(r'href="inputs.html#lenetlab.preprocess.preprocess"', text_of(site / "library" / "trace.html"))


def test_first_steps_reads_a_seven_and_its_sums_come_out(site: Path) -> None:
    said = words_of(site / "examples" / "first_steps.html")
    assert "reads 7 with 100.0%" in said
    made = re.search(r"84 products and the bias make ([\d.]+); the network says ([\d.]+)", said)
    assert made is not None
    assert float(made[1]) == pytest.approx(float(made[2]), abs=1e-3)
    assert re.findall(r"digit score [\d.]+, needed [\d.]+\n(True|False)", said) == ["True", "False", "False"]
    assert len(list((site / "examples").glob("first_steps-*.png"))) == 8


def test_why_this_answer_shows_its_records_as_pictures_and_its_sums_hold(site: Path) -> None:
    page = site / "examples" / "why_this_answer.html"
    said = words_of(page)
    assert "reads 7 and next a" in said
    sums = re.findall(r"^(?:input|conv1|relu4|fc3) +(-?[\d.]+)$", said, re.MULTILINE)
    assert len(sums) == 4
    assert max(map(float, sums)) - min(map(float, sums)) < 1e-4
    assert page.read_text(encoding="utf-8").count('class="lenetlab"') == 4


def test_a_reading_taken_apart_turns_a_four_into_a_nine_and_back_and_its_shares_add_up(site: Path) -> None:
    said = words_of(site / "examples" / "a_reading_taken_apart.html")
    assert re.findall(r"lid [\d.]+: reads (\d)", said) == ["4", "4", "4", "9", "9", "9"]
    shares = re.search(r"moved the answer by ([\d.]+); the shares of its pixels add up to ([\d.]+)", said)
    assert shares is not None
    assert float(shares[1]) == pytest.approx(float(shares[2]), abs=0.1)
    by_ink = [float(value) for value in re.findall(r"correlation with the gradient (-?[\d.]+)", said)]
    assert by_ink[0] > 0.9 > by_ink[1] > by_ink[2]
    assert "reopened by three columns it reads 4" in said
