"""LeNet.sequential: the same network as stock modules, and what other libraries make of it."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
import torch
import torchinfo
from captum.attr import LRP, DeepLift, GuidedBackprop, LayerGradCam
from captum.attr._utils.lrp_rules import EpsilonRule
from onnx.reference import ReferenceEvaluator
from packaging.version import Version
from torch import Tensor, nn

import lenetlab as ll

CONFIGURATIONS = ll.Conv1Config.all()


@pytest.fixture(scope="module")
def x(seven: ll.Drawing) -> Tensor:
    return ll.preprocess(seven)


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_it_is_made_of_stock_modules_named_as_the_stages_and_gives_the_same_logits(
    model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config
) -> None:
    network = model.sequential(conv1)
    assert [name for name, _ in network.named_children()] == list(ll.trace(model, x, conv1).names[1:-1])
    assert {type(module) for module in network} <= {
        *(nn.Conv2d, nn.ReLU, nn.MaxPool2d, nn.Identity, nn.AdaptiveAvgPool2d, nn.Flatten, nn.Linear)
    }
    batch = x.repeat(3, 1, 1, 1) * torch.tensor([1.0, 0.5, -1.0]).view(3, 1, 1, 1)
    torch.testing.assert_close(network(batch), model(batch, conv1), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("filters", [6, 16])
def test_a_change_of_its_weights_is_a_change_of_the_models_and_the_other_way_round(x: Tensor, filters: int) -> None:
    model, conv1 = ll.LeNet(seed=1), ll.Conv1Config(filters=filters)
    network = model.sequential(conv1)
    before = model(x, conv1)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(1.1)
    torch.testing.assert_close(network(x), model(x, conv1))
    assert not torch.allclose(model(x, conv1), before)
    with torch.no_grad():
        model.conv2["s1"].weight.zero_()
    torch.testing.assert_close(network(x), model(x, conv1))


def test_with_all_filters_its_parameters_are_the_models_own() -> None:
    model = ll.LeNet(seed=1)
    own = {id(parameter) for parameter in model.parameters()}
    assert all(id(parameter) in own for parameter in model.sequential().parameters())


def test_it_is_in_the_models_mode() -> None:
    model = ll.LeNet(seed=1)
    assert model.train().sequential().training
    assert not model.eval().sequential().training


# ---- What other libraries make of our network ----

# Captum says that it sets hooks, and that it asks the input for its gradient.
captum_speaks = pytest.mark.filterwarnings("ignore::UserWarning")


@captum_speaks
@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_captums_deep_lift_is_complete_on_it(model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config) -> None:
    network, blank = model.sequential(conv1), torch.zeros_like(x)
    parts, delta = DeepLift(network).attribute(x, blank, target=7, return_convergence_delta=True)
    whole = float((network(x) - network(blank))[0, 7].detach())
    assert abs(float(delta)) < 0.02 * abs(whole)
    assert float(parts.sum()) == pytest.approx(whole, rel=0.02)
    if conv1 == ll.Conv1Config():
        assert abs(float(delta)) < 0.2


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_captums_layer_methods_find_the_layers_of_lenet_itself(
    model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config
) -> None:
    layer = model.conv2[f"s{conv1.stride}"]
    grad_cam = LayerGradCam(model, layer).attribute(x, target=7, additional_forward_args=(conv1,))
    trace = ll.trace(model, x, conv1)
    weights = ll.gradients(trace, 7)["conv2"].mean((1, 2))
    expected = (weights[:, None, None] * trace["conv2"].output).sum(0)
    torch.testing.assert_close(grad_cam[0, 0].detach(), expected, atol=1e-4, rtol=1e-4)


@captum_speaks
@pytest.mark.parametrize("conv1", CONFIGURATIONS[::5], ids=str)
def test_captums_guided_backpropagation_and_lrp_run_on_it(model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config) -> None:
    network = model.sequential(conv1)
    guided = GuidedBackprop(network).attribute(x, target=7)
    assert guided.shape == x.shape
    assert not torch.allclose(guided, ll.saliency(ll.trace(model, x, conv1), 7))
    for module in network:
        if isinstance(module, (nn.Flatten, nn.Identity)):
            module.rule = EpsilonRule()
    relevance = LRP(network).attribute(x, target=7)
    assert relevance.shape == x.shape
    assert torch.isfinite(relevance).all()


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_torch_fx_follows_it(model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config) -> None:
    network = model.sequential(conv1)
    graph = torch.fx.symbolic_trace(network)
    torch.testing.assert_close(graph(x), network(x))


@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
def test_torchinfo_counts_the_weights_and_the_products_that_a_configuration_uses(
    model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config
) -> None:
    summary = torchinfo.summary(model.sequential(conv1), input_data=x, verbose=0)
    assert summary.total_params == conv1.weights
    whole_model = torchinfo.summary(model, input_data=x, conv1=conv1, verbose=0)
    called = [info.class_name for info in whole_model.summary_list if info.class_name.endswith(("Conv2d", "Linear"))]
    assert len(called) == 5
    assert whole_model.total_mult_adds >= summary.total_mult_adds > conv1.multiply_adds


@pytest.mark.long
@pytest.mark.parametrize("conv1", CONFIGURATIONS, ids=str)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(Version(torch.__version__) < Version("2.6"), reason="PyTorch before 2.6 has another exporter")
def test_it_is_exported_to_onnx(model: ll.LeNet, x: Tensor, conv1: ll.Conv1Config) -> None:
    network = model.sequential(conv1)
    exported = torch.onnx.export(network, (x,), dynamo=True, verbose=False)
    assert exported is not None
    graph = exported.model_proto
    onnx.checker.check_model(graph)
    (logits,) = ReferenceEvaluator(graph).run(None, {graph.graph.input[0].name: x.numpy()})
    np.testing.assert_allclose(logits, network(x).detach().numpy(), atol=1e-4)
