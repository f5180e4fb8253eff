"""Drawing: strokes to ink, Plotly's paths to strokes, and clear refusals."""

import contextlib
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lenetlab as ll
from tests import pace

inside = st.floats(20, 120)
strokes = st.lists(st.lists(st.tuples(inside, inside), min_size=1, max_size=6), min_size=1, max_size=4)
anywhere = st.one_of(st.floats(-20, 160), st.floats(-1e5, 1e5), st.integers(0, 140).map(float))
wild_stroke = st.lists(st.tuples(anywhere, anywhere), min_size=1, max_size=8)
any_brush = st.one_of(st.floats(1e-3, 28), st.sampled_from([0.5, 1.0, 2.0, 7.0, 10.0, 28.0]))


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


def ink_by_definition(drawing: ll.Drawing) -> np.ndarray:
    """The ink of each pixel from the distance of its centre to each segment, one after another."""
    y, x = np.mgrid[: drawing.size, : drawing.size] + 0.5
    ink = np.zeros((drawing.size, drawing.size))
    for stroke, brush in zip(drawing.strokes, drawing.brushes, strict=True):
        for (x0, y0), (x1, y1) in zip(stroke, stroke[1:] or stroke, strict=False):
            dx, dy = x1 - x0, y1 - y0
            along = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy or 1), 0, 1)
            distance = np.hypot(x - x0 - along * dx, y - y0 - along * dy)
            ink = np.maximum(ink, np.clip(brush / 2 + 0.5 - distance, 0, 1) * min(brush, 1))
    return ink


@given(st.data(), st.sampled_from([28, 140]), st.integers(1, 5))
def test_a_pixel_holds_as_much_ink_as_its_centre_lies_within_the_nearest_brush(
    data: st.DataObject, size: int, count: int
) -> None:
    strokes = data.draw(st.lists(wild_stroke, min_size=count, max_size=count))
    drawing = ll.Drawing(strokes, size, data.draw(st.lists(any_brush, min_size=count, max_size=count)))
    np.testing.assert_allclose(drawing.ink(), ink_by_definition(drawing), atol=2e-6)


@pytest.mark.parametrize("size", [28, 140])
@pytest.mark.parametrize("brush", [0.2, 1, 6.9, 7, 9.4, 24])
def test_so_it_does_however_many_segments_there_are(size: int, brush: float) -> None:
    chance = random.Random(0)
    places = [[(chance.uniform(-9, size + 9), chance.uniform(-9, size + 9)) for _ in range(8)] for _ in range(60)]
    brushes = [brush] * 30 + [chance.uniform(0.1, brush) for _ in range(30)]
    drawing = ll.Drawing(places, size, brushes)
    np.testing.assert_allclose(drawing.ink(), ink_by_definition(drawing), atol=2e-6)


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
    "path",
    [
        "M1,1" + "L1,1" * 49_000,
        "M1,1" * 49_000,
        "M1,1" + "Z" * 190_000,
        "M" + "9" * 190_000,
        "M" + "1 " * 90_000,
        "M" + ".1" * 90_000,
        "M1" + "e+" * 90_000,
        "M1e" + "9" * 190_000 + ",1",
        "M1," * 60_000,
        "M" + " ," * 90_000,
    ],
    ids=lambda path: f"{path[:10]}...",
)
def test_no_text_takes_long_to_be_refused(path: str) -> None:
    def refused() -> None:
        with pytest.raises(ll.DrawingError):
            ll.Drawing.from_plotly([{"path": path}] * 5)

    pace.assert_affordable(refused)


def test_shapes_of_too_many_points_are_refused_before_they_are_read() -> None:
    shapes = [{"path": "M1,1" + "L1,1" * 3_000}] * 30

    def refused() -> None:
        with pytest.raises(ll.DrawingError, match=r"shapes\[1\]\.path makes it 6,002 points; allowed: 4,000 in all"):
            ll.Drawing.from_plotly(shapes)

    pace.assert_affordable(refused)


def test_a_path_may_be_written_in_every_way_that_leaves_no_doubt() -> None:
    for path in ("M1,2L-3,4", " M 1 2 L -3 4 ", "M1,2\nL-3.,+4", "M1 , 2L-.3e1,4.0", "M1 2L-3+4"):
        assert ll.parse_path(path) == [[(1, 2), (-3, 4)]]
    for path in ("M12", "M1.5", "M1.2.3", "x M1,2", "M1,2 Z3", "M٣,٤", "M1,,e,2"):
        with pytest.raises(ll.DrawingError, match="path is "):
            ll.parse_path(path)


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
        ({"size": 10**5_000}, "size is of type int, too long to show; allowed: 28 or 140"),
        ({"strokes": [[(1, 2)]], "brush": [10**5_000]}, r"brush\[0\] is of type int, too long to show"),
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


def scribble(step: float, size: int, points: int = 4_000) -> list[tuple[float, float]]:
    """A pen that goes to and fro, so many units from each point to the next, in any direction."""
    chance, x, y, places = random.Random(1), size / 2, size / 2, []
    for _ in range(points):
        angle = chance.uniform(0, 2 * math.pi)
        x = min(max(x + step * math.cos(angle), 0), size)
        y = min(max(y + step * math.sin(angle), 0), size)
        places.append((x, y))
    return places


@pytest.mark.parametrize("step", [1, 5, 20, 47])
def test_the_longest_and_hastiest_scribble_with_the_widest_brush_of_the_page_is_drawn(step: float) -> None:
    one, many = [scribble(step, 140)], [scribble(step, 140, 8) for _ in range(500)]
    for strokes in (one, many):
        drawing = ll.Drawing(strokes, brush=24)
        pace.assert_affordable(drawing.ink)


def across(size: int) -> list[tuple[float, float]]:
    return [(0, 0) if i % 2 else (size, size) for i in range(4_000)]


@pytest.mark.parametrize("brush", [1, 7, 24, 140])
def test_strokes_that_would_cost_too_much_are_refused_at_once(brush: float) -> None:
    def refused() -> None:
        with pytest.raises(
            ll.DrawingError, match=r"strokes has 78,\d{3},\d{3} pixels to ink; allowed: 40,000,000 at most"
        ):
            ll.Drawing([across(140)], 140, brush)

    pace.assert_affordable(refused)


def nasty() -> dict[str, tuple[list[list[tuple[float, float]]], float | list[float]]]:
    """Drawings of as much as is allowed, each of which is slow to draw in one way or another: strokes and brushes."""
    chance = random.Random(2)
    diagonal = across(140)[:2_000]
    return {
        "diagonals of a middling brush": ([diagonal], 9.4),
        "diagonals that all differ": ([[(x + chance.uniform(-5, 5), y) for x, y in diagonal]], 9),
        "upright lines": ([[(70.0, 140.0 * (i % 2)) for i in range(4_000)]], 9.4),
        "level lines": ([[(140.0 * (i % 2), i * 0.035) for i in range(4_000)]], 6.9),
        "lines in all directions": ([[(chance.uniform(0, 140), chance.uniform(0, 140)) for _ in range(4_000)]], 5),
        "a brush for each stroke": ([scribble(9, 140, 8) for _ in range(500)], [3 + i / 60 for i in range(500)]),
        "dots": ([[(chance.uniform(0, 140), chance.uniform(0, 140))] * 8 for _ in range(500)], 24),
        "one place": ([[(70.0, 70.0)] * 4_000], 9.4),
        "far away": ([[(chance.uniform(-1e5, 1e5), chance.uniform(-1e5, 1e5)) for _ in range(4_000)]], 140),
    }


@pytest.mark.parametrize("size", [28, 140])
@pytest.mark.parametrize("name", nasty())
def test_no_drawing_that_is_allowed_costs_more_than_150_ms(name: str, size: int) -> None:
    strokes, brushes = nasty()[name]
    factor = size / 140
    scaled = [[(x * factor, y * factor) for x, y in stroke] for stroke in strokes]
    widths = [brush * factor for brush in brushes] if isinstance(brushes, list) else brushes * factor

    def read() -> None:
        with contextlib.suppress(ll.FullInputError):
            ll.preprocess(ll.Drawing(scaled, size, widths))

    pace.assert_affordable(read)
