"""Traces share one copy of the weights as long as those stay the same, and stay true when they change."""

import gc
import weakref

import pytest
import torch

import lenetlab as ll

X = ll.preprocess(ll.drawn_sample(24).drawing)


def weight_of(trace: ll.Trace, stage: str) -> torch.Tensor:
    weight = trace[stage].weight
    assert weight is not None
    return weight


def test_traces_of_one_model_share_their_copy_of_the_weights_and_it_is_none_of_the_models() -> None:
    model = ll.LeNet(seed=0)
    one, other = ll.trace(model, X), ll.trace(model, X + 1)
    for layer in one:
        if layer.weight is not None:
            assert layer.weight.data_ptr() == weight_of(other, layer.name).data_ptr()
    live = {parameter.data_ptr() for parameter in model.parameters()}
    assert not live & {layer.weight.data_ptr() for layer in one if layer.weight is not None}


@pytest.mark.parametrize("change", ["in place", "data", "another tensor", "trained on"])
def test_a_change_of_the_model_is_seen_by_the_next_trace_and_by_no_earlier_one(change: str) -> None:
    model = ll.LeNet(seed=0)
    before = ll.trace(model, X)
    kept = {layer.name: layer.weight.clone() for layer in before if layer.weight is not None}
    bias = model.fc3["s1"].bias
    assert isinstance(bias, torch.nn.Parameter)
    with torch.no_grad():
        if change == "in place":
            bias += 1
        elif change == "data":
            bias.data[:] = 2  # no counter of PyTorch's sees this
        elif change == "another tensor":
            model.fc3["s1"].bias = torch.nn.Parameter(torch.ones(10))
        else:
            model.load_state_dict(ll.LeNet(seed=1).state_dict())
    after = ll.trace(model, X)
    assert not torch.equal(after.logits, before.logits)
    torch.testing.assert_close(after.logits, model(X)[0].detach(), atol=1e-6, rtol=1e-5)
    assert all(torch.equal(weight_of(before, name), weight) for name, weight in kept.items())


def test_each_configuration_and_each_model_has_its_own() -> None:
    one, other = ll.LeNet(seed=0), ll.LeNet(seed=1)
    assert not torch.equal(weight_of(ll.trace(one, X), "conv2"), weight_of(ll.trace(other, X), "conv2"))
    small = ll.trace(one, X, ll.Conv1Config(filters=6))
    assert weight_of(small, "conv2").shape == (32, 6, 5, 5)
    assert weight_of(ll.trace(one, X), "conv2").shape == (32, 16, 5, 5)


def test_replacing_weights_leaves_the_shared_copy_alone() -> None:
    model = ll.LeNet(seed=0)
    plain = ll.trace(model, X)
    before = weight_of(plain, "conv1").clone()
    changed = ll.trace(model, X, replace={"conv1.weight": {3: 0.0}})
    assert torch.equal(weight_of(plain, "conv1"), before)
    assert weight_of(changed, "conv2").data_ptr() == weight_of(plain, "conv2").data_ptr()


def test_what_no_trace_has_any_more_is_not_kept() -> None:
    model = ll.LeNet(seed=0)
    trace = ll.trace(model, X)
    copy = weakref.ref(weight_of(trace, "conv2"))
    assert copy() is not None
    del trace
    gc.collect()
    assert copy() is None


def test_a_trace_more_costs_its_activations_alone() -> None:
    model = ll.LeNet(seed=0)
    traces = [ll.trace(model, X) for _ in range(200)]
    own = sum(activation.numel() for activation in traces[0].activations) * 4
    weights = {w.data_ptr() for trace in traces for pair in trace.weights.values() for w in pair}
    assert len(weights) == 10
    assert own <= 140_000  # bytes, so that 10,000 traces take 1.4 GB at most
