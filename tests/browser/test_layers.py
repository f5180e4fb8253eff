"""The settings and the layers: everything reflows, every cell says its value, stepping asks no server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

import lenetlab as ll
from dashboard.contract import STAGES
from tests.browser.lab import ONE, Lab

pytestmark = pytest.mark.browser


def trace_of(lab: Lab, conv1: ll.Conv1Config, model: ll.LeNet) -> ll.Trace:
    """What the library makes of the strokes on the page's canvas, as the page rounds them."""
    shapes = [
        {**stroke, "path": re.sub(r"\d+\.\d+", lambda n: f"{float(n[0]):.2f}", stroke["path"])}
        for stroke in lab.strokes()
    ]
    return ll.trace(model, ll.preprocess(ll.Drawing.from_plotly(shapes)), conv1)


CHANGES = [
    ("Kernel size", "3×3", ll.Conv1Config(kernel_size=3)),
    ("Stride", "2", ll.Conv1Config(kernel_size=3, stride=2)),
    ("Padding", "1", ll.Conv1Config(kernel_size=3, stride=2, padding=1)),
    ("Padding", "2", ll.Conv1Config(kernel_size=3, stride=2, padding=2)),
    ("Filters", "6", ll.Conv1Config(kernel_size=3, stride=2, padding=2, filters=6)),
    ("Filters", "12", ll.Conv1Config(kernel_size=3, stride=2, padding=2, filters=12)),
]


def test_every_control_reflows_prediction_and_stages(seven: Lab, model: ll.LeNet) -> None:
    seven.page.locator("[data-stage='5']").click()
    for group, choice, conv1 in CHANGES:
        before = seven.page.locator("#confidence").inner_text(), seven.page.locator("#stage-shape").inner_text()
        seven.choose(group, choice)
        n = conv1.conv1_size
        expect(seven.page.locator("#stage-shape")).to_have_text(f"{conv1.filters} × {n} × {n}")
        expect(seven.page.locator("#explanation")).to_contain_text(f"= {n}.")
        seven.settle()
        trace = trace_of(seven, conv1, model)
        seven.read(str(trace.prediction))
        shown = [value for row in seven.numbers("stage") for value in row]
        assert shown == pytest.approx(trace["conv1"].output[channel_in_view(seven)].flatten().tolist(), abs=1e-5)
        assert before != (
            seven.page.locator("#confidence").inner_text(),
            seven.page.locator("#stage-shape").inner_text(),
        )


def test_random_weights_answer_differently_and_pretrained_ones_come_back(seven: Lab) -> None:
    sure = seven.page.locator("#confidence").inner_text()
    seven.choose("Weights", "Random")
    expect(seven.page.locator("#settings-note")).to_contain_text("learned nothing")
    expect(seven.page.locator("#confidence")).not_to_have_text(sure)
    seven.choose("Weights", "Pretrained")
    expect(seven.page.locator("#confidence")).to_have_text(sure)
    seven.read("7")


def test_steps_slider_and_chips_walk_all_stages_without_a_request(seven: Lab) -> None:
    before = seven.callbacks()
    titles = [seven.stage_title().inner_text()]
    for _ in range(len(STAGES) - 1):
        seven.button("Single step").click()
        expect(seven.stage_title()).not_to_have_text(titles[-1])
        titles.append(seven.stage_title().inner_text())
    assert titles[0] == "Drawing"
    assert titles[-1] == "Softmax"
    assert len(set(titles)) == len(STAGES)
    seven.button("Single step").click()
    expect(seven.stage_title()).to_have_text("Softmax")
    seven.button("Previous").click()
    expect(seven.stage_title()).to_have_text("Dense 3: the logits")
    slider = seven.slider("Layer")
    slider.press("Home")
    expect(seven.stage_title()).to_have_text("Drawing")
    slider.press("ArrowRight")
    expect(seven.stage_title()).to_have_text("Crop to the ink")
    expect(slider).to_have_attribute("aria-valuetext", "Crop to the ink")
    slider.press("End")
    expect(seven.stage_title()).to_have_text("Softmax")
    seven.page.locator("#stage-strip").get_by_text("Conv 2", exact=True).click()
    expect(seven.stage_title()).to_have_text("Convolution 2")
    assert seven.callbacks() == before


def test_play_walks_on_by_itself_pauses_and_ends(seven: Lab) -> None:
    before = seven.callbacks()
    seven.slider("Layer").press("End")
    for _ in range(2):
        seven.button("Previous").click()
    seven.button("Play all").click()
    expect(seven.button("Pause")).to_be_visible()
    expect(seven.stage_title()).to_have_text("Dense 3: the logits", timeout=3_000)
    seven.button("Pause").click()
    expect(seven.button("Play all")).to_be_visible()
    seven.page.wait_for_timeout(1_500)
    expect(seven.stage_title()).to_have_text("Dense 3: the logits")
    seven.button("Play all").click()
    expect(seven.stage_title()).to_have_text("Softmax", timeout=3_000)
    expect(seven.button("Play all")).to_be_visible(timeout=3_000)
    assert seven.callbacks() == before


def pane(lab: Lab, slot: str) -> Locator:
    """One of the pictures of the stage in view: before, kernels or stage."""
    return lab.page.locator(f".pane[data-slot='{slot}']")


def channel_in_view(lab: Lab) -> int:
    """The map that is the large picture, as its title says."""
    return int(re.findall(r"\d+", pane(lab, "stage").locator("h4").inner_text())[-1])


def hover_text(lab: Lab, graph: str, column: float, row: float) -> str:
    """Point at a cell of a heatmap and return what it says."""
    place = lab.page.evaluate(
        """([id, x, y]) => {
          const plot = document.querySelector(`#${id} .js-plotly-plot`);
          const box = plot.querySelector('.nsewdrag').getBoundingClientRect();
          const { xaxis, yaxis } = plot._fullLayout;
          return [box.left + xaxis.d2p(x), box.top + yaxis.d2p(y)];
        }""",
        [graph, column, row],
    )
    lab.page.mouse.move(place[0] - 3, place[1] - 3)
    lab.page.mouse.move(*place, steps=3)
    lab.page.wait_for_timeout(150)
    return lab.page.locator(".tooltip-own").inner_text()


def test_what_a_cell_says_is_the_number_of_the_trace(seven: Lab, model: ll.LeNet) -> None:
    trace = trace_of(seven, ll.Conv1Config(), model)
    for stage in ("conv1", "pool1", "conv2", "pool3"):
        seven.page.locator(f"[data-stage='{list(STAGES).index(stage)}']").click()
        seven.page.wait_for_timeout(300)
        output = trace[stage].output
        for channel, row, column in [(0, 0, 0), (5, 2, 3), (len(output) - 1, output.shape[1] - 1, output.shape[2] - 1)]:
            seven.page.get_by_role("button", name=f"channel {channel}", exact=True).click()
            said = hover_text(seven, "stage", column, row)
            assert f"channel {channel}" in said
            assert f"row {row}, column {column}" in said
            value = float(re.findall(r"[−-]?\d+\.\d{4}", said)[0].replace("−", "-"))
            assert value == pytest.approx(float(output[channel, row, column]), abs=6e-5)


def test_what_a_kernels_cell_says_is_its_weight(seven: Lab, model: ll.LeNet) -> None:
    seven.page.locator("[data-stage='8']").click()
    expect(pane(seven, "kernels")).to_be_visible()
    seven.page.wait_for_timeout(300)
    seven.page.get_by_role("button", name="channel 7", exact=True).click()
    expect(pane(seven, "kernels").locator("h4")).to_contain_text("Kernel 7")
    seven.page.wait_for_timeout(300)
    tiles = seven.page.evaluate("document.querySelector('#kernels .js-plotly-plot').layout.meta.tiles")
    top, left = tiles["corners"][tiles["names"].index("kernel 7, input channel 3")]
    said = hover_text(seven, "kernels", left + 2, top + 4)
    assert "kernel 7, input channel 3" in said
    value = float(re.findall(r"[−-]?\d+\.\d{4}", said)[0].replace("−", "-"))
    assert value == pytest.approx(model.weights()["conv2"][0][7, 3, 4, 2].item(), abs=6e-5)


def test_the_overlay_is_orange_where_ink_helps_and_blue_where_it_does_not(seven: Lab, model: ll.LeNet) -> None:
    saliency = ll.saliency(trace_of(seven, ll.Conv1Config(), model))
    pixels = seven.page.evaluate(
        "() => Array.from(document.querySelector('#saliency').getContext('2d').getImageData(0, 0, 28, 28).data)"
    )
    for place, is_orange in ((int(saliency.argmax()), True), (int(saliency.argmin()), False)):
        red, _, blue, alpha = pixels[4 * place : 4 * place + 4]
        assert (red > blue) is is_orange
        assert alpha > 0


def test_every_kind_of_stage_has_its_pictures(seven: Lab) -> None:
    for stage, shown in [
        ("0", False),
        ("4", False),
        ("5", True),
        ("6", False),
        ("8", True),
        ("12", False),
        ("13", True),
    ]:
        seven.page.locator(f"[data-stage='{stage}']").click()
        expect(pane(seven, "kernels")).to_be_visible(visible=shown)


def test_a_new_drawing_updates_the_stage_in_view(seven: Lab) -> None:
    seven.slider("Layer").press("End")
    expect(seven.page.locator("#explanation")).to_contain_text("For 7")
    seven.button("Clear").click()
    expect(seven.page.locator("#stage-empty")).to_be_visible()
    seven.draw(ONE)
    seven.read("1")
    expect(seven.page.locator("#explanation")).to_contain_text("For 1")
    expect(seven.stage_title()).to_have_text("Softmax")
