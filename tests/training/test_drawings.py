"""Drawings by the thousand: what is no digit, and pen strokes to measure with."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll
from tests.conftest import need
from training import canvas
from training.canvas import canvas_settings, draw_many, seeds, seen
from training.data import NO_DIGIT
from training.families import KEPT_ASIDE, Family, Others
from training.handwritten import handwritten_digits, written
from training.lookalikes import ALIKE, likeness_of_ink, looks_like_a_digit
from training.nondigits import (
    ANGULAR_ALIKE,
    KINDS,
    LETTERS,
    SIGNS,
    UNSEEN,
    UNSEEN_KINDS,
    drawable,
    drawn_nondigits,
    non_digit,
)  # fmt: skip
from training.pen import PenDataError, PenDigit, drawn_pen, load_pen, pen_drawing
from training.printed import FONTS, PRINTED, has, has_printed, printed_digits, printed_lookalikes, printed_nondigits

SEVEN = PenDigit(7, (((0.4, 0.4), (0.6, 0.4), (0.5, 0.7)), ((0.45, 0.55), (0.6, 0.55))))


def test_drawings_are_the_same_for_the_same_entropy_and_others_for_another() -> None:
    some, again, others = (handwritten_digits(40, entropy) for entropy in ((1, 0), (1, 0), (1, 1)))
    assert torch.equal(some.images, again.images)
    assert not torch.equal(some.images, others.images)
    assert some.images.shape == (40, 1, 28, 28)
    assert 0 <= some.images.min() <= some.images.max() <= 1
    assert set(handwritten_digits(150, (2, 0)).labels.tolist()) == set(range(10))


def test_it_matters_not_how_many_processes_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "CHUNK", 50)  # else so few would be drawn by one
    alone, together = (draw_many(written, seeds(240, (5,)), workers) for workers in (1, 2))
    assert torch.equal(alone.images, together.images)
    assert torch.equal(alone.labels, together.labels)


def test_seeds_of_different_runs_never_meet() -> None:
    ranges = [seeds(10_000_000, (seed, rank, kind)) for seed in range(20) for rank in range(4) for kind in (1, 2)]
    ends = sorted((r.start, r.stop) for r in ranges)
    assert all(stop <= start for (_, stop), (start, _) in pairwise(ends))


@given(st.integers(0, 2**40))
def test_canvas_settings_are_such_as_a_canvas_allows_and_leave_the_digit_legible(seed: int) -> None:
    size, height, brush = canvas_settings(np.random.default_rng(seed))
    assert size in ll.CANVAS_SIZES
    assert 0.2 <= height <= 0.88
    assert 0 < brush <= 0.42 * height * size + 1e-9


@pytest.mark.parametrize("kind", drawable((*KINDS, *UNSEEN_KINDS)))
def test_every_kind_of_non_digit_can_be_drawn_and_differs_every_time(kind: str) -> None:
    images = [seen(non_digit(seed, kind).drawing) for seed in range(30)]
    assert all(image.any() for image in images)
    assert len({image.tobytes() for image in images}) >= 25
    assert (non_digit(4, kind).drawing.ink() == non_digit(4, kind).drawing.ink()).all()


@given(st.integers(0, 2**40))
@settings(max_examples=60, deadline=None)
def test_non_digits_lie_on_the_canvas(seed: int) -> None:
    drawing = non_digit(seed).drawing
    points = np.vstack([np.array(stroke) for stroke in drawing.strokes])
    assert points.min() >= -0.2 * drawing.size
    assert points.max() <= 1.2 * drawing.size


def written_as(text: str) -> torch.Tensor:
    """The input that a steady hand's writing of these strokes leads to, (784,)."""
    strokes = ll.write_glyph(ll.parse_glyph("shape", text), ll.Hand(aspect=0.9), np.random.default_rng(0))
    drawing = ll.Drawing([((line + 0.5) * 100 + 20).tolist() for line in strokes], brush=8)
    return ll.preprocess(drawing).flatten()


def test_what_is_measured_as_unseen_is_never_trained_on() -> None:
    trained = [written_as(text) for text in (LETTERS | SIGNS).values()]
    for name, text in UNSEEN.items():
        nearest = min(float((written_as(text) - other).square().mean().sqrt()) for other in trained)
        assert nearest > 0.5, name
    assert {non_digit(seed).kind for seed in range(200)} == set(drawable(KINDS))
    assert set(drawn_nondigits(30, (0, 0)).labels.tolist()) == {NO_DIGIT}


# How near to a digit each may come; what has corners may come nearer.
MADE_UP = {
    "symbol": ALIKE, "shape": ANGULAR_ALIKE, "pictogram": ANGULAR_ALIKE, "turned letter": ALIKE, "scribble": ALIKE,
    "part of a digit": ALIKE,
}  # fmt: skip


@pytest.mark.parametrize("kind", drawable(tuple(MADE_UP)))
def test_what_is_made_up_to_be_no_digit_is_hardly_ever_one_all_the_same(kind: str) -> None:
    drawings = [[np.array(stroke) for stroke in non_digit(seed, kind).drawing.strokes] for seed in range(60)]
    assert sum(looks_like_a_digit(strokes, MADE_UP[kind]) for strokes in drawings) <= 3


def test_digits_look_like_digits_and_most_letters_do_not() -> None:
    steady = np.random.default_rng(0)
    digits = [
        looks_like_a_digit(ll.write_glyph(way, ll.Hand(aspect=0.7), steady))
        for ways in ll.ALL_GLYPHS.values()
        for way in ways
    ]
    letters = [
        looks_like_a_digit(ll.write_glyph(ll.parse_glyph(name, text), ll.Hand(aspect=0.7), steady))
        for name, text in LETTERS.items()
    ]
    assert sum(digits) == len(digits)
    assert sum(letters) <= len(letters) / 2


def test_a_kind_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="kind is 'rune'; allowed here: letter, sign"):
        non_digit(0, "rune")


def test_every_style_kept_aside_is_some_of_all_styles_and_never_met_by_those_who_learn_without_it() -> None:
    rng = np.random.default_rng(0)
    hands = [ll.any_hand(rng) for _ in range(400)]
    written_by_all = [
        (digit, way, hand) for digit, ways in ll.ALL_GLYPHS.items() for way in ways for hand in hands[:40]
    ]
    for name, aside in KEPT_ASIDE.items():
        held = [aside.hold(*style) for style in written_by_all]
        others = [Others(aside).hold(*style) for style in written_by_all]
        assert 0.05 <= sum(held) / len(held) <= 0.35, name
        assert [not one for one in held] == others, name


def test_every_way_to_write_a_digit_belongs_to_one_family_and_every_digit_to_all_five() -> None:
    hand = ll.Hand()
    for digit, ways in ll.ALL_GLYPHS.items():
        families = [[number for number in range(5) if Family(number).hold(digit, way, hand)] for way in ways]
        assert all(len(of_way) == 1 for of_way in families)
        assert {number for (number,) in families} == {0, 1, 2, 3, 4}


def test_digits_of_a_family_are_drawn_in_its_ways_only_the_same_for_the_same_entropy() -> None:
    some, again = (handwritten_digits(30, (4, 0), styles=Family(2)) for _ in range(2))
    assert torch.equal(some.images, again.images)
    assert not torch.equal(some.images, handwritten_digits(30, (4, 0), styles=Family(3)).images)


def test_printed_digits_are_all_ten_in_fonts_that_have_them_each_of_its_own_shape() -> None:
    need(has_printed(), "the fonts to print with are not installed")
    digits = printed_digits()
    assert digits.labels.tolist() == list(range(10)) * 20
    for font, of_font in zip(FONTS, digits.images.split(10), strict=True):
        assert all(has(font, digit) for digit in "0123456789")
        assert len({image.numpy().tobytes() for image in of_font}) == 10
    assert len({of_font.numpy().tobytes() for of_font in digits.images.split(10)}) == 20


def test_printed_characters_are_those_that_fonts_have_and_nobody_takes_for_a_digit() -> None:
    need(has_printed(), "the fonts to print with are not installed")
    fonts = 2
    for kind, characters in PRINTED.items():
        found = printed_nondigits(kind, fonts)
        assert 0.1 * fonts * len(characters) <= len(found) <= fonts * len(characters)
        assert set(found.labels.tolist()) == {NO_DIGIT}
        assert float(likeness_of_ink(found.images).max()) < ALIKE
        assert set(printed_lookalikes(kind, fonts)) <= set(characters)
    assert "נ" in printed_lookalikes("printed letter of an alphabet never met", fonts)
    assert "☂" not in printed_lookalikes("printed sign", fonts)


def test_a_pen_digit_lies_as_it_was_written_or_elsewhere_in_another_size() -> None:
    as_written = pen_drawing(SEVEN, 140, 6)
    np.testing.assert_allclose(as_written.strokes[0][0], (56, 56))
    moved = [pen_drawing(SEVEN, 140, 6, seed) for seed in range(40)]
    heights = [np.ptp([y for stroke in d.strokes for _, y in stroke]) for d in moved]
    assert min(heights) >= 0.7 * 0.3 * 140 - 1e-6
    assert max(heights) <= 2.2 * 0.3 * 140 + 1e-6
    assert max(heights) > 1.5 * min(heights)
    points = np.vstack([np.array(stroke) for d in moved for stroke in d.strokes])
    assert 7 - 1e-6 <= points.min() <= points.max() <= 133 + 1e-6


def test_pen_digits_are_seen_as_the_canvas_would_show_them() -> None:
    drawn = drawn_pen([SEVEN, SEVEN])
    assert len(drawn) == 14
    digits = drawn[28, 2, False]
    expected = ll.preprocess(pen_drawing(SEVEN, 28, 2)) * ll.MNIST_STD + ll.MNIST_MEAN
    torch.testing.assert_close(digits.images[:1], expected, atol=1 / 255, rtol=0)
    assert digits.labels.tolist() == [7, 7]


LINE = json.dumps({"digit": 7, "strokes": SEVEN.strokes})


def zipped(content: bytes) -> bytes:
    """The same bytes whenever it is called: they name a test."""
    return gzip.compress(content, mtime=0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is missing"),
        (b"", "holds no pen strokes"),
        (b"not gzip", "is damaged"),
        (zipped(LINE.encode())[:-9], "is damaged"),
        (zipped(b"{}\n"), "holds no pen strokes"),
        (zipped(b'{"digit": 12, "strokes": [[[0, 0]]]}\n'), "digit is 12; allowed: 0 to 9"),
        (zipped(b'{"digit": 1, "strokes": [[["a", 0]]]}\n'), r"strokes\[0\] is not a list"),
        (zipped(b"[1, 2]\n"), "holds no pen strokes"),
        (zipped(b'{"digit": 1, "strokes": []}\n'), "line 1: strokes must be one or more, within 0 and 1"),
        (zipped(f'{LINE}\n{{"digit": 1, "strokes": [[[0, 9]]]}}\n'.encode()), "line 2: strokes must be"),
    ],
)
def test_a_file_that_holds_no_pen_strokes_is_refused_in_one_line(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "pen.jsonl.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PenDataError, match=message) as caught:
        load_pen(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_pen_strokes_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "pen.jsonl.gz"
    path.write_bytes(gzip.compress(f"{LINE}\n{LINE}\n".encode()))
    assert load_pen(path) == [SEVEN, SEVEN]
