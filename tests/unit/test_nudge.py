"""nudge: a small change that changes the answer, verified; and the smallest there is in one step."""

import pytest
import torch

import lenetlab as ll

MODEL = ll.load_pretrained()
X = [ll.preprocess(ll.drawn_sample(seed).drawing) for seed in (1, 3, 4, 5)]


def ink_of(x: torch.Tensor) -> torch.Tensor:
    return x * ll.MNIST_STD + ll.MNIST_MEAN


@pytest.mark.parametrize("method", ["sign", "projected"])
@pytest.mark.parametrize("x", X)
def test_what_it_finds_is_within_its_bound_is_ink_and_is_read_otherwise(method: str, x: torch.Tensor) -> None:
    before = ll.trace(MODEL, x)
    found = ll.nudge(before, method=method)
    assert found.flipped
    assert found.trace.prediction != before.prediction
    assert float(found.change.abs().max()) <= found.bound + 1e-5
    after = found.trace["input"].output
    torch.testing.assert_close(ink_of(after)[0], ink_of(before["input"].output)[0] + found.change, atol=1e-5, rtol=0)
    assert float(ink_of(after).min()) >= -1e-5
    assert float(ink_of(after).max()) <= 1 + 1e-5
    with torch.no_grad():  # the network itself, without any trace
        assert int(MODEL(after[None]).argmax()) == found.trace.prediction


@pytest.mark.parametrize("x", X)
def test_projected_steps_need_less_than_one_step(x: torch.Tensor) -> None:
    before = ll.trace(MODEL, x)
    assert ll.nudge(before).bound <= ll.nudge(before, method="sign").bound + 1 / 256


def test_one_step_along_the_sign_is_the_smallest_that_flips_in_steps_of_one_256th() -> None:
    """Every smaller bound of those that were tried between the coarse ones is not enough."""
    before = ll.trace(MODEL, X[0])
    found = ll.nudge(before, method="sign")
    variable = X[0].clone().requires_grad_()
    logits = MODEL(variable)[0]
    rival = int(logits.argsort(descending=True)[1])
    (slope,) = torch.autograd.grad(logits[rival] - logits[before.prediction], variable)
    low, high = -ll.MNIST_MEAN / ll.MNIST_STD, (1 - ll.MNIST_MEAN) / ll.MNIST_STD
    for bound in torch.arange(1, round(found.bound * 256)) / 256:
        if bound <= found.bound - 1 / 16:
            continue
        with torch.no_grad():
            stepped = (X[0] + bound / ll.MNIST_STD * slope.sign()).clamp(low, high)
            assert int(MODEL(stepped).argmax()) == before.prediction, bound


@pytest.mark.parametrize("target", [1, 3])
def test_it_can_be_asked_for_a_certain_digit(target: int) -> None:
    found = ll.nudge(ll.trace(MODEL, X[0]), target)
    assert found.flipped
    assert found.trace.prediction == target
    assert repr(found).startswith(f"Nudge(projected, towards a {target}: 0.")


def test_a_pixel_that_is_no_ink_may_stay_so_but_moves_no_further_than_the_bound() -> None:
    x = torch.randn(1, 1, 28, 28, generator=torch.Generator().manual_seed(1))
    x[0, 0, 3, 3] = 9.0
    found = ll.nudge(ll.trace(MODEL, x))
    assert float(found.change.abs().max()) <= found.bound + 1e-5
    changed = found.trace["input"].output - x[0]
    torch.testing.assert_close(found.change, changed[0] * ll.MNIST_STD)


@pytest.mark.parametrize("method", ["sign", "projected"])
def test_a_change_of_a_given_bound_is_of_that_bound_whether_it_is_enough_or_not(method: str) -> None:
    trace = ll.trace(MODEL, X[0])
    smallest = ll.nudge(trace, method=method)
    for bound in (smallest.bound / 8, smallest.bound):
        found = ll.nudge(trace, method=method, bound=bound)
        assert found.bound == pytest.approx(bound)
        assert float(found.change.abs().max()) == pytest.approx(bound, abs=1e-5)
        assert found.flipped == (bound == smallest.bound)
        assert found.flipped == (found.trace.prediction != trace.prediction)


def test_where_no_change_of_the_input_counts_it_says_that_nothing_is_enough() -> None:
    trace = ll.trace(MODEL, X[0], replace={"fc1.output": 1.0})
    found = ll.nudge(trace)
    assert not found.flipped
    assert found.bound == 1
    assert "nothing is enough" in repr(found)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((10,), "target is 10; allowed"),
        ((None, "random"), "method is 'random'. There are: sign, projected"),
        ((ll.trace(MODEL, X[0]).prediction,), "which is what the network reads already"),
        ((None, "sign", 0.0), "bound is 0.0; allowed: above 0 and up to 1"),
        ((None, "sign", 1.5), "bound is 1.5; allowed"),
        ((None, "sign", "much"), "bound is 'much'; allowed"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ll.nudge(ll.trace(MODEL, X[0]), *arguments)  # type: ignore[arg-type]
