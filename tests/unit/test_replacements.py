"""trace(..., replace=): what if a weight, a channel or a unit were another; and all that is asked of such a trace."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll

MODEL = ll.load_pretrained()
X = ll.preprocess(ll.drawn_sample(24).drawing)
CONFIGURATIONS = st.sampled_from(ll.Conv1Config.all())


def edited(conv1: ll.Conv1Config, stage: str, change: torch.Tensor) -> ll.LeNet:
    """A fresh model of the same weights, but for those of one stage, which become `change`."""
    model = ll.LeNet()
    model.load_state_dict(MODEL.state_dict())
    with torch.no_grad():
        model.weights(conv1)[stage][0].copy_(change)
    return model


@given(CONFIGURATIONS, st.sampled_from(["conv1", "conv2", "fc1", "fc2", "fc3"]), st.integers(0, 2**20))
@settings(max_examples=60)
def test_replaced_weights_give_what_a_fresh_model_with_those_weights_gives(
    conv1: ll.Conv1Config, stage: str, seed: int
) -> None:
    weight = MODEL.weights(conv1)[stage][0]
    change = torch.randn(weight.shape, generator=torch.Generator().manual_seed(seed)) / 10
    found = ll.trace(MODEL, X, conv1, replace={f"{stage}.weight": change})
    expected = ll.trace(edited(conv1, stage, change), X, conv1)
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one.output, other.output, atol=0, rtol=0)
    assert found.replaced[f"{stage}.weight"].all()


def test_a_single_kernel_a_single_weight_and_a_bias_can_be_replaced_and_the_model_stays() -> None:
    before = {name: weight.clone() for name, weight in MODEL.state_dict().items()}
    plain = ll.trace(MODEL, X)
    kernel = np.full((1, 5, 5), 0.04)
    found = ll.trace(
        MODEL, X, replace={"conv1.weight": {3: kernel, (5, 0, 2, 2): 9.0}, "conv1.bias": {3: 0.5, np.int64(7): -1}}
    )
    weight, bias = found["conv1"].weight, found["conv1"].bias
    assert weight is not None
    assert bias is not None
    assert torch.equal(weight[3], torch.full((1, 5, 5), 0.04))
    assert float(weight[5, 0, 2, 2]) == 9
    assert (float(bias[3]), float(bias[7])) == (0.5, -1)
    assert int(found.replaced["conv1.weight"].sum()) == 26
    changed = (found["conv1"].output != plain["conv1"].output).flatten(1).any(1)
    assert changed.nonzero().flatten().tolist() == [3, 5, 7]
    assert all(torch.equal(weight, before[name]) for name, weight in MODEL.state_dict().items())


@pytest.mark.parametrize("stage", ll.trace(MODEL, X).names)
def test_an_output_can_be_replaced_at_any_stage_by_that_of_another_trace_and_the_rest_follows(stage: str) -> None:
    other = ll.trace(MODEL, ll.preprocess(ll.drawn_sample(5).drawing))
    found = ll.trace(MODEL, X, replace={f"{stage}.output": other[stage].output})
    plain = ll.trace(MODEL, X)
    position = plain.names.index(stage)
    for name in plain.names[:position]:
        assert torch.equal(found[name].output, plain[name].output)
    for name in plain.names[position:]:
        torch.testing.assert_close(found[name].output, other[name].output, atol=1e-6, rtol=1e-5)


def test_a_silenced_channel_is_zero_and_the_next_stage_sees_it() -> None:
    found = ll.trace(MODEL, X, replace={"relu2.output": {5: 0.0}})
    assert not found["relu2"].output[5].any()
    assert torch.equal(found["pool2"].input, found["relu2"].output)
    assert not found["pool2"].output[5].any()
    assert list(found.replaced) == ["relu2.output"]
    assert found.replaced["relu2.output"].flatten(1).all(1).nonzero().flatten().tolist() == [5]
    assert repr(found).splitlines()[1] == "  replaced: 144 in relu2.output"


REPLACE = {
    "conv1.weight": {(2,): torch.zeros(1, 5, 5)},
    "pool1.output": {(1,): 0.7, (4, 3, 3): -2.0},
    "relu2.output": {5: 0.0},
    "fc1.output": {(9,): 3.0},
    "fc3.output": {4: 1.0},
}


def test_sums_still_hold_at_every_stage_what_was_set_counting_as_a_bias() -> None:
    trace = ll.trace(MODEL, X, replace=REPLACE)
    for a, b in ((3, 8), (4, 9), (7, None)):
        c = ll.contrast(trace, a, b)
        for name in c:
            assert float(c[name].parts.sum()) + c[name].rest == pytest.approx(c.value, abs=1e-4), (name, a, b)
        assert float(c.by_path.sum()) == pytest.approx(float(c["pool1"].parts.sum()), abs=1e-4)


def test_nothing_goes_back_through_a_number_that_was_set() -> None:
    trace = ll.trace(MODEL, X, replace={"fc1.output": 1.0})
    assert not ll.saliency(trace, 3).any()
    assert ll.gradients(trace, 3)["fc1"].any()
    assert not ll.influence(trace, "input", (0, 14, 14))["fc1"].any()
    some = ll.trace(MODEL, X, replace={"conv1.output": {2: 0.0}})
    reached = ll.influence(some, "input", (0, 14, 14))["conv1"]
    assert not reached[2].any()
    assert reached[3].any()


def test_a_number_that_was_set_is_explained_as_set() -> None:
    trace = ll.trace(MODEL, X, replace={"conv2.output": {(3, 4, 5): 2.5}})
    d = ll.explain(trace, "conv2", (3, 4, 5))
    assert d.replaced
    assert (d.value, d.bias, len(d.terms)) == (2.5, 2.5, 0)
    assert repr(d).startswith("conv2[3, 4, 5] = 2.5: set, in place of what the network computes\n  depends on rows")
    beside = ll.explain(trace, "conv2", (3, 4, 6))
    assert not beside.replaced
    assert float(beside.products.sum()) + beside.bias == pytest.approx(beside.value, abs=1e-4)


def test_a_saved_trace_says_what_was_replaced(tmp_path: Path) -> None:
    trace = ll.trace(MODEL, X, replace=REPLACE)
    trace.save(tmp_path / "trace.npz")
    loaded = ll.Trace.load(tmp_path / "trace.npz")
    assert set(loaded.replaced) == set(REPLACE)
    assert all(torch.equal(loaded.replaced[name], where) for name, where in trace.replaced.items())
    assert ll.contrast(loaded, 3, 8).value == ll.contrast(trace, 3, 8).value


@pytest.mark.parametrize("conv1", [*ll.Conv1Config.all()[::5], ll.Conv1Config(3, 1, 2, 16)], ids=str)
def test_a_trace_with_everything_replaced_can_be_saved_and_loaded(conv1: ll.Conv1Config, tmp_path: Path) -> None:
    plain = ll.trace(MODEL, X, conv1)
    replace: dict[str, torch.Tensor] = {}
    for layer in plain:
        parts = {"output": layer.output, "weight": layer.weight, "bias": layer.bias}
        replace |= {f"{layer.name}.{part}": numbers for part, numbers in parts.items() if numbers is not None}
    ll.trace(MODEL, X, conv1, replace=replace).save(tmp_path / "trace.npz")
    with torch.inference_mode():
        loaded = ll.Trace.load(tmp_path / "trace.npz")
    assert all(where.all() for where in loaded.replaced.values())
    assert len(loaded.replaced) == len(replace)
    ll.attribute(loaded, "smooth_grad")  # needs tensors that autograd may keep


def test_what_comes_in_the_place_of_softmax_does_not_change_what_is_read() -> None:
    plain = ll.trace(MODEL, X)
    found = ll.trace(MODEL, X, replace={"softmax.output": {7: 1.0, plain.prediction: 0.0}})
    assert found.prediction == plain.prediction
    assert float(found.probabilities[7]) == 1


def test_numbers_of_numpy_of_any_real_kind_are_taken() -> None:
    numbers: list[Any] = [np.float64(0.5), np.int8(2), Fraction(1, 2)]
    arrays: list[Any] = [np.zeros(120)[::-1], np.ones(120, ">f4"), np.arange(120)]
    for value in (*numbers, *arrays):
        found = ll.trace(MODEL, X, replace={"fc1.output": value})["fc1"].output
        assert torch.equal(found, torch.full((120,), 0.0) + torch.tensor(np.array(value, np.float32)))


def test_weights_that_make_numbers_infinite_are_refused() -> None:
    with pytest.raises(ValueError, match=r"replace makes numbers of conv1 infinite: conv1\.weight hold too large ones"):
        ll.trace(MODEL, X, replace={"conv1.weight": 3e38})


def test_without_a_replacement_nothing_is_replaced() -> None:
    assert ll.trace(MODEL, X).replaced == {}
    assert ll.trace(MODEL, X, replace={}).replaced == {}


@pytest.mark.parametrize(
    ("replace", "message"),
    [
        ({"conv9.weight": 0.0}, r"replace has 'conv9.weight', which there is not. Did you mean 'conv\d.weight'\?"),
        ({"relu2.weight": 0.0}, "replace has 'relu2.weight', which there is not"),
        ({"relu2": 0.0}, "Did you mean 'relu2.output'"),
        ({3: 0.0}, "replace has 3, which there is not"),
        ("conv1.weight", 'replace is str; expected a mapping such as {"relu2.output": {5: 0.0}}'),
        (
            {"relu2.output": {32: 0.0}},
            r"replace\['relu2.output'\] has the index 32; allowed: 0 to 31, 0 to 11, 0 to 11",
        ),
        ({"relu2.output": {(1, 2, 3, 4): 0.0}}, r"has the index \(1, 2, 3, 4\); allowed"),
        ({"relu2.output": {"5": 0.0}}, "has the index '5'; allowed"),
        ({"relu2.output": {-1: 0.0}}, "has the index -1; allowed"),
        ({"conv1.weight": {3: torch.zeros(3, 3)}}, r"\['conv1.weight'\]\[3\] has shape \(3, 3\); expected \(1, 5, 5\)"),
        ({"fc1.output": torch.zeros(84)}, r"replace\['fc1.output'\] has shape \(84,\); expected \(120,\)"),
        ({"fc1.output": float("nan")}, r"replace\['fc1.output'\] has numbers that are not finite"),
        ({"fc1.output": {3: "much"}}, r"\['fc1.output'\]\[3\] is 'much'; expected a number, or a tensor of shape \(\)"),
        ({"fc1.output": True}, "is True; expected a number"),
        ({"fc1.output": torch.tensor(True)}, r"is tensor\(True\); expected a number"),
        ({"fc1.output": np.array(["a"])}, r"is array\(.*; expected a number"),
        ({"fc1.output": torch.zeros(120, dtype=torch.complex64)}, "expected a number, or a tensor of shape"),
        ({"fc1.output": torch.zeros(120).to_sparse()}, "expected a number, or a tensor of shape"),
        ({"fc1.output": torch.zeros(120, device="meta")}, "expected a number, or a tensor of shape"),
        ({"fc1.output": 10**400}, r"replace\['fc1.output'\] has numbers that are not finite"),
    ],
)
def test_what_cannot_be_replaced_is_refused_by_name(replace: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ll.trace(MODEL, X, replace=replace)  # type: ignore[arg-type]
