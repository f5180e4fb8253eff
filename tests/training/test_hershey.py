"""Letters out of stroke fonts: read where they are installed, done without where they are not."""

import numpy as np
import pytest

from tests.conftest import need
from training import hershey, nondigits
from training.hershey import LATIN, OTHERS, UNSEEN, has_hershey, stroke_letters
from training.lookalikes import looks_like_a_digit
from training.nondigits import FROM_HERSHEY, KINDS, drawable, non_digit


def test_letters_of_the_stroke_fonts_are_strokes_of_two_points_or_more_and_no_lookalikes() -> None:
    need(has_hershey(), "hershey-fonts is not installed")
    for fonts in (LATIN, OTHERS, UNSEEN):
        letters = stroke_letters(fonts)
        assert len(letters) >= 15 * len(fonts)
        assert all(stroke.ndim == 2 and stroke.shape[1] == 2 and len(stroke) > 1 for one in letters for stroke in one)
        assert not any(looks_like_a_digit(list(one)) for one in letters[::7])


def test_signs_that_are_measured_as_unseen_come_from_fonts_of_their_own() -> None:
    assert not set(UNSEEN) & {*LATIN, *OTHERS}


def test_without_the_fonts_every_other_kind_is_drawn_and_those_are_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hershey, "find_spec", lambda name: None)
    kinds = set(KINDS) - set(FROM_HERSHEY)
    assert set(drawable(KINDS)) == kinds
    assert {non_digit(seed).kind for seed in range(150)} == kinds
    with pytest.raises(ValueError, match="kind is 'stroke letter'; allowed here: letter, sign"):
        non_digit(0, "stroke letter")


def test_a_stroke_letter_is_written_differently_every_time_and_stays_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ell = (np.array([[0.0, 0.0], [0.0, 20.0], [12.0, 20.0]]),)
    monkeypatch.setattr(nondigits, "stroke_letters", lambda fonts: (ell,))
    written = [nondigits.stroke_letter(("any",), np.random.default_rng(seed)) for seed in range(20)]
    assert len({stroke.tobytes() for (stroke,) in written}) == 20
    for (stroke,) in written:
        down, across = stroke[1] - stroke[0], stroke[2] - stroke[1]
        assert down[1] > 70
        assert across[0] > 20
