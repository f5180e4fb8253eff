"""check_attribution: maps that can be trusted are told from maps that cannot."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import MappingProxyType

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr
from torch import Tensor

import lenetlab as ll
from lenetlab.attribution_check import rank_correlation
from lenetlab.rerun import retraced

MODEL = ll.load_pretrained()
TRACE = ll.trace(MODEL, ll.preprocess(ll.drawn_sample(24).drawing))
PAPER = -ll.MNIST_MEAN / ll.MNIST_STD


def with_methods(monkeypatch: pytest.MonkeyPatch, maps: Mapping[str, Tensor]) -> None:
    """Methods that give these maps, whatever the trace."""
    methods = {name: ll.Method("a map", "nobody", lambda trace, seed, of=of: of) for name, of in maps.items()}
    monkeypatch.setattr(import_module("lenetlab.attribute"), "METHODS", MappingProxyType(methods))


def test_the_curves_have_both_ends_and_are_what_the_network_says() -> None:
    check = ll.check_attribution(TRACE, "integrated_gradients")
    target = TRACE.prediction
    blank = ll.trace(MODEL, torch.full((1, 1, 28, 28), PAPER))
    for curve, first, last in (
        (check.deletion, TRACE, blank),
        (check.insertion, blank, TRACE),
        (check.random_order, TRACE, blank),
    ):
        assert len(curve) == 29
        assert float(curve[0]) == pytest.approx(float(first.probabilities[target]), abs=1e-5)
        assert float(curve[-1]) == pytest.approx(float(last.probabilities[target]), abs=1e-5)
    order = ll.attribute(TRACE, "integrated_gradients").map.flatten().argsort(descending=True, stable=True)
    x = TRACE["input"].output.flatten().clone()
    x[order[: 28 * 4]] = PAPER
    expected = ll.trace(MODEL, x.view(1, 1, 28, 28)).probabilities[target]
    assert float(check.deletion[4]) == pytest.approx(float(expected), abs=1e-5)


def test_deleting_what_a_good_map_names_is_quicker_than_chance_and_inserting_it_too() -> None:
    digits = [ll.preprocess(ll.drawn_sample(seed).drawing) for seed in range(6)]
    checks = [ll.check_attribution(ll.trace(MODEL, x), "occlusion") for x in digits]
    assert np.mean([check.deletion_area - check.random_area for check in checks]) < -0.1
    assert np.mean([check.insertion_area - check.random_area for check in checks]) > 0.1


def test_the_cascade_may_be_looked_at_in_some_stages_alone() -> None:
    whole = ll.check_attribution(TRACE, "input_x_gradient").randomisation
    assert ll.check_attribution(TRACE, "input_x_gradient", stages=["conv2"]).randomisation == {"conv2": whole["conv2"]}
    with pytest.raises(ValueError, match="stages has 'relu1'; allowed: fc3, fc2, fc1, conv2, conv1"):
        ll.check_attribution(TRACE, "saliency", stages=["conv1", "relu1"])


def test_a_map_upside_down_is_worse_than_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    good = ll.attribute(TRACE, "integrated_gradients").map
    with_methods(monkeypatch, {"good": good, "bad": -good})
    good_check, bad_check = (ll.check_attribution(TRACE, name) for name in ("good", "bad"))
    assert good_check.deletion_area < bad_check.deletion_area
    assert good_check.insertion_area > bad_check.insertion_area


def test_a_map_that_does_not_depend_on_the_weights_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with_methods(monkeypatch, {"the drawing itself": TRACE["input"].output[0]})
    check = ll.check_attribution(TRACE, "the drawing itself")
    assert list(check.randomisation) == ["fc3", "fc2", "fc1", "conv2", "conv1"]
    assert all(correlation == pytest.approx(1) for correlation in check.randomisation.values())


def test_saliency_depends_on_the_weights_and_with_all_random_it_is_that_of_a_random_network() -> None:
    check = ll.check_attribution(TRACE, "saliency", 3)
    assert check.randomisation["conv1"] < 0.6
    x = TRACE["input"].output[None]
    of_random = ll.saliency(ll.trace(ll.LeNet(seed=0), x), 3)
    expected = spearmanr(ll.saliency(TRACE, 3).abs().flatten(), of_random.abs().flatten()).statistic
    assert check.randomisation["conv1"] == pytest.approx(float(expected), abs=1e-4)


def test_what_was_set_stays_set_under_random_weights() -> None:
    trace = ll.trace(MODEL, TRACE["input"].output[None], replace={"relu2.output": {5: 0.0}, "fc1.weight": {3: 0.0}})
    random = retraced(trace, weights=ll.LeNet(seed=0).weights(trace.conv1))
    assert not random["relu2"].output[5].any()
    assert list(random.replaced) == ["relu2.output"]
    expected = ll.trace(ll.LeNet(seed=0), TRACE["input"].output[None], replace={"relu2.output": {5: 0.0}})
    torch.testing.assert_close(random.logits, expected.logits, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(random.probabilities, expected.probabilities, atol=1e-5, rtol=1e-4)


def test_a_check_is_readable_and_repeats_the_error_of_the_map() -> None:
    check = ll.check_attribution(TRACE, "deep_lift", 3, 8)
    assert check.error == check.attribution.error == pytest.approx(0, abs=0.01)
    assert ll.check_attribution(TRACE, "saliency").error is None
    lines = repr(check).splitlines()
    assert lines[0].startswith("AttributionCheck of Attribution(deep_lift, 3 against 8 = ")
    assert lines[1].startswith("  with random weights from the end on: fc3 ")
    assert lines[2].startswith(f"  deletion {check.deletion_area:.3f}, insertion ")


def test_ranks_of_equals_are_shared_and_a_constant_has_no_correlation() -> None:
    one, other = torch.tensor([1.0, 1, 2, 3, 0]), torch.tensor([0.0, 1, 1, 5, 0])
    assert rank_correlation(one, other) == pytest.approx(float(spearmanr(one, other).statistic))
    assert rank_correlation(torch.zeros(5), other) == 0


def test_threads_do_not_disturb_one_another_nor_the_random_numbers_of_the_caller() -> None:
    expected = ll.check_attribution(TRACE, "saliency", 3).randomisation
    torch.manual_seed(3)
    stream = torch.rand(5)
    torch.manual_seed(3)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: ll.check_attribution(TRACE, "saliency", 3).randomisation, range(16)))
    assert all(one == expected for one in found)
    assert torch.equal(torch.rand(5), stream)


def test_what_attribute_refuses_is_refused() -> None:
    with pytest.raises(ValueError, match=r"method is 'saliencyy'\. Did you mean 'saliency'"):
        ll.check_attribution(TRACE, "saliencyy")
