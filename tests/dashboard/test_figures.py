"""Figures are pure functions: every number of a stage is in them, in its place, in colours that are clear at zero."""

import base64
import re
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.figures import heatmaps
from dashboard.figures.bars import bars_figure, vector_figure, weighing_figure
from dashboard.figures.colours import colourscale, ends_of, symmetric_ends
from dashboard.figures.svg import colours_at, over
from dashboard.figures.tiles import grid_for, tile
from dashboard.panels.overview import PARTS
from dashboard.reading.reading import read
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.stages.kernels import kernels_of
from dashboard.stages.stages import Stage, stages_of
from dashboard.texts.glossary import GLOSSARY
from dashboard.texts.numbers import equals_percent
from dashboard.texts.stages import place_of_largest, size_formula
from tests.dashboard.conftest import SEVEN

sides = st.integers(1, 30)


@given(st.integers(1, 40), sides, sides)
def test_every_map_stands_in_its_place_with_a_gap_around(count: int, height: int, width: int) -> None:
    maps = np.arange(count * height * width, dtype=np.float32).reshape(count, height, width)
    grid = grid_for(count, height, width)
    image = tile(maps, grid)
    for index, (row, column) in enumerate(grid.corners):
        np.testing.assert_array_equal(image[row : row + height, column : column + width], maps[index])
    assert np.isfinite(image).sum() == maps.size


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (6, 3, 2), (12, 4, 3), (16, 4, 4), (32, 8, 4)])
def test_the_grid_is_nearly_square_without_empty_places(count: int, columns: int, rows: int) -> None:
    grid = grid_for(count, 12, 12)
    assert (grid.columns, grid.rows) == (columns, rows)


numbers = st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=20).map(lambda some: np.array(some, np.float32))
CARDS = ((255.0, 255.0, 255.0), (21.0, 26.0, 37.0))  # what the pictures stand on, light and dark: --card in base.css


def colour_of(value: float, low: float, high: float) -> np.ndarray:
    """Red, green, blue to 255 and opacity to 1."""
    return colours_at(colourscale(low, high), np.array([(value - low) / (high - low)]))[0]


def test_the_colours_end_at_the_least_and_the_largest_number_and_are_clear_at_zero() -> None:
    figure = go.Figure(heatmaps.maps_figure(np.array([[[-2.0, 3.0]]], np.float32)))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-2, 3)
    places = [stop for stop, _ in figure.data[0].colorscale]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 1)
    assert colour_of(0, -2, 3)[3] == pytest.approx(0, abs=1e-9)


def test_a_stage_of_zeros_has_colours_all_the_same() -> None:
    figure = go.Figure(heatmaps.maps_figure(np.zeros((2, 3, 3), np.float32)))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (0, 1)


@given(numbers)
def test_no_number_is_beyond_the_ends_and_no_side_of_two_is_less_than_half_of_the_other(values: np.ndarray) -> None:
    low, high = ends_of(values)
    assert low <= min(values.min(), 0)
    assert high >= max(values.max(), 0)
    assert low < high
    if values.min() >= 0:
        assert low == 0
    else:
        assert min(-low, high) >= 0.5 * max(-low, high)


def test_a_number_hardly_below_zero_is_not_as_blue_as_the_largest_is_orange() -> None:
    low, high = ends_of(np.array([-0.01, 29.0]))
    assert (low, high) == (-14.5, 29)
    assert colour_of(-0.01, low, high)[3] < 0.05


@given(st.floats(0, 1), st.floats(0.5, 2))
def test_the_scale_from_zero_on_is_the_upper_half_of_that_with_two_sides(part: float, least: float) -> None:
    np.testing.assert_allclose(colour_of(part, -least, 1), colour_of(part, 0, 1), atol=1e-6)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_twentieth_of_an_end_is_seen_in_both_themes_and_more_is_seen_better(
    card: tuple[float, ...], sign: float
) -> None:
    shown = [over(colour_of(sign * part, -1, 1), card) for part in (0, 0.01, 0.05, 0.2, 0.5, 1)]
    distances = [float(np.linalg.norm(colour - card)) for colour in shown]
    assert distances[0] == pytest.approx(0, abs=1e-6)
    assert distances == sorted(distances)
    assert distances[2] > 40


def test_colours_of_weights_end_as_far_below_zero_as_above() -> None:
    assert symmetric_ends(np.array([-0.5, 0.2])) == (-0.5, 0.5)
    for kernels in kernels_of(Settings(ll.Conv1Config(), "pretrained")).values():
        low, high = kernels["ends"]  # type: ignore[index]
        assert low == -high < 0


def test_the_figures_have_the_font_of_the_page_and_no_hover_of_their_own() -> None:
    styles = (Path(heatmaps.__file__).parent.parent / "assets" / "contract.css").read_text("utf-8")
    assert f"--font: {heatmaps.FONT['family']};" in styles
    for spec in (heatmaps.maps_figure(np.ones((2, 3, 3), np.float32)), bars_figure(np.ones(3))):
        assert spec["layout"]["font"] == heatmaps.FONT  # type: ignore[index]
        assert spec["layout"]["hovermode"] is False  # type: ignore[index]


def values_of(packed: dict[str, str]) -> np.ndarray:
    values = np.frombuffer(base64.b64decode(packed["bdata"]), "<f4")
    return values.reshape([int(n) for n in packed["shape"].split(",")]) if "shape" in packed else values


def test_bars_hold_every_value_once_in_the_colour_of_its_sign() -> None:
    above, below = bars_figure(np.array([-2, 0, 3, -1], np.float32))["data"]
    np.testing.assert_array_equal(values_of(above["y"]), [np.nan, 0, 3, np.nan])
    np.testing.assert_array_equal(values_of(below["y"]), [-2, np.nan, np.nan, -1])
    assert above["marker"]["color"] != below["marker"]["color"]


@pytest.mark.parametrize(("count", "shape"), [(512, (32, 16)), (120, (12, 10)), (84, (12, 7))])
def test_many_units_are_a_heatmap_in_reading_order(count: int, shape: tuple[int, int]) -> None:
    values = np.arange(count, dtype=np.float32) - 40
    spec = vector_figure(values)
    np.testing.assert_array_equal(values_of(go.Figure(spec).to_plotly_json()["data"][0]["z"]), values.reshape(shape))
    assert spec["layout"]["meta"]["tiles"]["names"][7] == "unit 7"  # type: ignore[index]


@given(st.integers(1, 40), st.integers(0, 2**31))
def test_what_weighs_most_for_a_unit_adds_up_to_its_value(count: int, seed: int) -> None:
    products = np.random.default_rng(seed).normal(size=count)
    value = products.sum() + 0.5
    above, below, labels = weighing_figure(products, 0.5, value, most=12)["data"]
    shown = np.where(np.isnan(values_of(above["x"])), values_of(below["x"]), values_of(above["x"]))
    np.testing.assert_allclose(shown, sorted(products, key=abs, reverse=True)[:12], rtol=1e-6)
    assert "-" not in "".join(labels["text"]), "minus signs are real ones"
    lines = [float(text.replace("−", "-")) for text in labels["text"]]
    assert sum(lines[:-1]) == pytest.approx(lines[-1], abs=0.005 * len(lines))
    assert len(lines) == min(count, 12) + (count > 12) + 2


def test_the_canvas_is_in_draw_mode_with_y_down_and_cannot_be_zoomed() -> None:
    for size in ll.CANVAS_SIZES:
        layout = heatmaps.canvas_figure(size).layout
        assert layout.dragmode == "drawopenpath"
        assert list(layout.xaxis.range) == [0, size]
        assert list(layout.yaxis.range) == [size, 0]
        assert layout.xaxis.fixedrange
        assert layout.yaxis.fixedrange


CONFIGURATIONS = [ll.Conv1Config(), ll.Conv1Config(3, 2, 1, 6), ll.Conv1Config(5, 2, 2, 12)]


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_every_picture_of_every_stage_is_a_figure_that_plotly_takes(conv1: ll.Conv1Config) -> None:
    settings = Settings(conv1, "pretrained")
    shown: set[str] = set()
    for stage in stages_of(read(CanvasState(140, ((10.0, SEVEN),), None), settings)):
        for pane in stage.panes:
            assert (pane.figure is None) != (pane.same is None)
            assert pane.same is None or pane.same in shown
            if pane.figure is not None:
                go.Figure(pane.figure)
        assert stage.panes[-1].slot == "stage"
        shown.add(stage.name)
    for name in ("conv1", "conv2"):
        go.Figure(kernels_of(settings)[name]["figure"])  # type: ignore[index]


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_a_number_that_a_stage_hands_on_keeps_its_colour(conv1: ll.Conv1Config) -> None:
    """After a ReLU the scale is the half above zero of that before it; the two sides of a pool have one scale."""
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(conv1, "pretrained"))
    for stage in stages_of(reading):
        if stage.kind in ("relu", "max_pool", "avg_pool") and stage.panes[0].legend:
            before, after = stage.panes
            assert after.ends == ((0, before.ends[1]) if stage.kind == "relu" else before.ends)
            assert before.ends == ends_of(reading.trace[stage.name].input.numpy())
            assert after.legend == "one_sided"
            assert before.legend == ("signed" if stage.kind == "relu" else "one_sided")
            assert after.figure
            drawn = after.figure["data"][0]  # type: ignore[index]
            assert (drawn["zmin"], drawn["zmax"]) == after.ends


def on_the_page(stage: Stage) -> str:
    """All that the page says of a stage, with what it asks the learner to try."""
    text = stage.text
    return " ".join([text.idea, text.why, *text.numbers, *text.detail, text.attempt])


def test_every_link_of_the_texts_leads_somewhere() -> None:
    for conv1 in CONFIGURATIONS:
        reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(conv1, "pretrained"))
        for stage in stages_of(reading):
            slots = {pane.slot for pane in stage.panes} | (
                {"kernels", "slide-block"} if stage.kind == "conv" else set()
            )
            for kind, name in re.findall(r"\]\(([#?])(.+?)\)", on_the_page(stage)):
                assert name in (slots if kind == "#" else GLOSSARY), (stage.name, name)


def test_the_parts_of_the_map_are_the_timeline() -> None:
    assert [stage for part in PARTS.values() for stage in part] == list(STAGES)


def unlinked(text: str) -> str:
    """The words of a text alone."""
    return re.sub(r"\[(.+?)\]\(.+?\)", r"\1", text).replace("**", "")


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_every_stage_explains_itself_with_its_own_numbers(conv1: ll.Conv1Config) -> None:
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(conv1, "pretrained"))
    stages = {stage.name: stage for stage in stages_of(reading)}
    for layer in reading.trace:
        assert stages[layer.name].text.shape == " × ".join(map(str, layer.output.shape))
        assert stages[layer.name].text.numbers
    words = {name: unlinked(on_the_page(stage)) for name, stage in stages.items()}
    assert f"{size_formula(28, conv1.kernel_size, conv1.stride, conv1.padding)} = {conv1.conv1_size}." in words["conv1"]
    assert f"{conv1.filters} kernels" in words["conv1"]
    assert f"{conv1.filters * 25} products" in words["conv2"]
    assert f"{float(reading.trace['conv1'].output.max()):.2f}" in words["conv1"]
    cut = int((reading.trace["relu1"].input < 0).sum())
    assert f"{cut:,} of" in words["relu1"]
    digit, probability = reading.trace.top(1)[0]
    assert f"{digit} leads with" in words["fc3"]
    assert equals_percent(probability) in words["softmax"]


@pytest.mark.parametrize("weights", ["pretrained", "random"])
def test_the_texts_have_real_minus_signs_and_powers_of_ten(weights: str) -> None:
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(ll.Conv1Config(), weights))
    words = unlinked(" ".join(on_the_page(stage) for stage in stages_of(reading)))
    assert not re.search(r"-\d|\de[-+]\d", words)
    assert "−" in words


def test_the_place_of_the_strongest_answer_is_right() -> None:
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(ll.Conv1Config(), "pretrained"))
    layer = reading.trace["conv2"]
    assert layer.output[place_of_largest(layer)] == layer.output.max()
