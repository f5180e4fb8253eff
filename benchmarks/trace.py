"""How long a trace takes, next to a plain forward pass, hooks and Captum; and how long the import of lenetlab takes.

The plain pass is a stock PyTorch module with the same weights: nn.Conv2d, nn.ReLU and so on, one after the other.
"""

from __future__ import annotations

import statistics
from collections import OrderedDict
from collections.abc import Callable

import torch
from torch import Tensor, nn

import lenetlab as ll
from benchmarks.imports import IMPORT_RUNS, import_milliseconds
from benchmarks.interleave import Timing, interleave

REFERENCE = "plain forward pass, stock modules"
BUDGETS = {"lenetlab: trace": 0.9, "lenetlab: trace, saliency, every gradient": 2.6}
IMPORT_BUDGET_MS = 30


def stock_network(model: ll.LeNet) -> nn.Sequential:
    """The same network as a stock sequence of modules, sharing the weights."""
    layers: dict[str, nn.Module] = {
        "conv1": nn.Conv2d(1, 16, 5),
        "relu1": nn.ReLU(),
        "pool1": nn.MaxPool2d(2),
        "conv2": nn.Conv2d(16, 32, 5, padding=2),
        "relu2": nn.ReLU(),
        "pool2": nn.MaxPool2d(2),
        "pool3": nn.AdaptiveAvgPool2d(4),
        "flatten": nn.Flatten(),
        "fc1": nn.Linear(512, 120),
        "relu3": nn.ReLU(),
        "fc2": nn.Linear(120, 84),
        "relu4": nn.ReLU(),
        "fc3": nn.Linear(84, 10),
    }
    for name, (weight, bias) in model.weights().items():
        layers[name].weight, layers[name].bias = nn.Parameter(weight.detach()), nn.Parameter(bias.detach())
    return nn.Sequential(OrderedDict(layers)).eval()


def without_gradients(network: nn.Module, x: Tensor) -> Callable[[], object]:
    def call() -> Tensor:
        with torch.inference_mode():
            output: Tensor = network(x)
            return output

    return call


def hooked(network: nn.Module, x: Tensor) -> Callable[[], object]:
    """Forward hooks on every module, added and removed in each call."""

    def call() -> dict[str, Tensor]:
        outputs: dict[str, Tensor] = {}

        def hook_for(name: str) -> Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]:
            def hook(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
                outputs[name] = output

            return hook

        handles = [module.register_forward_hook(hook_for(name)) for name, module in network.named_children()]
        with torch.inference_mode():
            network(x)
        for handle in handles:
            handle.remove()
        return outputs

    return call


def with_captum(network: nn.Module, x: Tensor, target: int) -> dict[str, Callable[[], object]]:
    try:
        from captum.attr import Saliency
    except ImportError:
        return {}
    method = Saliency(network)
    return {"Captum: saliency": lambda: method.attribute(x.clone().requires_grad_(), target=target, abs=False)}


def timings(rounds: int) -> dict[str, Timing]:
    """The time that each candidate takes, measured in turn."""
    torch.set_num_threads(1)
    model = ll.load_pretrained()
    stock = stock_network(model)
    x = ll.preprocess(ll.drawn_sample(seed=1).drawing)
    target = ll.trace(model, x).prediction
    candidates: dict[str, Callable[[], object]] = {
        REFERENCE: without_gradients(stock, x),
        "lenetlab: model(x)": without_gradients(model, x),
        "lenetlab: trace": lambda: ll.trace(model, x),
        "lenetlab: trace, saliency, every gradient": lambda: ll.gradients(ll.trace(model, x)),
        "forward hooks": hooked(stock, x),
        **with_captum(stock, x, target),
    }
    return interleave(candidates, REFERENCE, rounds)


def main(rounds: int = 100) -> int:
    for name, timing in timings(rounds).items():
        budget = f"  (budget {BUDGETS[name]})" if name in BUDGETS else ""
        print(f"{name:44} {timing.microseconds:8.0f} µs  {timing.ratio:5.2f}{budget}")
    milliseconds = statistics.median(import_milliseconds(min(rounds, IMPORT_RUNS)))
    print(f"{'import lenetlab, on top of torch':44} {milliseconds:8.1f} ms         (budget {IMPORT_BUDGET_MS} ms)")
    return 0
