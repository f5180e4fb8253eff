"""What is said of a model: shares with intervals, calibration, confusion; each against what is known."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from training.evaluation import choose_threshold
from training.measure import calibration, confusion, hits, interval, share_refused


@pytest.mark.parametrize(
    ("share", "count", "low", "high"),
    [(0.5, 100, 0.4038, 0.5962), (0.995, 10_000, 0.9934, 0.9962), (1.0, 10, 0.7225, 1)],
)
def test_an_interval_is_wilsons(share: float, count: int, low: float, high: float) -> None:
    assert interval(share, count) == pytest.approx((low, high), abs=2e-4)


@given(st.integers(1, 100_000), st.floats(0, 1))
def test_an_interval_holds_the_share_and_lies_within_0_and_1(count: int, share: float) -> None:
    low, high = interval(share, count)
    assert 0 <= low <= share <= high <= 1


def logits_with(confidence: float, guesses: list[int]) -> torch.Tensor:
    """Logits whose softmax gives the guess this probability, and the others the rest in equal parts."""
    p = torch.full((len(guesses), 10), (1 - confidence) / 9)
    p[torch.arange(len(guesses)), torch.tensor(guesses)] = confidence
    return p.log()


def test_calibration_is_right_where_probability_and_hits_agree_and_off_by_their_distance() -> None:
    labels = torch.tensor([0, 1, 2, 3, 4])
    four_of_five = logits_with(0.79, [0, 1, 2, 3, 5])
    assert calibration(four_of_five, labels).error == pytest.approx(0.01, abs=1e-6)
    assert calibration(logits_with(0.95, [0, 1, 2, 3, 5]), labels).error == pytest.approx(0.15, abs=1e-6)
    (only,) = calibration(four_of_five, labels).bins
    assert (only.count, only.confidence, only.accuracy) == (5, pytest.approx(0.79), pytest.approx(0.8))


def test_bins_are_weighted_by_what_they_hold() -> None:
    logits = torch.cat([logits_with(0.5, [0, 0]), logits_with(0.999, [1] * 6)])
    labels = torch.tensor([0, 5, 1, 1, 1, 1, 1, 9])
    expected = (2 * 0 + 6 * (0.999 - 5 / 6)) / 8
    assert calibration(logits, labels).error == pytest.approx(expected, abs=1e-6)


def test_a_confusion_matrix_has_what_was_written_in_rows() -> None:
    labels = torch.tensor([3, 3, 5, 9])
    counts = confusion(logits_with(0.9, [3, 8, 5, 9]), labels)
    assert (counts[3, 3], counts[3, 8], counts[5, 5], counts[9, 9]) == (1, 1, 1, 1)
    assert counts.sum() == 4
    assert hits(logits_with(0.9, [3, 8, 5, 9]), labels) == 0.75


def test_what_scores_below_the_threshold_is_refused() -> None:
    logits = torch.tensor([[5.0] + [-20.0] * 9, [-20.0] * 10])
    assert share_refused(logits, 0.5) == 0.5
    assert share_refused(logits, 0.0) == 0


def test_the_threshold_refuses_one_in_two_thousand_of_mnists_and_five_in_a_thousand_of_the_generators_at_most() -> None:
    generator = torch.Generator().manual_seed(0)
    mnist, generated = (torch.randn(4_000, 10, generator=generator) * 3 for _ in range(2))
    for shift in (-4.0, 0.0, 4.0):
        threshold = choose_threshold(mnist + shift, generated)
        refused = share_refused(mnist + shift, threshold), share_refused(generated, threshold)
        assert refused[0] <= 0.0005
        assert refused[1] <= 0.005
        assert refused[0] >= 0.00025 or refused[1] >= 0.0045
