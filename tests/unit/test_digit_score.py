"""The digit score: the probability of the ten digits beside an eleventh answer, "no digit"."""

from typing import Any

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

import lenetlab as ll

LOGITS = st.lists(st.floats(-30, 30), min_size=10, max_size=10)


@given(LOGITS)
def test_it_is_the_probability_of_the_ten_beside_a_logit_of_zero(logits: list[float]) -> None:
    assume(min(logits) < 0 or abs(sum(logits) - 1) > 0.01)  # else they are what softmax gives
    z = torch.tensor(logits, dtype=torch.float64)
    eleven = torch.softmax(torch.cat([z, torch.zeros(1)]), 0)
    assert float(ll.digit_score(z)) == pytest.approx(float(eleven[:10].sum()), abs=1e-9)


def test_it_scores_a_batch_as_it_scores_each(model: ll.LeNet, seven: ll.Drawing) -> None:
    x = torch.cat([ll.preprocess(seven), torch.zeros(1, 1, 28, 28)])
    with torch.inference_mode():
        logits = model(x)
    torch.testing.assert_close(ll.digit_score(logits)[0], ll.digit_score(logits[0]))
    assert ll.digit_score(logits).shape == (2,)


def test_a_digit_scores_high_and_a_scribble_low(model: ll.LeNet, seven: ll.Drawing) -> None:
    scribble = ll.Drawing([[(20, 20), (120, 40), (20, 60), (120, 80), (20, 100), (120, 120), (40, 130), (110, 20)]])
    scores = [float(ll.digit_score(ll.trace(model, ll.preprocess(d)).logits)) for d in (seven, scribble)]
    assert scores[0] > 0.9
    assert scores[1] < 0.1


@pytest.mark.parametrize(
    ("logits", "message"),
    [
        (torch.full((10,), 0.1), "logits holds probabilities"),
        (torch.eye(10), "logits holds probabilities"),
        (torch.zeros(11), r"logits is torch.float32 \(11,\); expected a floating-point tensor \(10,\) or \(B, 10\)"),
        (torch.zeros(10, dtype=torch.int64), r"logits is torch.int64 \(10,\)"),
        ([0.0] * 10, "logits is list"),
        (None, "logits is NoneType"),
    ],
)
def test_what_is_no_logits_is_refused_and_probabilities_by_name(logits: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ll.digit_score(logits)


def test_the_probabilities_of_a_trace_are_refused_and_its_logits_are_not(model: ll.LeNet, seven: ll.Drawing) -> None:
    trace = ll.trace(model, ll.preprocess(seven))
    with pytest.raises(ValueError, match=r"expected the scores before softmax: trace\.logits"):
        ll.digit_score(trace.probabilities)
    assert float(ll.digit_score(trace.logits)) > 0.9


def test_a_batch_of_none_has_no_scores() -> None:
    assert ll.digit_score(torch.zeros(0, 10)).shape == (0,)
