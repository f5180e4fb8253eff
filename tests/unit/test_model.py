"""LeNet: reproducible, one set of weights for all configurations, strict about its input."""

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
    assert torch.equal(first.fc1.weight, second.fc1.weight)
    assert not torch.equal(first.fc1.weight, other.fc1.weight)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_configuration_is_a_plain_network_of_sliced_weights(conv1: ll.Conv1Config) -> None:
    model, x = ll.LeNet(seed=1), torch.randn(2, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    n, k = conv1.filters, conv1.kernel_size
    kernels = model.conv1.weight[:n] if k == 5 else model.conv1.weight[:n, :, 1:4, 1:4]
    y = F.conv2d(x, kernels, model.conv1.bias[:n], conv1.stride, conv1.padding).relu()
    y = F.max_pool2d(y, 2)
    y = F.max_pool2d(F.conv2d(y, model.conv2.weight[:, :n], model.conv2.bias, padding=2).relu(), 2)
    y = model.fc1(F.adaptive_avg_pool2d(y, 4).flatten(1)).relu()
    expected = model.fc3(model.fc2(y).relu())
    torch.testing.assert_close(model(x, conv1), expected)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_weight_learns_in_the_configurations_that_use_it(conv1: ll.Conv1Config) -> None:
    model = ll.LeNet(seed=1)
    model(torch.randn(4, 1, 28, 28), conv1).square().sum().backward()
    used = model.conv1.weight.grad.abs().sum((1, 2, 3)) > 0
    assert int(used.sum()) == conv1.filters
    assert all(p.grad is not None for p in model.parameters())


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
    prune.l1_unstructured(model.fc1, "weight", amount=0.5)
    weight, _ = model.weights()["fc1"]
    assert (weight == 0).float().mean() >= 0.5
    torch.testing.assert_close(ll.trace(model, x).logits, model(x)[0].detach(), atol=1e-5, rtol=1e-5)
