"""Figures are pure functions: every number of a stage is in them, in its place, with signed colours around zero."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import lenetlab as ll
from dashboard import figures
from dashboard.reading import read
from dashboard.stages import stages_of
from dashboard.state import CanvasState, Settings
from dashboard.texts.stages import place_of_largest
from dashboard.tiles import grid_for, tile
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


def test_zero_is_in_the_middle_of_the_colours() -> None:
    figure = figures.maps_figure(np.array([[[-1.0, 3.0]]], np.float32))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-3, 3)
    assert [stop for stop, _ in figure.data[0].colorscale][2] == 0.5


def test_a_stage_of_zeros_has_colours_all_the_same() -> None:
    figure = figures.maps_figure(np.zeros((2, 3, 3), np.float32))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-1, 1)


def test_the_kernels_of_the_second_convolution_are_named_by_output_and_input() -> None:
    weight = torch.arange(3 * 2 * 5 * 5, dtype=torch.float32).reshape(3, 2, 5, 5)
    figure = figures.kernels_figure(weight)
    tiles = figure.layout.meta["tiles"]
    index = tiles["names"].index("kernel 2, input channel 1")
    row, column = tiles["corners"][index]
    np.testing.assert_array_equal(np.asarray(figure.data[0].z)[row : row + 5, column : column + 5], weight[2, 1])


def test_bars_hold_every_value_once_in_the_colour_of_its_sign() -> None:
    values = np.array([-2, 0, 3, -1], np.float32)
    above, below = figures.bars_figure(values).data
    np.testing.assert_array_equal(above.y, [np.nan, 0, 3, np.nan])
    np.testing.assert_array_equal(below.y, [-2, np.nan, np.nan, -1])
    assert above.marker.color != below.marker.color


def test_the_canvas_is_in_draw_mode_with_y_down_and_cannot_be_zoomed() -> None:
    for size in ll.CANVAS_SIZES:
        layout = figures.canvas_figure(size).layout
        assert layout.dragmode == "drawopenpath"
        assert list(layout.xaxis.range) == [0, size]
        assert list(layout.yaxis.range) == [size, 0]
        assert layout.xaxis.fixedrange
        assert layout.yaxis.fixedrange


@pytest.mark.parametrize("conv1", [ll.Conv1Config(), ll.Conv1Config(3, 2, 1, 6), ll.Conv1Config(5, 2, 2, 12)], ids=str)
def test_every_stage_explains_itself_with_its_own_numbers(conv1: ll.Conv1Config) -> None:
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(conv1, "pretrained"))
    stages = {stage.name: stage for stage in stages_of(reading)}
    for layer in reading.trace:
        assert stages[layer.name].text.shape == " × ".join(map(str, layer.output.shape))
        assert len(stages[layer.name].text.paragraphs) >= 2
    words = {name: " ".join(stage.text.paragraphs) for name, stage in stages.items()}
    k, s, p, n = conv1.kernel_size, conv1.stride, conv1.padding, conv1.conv1_size
    assert f"⌊(28 + 2·{p} − {k}) / {s}⌋ + 1 = {n}" in words["conv1"]
    assert f"{conv1.filters} kernels" in words["conv1"]
    assert f"{conv1.filters * 25} products" in words["conv2"]
    assert f"{float(reading.trace['conv1'].output.max()):.2f}" in words["conv1"]
    cut = int((reading.trace["relu1"].input < 0).sum())
    assert f"{cut:,} of" in words["relu1"]
    digit, probability = reading.trace.top(1)[0]
    assert f"{digit} leads with" in words["fc3"]
    assert f"{probability:.2%}" in words["softmax"]


def test_the_place_of_the_strongest_answer_is_right() -> None:
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), Settings(ll.Conv1Config(), "pretrained"))
    layer = reading.trace["conv2"]
    assert layer.output[place_of_largest(layer)] == layer.output.max()
