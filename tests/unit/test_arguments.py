"""Arguments as people mistake them: what is welcome, and the message that each mistake gets."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import lenetlab as ll

STROKES = [[(40, 28), (100, 28), (64, 115)]]
INTEGERS = [np.int64(3), np.uint8(3), torch.tensor(3), torch.tensor(3, dtype=torch.uint8)]
NO_INTEGERS = [3.0, True, "3", None, np.bool_(True), torch.tensor(True), torch.tensor(3.0), np.float64(3), [3]]


@pytest.fixture(scope="module")
def x() -> Tensor:
    return ll.preprocess(ll.Drawing(STROKES))


@pytest.fixture(scope="module")
def trace(model: ll.LeNet, x: Tensor) -> ll.Trace:
    return ll.trace(model, x)


# ---- Whole numbers of any library ----


@pytest.mark.parametrize("three", INTEGERS, ids=repr)
def test_whole_numbers_of_numpy_and_torch_do_wherever_one_is_asked_for(
    model: ll.LeNet, x: Tensor, trace: ll.Trace, three: int
) -> None:
    assert trace[three] is trace[3]
    assert trace.top(three) == trace.top(3)
    assert torch.equal(ll.saliency(trace, three), ll.saliency(trace, 3))
    assert ll.explain(trace, "fc3", three).index == (3,)
    assert ll.explain(trace, "conv2", (three, three, 5)).value == float(trace["conv2"].output[3, 3, 5])
    assert ll.explain(trace, "fc3", 0).largest(three) == ll.explain(trace, "fc3", 0).largest(3)
    assert ll.Conv1Config(kernel_size=three, filters=three) == ll.Conv1Config(3, filters=3)
    assert type(ll.Conv1Config(kernel_size=three).kernel_size) is int
    assert ll.drawn_sample(three, digit=three).label == 3
    assert torch.equal(ll.LeNet(seed=three)(x), ll.LeNet(seed=3)(x))


@pytest.mark.parametrize("indices", [np.array([3, 4, 5]), torch.tensor([3, 4, 5]), [3, 4, 5]], ids=repr)
def test_an_index_may_be_an_array_or_a_tensor(trace: ll.Trace, indices: typing.Any) -> None:
    assert ll.explain(trace, "conv2", indices).index == (3, 4, 5)


@pytest.mark.parametrize("value", NO_INTEGERS, ids=repr)
def test_what_is_no_whole_number_is_none(trace: ll.Trace, value: typing.Any) -> None:
    for act, argument in (
        (lambda: ll.explain(trace, "fc3", value if value != [3] else [[3]]), "index"),
        (lambda: ll.explain(trace, "conv1", (3, value, 3)), "index"),
        (lambda: trace.top(value), "k"),
        (lambda: ll.Conv1Config(kernel_size=value), "kernel_size"),
        (lambda: ll.drawn_sample(value), "seed"),
        (lambda: ll.LeNet(seed=value), "seed"),
    ):
        with pytest.raises(ValueError, match=f"^{argument} is .*allowed"):
            act()
    if value is not None:
        with pytest.raises(ValueError, match=r"^target is .*allowed: None or 0 to 9"):
            ll.saliency(trace, value)
        with pytest.raises(ValueError, match=r"^digit is .*allowed: 0 to 9, or None"):
            ll.drawn_sample(1, digit=value)


# ---- One thing taken for another ----


class Louder(ll.LeNet):
    def forward(self, x: Tensor, conv1: ll.Conv1Config = ll.Conv1Config()) -> Tensor:  # noqa: B008
        return 2 * super().forward(x, conv1)


def with_forward_of_its_own() -> ll.LeNet:
    model = ll.LeNet()
    model.forward = lambda x: torch.zeros(len(x), 10)
    return model


X = torch.zeros(1, 1, 28, 28)
SPOILED = X.clone()
SPOILED[0, 0, 3, 4] = float("nan")
INFINITE = X.clone()
INFINITE[0, 0, 27, 0] = float("-inf")

MISTAKES: dict[str, tuple[Callable[[], object], str]] = {
    # A configuration
    "a number for conv1": (
        lambda: ll.trace(ll.LeNet(), X, 2),
        "conv1 is 2; expected a Conv1Config, such as Conv1Config(kernel_size=5, stride=1, padding=0, filters=16)",
    ),
    "a tuple for conv1": (
        lambda: ll.LeNet()(X, (5, 1, 0, 16)),
        "conv1 is (5, 1, 0, 16); expected a Conv1Config: Conv1Config(5, 1, 0, 16)",
    ),
    "a dict for conv1": (
        lambda: ll.LeNet().weights({"stride": 2}),
        "conv1 is {'stride': 2}; expected a Conv1Config: Conv1Config(**settings)",
    ),
    "None for conv1": (lambda: ll.LeNet().sequential(None), "conv1 is None; expected a Conv1Config"),
    # A model
    "a name for the model": (
        lambda: ll.trace("lenet", X),
        "model is 'lenet'; expected a LeNet, as load_pretrained(), load(path) or LeNet(seed=0) gives",
    ),
    "another network": (lambda: ll.trace(nn.Sequential(), X), "model is Sequential; expected a LeNet"),
    "a class for the model": (lambda: ll.trace(ll.LeNet, X), "model is type; expected a LeNet"),
    "a model for several devices": (
        lambda: ll.trace(nn.DataParallel(ll.LeNet()), X),
        "model is DataParallel around a LeNet; give trace what is in it: model.module",
    ),
    "a compiled model": (
        lambda: ll.trace(torch.compile(ll.LeNet()), X),
        "model is OptimizedModule around a LeNet; give trace what is in it: model._orig_mod",
    ),
    "a subclass with another forward": (
        lambda: ll.trace(Louder(), X),
        "model is Louder with a forward of its own, which a trace does not follow; expected LeNet's own forward",
    ),
    "a forward put over a model's": (
        lambda: ll.trace(with_forward_of_its_own(), X),
        "model is LeNet with a forward of its own, which a trace does not follow; expected LeNet's own forward",
    ),
    # An input
    "NaN in x": (lambda: ll.trace(ll.LeNet(), SPOILED), "x[0, 0, 3, 4] is nan; expected finite numbers"),
    "infinity in x": (lambda: ll.trace(ll.LeNet(), INFINITE), "x[0, 0, 27, 0] is -inf; expected finite numbers"),
    "model and x the wrong way round": (lambda: ll.trace(X, ll.LeNet()), "model is Tensor; expected a LeNet"),
    # A trace
    "a model for a trace": (
        lambda: ll.saliency(ll.LeNet(), X),
        "trace is LeNet; expected a Trace: give it what trace(model, x) returns, and not the model itself",
    ),
    "an input for a trace": (lambda: ll.gradients(X), "trace is Tensor; expected a Trace, as trace() returns it"),
    "a file for a trace": (
        lambda: ll.explain("trace.npz", "conv1", (0, 0, 0)),
        "trace is 'trace.npz'; expected a Trace, as trace() returns it",
    ),
    # What is drawn
    "bare strokes": (
        lambda: ll.preprocess(STROKES),
        "source is a list that is no image (H, W); strokes become a Drawing first: Drawing(strokes, size=140)",
    ),
    "bare strokes of different lengths": (
        lambda: ll.preprocess([[(1, 2), (3, 4)], [(5, 6)]]),
        "source is a list that is no image (H, W); strokes become a Drawing first",
    ),
    "one bare stroke": (
        lambda: ll.preprocess([(0.1, 0.2), (0.3, 0.4)]),
        "source is a list that is no image (H, W); strokes become a Drawing first",
    ),
    "Plotly's shapes": (
        lambda: ll.preprocess([{"type": "path", "path": "M1,2L3,4"}]),
        "source is a list that is no image (H, W); strokes become a Drawing first: Drawing(strokes, size=140), "
        "or Drawing.from_plotly(shapes)",
    ),
    "nothing": (
        lambda: ll.preprocess(None),
        "source is NoneType; expected a Drawing, a path, a PIL image, or an array or tensor (H, W)",
    ),
    "a height in words": (
        lambda: ll.drawn_sample(1, height="x"),
        "height is 'x'; allowed: 0.05 to 0.92, or None",
    ),
    "a height that is no number": (lambda: ll.drawn_sample(1, height=float("nan")), "height is nan; allowed: 0.05"),
    "a seed in words": (
        lambda: ll.LeNet(seed="a"),
        "seed is 'a'; allowed: a whole number from 0 to 9223372036854775807",
    ),
    "a seed below 0": (lambda: ll.LeNet(seed=-1), "seed is -1; allowed: a whole number from 0"),
    "a seed that is too large": (lambda: ll.LeNet(seed=2**63), "seed is 9223372036854775808; allowed"),
}


@pytest.mark.parametrize(("act", "message"), MISTAKES.values(), ids=MISTAKES)
def test_what_is_mistaken_for_another_thing_is_named_with_what_is_expected(
    act: Callable[[], object], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        act()


def test_large_finite_numbers_are_traced(model: ll.LeNet) -> None:
    assert ll.trace(model, torch.full((1, 1, 28, 28), 1e36)).prediction in range(10)


@pytest.mark.parametrize("key", [15, -16, 99, 1.5, None, True, ("conv1",)], ids=repr)
def test_a_stage_that_there_is_not_is_answered_with_all_there_are(trace: ll.Trace, key: typing.Any) -> None:
    message = f"no stage {key!r}. Allowed are names, and positions from -15 to 14. There are: input, conv1,"
    for kind in (KeyError, IndexError):
        with pytest.raises(kind, match=re.escape(message)):
            trace[key]


# ---- What surrounds a call ----


@pytest.fixture
def another_default_device() -> typing.Iterator[None]:
    torch.set_default_device("meta")
    yield
    torch.set_default_device(None)


@pytest.mark.usefixtures("another_default_device")
def test_a_default_device_other_than_the_cpu_changes_nothing(trace: ll.Trace) -> None:
    model = ll.load_pretrained()
    assert all(parameter.is_cpu for parameter in [*model.parameters(), *ll.LeNet(seed=1).parameters()])
    again = ll.trace(model, ll.preprocess(ll.Drawing(STROKES)))
    assert torch.equal(again.logits, trace.logits)
    assert torch.equal(ll.saliency(again), ll.saliency(trace))
    for layer in again:
        index = (0,) * layer.output.ndim
        assert ll.explain(again, layer.name, index).terms == ll.explain(trace, layer.name, index).terms


def asked_why(trace: ll.Trace) -> None:
    """Every question that makes tensors of its own."""
    for method in ll.METHODS:
        ll.attribute(trace, method)
    ll.check_attribution(trace, "saliency")
    ll.contrast(trace, 7, 1)
    ll.nudge(trace)
    ll.influence(trace, "input", (0, 3, 3))
    ll.nearest(trace, n=1)
    trace["conv1"].plot()
    ll.trace(ll.LeNet(), trace["input"].output[None], replace={"fc1.output": {3: 0.5}})


@pytest.mark.usefixtures("another_default_device", "mnist")
def test_a_default_device_other_than_the_cpu_changes_no_answer_to_why(trace: ll.Trace) -> None:
    asked_why(trace)


@pytest.mark.usefixtures("mnist")
def test_another_default_type_changes_no_answer_to_why(trace: ll.Trace) -> None:
    expected = {method: ll.attribute(trace, method).map for method in ll.METHODS}
    torch.set_default_dtype(torch.float64)
    try:
        asked_why(trace)
        assert all(torch.equal(ll.attribute(trace, method).map, found) for method, found in expected.items())
    finally:
        torch.set_default_dtype(torch.float32)


def test_the_default_device_of_the_caller_is_left_alone() -> None:
    torch.set_default_device("meta")
    try:
        ll.LeNet(seed=1)
        assert torch.get_default_device() == torch.device("meta")
    finally:
        torch.set_default_device(None)


# ---- Types ----


def test_the_types_of_every_public_function_and_method_can_be_asked_for() -> None:
    for name in ll.__all__:
        public = getattr(ll, name)
        functions = inspect.getmembers(public, inspect.isfunction)
        methods = [method for method_name, method in functions if not method_name.startswith("_")]
        for function in methods if inspect.isclass(public) else [public] * callable(public):
            assert typing.get_type_hints(function) is not None, function


def test_a_configuration_made_of_another_is_checked_too() -> None:
    with pytest.raises(ValueError, match=r"stride is 3; allowed: 1, 2"):
        replace(ll.Conv1Config(), stride=3)
