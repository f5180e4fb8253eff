"""The map of the network, the pictures of each kind of stage, every number by mouse or key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from dashboard import contract
from dashboard.figures.colours import ends_of
from tests.browser.lab import Lab
from tests.browser.test_layers import channel_in_view, hover_text, pane, trace_of

pytestmark = pytest.mark.browser
STAGES = list(contract.STAGES)


def thumbnail(lab: Lab, stage: str) -> Locator:
    return lab.page.locator(f"#stage-strip [data-stage='{STAGES.index(stage)}']")


def point_at(lab: Lab, slot: str, index: list[int]) -> tuple[float, float]:
    """Where the middle of a cell [map, row, column] of a picture lies on the screen."""
    pane(lab, slot).scroll_into_view_if_needed()
    place: list[float] = lab.page.evaluate(
        """([slot, [map, row, column]]) => {
          const { tiles } = document.querySelector(`#${slot} .js-plotly-plot`).layout.meta;
          const box = document.querySelector(`.pane[data-slot="${slot}"] .figure-frame`).getBoundingClientRect();
          const [top, left] = tiles.corners[map];
          return [box.left + ((left + column + 0.5) * box.width) / tiles.shape[1],
                  box.top + ((top + row + 0.5) * box.height) / tiles.shape[0]];
        }""",
        [slot, index],
    )
    return place[0], place[1]


def number_in(text: str) -> float:
    return float(re.findall(r"[−-]?\d+\.\d{4}", text)[-1].replace("−", "-"))


def test_the_map_shows_every_stage_and_goes_there_and_moves_with_play(seven: Lab) -> None:
    chips = seven.page.locator("#stage-strip [data-stage]")
    expect(chips).to_have_count(len(STAGES))
    seven.page.wait_for_function(
        """() => Array.from(document.querySelectorAll('#stage-strip canvas')).every(
          c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0))"""
    )
    expect(thumbnail(seven, "conv2").locator(".thumb-shape")).to_have_text("32×12×12")
    thumbnail(seven, "conv2").click()
    expect(seven.stage_title()).to_have_text("Convolution 2")
    seven.page.keyboard.press("ArrowLeft")
    expect(thumbnail(seven, "pool1")).to_be_focused()
    seven.page.keyboard.press("Enter")
    expect(seven.stage_title()).to_have_text("Max pool 1")
    expect(thumbnail(seven, "pool1")).to_have_attribute("aria-current", "step")
    seven.page.get_by_role("combobox", name="Speed", exact=True).select_option("Fast")
    seven.button("Play all").click()
    # The film passes a stage quickly, so that any of those behind counts.
    seven.page.wait_for_function("() => document.querySelector('[aria-current=step]').dataset.stage > 8")
    seven.button("Pause").click()


def test_a_number_that_comes_from_all_of_its_input_has_one_outline_around_it(seven: Lab) -> None:
    outlines = pane(seven, "before").locator(".marks .source")
    for stage in ("softmax", "fc1"):
        thumbnail(seven, stage).click()
        seven.page.wait_for_timeout(300)
        pane(seven, "stage").locator(".figure-frame").focus()
        seven.page.keyboard.press("ArrowRight")
        expect(outlines).to_have_count(1)
        frame, outline = pane(seven, "before").locator(".figure-frame").bounding_box(), outlines.bounding_box()
        assert frame
        assert outline
        assert outline["width"] == pytest.approx(frame["width"], abs=10)
        assert outline["height"] == pytest.approx(frame["height"], abs=10)


def test_the_filmstrip_makes_another_map_the_large_one_and_it_stays_from_stage_to_stage(seven: Lab) -> None:
    thumbnail(seven, "conv1").click()
    films = seven.page.get_by_role("group", name="All maps of this stage").get_by_role("button")
    expect(films).to_have_count(16)
    films.nth(4).click()
    expect(films.nth(4)).to_have_attribute("aria-pressed", "true")
    expect(pane(seven, "stage").locator("h4")).to_have_text("Output: channel 4")
    expect(pane(seven, "kernels").locator("h4")).to_have_text("kernel 4")
    seven.page.keyboard.press("ArrowRight")
    expect(films.nth(5)).to_be_focused()
    for stage in ("relu1", "pool1"):
        thumbnail(seven, stage).click()
        expect(pane(seven, "stage").locator("h4")).to_contain_text("channel 5")
        expect(pane(seven, "before").locator("h4")).to_contain_text("channel 5")
    thumbnail(seven, "fc1").click()
    expect(seven.page.locator("#filmstrip")).to_be_hidden()


def test_a_cell_of_the_chosen_map_has_six_pixels_at_least(seven: Lab) -> None:
    for width, height in ((1440, 900), (1280, 720), (1024, 600), (390, 844), (740, 360)):
        seven.page.set_viewport_size({"width": width, "height": height})
        for stage in ("conv1", "pool1", "pool2", "pool3"):
            thumbnail(seven, stage).click()
            seven.page.wait_for_timeout(200)
            box = seven.page.locator("#stage .js-plotly-plot").bounding_box()
            assert box
            side = len(seven.numbers("stage"))
            assert box["width"] / side >= 6, (width, height, stage)


def test_colours_per_map_change_no_number(seven: Lab, model: ll.LeNet) -> None:
    output = trace_of(seven, ll.Conv1Config(), model)["conv1"].output
    thumbnail(seven, "conv1").click()
    legend = pane(seven, "stage").locator(".legend .high")
    expect(legend).to_have_text(f"{ends_of(output.numpy())[1]:.2f}")
    seven.choose("Colours", "per map")
    expect(legend).to_have_text("each its own")
    seven.page.wait_for_timeout(200)
    shown = seven.numbers("stage")
    assert max(abs(v) for row in shown for v in row if v == v) == pytest.approx(1, abs=1e-6)
    shown_map = channel_in_view(seven)
    hover_text(seven, "stage", 8, 7)
    said = seven.page.locator("#cell-readout").inner_text()
    assert f"channel {shown_map}, row 7, column 8" in said
    assert number_in(said) == pytest.approx(float(output[shown_map, 7, 8]), abs=6e-5)


def test_explain_mode_opens_closes_links_and_defines(seven: Lab) -> None:
    thumbnail(seven, "conv1").click()
    words = seven.page.locator("#explanation")
    expect(words).to_contain_text("16 kernels of 5 × 5, stride 1: 16 maps of 24 × 24.")
    expect(words).to_contain_text("The side of a map: (28 − 5)/1 + 1 = 24.")
    words.get_by_role("button", name="16 kernels").hover()
    expect(pane(seven, "kernels")).to_have_class(re.compile("lit"))
    seven.page.mouse.move(*point_at(seven, "before", [0, 3, 3]))
    expect(words.get_by_role("button", name="your drawing")).to_have_class(re.compile("lit"))
    words.get_by_role("button", name="stride").click()
    expect(seven.page.locator("#definition")).to_contain_text("How many cells the window moves")
    seven.button("Explain mode").click()
    expect(words).to_be_hidden()
    seven.page.reload()
    expect(seven.page.locator("#canvas .nsewdrag")).to_be_attached()
    expect(seven.button("Explain mode")).to_have_attribute("aria-pressed", "false")
    expect(words).to_be_hidden()
    seven.button("Explain mode").click()
    expect(words).to_be_visible()


def test_the_keyboard_alone_steps_walks_the_cells_and_lists_its_keys(seven: Lab, model: ll.LeNet) -> None:
    keys = seven.page.keyboard
    output = trace_of(seven, ll.Conv1Config(), model)["relu1"].output
    seven.page.locator("body").focus()
    thumbnail(seven, "conv1").click()
    seven.page.evaluate("document.activeElement.blur()")
    keys.press("ArrowRight")
    expect(seven.stage_title()).to_have_text("ReLU 1")
    keys.press("?")
    dialog = seven.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading", name="Keyboard shortcuts")).to_be_focused()
    dialog.get_by_role("switch").click()
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    seven.page.evaluate("document.activeElement.blur()")
    keys.press("e")
    expect(seven.page.locator("#explanation")).to_be_visible()
    pane(seven, "stage").locator(".figure-frame").focus()
    channel = channel_in_view(seven) - 2
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "PageUp", "PageUp"):
        keys.press(key)
    readout = seven.page.locator("#cell-readout")
    expect(readout).to_contain_text(f"channel {channel}, row 1, column 1: ")
    said = readout.inner_text()
    assert number_in(said.split(",")[2]) == pytest.approx(float(output[channel, 1, 1]), abs=6e-5)
    assert "cut" in said or "stays" in said
    keys.press("Enter")
    expect(seven.page.locator("#derivation h3")).to_contain_text(f"channel {channel}, row 1, column 1")


def test_behind_every_picture_is_a_table(seven: Lab, model: ll.LeNet) -> None:
    trace = trace_of(seven, ll.Conv1Config(), model)
    thumbnail(seven, "pool3").click()
    seven.page.locator("#stage-table > summary").click()
    table = seven.page.locator("#stage-table table")
    expect(table.locator("tbody tr")).to_have_count(4)
    seven.page.locator("#stage-table select").select_option(label="After, channel 9")
    cell = table.locator("tbody tr").nth(2).locator("td").nth(3)
    assert number_in(cell.inner_text()) == pytest.approx(float(trace["pool3"].output[9, 2, 3]), abs=6e-5)
    thumbnail(seven, "fc2").click()
    expect(table.locator("tbody tr")).to_have_count(84)
    assert number_in(table.locator("tbody tr").nth(83).inner_text()) == pytest.approx(
        float(trace["fc2"].output[83]), abs=6e-5
    )
