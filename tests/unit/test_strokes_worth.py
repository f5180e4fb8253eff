"""strokes_worth: the answer without each stroke, verified by drawing it anew."""

import numpy as np
import pytest

import lenetlab as ll

MODEL = ll.load_pretrained()
BAR, STEM, TAIL = [(40, 28), (100, 28)], [(100, 28), (64, 115)], [(64, 115), (60, 118)]
SEVEN = ll.Drawing([BAR, STEM, TAIL], brush=[10, 8, 4])


def test_each_stroke_is_worth_what_the_answer_loses_without_it_and_the_dearest_comes_first() -> None:
    whole = ll.trace(MODEL, ll.preprocess(SEVEN))
    found = ll.strokes_worth(MODEL, SEVEN)
    assert sorted(one.stroke for one in found) == [0, 1, 2]
    worths = [one.worth or 0.0 for one in found]
    assert worths == sorted(worths, reverse=True)
    rest = {0: ([STEM, TAIL], [8, 4]), 1: ([BAR, TAIL], [10, 4]), 2: ([BAR, STEM], [10, 8])}
    for one in found:
        strokes, brush = rest[one.stroke]
        without = ll.trace(MODEL, ll.preprocess(ll.Drawing(strokes, brush=brush)))
        assert one.worth == pytest.approx(float(whole.logits[7] - without.logits[7]), abs=1e-5)
        assert one.without is not None
        assert one.without.prediction == without.prediction


def test_the_bar_makes_a_seven_of_a_one() -> None:
    one_of_bar = next(one for one in ll.strokes_worth(MODEL, SEVEN, target=7) if one.stroke == 0)
    assert one_of_bar.worth is not None
    assert one_of_bar.worth > 3
    assert repr(one_of_bar).startswith("StrokeWorth(stroke 0: +")


def test_without_its_only_stroke_nothing_is_left_and_that_comes_first() -> None:
    (only,) = ll.strokes_worth(MODEL, ll.Drawing([BAR]))
    assert only.worth is None
    assert only.without is None
    assert "nothing is left" in repr(only)


def test_what_a_drawing_was_made_over_stays() -> None:
    background = np.zeros((28, 28), np.uint8)
    background[4:24, 13:16] = 255
    (only,) = ll.strokes_worth(MODEL, ll.Drawing([BAR], background=background), ll.Conv1Config(3, 2, 1, 6))
    assert only.without is not None
    assert only.without.conv1 == ll.Conv1Config(3, 2, 1, 6)


def test_a_picture_has_no_strokes_and_a_target_is_a_digit() -> None:
    with pytest.raises(ValueError, match="drawing is ndarray; expected a Drawing, since it has strokes"):
        ll.strokes_worth(MODEL, np.zeros((28, 28)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="target is 12; allowed"):
        ll.strokes_worth(MODEL, SEVEN, target=12)
