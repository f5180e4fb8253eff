"""saliency and gradients, against finite differences, autograd and Captum."""

import pytest
import torch

import lenetlab as ll

CONFIGURATIONS = [
    ll.Conv1Config(),
    ll.Conv1Config(3, 2, 0, 6),
    ll.Conv1Config(5, 2, 1, 12),
    ll.Conv1Config(3, 1, 2, 1),
]


@pytest.fixture(scope="module")
def x(seven: ll.Drawing) -> torch.Tensor:
    return ll.preprocess(seven)


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_saliency_is_the_slope_that_finite_differences_find(
    model: ll.LeNet, x: torch.Tensor, conv1: ll.Conv1Config
) -> None:
    # Blank paper makes ties in the max pools, and at a tie there are two slopes: a little noise parts them.
    x = x + 0.05 * torch.randn(x.shape, generator=torch.Generator().manual_seed(0))
    exact = ll.LeNet().double()
    exact.load_state_dict({k: v.double() for k, v in model.state_dict().items()})
    trace = ll.trace(model, x, conv1)
    saliency, target, h = ll.saliency(trace).double(), trace.prediction, 1e-6
    for row, column in [(14, 14), (5, 9), (10, 13), (20, 12), (0, 0), (27, 27), (13, 20)]:
        step = torch.zeros(1, 1, 28, 28, dtype=torch.float64)
        step[0, 0, row, column] = h
        with torch.no_grad():
            slope = (exact(x.double() + step, conv1) - exact(x.double() - step, conv1))[0, target] / (2 * h)
        assert float(saliency[row, column]) == pytest.approx(float(slope), abs=1e-4)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
@pytest.mark.parametrize("target", [None, 0, 9])
def test_saliency_is_what_autograd_finds(
    model: ll.LeNet, x: torch.Tensor, conv1: ll.Conv1Config, target: int | None
) -> None:
    trace = ll.trace(model, x, conv1)
    variable = x.clone().requires_grad_()
    digit = trace.prediction if target is None else target
    (expected,) = torch.autograd.grad(model(variable, conv1)[0, digit], variable)
    torch.testing.assert_close(ll.saliency(trace, target), expected[0, 0], atol=1e-5, rtol=1e-4)


def test_there_is_a_gradient_for_every_stage_up_to_the_logits_in_its_shape(model: ll.LeNet, x: torch.Tensor) -> None:
    trace = ll.trace(model, x)
    gradients = ll.gradients(trace, target=3)
    assert list(gradients) == list(trace.names[:-1])
    assert all(gradients[layer.name].shape == layer.output.shape for layer in trace[:-1])
    assert gradients["fc3"].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_saliency_agrees_with_captum(model: ll.LeNet, x: torch.Tensor) -> None:
    captum = pytest.importorskip("captum.attr", reason="Captum is not installed")
    expected = captum.Saliency(model).attribute(x.clone().requires_grad_(), target=7, abs=False)
    torch.testing.assert_close(ll.saliency(ll.trace(model, x), 7), expected[0, 0].detach(), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("target", [10, -1, "7", True, 2.5, 3.0])
def test_a_target_that_is_no_digit_is_refused(model: ll.LeNet, x: torch.Tensor, target: object) -> None:
    with pytest.raises(ValueError, match=r"target is .*; allowed: None or 0 to 9"):
        ll.saliency(ll.trace(model, x), target)  # type: ignore[arg-type]
