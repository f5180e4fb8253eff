"""Print to learn from: in fonts and alphabets that print is not measured with, and never a digit by another name."""

import unicodedata

import numpy as np
import pytest
import torch

from tests.conftest import need
from training import printed, typeset
from training.data import NO_DIGIT
from training.lookalikes import ALIKE, likeness_of_ink
from training.material import gather
from training.nondigits import drawn_nondigits
from training.recipe import Recipe
from training.typeset import FONTS, alphabets_of, has_typeset, typeset_digits, typeset_nondigits

ASIDE = ("ARMENIAN", "GEORGIAN", "HEBREW")


@pytest.fixture(autouse=True)
def _fonts() -> None:
    need(has_typeset(), "matplotlib, whose fonts are learned from, is not installed")


def test_print_is_learned_in_other_fonts_than_it_is_measured_in() -> None:
    assert not {name.partition(".")[0] for name in FONTS} & {name.partition(".")[0] for name in printed.FONTS}


@pytest.mark.parametrize("font", FONTS)
def test_of_a_font_come_letters_and_signs_that_are_no_number_and_of_no_alphabet_kept_aside(font: str) -> None:
    characters = "".join(alphabets_of(font))
    assert len(characters) > 300
    assert set("AEFHKRTX") <= set(characters)
    assert not set("0123456789OolIZzSs²⅔①Ⅷ") & set(characters)
    letters = [character for character in characters if character.isalpha()]
    assert not any(unicodedata.name(letter).startswith(ASIDE) for letter in letters)
    assert not set(printed.PRINTED["printed letter of an alphabet never met"]) & set(characters)


def test_characters_are_no_digits_and_do_not_look_like_one() -> None:
    found = typeset_nondigits(60, (1, 0))
    assert found.images.shape == (60, 1, 28, 28)
    assert set(found.labels.tolist()) == {NO_DIGIT}
    assert float(likeness_of_ink(found.images).max()) < ALIKE
    assert len({image.numpy().tobytes() for image in found.images}) > 55


def test_digits_in_print_are_of_all_ten_kinds_and_look_like_digits() -> None:
    digits = typeset_digits(120, (1, 0))
    assert set(digits.labels.tolist()) == set(range(10))
    assert float(likeness_of_ink(digits.images).median()) > ALIKE


def test_print_is_the_same_for_the_same_entropy_and_other_for_another() -> None:
    some, again, other = (typeset_nondigits(10, entropy) for entropy in ((1, 0), (1, 0), (1, 1)))
    assert torch.equal(some.images, again.images)
    assert not torch.equal(some.images, other.images)
    assert not len(typeset_digits(0, (1, 0)))


def test_type_is_set_lighter_and_bolder_wider_and_narrower_and_leaning() -> None:
    sheets = [np.asarray(typeset.picture("T", FONTS[0], np.random.default_rng(seed))) < 128 for seed in range(40)]
    ink = np.array([sheet.sum() for sheet in sheets])
    widths = np.array([np.ptp(np.flatnonzero(sheet.any(0))) for sheet in sheets])
    assert ink.max() > 2 * ink.min()
    assert widths.max() > 1.3 * widths.min()


def test_what_is_learned_from_holds_print_where_the_fonts_are_there_and_is_as_much_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recipe = Recipe(handwritten=100, nondigits=100)
    mnist = typeset_digits(500, (2, 0))  # any digits at all
    with_print = gather(mnist, recipe, workers=1)
    assert len(with_print.handwritten) == 102
    assert with_print.styles is not None
    assert len(with_print.styles) == 102
    monkeypatch.setattr(typeset, "find_spec", lambda name: None)
    without = gather(mnist, recipe, workers=1)
    assert len(without.handwritten) == 100
    assert len(without.nondigits) == len(with_print.nondigits) == 100
    assert set(drawn_nondigits(20, (0, 0)).labels.tolist()) == {NO_DIGIT}
