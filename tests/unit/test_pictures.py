"""Digits on paper, in photos and scans: what is found in them step by step, and what is said where nothing is."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

import lenetlab as ll

SIDE = 280
Array = NDArray[np.floating]
rows, columns = np.mgrid[0:SIDE, 0:SIDE]


def stroke(*points: tuple[float, float], wide: float = 16) -> Array:
    """Ink of a line through points (x, y), (280, 280) in [0, 1]."""
    strokes = [[(x / 2, y / 2) for x, y in points]]
    return np.kron(ll.Drawing(strokes, 140, wide / 2).ink(), np.ones((2, 2)))


SEVEN = stroke((90, 60), (190, 60), (120, 220))
FIVE = np.maximum(stroke((100, 110), (180, 130), (170, 210), (95, 215)), stroke((100, 60), (185, 58)))
PAPER, INK = 0.92, 0.15
DARK_ON_LIGHT = PAPER + SEVEN * (INK - PAPER)


def grain(level: float) -> Array:
    return np.random.default_rng(1).normal(0, level, (SIDE, SIDE))


def on_paper(ink: Array) -> Array:
    return PAPER + ink * (INK - PAPER)


def with_frame(wide: int) -> Array:
    page = DARK_ON_LIGHT.copy()
    page[4 : 4 + wide, 4:-4] = page[-4 - wide : -4, 4:-4] = 0.2
    page[4:-4, 4 : 4 + wide] = page[4:-4, -4 - wide : -4] = 0.2
    return page


def ruled() -> Array:
    page = np.full((SIDE, SIDE), PAPER)
    page[20::30] = 0.6
    return page + SEVEN * (INK - page)


def askew_on_a_desk() -> Image.Image:
    return Image.fromarray((DARK_ON_LIGHT * 255).astype(np.uint8)).rotate(8, expand=True, fillcolor=50)


def tinted(first: tuple[float, float, float], second: tuple[float, float, float]) -> Array:
    paper, ink = np.array(first), np.array(second)
    return paper + SEVEN[..., None] * (ink - paper)


PICTURES: dict[str, object] = {
    "light that falls to a half": DARK_ON_LIGHT * (1 - 0.5 * columns / SIDE),
    "a shadow over a corner": DARK_ON_LIGHT * np.where(rows + columns < SIDE, 0.65, 1.0),
    "a lens that darkens": DARK_ON_LIGHT * (1 - 0.5 * ((rows / 140 - 1) ** 2 + (columns / 140 - 1) ** 2) / 2),
    "grain of 5 %": np.clip(DARK_ON_LIGHT + grain(0.05), 0, 1),
    "a ruled sheet": ruled(),
    "a frame of 1 pixel": with_frame(1),
    "a frame of 2 pixels": with_frame(2),
    "bars above and below": np.pad(DARK_ON_LIGHT, ((40, 40), (0, 0))),
    "the edge of a desk": np.pad(DARK_ON_LIGHT, ((0, 0), (20, 0)), constant_values=0.2),
    "a sheet askew on a desk": askew_on_a_desk(),
    "a black figure on a page": np.pad(1 - DARK_ON_LIGHT, 60, constant_values=1.0),
    "ink as bright as its paper": tinted((0.85, 0.35, 0.35), (0.2, 0.62, 0.32)),
    "a pencil at a fifth of the contrast": np.clip(PAPER - 0.15 * SEVEN + grain(0.008), 0, 1),
    "a hairline": on_paper(stroke((90, 60), (190, 60), (120, 220), wide=3)),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_seven_is_read_in_every_kind_of_picture(model: ll.LeNet, kind: str) -> None:
    assert ll.trace(model, ll.preprocess(PICTURES[kind])).prediction == 7  # type: ignore[arg-type]


def test_a_single_pixel_of_254_on_a_white_page_changes_nothing() -> None:
    page = (255 - 255 * SEVEN).astype(np.uint8)
    expected = ll.preprocess(page)
    page[5, 270] = 254
    assert (ll.preprocess(page) == expected).all()


@settings(max_examples=40)
@given(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1), st.integers(0, 255))
def test_a_speck_anywhere_on_a_clean_page_moves_no_digit(row: int, column: int, tone: int) -> None:
    page = (255 - 255 * SEVEN).astype(np.uint8)
    expected = ll.preprocess(page)
    page[row, column] = tone
    assert float((ll.preprocess(page) - expected).abs().max()) < 0.5


def test_a_photo_has_named_steps_and_a_clean_picture_only_those_of_a_drawing() -> None:
    photo = ll.preprocess_steps(PICTURES["light that falls to a half"])  # type: ignore[arg-type]
    names = ["ink", "crop", "scale", "centre", "normalise"]
    assert [step.name for step in photo] == ["sheet", "light", "strokes", *names]
    assert [step.name for step in ll.preprocess_steps(DARK_ON_LIGHT)] == names


def test_the_steps_of_a_photo_show_the_sheet_its_relief_and_the_strokes_in_it() -> None:
    steps = {step.name: step for step in ll.preprocess_steps(askew_on_a_desk())}
    assert steps["sheet"].image.shape < askew_on_a_desk().size
    assert steps["sheet"].image.min() >= 0
    assert steps["light"].image.max() > 0.5
    outside = steps["strokes"].image == 0
    assert steps["strokes"].image[~outside] == pytest.approx(steps["light"].image[~outside])
    assert 0.02 < (~outside).mean() < 0.3
    assert steps["ink"].image.max() == 1


@pytest.mark.parametrize("polarity", ["dark-on-light", "light-on-dark"])
def test_polarity_says_which_ink_is_looked_for(
    model: ll.LeNet, polarity: Literal["dark-on-light", "light-on-dark"]
) -> None:
    page = DARK_ON_LIGHT if polarity == "dark-on-light" else 1 - DARK_ON_LIGHT
    uneven = page * (1 - 0.4 * columns / SIDE)
    assert ll.trace(model, ll.preprocess(uneven, polarity)).prediction == 7


def test_a_digit_of_two_parts_stays_one(model: ll.LeNet) -> None:
    for page in (on_paper(FIVE), on_paper(FIVE) * (1 - 0.5 * rows / SIDE)):
        assert ll.trace(model, ll.preprocess(page)).prediction == 5


# ---- what cannot be read ----


def test_several_digits_are_counted() -> None:
    two = np.maximum(stroke((40, 80), (40, 200)), stroke((100, 80), (160, 80), (120, 200)))
    three = np.maximum(two, stroke((240, 80), (240, 200)))
    for ink, count in ((two, 2), (three, 3)):
        for page in (on_paper(ink), on_paper(ink) * (1 - 0.4 * columns / SIDE)):
            with pytest.raises(ll.SeveralDigitsError, match=f"{count} separate digits stand in the picture; cut it"):
                ll.preprocess(page)


def net_of_lines() -> Array:
    page = np.full((SIDE, SIDE), PAPER)
    page[10::40] = page[:, 10::40] = 0.3
    return page


def dot(side: int) -> Array:
    page = np.full((SIDE, SIDE), 1.0)
    page[100 : 100 + side, 120 : 120 + side] = 0
    return page


REFUSED = [
    (np.ones((SIDE, SIDE)), ll.BlankInputError, "no ink in the picture: it is white all over"),
    (np.zeros((SIDE, SIDE)), ll.BlankInputError, "no ink in the picture: it is black all over"),
    (np.full((SIDE, SIDE), 0.5), ll.BlankInputError, "of one tone all over, its lightest and darkest pixels 0.0% of"),
    (np.clip(0.8 + grain(0.02), 0, 1), ll.BlankInputError, "nothing stands out from the paper by|only specks"),
    (0.9 - 0.5 * columns / SIDE, ll.BlankInputError, "nothing stands out from the paper by"),
    (
        np.pad(np.full((SIDE, SIDE), PAPER), ((0, 0), (15, 0))),
        ll.BlankInputError,
        "only something along the border|a frame or lines",
    ),
    (net_of_lines(), ll.BlankInputError, "no ink in the picture"),
    (dot(4), ll.SmallInputError, "the ink in the picture is 4 pixels high or wide at most; a digit needs at least 5"),
]


@pytest.mark.parametrize(("page", "error", "message"), REFUSED)
def test_what_cannot_be_read_says_what_was_seen(page: Array, error: type[ll.InputError], message: str) -> None:
    with pytest.raises(error, match=message):
        ll.preprocess(page)


def test_every_refusal_is_an_input_error_and_a_value_error() -> None:
    for error in (ll.BlankInputError, ll.FullInputError, ll.SmallInputError, ll.SeveralDigitsError):
        assert issubclass(error, ll.InputError)
    assert issubclass(ll.InputError, ValueError)
