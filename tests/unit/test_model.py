"""LeNet: reproducible, one set of weights for all configurations, strict about its input."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch.nn.utils import prune

import lenetlab as ll


def test_the_same_seed_gives_the_same_weights_and_leaves_the_global_state_alone() -> None:
    torch.manual_seed(7)
    before = torch.get_rng_state()
    first, second, other = ll.LeNet(seed=3), ll.LeNet(seed=3), ll.LeNet(seed=4)
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.equal(first.weights()["fc1"][0], second.weights()["fc1"][0])
    assert not torch.equal(first.weights()["fc1"][0], other.weights()["fc1"][0])


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_configuration_is_a_plain_network(conv1: ll.Conv1Config) -> None:
    model, x = ll.LeNet(seed=1), torch.randn(2, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    weights = model.weights(conv1)
    assert weights["conv1"][0].shape == (conv1.filters, 1, conv1.kernel_size, conv1.kernel_size)
    y = F.conv2d(x, *weights["conv1"], conv1.stride, conv1.padding).relu()
    y = F.max_pool2d(y, 2) if conv1.stride == 1 else y
    y = F.max_pool2d(F.conv2d(y, *weights["conv2"], padding=2).relu(), 2)
    y = F.linear(F.adaptive_avg_pool2d(y, 4).flatten(1), *weights["fc1"]).relu()
    expected = F.linear(F.linear(y, *weights["fc2"]).relu(), *weights["fc3"])
    torch.testing.assert_close(model(x, conv1), expected)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_weight_learns_in_the_configurations_that_use_it(conv1: ll.Conv1Config) -> None:
    model = ll.LeNet(seed=1)
    model(torch.randn(4, 1, 28, 28), conv1).square().sum().backward()
    used = [p for p in model.parameters() if p.grad is not None]
    assert len(used) == 10
    kernels = next(p for p in used if p.shape[:2] == (16, 1))
    assert int((kernels.grad.abs().sum((1, 2, 3)) > 0).sum()) == conv1.filters


def test_fewer_filters_are_the_first_ones_and_strides_share_nothing() -> None:
    model = ll.LeNet(seed=1)
    some, all_of_them = (model.weights(ll.Conv1Config(filters=n))["conv1"][0] for n in (6, 16))
    assert torch.equal(some, all_of_them[:6])
    one, two = (model.weights(ll.Conv1Config(stride=s)) for s in (1, 2))
    assert not any(torch.equal(one[name][0], two[name][0]) for name in one)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_a_configuration_knows_its_weights_and_its_multiply_adds(conv1: ll.Conv1Config) -> None:
    weights, shapes = ll.LeNet().weights(conv1), conv1.shapes
    assert conv1.weights == sum(weight.numel() + bias.numel() for weight, bias in weights.values())
    places = {name: math.prod(shapes[name]) // len(weight) for name, (weight, _) in weights.items()}
    assert conv1.multiply_adds == sum(weight.numel() * places[name] for name, (weight, _) in weights.items())


@pytest.mark.parametrize(
    ("x", "got"),
    [
        (torch.zeros(28, 28), r"\(28, 28\)"),
        (torch.zeros(1, 1, 20, 20), r"\(1, 1, 20, 20\)"),
        (torch.zeros(1, 3, 28, 28), r"\(1, 3, 28, 28\)"),
        (torch.zeros(1, 1, 28, 28, dtype=torch.uint8), "uint8"),
        (torch.zeros(1, 1, 28, 28, dtype=torch.float64), "float64"),
        ("digit.png", "str"),
    ],
)
def test_a_wrong_input_is_refused_with_what_it_is_and_what_is_expected(x: object, got: str) -> None:
    with pytest.raises(ValueError, match=rf"x .*{got}.*expected.*1, 28, 28"):
        ll.LeNet()(x)  # type: ignore[arg-type]


def test_pruned_weights_are_used_as_they_are_pruned() -> None:
    model, x = ll.LeNet(seed=0), torch.randn(1, 1, 28, 28)
    prune.l1_unstructured(model.fc1["s1"], "weight", amount=0.5)
    weight, _ = model.weights()["fc1"]
    assert (weight == 0).float().mean() >= 0.5
    torch.testing.assert_close(ll.trace(model, x).logits, model(x)[0].detach(), atol=1e-5, rtol=1e-5)
