"""LeNet: one set of weights that serves every Conv1Config.

The forward pass is written once, as `steps()`: a list of named steps that `LeNet.forward` and `trace` both walk; every
step takes a batch or a single image. B batch, C channels, H and W height and width, D features.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lenetlab.config import (
    CLASSES,
    CONV2_FILTERS,
    CONV2_KERNEL_SIZE,
    CONV2_PADDING,
    FC1_UNITS,
    FC2_UNITS,
    IMAGE_SIZE,
    POOL3_SIZE,
    Conv1Config,
)

MAX_FILTERS = 16
MAX_KERNEL_SIZE = 5
DEFAULT_CONV1 = Conv1Config()

Operation = Callable[..., Tensor]
Weights = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Step:
    """One step of the forward pass: its stage's name and kind, its settings, and what it does to a batch."""

    name: str
    kind: str
    params: Mapping[str, int]
    apply: Operation


def convolution(name: str, convolve: Operation, **params: int) -> Step:
    stride, padding = [params["stride"]] * 2, [params["padding"]] * 2
    return Step(
        name,
        "conv",
        MappingProxyType(params),
        lambda x, weight, bias: convolve(x, weight, bias, stride, padding),
    )


def simple(name: str, kind: str, apply: Operation, **params: int) -> Step:
    return Step(name, kind, MappingProxyType(params), apply)


@lru_cache(maxsize=256)
def steps(conv1: Conv1Config = DEFAULT_CONV1, convolve: Operation = F.conv2d) -> tuple[Step, ...]:
    """The whole forward pass in order, from the input to softmax; `convolve` is called as `F.conv2d` is."""
    k, s, p = conv1.kernel_size, conv1.stride, conv1.padding
    return (
        simple("input", "input", lambda x: x),  # (B, 1, 28, 28)
        convolution("conv1", convolve, kernel_size=k, stride=s, padding=p),  # (B, filters, n, n)
        simple("relu1", "relu", torch.relu),
        simple("pool1", "max_pool", lambda x: F.max_pool2d(x, 2), kernel_size=2, stride=2),  # n -> n // 2
        convolution("conv2", convolve, kernel_size=CONV2_KERNEL_SIZE, stride=1, padding=CONV2_PADDING),
        simple("relu2", "relu", torch.relu),
        simple("pool2", "max_pool", lambda x: F.max_pool2d(x, 2), kernel_size=2, stride=2),
        simple("pool3", "avg_pool", lambda x: F.adaptive_avg_pool2d(x, POOL3_SIZE), output_size=POOL3_SIZE),
        simple("flatten", "flatten", lambda x: x.flatten(-3)),  # (B, 512)
        simple("fc1", "linear", F.linear),  # (B, 120)
        simple("relu3", "relu", torch.relu),
        simple("fc2", "linear", F.linear),  # (B, 84)
        simple("relu4", "relu", torch.relu),
        simple("fc3", "linear", F.linear),  # (B, 10), the logits
        simple("softmax", "softmax", lambda x: torch.softmax(x, -1)),
    )


class LeNet(nn.Module):
    """A LeNet-5 descendant of 85,822 weights that works with any `Conv1Config`.

    A 3×3 configuration uses the centre of the 5×5 kernels of conv1, a smaller number of filters the first ones.
    The idea of one set of weights for many shapes: "Slimmable neural networks" (Yu et al. 2018) and
    "Once-for-all" (Cai et al. 2019). The stages: LeCun et al. 1998, with ReLU, max pooling and an adaptive
    average pool (`pool3`) that brings every configuration to 4×4.

    seed: random weights are the same for the same seed; the global random state is left alone.

    >>> LeNet(seed=0)(torch.zeros(1, 1, 28, 28)).shape
    torch.Size([1, 10])
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.conv1 = nn.Conv2d(1, MAX_FILTERS, MAX_KERNEL_SIZE)
            self.conv2 = nn.Conv2d(MAX_FILTERS, CONV2_FILTERS, CONV2_KERNEL_SIZE, padding=CONV2_PADDING)
            self.fc1 = nn.Linear(CONV2_FILTERS * POOL3_SIZE**2, FC1_UNITS)
            self.fc2 = nn.Linear(FC1_UNITS, FC2_UNITS)
            self.fc3 = nn.Linear(FC2_UNITS, CLASSES)

    def weights(self, conv1: Conv1Config = DEFAULT_CONV1) -> dict[str, Weights]:
        """Weight and bias of every stage that has them, as this configuration uses them (views, not copies)."""
        first, bias = self.conv1.weight, self.conv1.bias
        second, bias2 = self.conv2.weight, self.conv2.bias
        assert bias is not None  # for the type checker: nn.Conv2d may be made without
        assert bias2 is not None
        if (conv1.filters, conv1.kernel_size) != (MAX_FILTERS, MAX_KERNEL_SIZE):
            n, edge = conv1.filters, (MAX_KERNEL_SIZE - conv1.kernel_size) // 2
            centre = slice(edge, MAX_KERNEL_SIZE - edge)
            first, bias = first[:n, :, centre, centre], bias[:n]  # (n, 1, k, k), (n,)
            second = second[:, :n]  # (32, n, 5, 5)
        return {
            "conv1": (first, bias),
            "conv2": (second, bias2),
            "fc1": (self.fc1.weight, self.fc1.bias),
            "fc2": (self.fc2.weight, self.fc2.bias),
            "fc3": (self.fc3.weight, self.fc3.bias),
        }

    def forward(self, x: Tensor, conv1: Conv1Config = DEFAULT_CONV1) -> Tensor:
        """Logits (B, 10) of a batch of normalised images (B, 1, 28, 28).

        Raises ValueError for any other shape or type of `x`.
        """
        check_input(x)
        weights = self.weights(conv1)
        for step in steps(conv1)[:-1]:
            x = step.apply(x, *weights.get(step.name, ()))
        return x


def check_input(x: Tensor, batch: int | None = None) -> None:
    """Raise ValueError unless `x` is a float batch of images (of `batch` images, if that is given)."""
    expected = f"({batch or 'B'}, 1, {IMAGE_SIZE}, {IMAGE_SIZE})"
    if not isinstance(x, Tensor) or not x.is_floating_point():
        got = x.dtype if isinstance(x, Tensor) else type(x).__name__
        raise ValueError(f"x is {got}; expected a floating-point tensor {expected}, as lenetlab.preprocess makes it")
    if x.ndim != 4 or x.shape[1:] != (1, IMAGE_SIZE, IMAGE_SIZE) or (batch is not None and x.shape[0] != batch):
        raise ValueError(f"x has shape {tuple(x.shape)}; expected {expected}, as lenetlab.preprocess makes it")
