"""difference: stage by stage, what one trace has and the other has not."""

import pytest
import torch

import lenetlab as ll

MODEL = ll.LeNet(seed=2)
X, OTHER_X = (ll.preprocess(ll.drawn_sample(seed).drawing) for seed in (24, 5))


def test_it_is_one_less_the_other_at_every_stage() -> None:
    one, other = ll.trace(MODEL, X), ll.trace(MODEL, OTHER_X)
    found = ll.difference(one, other)
    assert list(found) == list(one.names)
    for name in found:
        assert torch.equal(found[name].values, one[name].output - other[name].output)
    assert found.predictions == (one.prediction, other.prediction)
    assert found.first == "input"


def test_a_trace_does_not_differ_from_itself() -> None:
    found = ll.difference(ll.trace(MODEL, X), ll.trace(MODEL, X))
    assert found.first is None
    assert repr(found).splitlines()[3] == "  relu1    the same"


def test_a_silenced_channel_differs_there_first_and_alone() -> None:
    one = ll.trace(MODEL, X)
    other = ll.trace(MODEL, X, replace={"relu1.output": {3: 0.0}})
    found = ll.difference(one, other)
    assert found.first == "relu1"
    by_channel = found["relu1"].by_channel
    assert by_channel is not None
    assert by_channel.nonzero().flatten().tolist() == [3]
    assert float(by_channel[3]) == pytest.approx(float(one["relu1"].output[3].mean()), abs=1e-6)
    assert [channel for channel, far in found["relu1"].largest(3) if far] == [3]
    assert "most in channel 3 " in repr(found["relu1"])


def test_replaced_weights_are_found_in_the_weights() -> None:
    weight = ll.trace(MODEL, X)["conv1"].weight
    assert weight is not None
    found = ll.difference(ll.trace(MODEL, X), ll.trace(MODEL, X, replace={"conv1.weight": {(2, 0, 1, 1): 4.0}}))
    assert found["conv1"].weight is not None
    assert found["conv1"].weight.nonzero().tolist() == [[2, 0, 1, 1]]
    assert float(found["conv1"].weight[2, 0, 1, 1]) == pytest.approx(float(weight[2, 0, 1, 1]) - 4)
    assert found["relu1"].weight is None


def test_stages_of_another_shape_have_no_values_and_say_so() -> None:
    found = ll.difference(ll.trace(MODEL, X), ll.trace(MODEL, X, ll.Conv1Config(stride=2, padding=1)))
    stage = found["conv1"]
    assert stage.values is None
    assert stage.by_channel is None
    assert stage.largest() == []
    assert repr(stage) == "conv1    16×24×24 and 16×13×13: not to be compared number by number"
    assert found["pool3"].values is not None
    assert found.first == "conv1"


def test_what_is_no_trace_and_a_stage_that_there_is_not_are_refused_by_name() -> None:
    trace = ll.trace(MODEL, X)
    with pytest.raises(ValueError, match="trace is LeNet; expected a Trace"):
        ll.difference(trace, MODEL)  # type: ignore[arg-type]
    with pytest.raises(ll.UnknownStageError, match="Did you mean 'conv2'"):
        ll.difference(trace, trace)["conv22"]
