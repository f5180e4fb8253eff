"""outputs(): what a network, changed or not, gives for as many images as one likes."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll

MODEL = ll.load_pretrained()
DRAWN = torch.cat([ll.preprocess(ll.drawn_sample(seed).drawing) for seed in range(3)])  # (3, 1, 28, 28)
CHANGES = st.sampled_from(
    [
        None,
        {"conv1.weight": {(2, 0): 0.0}},
        {"conv2.weight": {(7, 1): torch.ones(5, 5) / 25}},
        {"relu1.output": {1: 0.25}, "fc1.output": {(9,): 3.0}},
    ]
)


@given(st.sampled_from(ll.Conv1Config.all()), CHANGES, st.sampled_from(ll.trace(MODEL, DRAWN[:1]).names))
@settings(max_examples=60)
def test_every_image_gets_what_its_own_trace_has_at_that_stage(conv1: ll.Conv1Config, change: Any, stage: str) -> None:
    trace = ll.trace(MODEL, DRAWN[:1], conv1, replace=change)
    found = ll.outputs(trace, DRAWN, stage)
    alone = torch.stack([ll.trace(MODEL, x[None], conv1, replace=change)[stage].output for x in DRAWN])
    torch.testing.assert_close(found, alone, atol=1e-4, rtol=1e-4)


def test_by_default_these_are_the_logits_of_the_model() -> None:
    x = DRAWN.repeat(200, 1, 1, 1)  # more than are computed at a time
    with torch.no_grad():
        torch.testing.assert_close(ll.outputs(ll.trace(MODEL, DRAWN[:1]), x), MODEL(x), atol=1e-4, rtol=1e-4)


def test_bad_arguments_are_named() -> None:
    trace = ll.trace(MODEL, DRAWN[:1])
    with pytest.raises(ll.UnknownStageError, match="conv3"):
        ll.outputs(trace, DRAWN, "conv3")
    with pytest.raises(ValueError, match="x has shape"):
        ll.outputs(trace, DRAWN[:, 0])
    with pytest.raises(ValueError, match="trace is LeNet"):
        ll.outputs(MODEL, DRAWN)  # type: ignore[arg-type]


def test_the_strokes_of_a_drawing_can_be_weighed_in_a_changed_network() -> None:
    drawing = ll.Drawing([[(40, 28), (100, 28), (64, 115)], [(55, 70), (95, 70)]])
    change = {"relu2.output": {5: 0.0}}
    for worth in ll.strokes_worth(MODEL, drawing, replace=change):
        assert worth.without is not None
        assert list(worth.without.replaced) == ["relu2.output"]
