"""attribute: every method against Captum's, what adds up, and what must not matter."""

import re
from collections.abc import Callable

import pytest
import torch
from captum.attr import (
    DeepLift,
    InputXGradient,
    IntegratedGradients,
    LayerAttribution,
    LayerGradCam,
    Occlusion,
    Saliency,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

import lenetlab as ll

WEIGHTS = {"pretrained": ll.load_pretrained(), "random": ll.LeNet(seed=3)}
CONFIGURATIONS = st.sampled_from(ll.Conv1Config.all())
SOME = [ll.Conv1Config(), ll.Conv1Config(3, 2, 1, 6), ll.Conv1Config(5, 2, 2, 12)]
PAPER = -ll.MNIST_MEAN / ll.MNIST_STD


def trace_of(weights: str, conv1: ll.Conv1Config, seed: int) -> ll.Trace:
    return ll.trace(WEIGHTS[weights], ll.preprocess(ll.drawn_sample(seed).drawing), conv1)


# ---- Captum, on the same network as stock modules ----


def captums_grad_cam(network: torch.nn.Sequential, x: Tensor, target: int) -> Tensor:
    coarse = LayerGradCam(network, network.relu2).attribute(x, target=target, relu_attributions=False)
    assert isinstance(coarse, Tensor)
    return LayerAttribution.interpolate(coarse, (28, 28), "bilinear")


CAPTUM: dict[str, Callable[[torch.nn.Sequential, Tensor, int], Tensor]] = {
    "saliency": lambda network, x, target: Saliency(network).attribute(x, target=target, abs=False),
    "input_x_gradient": lambda network, x, target: InputXGradient(network).attribute(x, target=target),
    "integrated_gradients": lambda network, x, target: IntegratedGradients(network).attribute(
        x, baselines=0, target=target, n_steps=50, method="riemann_middle"
    ),
    "occlusion": lambda network, x, target: Occlusion(network).attribute(
        x, (1, 4, 4), strides=(1, 2, 2), target=target, baselines=PAPER
    ),
    "grad_cam": captums_grad_cam,
}


@pytest.mark.parametrize("conv1", SOME, ids=str)
@pytest.mark.parametrize("method", CAPTUM)
def test_captum_finds_the_same(method: str, conv1: ll.Conv1Config) -> None:
    x = ll.preprocess(ll.drawn_sample(24).drawing)
    found = ll.attribute(ll.trace(WEIGHTS["pretrained"], x, conv1), method, 8)
    network = WEIGHTS["pretrained"].sequential(conv1)
    expected = CAPTUM[method](network, x.clone().requires_grad_(), 8).detach()[0, 0]
    torch.testing.assert_close(found.map, expected, atol=2e-3 * float(expected.abs().max()), rtol=1e-3)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Captum says that it sets hooks
@pytest.mark.parametrize("conv1", SOME, ids=str)
def test_captums_deep_lift_is_much_the_same_and_ours_is_complete(conv1: ll.Conv1Config) -> None:
    """Captum shares what a max pool gives otherwise, and does not quite add up."""
    x = ll.preprocess(ll.drawn_sample(24).drawing)
    found = ll.attribute(ll.trace(WEIGHTS["pretrained"], x, conv1), "deep_lift", 8)
    network = WEIGHTS["pretrained"].sequential(conv1)
    expected = DeepLift(network).attribute(x, baselines=torch.zeros_like(x), target=8).detach()[0, 0]
    together = torch.stack([found.map.flatten(), expected.flatten()])
    assert float(torch.corrcoef(together)[0, 1]) > 0.9


def test_smooth_grad_is_the_mean_slope_of_noisy_inputs_and_the_same_every_time() -> None:
    trace = trace_of("pretrained", ll.Conv1Config(), 24)
    found = ll.attribute(trace, "smooth_grad", 3).map
    assert torch.equal(found, ll.attribute(trace, "smooth_grad", 3).map)
    x = trace["input"].output[None]
    low, high = x.aminmax()
    noise = torch.randn(400, 1, 28, 28, generator=torch.Generator().manual_seed(5)) * 0.15 * (high - low)
    variable = (x + noise).requires_grad_()
    (slopes,) = torch.autograd.grad(WEIGHTS["pretrained"](variable)[:, 3].sum(), variable)
    assert float(torch.corrcoef(torch.stack([found.flatten(), slopes.mean(0).flatten()]))[0, 1]) > 0.85


# ---- what adds up ----


@given(st.sampled_from(sorted(WEIGHTS)), CONFIGURATIONS, st.integers(0, 999), st.integers(0, 9), st.integers(0, 9))
def test_deep_lift_adds_up_to_the_answer_less_that_of_grey(
    weights: str, conv1: ll.Conv1Config, seed: int, target: int, other: int
) -> None:
    trace = trace_of(weights, conv1, seed)
    found = ll.attribute(trace, "deep_lift", target, other if other != target else None)
    grey = ll.trace(WEIGHTS[weights], torch.zeros(1, 1, 28, 28), conv1)
    answers = [float(t.logits[target]) - (0 if other == target else float(t.logits[other])) for t in (trace, grey)]
    assert found.value == pytest.approx(answers[0], abs=1e-5)
    assert float(found.map.sum()) == pytest.approx(answers[0] - answers[1], abs=1e-3 * max(1, abs(answers[1])))
    assert found.error == pytest.approx(0, abs=1e-3 * max(1, abs(answers[1])))


@given(CONFIGURATIONS, st.integers(0, 999))
@settings(max_examples=40)
def test_integrated_gradients_nearly_add_up_and_say_by_how_much_not(conv1: ll.Conv1Config, seed: int) -> None:
    trace = trace_of("pretrained", conv1, seed)
    found = ll.attribute(trace, "integrated_gradients")
    grey = ll.trace(WEIGHTS["pretrained"], torch.zeros(1, 1, 28, 28), conv1)
    apart = float(trace.logits[found.target] - grey.logits[found.target])
    assert found.error == pytest.approx(float(found.map.sum()) - apart, abs=1e-3)
    assert abs(found.error) < 0.08 * abs(apart) + 0.5


@pytest.mark.parametrize("method", ll.METHODS)
def test_of_two_digits_the_map_is_the_difference_of_both_and_one_against_the_other_its_negative(method: str) -> None:
    trace = trace_of("pretrained", ll.Conv1Config(), 5)
    of_two, of_one, of_other = (ll.attribute(trace, method, *digits).map for digits in ((7, 1), (7,), (1,)))
    scale = float(of_one.abs().max())
    torch.testing.assert_close(of_two, of_one - of_other, atol=2e-5 * scale, rtol=1e-4)
    torch.testing.assert_close(ll.attribute(trace, method, 1, 7).map, -of_two, atol=2e-5 * scale, rtol=1e-4)


@pytest.mark.parametrize("method", ll.METHODS)
def test_every_method_says_what_it_is_and_gives_a_map_of_the_trace_alone(method: str, tmp_path: object) -> None:
    trace = trace_of("pretrained", ll.Conv1Config(), 5)
    found = ll.attribute(trace, method)
    assert (found.method, found.target, found.against) == (method, trace.prediction, None)
    assert found.map.shape == (28, 28)
    assert found.map.dtype == torch.float32
    assert not found.map.requires_grad
    assert found.map.isfinite().all()
    entry = ll.METHODS[method]
    assert entry.what
    assert entry.source
    assert found.baseline == entry.baseline
    assert (found.error is not None) == entry.complete
    assert repr(found).startswith(f"Attribution({method}, {trace.prediction} = ")
    trace.save(f"{tmp_path}/trace.npz")
    assert torch.equal(ll.attribute(ll.Trace.load(f"{tmp_path}/trace.npz"), method).map, found.map)


@pytest.mark.parametrize("stage", ["input", "conv1", "pool1", "relu2", "pool3", "fc1", "fc3"])
@pytest.mark.parametrize("method", ll.METHODS)
def test_nothing_is_carried_where_everything_was_set(method: str, stage: str) -> None:
    x = ll.preprocess(ll.drawn_sample(5).drawing)
    trace = ll.trace(WEIGHTS["pretrained"], x, replace={f"{stage}.output": 1.0})
    if method == "grad_cam" and stage not in ("input", "conv1", "pool1", "relu2"):
        return  # it looks at the maps themselves, which pixels do reach
    found = ll.attribute(trace, method, 3)
    assert float(found.map.abs().max()) < 1e-6 * max(1, abs(found.value))


@pytest.mark.parametrize("method", ["integrated_gradients", "deep_lift"])
def test_what_adds_up_does_so_with_a_channel_silenced(method: str) -> None:
    x, grey = ll.preprocess(ll.drawn_sample(5).drawing), torch.zeros(1, 1, 28, 28)
    for replace in ({"conv1.output": {2: 0.0}}, {"relu2.output": {5: 0.0}, "fc2.output": {9: 1.0}}):
        of_x, of_grey = (ll.trace(WEIGHTS["pretrained"], one, replace=replace) for one in (x, grey))
        found = ll.attribute(of_x, method, 3)
        apart = float(of_x.logits[3] - of_grey.logits[3])
        assert float(found.map.sum()) == pytest.approx(apart, abs=0.08 * abs(apart))


@pytest.mark.parametrize("method", ll.METHODS)
def test_a_pixel_that_was_set_carries_nothing_and_the_others_add_up_all_the_same(method: str) -> None:
    x = ll.preprocess(ll.drawn_sample(5).drawing)
    replace = {"input.output": {(0, row): 2.0 for row in range(8, 14)}}
    trace = ll.trace(WEIGHTS["pretrained"], x, replace=replace)
    found = ll.attribute(trace, method, 3)
    assert not found.map[8:14].any()
    assert found.map[14:].any()
    if method == "deep_lift":
        assert found.error == pytest.approx(0, abs=0.01)
    if method == "integrated_gradients":
        grey = ll.trace(WEIGHTS["pretrained"], torch.zeros_like(x), replace=replace)
        assert abs(found.error or 0) < 0.08 * abs(float(trace.logits[3] - grey.logits[3])) + 0.5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("salience", 7), "method is 'salience'. Did you mean 'saliency'? There are: saliency, input_x_gradient"),
        ((7, 7), "method is 7. There are"),
        (("saliency", 10), "target is 10; allowed: None or 0 to 9"),
        (("saliency", 7, 7), "against is 7, and so is target"),
        (("saliency", 7, "1"), "against is '1'; allowed"),
    ],
)
def test_a_method_or_a_digit_that_there_is_not_is_refused(arguments: tuple[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        ll.attribute(trace_of("random", ll.Conv1Config(), 0), *arguments)
