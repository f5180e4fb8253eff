"""Drawing: strokes to ink, Plotly's paths to strokes, and clear refusals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lenetlab as ll

inside = st.floats(20, 120)
strokes = st.lists(st.lists(st.tuples(inside, inside), min_size=1, max_size=6), min_size=1, max_size=4)


@pytest.mark.parametrize("size", [28, 140])
def test_ink_is_one_number_per_pixel_between_paper_and_full(size: int) -> None:
    ink = ll.Drawing([[(size / 4, size / 4), (size / 2, size / 2)]], size=size).ink()
    assert ink.shape == (size, size)
    assert ink.dtype == np.float32
    assert 0 == ink.min() < ink.max() == 1


def test_x_goes_right_and_y_goes_down() -> None:
    ink = ll.Drawing([[(100, 20)]], size=140, brush=8).ink()
    row, column = np.unravel_index(ink.argmax(), ink.shape)
    assert abs(row - 20) <= 4
    assert abs(column - 100) <= 4


@given(st.floats(3, 40), st.floats(30, 110), st.floats(30, 110))
def test_a_dot_has_the_area_of_its_brush(brush: float, x: float, y: float) -> None:
    area = ll.Drawing([[(x, y)]], brush=brush).ink().sum()
    assert area == pytest.approx(math.pi * brush**2 / 4, rel=0.06)


@given(st.floats(2, 20), st.floats(0, 2 * math.pi))
def test_a_line_is_as_wide_as_its_brush_in_every_direction(brush: float, angle: float) -> None:
    dx, dy = 40 * math.cos(angle), 40 * math.sin(angle)
    area = ll.Drawing([[(70 - dx, 70 - dy), (70 + dx, 70 + dy)]], brush=brush).ink().sum()
    assert area == pytest.approx(80 * brush + math.pi * brush**2 / 4, rel=0.05)


@given(strokes)
def test_the_order_of_strokes_does_not_matter(strokes: list[list[tuple[float, float]]]) -> None:
    forward, backward = ll.Drawing(strokes).ink(), ll.Drawing(strokes[::-1]).ink()
    np.testing.assert_array_equal(forward, backward)


@given(strokes, st.tuples(inside, inside))
def test_another_stroke_never_takes_ink_away(
    strokes: list[list[tuple[float, float]]], point: tuple[float, float]
) -> None:
    assert (ll.Drawing([*strokes, [point]]).ink() >= ll.Drawing(strokes).ink()).all()


def test_each_stroke_can_have_its_own_brush() -> None:
    drawing = ll.Drawing([[(30, 70)], [(110, 70)]], brush=[4, 20])
    ink = drawing.ink()
    assert ink[:, 70:].sum() > 10 * ink[:, :70].sum()
    assert drawing.brushes == (4.0, 20.0)


def test_ink_outside_the_canvas_is_cut_off() -> None:
    ink = ll.Drawing([[(-1e5, 70), (1e5, 70)], [(500, 500)]], brush=10).ink()
    assert ink[70].min() == 1
    assert ink[:60].max() == 0


@pytest.mark.parametrize("size", [28, 140])
def test_a_background_is_laid_under_the_strokes(mnist: ll.Mnist, size: int) -> None:
    image = mnist.images[0]
    plain = ll.Drawing(size=size, background=image).ink()
    factor = size // 28
    np.testing.assert_allclose(plain[::factor, ::factor], image / 255, atol=1e-6)
    drawn = ll.Drawing([[(2, 2)]], size=size, background=image).ink()
    assert (drawn >= plain).all()
    assert drawn.sum() > plain.sum()


def test_plotly_shapes_become_strokes_with_the_brush_of_their_name() -> None:
    shapes = [
        {"type": "path", "path": "M21.900000000000002,13.5L22,14.25L30,40", "name": "b:12"},
        {"type": "rect", "x0": 0, "x1": 1},
        {"type": "path", "path": "M1,2L3,4M5e0,6L7,8Z"},
    ]
    drawing = ll.Drawing.from_plotly(shapes, size=140, brush=5)
    assert drawing.strokes == (
        ((21.900000000000002, 13.5), (22.0, 14.25), (30.0, 40.0)),
        ((1.0, 2.0), (3.0, 4.0)),
        ((5.0, 6.0), (7.0, 8.0), (5.0, 6.0)),
    )
    assert drawing.brushes == (12.0, 5.0, 5.0)


@given(strokes)
def test_what_is_written_as_paths_is_read_back(strokes: list[list[tuple[float, float]]]) -> None:
    shapes = [{"path": "M" + "L".join(f"{x!r},{y!r}" for x, y in stroke), "name": "b:7"} for stroke in strokes]
    drawing = ll.Drawing.from_plotly(shapes)
    assert drawing.strokes == tuple(tuple(stroke) for stroke in strokes)


@pytest.mark.parametrize(
    "path", ["", "Z", "L1,2", "M1", "M1,2,3", "M1,2L", "M1,2C3,4,5,6,7,8", "1,2", "M1,2<script>", "Mnan,1", None, 7, []]
)
def test_a_path_that_is_no_path_is_refused_by_name(path: object) -> None:
    with pytest.raises(ll.DrawingError, match=r"shapes\[1\]\.path"):
        ll.Drawing.from_plotly([{"path": "M1,2"}, {"path": path}])


@pytest.mark.parametrize("path", ["M1,2" + "L" * 100_000, "M1,2" + " " * 100_000 + "x", "M" + "9" * 150_000])
def test_a_malicious_path_is_refused_at_once(path: str) -> None:
    with pytest.raises(ll.DrawingError):
        ll.Drawing.from_plotly([{"path": path}])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": 100}, "size is 100; allowed: 28 or 140"),
        ({"size": True}, "size is True"),
        ({"strokes": "M1,2"}, "strokes is str"),
        ({"strokes": [[(1, 2)], []]}, r"strokes\[1\] has shape"),
        ({"strokes": [[(1, 2, 3)]]}, r"strokes\[0\] has shape \(1, 3\)"),
        ({"strokes": [[(1, float("nan"))]]}, r"strokes\[0\] has a coordinate out of range"),
        ({"strokes": [[(-1e154, 70), (1e154, 70)]]}, "numbers from −100,000 to 100,000"),
        ({"strokes": [[(10**400, 70)]]}, r"strokes\[0\]"),
        ({"size": 140.0}, "size is 140.0"),
        ({"strokes": [[(1, 2)]], "brush": 10**400}, "brush is 1000"),
        ({"strokes": [[(1, 2)]], "brush": [1] * 5_000}, "brush is 5000 numbers; expected a number or 1 of them"),
        ({"strokes": [[(1, "b")]]}, r"strokes\[0\] is not a list of \(x, y\) numbers"),
        ({"strokes": [[(1, 2)]] * 501}, "501 strokes; allowed: 500 at most"),
        ({"strokes": [[(1, 2)] * 4_001]}, "4,001 points; allowed: 4,000 at most"),
        ({"strokes": [[(1, 2)]], "brush": 0}, "brush is 0; allowed: a number above 0, at most 140"),
        ({"strokes": [[(1, 2)]], "brush": float("nan")}, "brush is nan"),
        ({"strokes": [[(1, 2)]], "brush": [1, 2]}, "expected a number or 1 of them"),
        ({"strokes": [[(1, 2)], [(1, 2)]], "brush": [1, -2]}, r"brush\[1\] is -2"),
        ({"background": np.zeros((28, 28))}, r"background is float64 \(28, 28\); expected uint8"),
        ({"background": np.zeros((20, 20), np.uint8)}, r"background is uint8 \(20, 20\)"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_field_and_value(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ll.DrawingError, match=message):
        ll.Drawing(**arguments)


def test_a_brush_may_be_a_number_of_any_kind() -> None:
    for brush in (3, 3.0, np.float32(3), np.array(3.0), [3], np.array([3])):
        assert ll.Drawing([[(70, 70)]], brush=brush).brushes == (3.0,)
