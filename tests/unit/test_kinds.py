"""The table of the kinds: it has every kind that the network has and no other, and its rules fit together."""

import dataclasses
from importlib import import_module

import pytest
import torch

import lenetlab as ll
from lenetlab import kinds
from lenetlab.kinds import KINDS, Kind
from lenetlab.model import steps
from lenetlab.regions import clip, single, whole
from lenetlab.windows import source


def test_the_table_has_the_kinds_of_all_configurations_and_no_other() -> None:
    configurations = ll.Conv1Config.all()
    assert len(configurations) == 36
    assert {step.kind for conv1 in configurations for step in steps(conv1)} == set(KINDS)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KINDS["conv"] = KINDS["linear"]  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        KINDS["conv"].phrase = ""  # type: ignore[misc]


@pytest.fixture(scope="module")
def trace(model: ll.LeNet, seven: ll.Drawing) -> ll.Trace:
    return ll.trace(model, ll.preprocess(seven))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_is_missing_from_the_table_makes_its_stages_inexplicable(
    trace: ll.Trace, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {name: entry for name, entry in KINDS.items() if name != kind}
    for reader in ("lenetlab.explain", "lenetlab.windows"):
        monkeypatch.setattr(import_module(reader), "KINDS", others)
    layer = next(layer for layer in trace if layer.kind == kind)
    with pytest.raises(KeyError, match=kind):
        ll.explain(trace, layer.name, [0] * layer.output.ndim)


@pytest.mark.parametrize(("kind", "entry"), KINDS.items())
def test_a_kind_says_that_it_has_a_bias_where_its_stages_have_one(trace: ll.Trace, kind: str, entry: Kind) -> None:
    for layer in trace:
        if layer.kind == kind:
            assert entry.has_bias == (layer.bias is not None), layer.name


@pytest.mark.parametrize("name", list(ll.Conv1Config().shapes))
def test_all_of_a_stage_comes_from_within_its_input_but_for_the_padding(trace: ll.Trace, name: str) -> None:
    layer = trace[name]
    region = source(layer, whole(layer.output))
    reach = layer.params.get("padding", 0)
    within = clip(region, layer.input)
    assert all(part.start - reach <= all_of_it.start for part, all_of_it in zip(within, region, strict=True))
    assert all(all_of_it.stop <= part.stop + reach for part, all_of_it in zip(within, region, strict=True))


@pytest.mark.parametrize("name", list(ll.Conv1Config().shapes))
def test_there_are_as_many_weights_as_inputs_whatever_the_kind(trace: ll.Trace, name: str) -> None:
    layer = trace[name]
    kind = KINDS[layer.kind]
    index = (0,) * layer.output.ndim
    cells = clip(kind.source(layer, single(index)), layer.input)
    inputs = kind.inputs(layer, cells)
    weights = kind.weights(layer, index, cells, inputs)
    assert inputs.shape == weights.shape
    assert inputs.dtype == weights.dtype == torch.float64


def test_the_gradient_through_softmax_is_that_of_autograd(trace: ll.Trace) -> None:
    """`gradients` starts at the logits, so no other test comes through this rule."""
    logits = trace.logits.clone().requires_grad_()
    gradient = torch.arange(10.0)
    (expected,) = torch.autograd.grad(torch.softmax(logits, -1), logits, gradient)
    through = kinds.softmax_gradient(trace["softmax"], gradient)
    torch.testing.assert_close(through, expected, atol=1e-6, rtol=1e-5)
