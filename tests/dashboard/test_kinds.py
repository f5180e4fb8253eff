"""The table of the kinds on the page: an entry for every stage, and one set of exponentials."""

from __future__ import annotations

import base64

import numpy as np
import pytest

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.reading.reading import Reading, read
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.stages import derivation, stages
from dashboard.stages.exponentials import exponentials_of
from dashboard.stages.kinds import KINDS
from dashboard.stages.stages import kind_of, shown_of, stages_of
from dashboard.texts.dense import sum_in_digits
from tests.dashboard.conftest import SEVEN

STEPS = ("ink", "crop", "scale", "centre")


def reading_of_a_seven(conv1: ll.Conv1Config, weights: str = "pretrained") -> Reading:
    return read(CanvasState(140, ((10.0, SEVEN),), None), Settings(conv1, weights))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reading_of_a_seven(ll.Conv1Config())


# ---- One table, one entry for each kind ----


def test_the_table_has_the_kinds_of_the_timeline_and_no_other(reading: Reading) -> None:
    assert {kind_of(shown_of(reading, name)) for name in STAGES} == set(KINDS)


def test_numbers_of_the_network_are_explained_and_those_of_the_preprocessing_are_not() -> None:
    assert {kind for kind, entry in KINDS.items() if entry.derivation is None} == set(STEPS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_is_missing_from_the_table_cannot_be_shown(
    reading: Reading, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "KINDS", {name: entry for name, entry in KINDS.items() if name != kind})
    with pytest.raises(KeyError, match=kind):
        stages_of(reading)


def test_a_kind_that_is_missing_from_the_table_cannot_be_explained(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "KINDS", {})
    with pytest.raises(KeyError, match="conv"):
        derivation.derivation_of(reading, "conv1", [0, 0, 0])


# ---- One set of exponentials ----


@pytest.mark.parametrize("weights", ["pretrained", "random"])
def test_the_picture_the_sentence_and_explain_have_the_same_exponentials(weights: str) -> None:
    reading = reading_of_a_seven(ll.Conv1Config(), weights)
    digit = reading.trace.prediction
    exponentials = exponentials_of(reading.trace)
    np.testing.assert_array_equal(exponentials, ll.explain(reading.trace, "softmax", digit).inputs.numpy())

    softmax = next(stage for stage in stages_of(reading) if stage.name == "softmax")
    (pane,) = (pane for pane in softmax.panes if pane.slot == "kernels")
    assert pane.figure is not None
    bars = np.frombuffer(base64.b64decode(pane.figure["data"][0]["y"]["bdata"]), "<f4")
    np.testing.assert_array_equal(bars, exponentials.astype(np.float32))

    assert f"**1 / {sum_in_digits(exponentials.sum())} " in softmax.text.numbers[0]


def test_the_largest_exponential_is_one_whatever_the_logits(reading: Reading) -> None:
    assert exponentials_of(reading.trace)[reading.trace.prediction] == exponentials_of(reading.trace).max() == 1


def test_a_sum_a_little_over_one_is_not_rounded_to_one() -> None:
    assert sum_in_digits(1.41372) == "1.4137"
    assert sum_in_digits(1.0000123) == "1.0000123"
