"""LeNet's layers: they are called, they may be replaced, pruned or parametrised; what a trace cannot follow is said."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import parametrizations, prune, spectral_norm, weight_norm

import lenetlab as ll

CONFIGURATIONS = ll.Conv1Config.all()
FEW = ll.Conv1Config(kernel_size=3, stride=2, padding=1, filters=6)
Change = Callable[[ll.LeNet], object]


def images(count: int = 2) -> Tensor:
    return torch.randn(count, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def layers_at_work(model: ll.LeNet, conv1: ll.Conv1Config) -> dict[str, nn.Module]:
    of_stride = f"s{conv1.stride}"
    first = model.conv1[f"k{conv1.kernel_size}{of_stride}p{conv1.padding}"]
    return {"conv1": first} | {name: getattr(model, name)[of_stride] for name in ("conv2", "fc1", "fc2", "fc3")}


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_a_forward_hook_on_each_layer_sees_what_a_trace_keeps(conv1: ll.Conv1Config) -> None:
    model, x, seen = ll.LeNet(seed=1), images(1), {}
    for name, layer in layers_at_work(model, conv1).items():
        layer.register_forward_hook(lambda _layer, inputs, y, name=name: seen.update({name: (inputs[0], y)}))
    model(x, conv1)
    trace = ll.trace(model, x, conv1)
    assert set(seen) == {"conv1", "conv2", "fc1", "fc2", "fc3"}
    for name, (given, returned) in seen.items():
        torch.testing.assert_close(given[0], trace[name].input, atol=1e-5, rtol=1e-5)
        torch.testing.assert_close(returned[0], trace[name].output, atol=1e-5, rtol=1e-5)


def test_a_hook_that_changes_what_a_layer_gives_changes_the_answer() -> None:
    model, x = ll.LeNet(seed=1), images()
    before = model(x)
    handle = model.conv2["s1"].register_forward_hook(lambda _layer, _inputs, y: torch.zeros_like(y))
    assert not torch.allclose(model(x), before)
    handle.remove()
    assert torch.equal(model(x), before)


# ---- Layers in the place of ours ----


def dense_without_bias(model: ll.LeNet) -> None:
    model.fc1["s1"] = nn.Linear(512, 120, bias=False)
    model.fc1["s2"] = nn.Linear(512, 120, bias=False)


def stock_convolutions(model: ll.LeNet) -> None:
    model.conv1["k5s1p0"] = nn.Conv2d(1, 16, 5)
    model.conv1["k3s2p1"] = nn.Conv2d(1, 16, 3, stride=2, padding=1, bias=False)
    for stride in ("s1", "s2"):
        model.conv2[stride] = nn.Conv2d(16, 32, 5, padding=2)


def pruned(model: ll.LeNet) -> None:
    for stride in ("s1", "s2"):
        prune.l1_unstructured(model.fc1[stride], "weight", amount=0.5)
        prune.random_structured(model.conv2[stride], "weight", amount=0.25, dim=0)
        prune.random_unstructured(model.fc2[stride], "bias", amount=0.5)


def weight_normed(model: ll.LeNet) -> None:
    for stride in ("s1", "s2"):
        parametrizations.weight_norm(model.fc2[stride])
        with torch.no_grad():
            model.fc2[stride].parametrizations.weight.original0.mul_(1.5)


def spectrally_normed_at_rest(model: ll.LeNet) -> None:
    for stride in ("s1", "s2"):
        parametrizations.spectral_norm(model.fc2[stride])
    model.eval()


@pytest.mark.parametrize("conv1", [ll.Conv1Config(), ll.Conv1Config(filters=6), FEW], ids=str)
@pytest.mark.parametrize(
    "change", [dense_without_bias, stock_convolutions, pruned, weight_normed, spectrally_normed_at_rest]
)
def test_layers_that_were_replaced_pruned_or_parametrised_give_the_same_numbers_everywhere(
    change: Change, conv1: ll.Conv1Config
) -> None:
    model, x = ll.LeNet(seed=1), images(1)
    before = model(x, conv1)
    change(model)
    logits = model(x, conv1)
    assert not torch.allclose(logits, before)
    torch.testing.assert_close(ll.trace(model, x, conv1).logits, logits[0].detach(), atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(model.sequential(conv1)(x), logits, atol=1e-5, rtol=1e-5)


def test_a_pruned_layer_is_traced_with_the_weights_of_its_next_call_not_of_its_last() -> None:
    model, x = ll.LeNet(seed=1), images(1)
    pruned(model)
    model(x)
    with torch.no_grad():
        model.fc1["s1"].weight_orig.mul_(2)
    torch.testing.assert_close(ll.trace(model, x).logits, model(x)[0].detach(), atol=1e-5, rtol=1e-5)


def test_a_trace_leaves_a_model_as_it_was_down_to_its_buffers() -> None:
    model = ll.LeNet(seed=1)
    for change in (pruned, weight_normed):
        change(model)
    parametrizations.spectral_norm(model.fc3["s1"])
    model.eval()
    before = copy.deepcopy(model.state_dict())
    ll.trace(model, images(1))
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


# ---- What a trace cannot follow ----


class Doubled(nn.Linear):
    def forward(self, x: Tensor) -> Tensor:
        return 2 * super().forward(x)


def other_forward_of_one_layer(model: ll.LeNet) -> None:
    layer = model.fc3["s1"]
    layer.forward = lambda x: 2 * nn.Linear.forward(layer, x)


REFUSED: dict[str, tuple[Change, str]] = {
    "a sequence": (
        lambda model: model.fc1.update({"s1": nn.Sequential(nn.Linear(512, 120), nn.Dropout())}),
        "model.fc1['s1'] is Sequential; expected a torch.nn.Linear with weight (120, 512)",
    ),
    "a subclass that computes something else": (
        lambda model: model.fc3.update({"s1": Doubled(84, 10)}),
        "model.fc3['s1'] is Doubled with a forward of its own; expected a torch.nn.Linear with weight (10, 84)",
    ),
    "a method put over a layer's forward": (
        other_forward_of_one_layer,
        "model.fc3['s1'] is Linear with a forward of its own; expected a torch.nn.Linear with weight (10, 84)",
    ),
    "another shape": (
        lambda model: model.fc3.update({"s1": nn.Linear(84, 26)}),
        "model.fc3['s1'].weight has shape (26, 84); expected (10, 84)",
    ),
    "another padding": (
        lambda model: model.conv1.update({"k5s1p0": nn.Conv2d(1, 16, 5, padding=2)}),
        "model.conv1['k5s1p0'].padding is (2, 2); expected (0, 0)",
    ),
    "another kind of padding": (
        lambda model: model.conv2.update({"s1": nn.Conv2d(16, 32, 5, padding=2, padding_mode="reflect")}),
        "model.conv2['s1'].padding_mode is 'reflect'; expected 'zeros'",
    ),
    "one layer for both strides": (
        lambda model: setattr(model, "fc3", nn.Linear(84, 10)),
        "model.fc3 is Linear; expected a ModuleDict with model.fc3['s1']",
    ),
    "a layer that is gone": (
        lambda model: model.fc2.pop("s1"),
        "model.fc2 is ModuleDict; expected a ModuleDict with model.fc2['s1']",
    ),
    "weights that every reading changes": (
        lambda model: parametrizations.spectral_norm(model.train().fc2["s1"]),
        "model.fc2['s1'].weight changes at every reading in train mode (SpectralNorm); call model.eval() before",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED)
def test_a_layer_that_computes_something_else_is_refused_by_name(change: Change, message: str) -> None:
    model = ll.LeNet(seed=1)
    change(model)
    for act in (lambda: ll.trace(model, images(1)), model.weights, model.sequential):
        with pytest.raises(ValueError, match=re.escape(message)):
            act()


@pytest.mark.parametrize("norm", [spectral_norm, weight_norm])
@pytest.mark.filterwarnings("ignore:.*weight_norm.*:FutureWarning")
def test_weights_that_a_hook_sets_at_each_call_are_refused_with_what_would_do(
    norm: Callable[[nn.Module], object],
) -> None:
    model = ll.LeNet(seed=1)
    norm(model.fc2["s1"])
    with pytest.raises(
        ValueError, match=r"model.fc2\['s1'\].weight is no parameter.*Norm.*torch.nn.utils.parametrizations"
    ):
        ll.trace(model, images(1))


def test_the_state_of_a_layer_that_is_refused_does_not_change() -> None:
    model = ll.LeNet(seed=1)
    parametrizations.spectral_norm(model.train().fc2["s1"])
    before = copy.deepcopy(model.state_dict())
    with pytest.raises(ValueError, match=r"call model\.eval"):
        ll.trace(model, images(1))
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


def test_a_configuration_that_does_not_use_a_refused_layer_is_traced() -> None:
    model = ll.LeNet(seed=1)
    model.fc3["s1"] = Doubled(84, 10)
    x = images(1)
    torch.testing.assert_close(ll.trace(model, x, FEW).logits, model(x, FEW)[0].detach(), atol=1e-5, rtol=1e-5)
