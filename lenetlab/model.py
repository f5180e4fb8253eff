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
    CONV1_ALLOWED,
    CONV2_FILTERS,
    CONV2_KERNEL_SIZE,
    CONV2_PADDING,
    FC1_UNITS,
    FC2_UNITS,
    IMAGE_SIZE,
    POOL3_SIZE,
    Conv1Config,
)

IMAGE_SHAPE = (1, IMAGE_SIZE, IMAGE_SIZE)
MAX_FILTERS = 16
DEFAULT_CONV1 = Conv1Config()
WEIGHTED = ("conv1", "conv2", "fc1", "fc2", "fc3")

Operation = Callable[..., Tensor]
Weights = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Step:
    """One step of the forward pass: its stage's name and kind, its settings, and what it does to a batch."""

    name: str
    kind: str
    params: Mapping[str, int]
    apply: Operation


@dataclass(frozen=True)
class Operations:
    """What computes the costly steps: `convolve(x, weight, bias, stride, padding)` and `max_pool(x, size)`."""

    convolve: Operation
    max_pool: Operation


STOCK = Operations(F.conv2d, F.max_pool2d)


def step(name: str, kind: str, apply: Operation, **params: int) -> Step:
    return Step(name, kind, MappingProxyType(params), apply)


def convolution(name: str, convolve: Operation, kernel_size: int, stride: int, padding: int) -> Step:
    strides, paddings = [stride, stride], [padding, padding]
    return step(
        name,
        "conv",
        lambda x, weight, bias: convolve(x, weight, bias, strides, paddings),
        kernel_size=kernel_size,
        stride=stride,
        padding=padding,
    )


def max_pool(name: str, pool: Operation, size: int) -> Step:
    """A window of one cell leaves every map as it is."""
    apply = unchanged if size == 1 else lambda x: pool(x, size)
    return step(name, "max_pool", apply, kernel_size=size, stride=size)


def unchanged(x: Tensor) -> Tensor:
    return x


def averaged(x: Tensor) -> Tensor:
    return F.adaptive_avg_pool2d(x, POOL3_SIZE)  # (B, 32, 4, 4)


def flattened(x: Tensor) -> Tensor:
    return x.flatten(-3)


def softmax(x: Tensor) -> Tensor:
    return torch.softmax(x, -1)


@lru_cache(maxsize=256)
def steps(conv1: Conv1Config = DEFAULT_CONV1, operations: Operations = STOCK) -> tuple[Step, ...]:
    """The whole forward pass in order, from the input to softmax."""
    return (
        step("input", "input", unchanged),  # (B, 1, 28, 28)
        convolution("conv1", operations.convolve, conv1.kernel_size, conv1.stride, conv1.padding),  # (B, filters, n, n)
        step("relu1", "relu", torch.relu),
        max_pool("pool1", operations.max_pool, conv1.pool1_window),  # (B, filters, m, m)
        convolution("conv2", operations.convolve, CONV2_KERNEL_SIZE, 1, CONV2_PADDING),  # (B, 32, m, m)
        step("relu2", "relu", torch.relu),
        max_pool("pool2", operations.max_pool, 2),  # (B, 32, m // 2, m // 2)
        step("pool3", "avg_pool", averaged, output_size=POOL3_SIZE),
        step("flatten", "flatten", flattened),  # (B, 512)
        step("fc1", "linear", F.linear),  # (B, 120)
        step("relu3", "relu", torch.relu),
        step("fc2", "linear", F.linear),  # (B, 84)
        step("relu4", "relu", torch.relu),
        step("fc3", "linear", F.linear),  # (B, 10), the logits
        step("softmax", "softmax", softmax),
    )


class LeNet(nn.Module):
    """A LeNet-5 descendant that works with any `Conv1Config`: at most 85,822 weights at work at a time, 174,268 in all.

    Every kernel size, stride and padding has 16 kernels of its own in conv1, of which a configuration with fewer
    filters uses the first. What follows conv1 exists twice, for stride 1 and stride 2, and
    is shared by all configurations of that stride; conv2 uses as much of its kernels as conv1 has filters.
    The idea of one set of weights for many shapes: "Slimmable neural networks" (Yu et al. 2018) and
    "Once-for-all" (Cai et al. 2019). The stages: LeCun et al. 1998, with ReLU, max pooling and an adaptive
    average pool (`pool3`) that brings every configuration to 4×4. A stride of 2 halves the maps as pool1 does after a
    stride of 1, so pool1 then has a window of one cell.

    seed: random weights are the same for the same seed; the global random state is left alone.

    >>> LeNet(seed=0)(torch.zeros(1, 1, 28, 28)).shape
    torch.Size([1, 10])
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        kernel_sizes, strides, paddings = (CONV1_ALLOWED[name] for name in ("kernel_size", "stride", "padding"))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.conv1 = nn.ModuleDict(
                {f"k{k}s{s}p{p}": nn.Conv2d(1, MAX_FILTERS, k) for s in strides for k in kernel_sizes for p in paddings}
            )
            self.conv2 = by_stride(lambda: nn.Conv2d(MAX_FILTERS, CONV2_FILTERS, CONV2_KERNEL_SIZE))
            self.fc1 = by_stride(lambda: nn.Linear(CONV2_FILTERS * POOL3_SIZE**2, FC1_UNITS))
            self.fc2 = by_stride(lambda: nn.Linear(FC1_UNITS, FC2_UNITS))
            self.fc3 = by_stride(lambda: nn.Linear(FC2_UNITS, CLASSES))

    def weights(self, conv1: Conv1Config = DEFAULT_CONV1) -> dict[str, Weights]:
        """Weight and bias of every stage that has them, as this configuration uses them (views, not copies)."""
        layers, n = self._modules, conv1.filters
        parameters: dict[str, Weights] = {}
        for name, group in groups_of(conv1):
            layer = layers[name]._modules[group]  # type: ignore[union-attr]
            parameters[name] = parameter_of(layer, "weight"), parameter_of(layer, "bias")
        if n != MAX_FILTERS:
            weight, bias = parameters["conv1"]
            parameters["conv1"] = weight[:n], bias[:n]  # (n, 1, k, k), (n,)
            weight, bias = parameters["conv2"]
            parameters["conv2"] = weight[:, :n], bias  # (32, n, 5, 5), (32,)
        return parameters

    def forward(self, x: Tensor, conv1: Conv1Config = DEFAULT_CONV1) -> Tensor:
        """Logits (B, 10) of a batch of normalised images (B, 1, 28, 28).

        Raises ValueError for any other shape or type of `x`.
        """
        weights = self.weights(conv1)
        check_input(x, dtype=weights["fc3"][0].dtype)
        for stage in steps(conv1)[:-1]:
            x = stage.apply(x, *weights.get(stage.name, ()))
        return x


def by_stride(make: Callable[[], nn.Module]) -> nn.ModuleDict:
    return nn.ModuleDict({f"s{stride}": make() for stride in CONV1_ALLOWED["stride"]})


@lru_cache(maxsize=256)
def groups_of(conv1: Conv1Config) -> tuple[tuple[str, str], ...]:
    """For every stage with weights: which of its sets of weights a configuration uses."""
    of_stride = f"s{conv1.stride}"
    of_setting = f"k{conv1.kernel_size}{of_stride}p{conv1.padding}"
    return tuple((name, of_setting if name == "conv1" else of_stride) for name in WEIGHTED)


def parameter_of(layer: nn.Module | None, name: str) -> Tensor:
    """`layer.weight` or `layer.bias`.

    They are read from `_parameters` where possible: through getattr they would cost a twentieth of a whole trace.
    """
    assert layer is not None
    parameter = layer._parameters.get(name)
    if parameter is not None:
        return parameter
    tensor: Tensor = getattr(layer, name)  # a pruned or parametrised layer keeps it elsewhere
    return tensor


def check_input(x: Tensor, batch: int | None = None, dtype: torch.dtype | None = None) -> None:
    """Raise ValueError unless `x` is a float batch of images (of `batch` images and of `dtype`, if those are given)."""
    is_tensor = isinstance(x, Tensor)
    shape = tuple(x.shape) if is_tensor else ()
    has_right_type = is_tensor and x.is_floating_point() and dtype in (None, x.dtype)
    if has_right_type and shape[1:] == IMAGE_SHAPE and batch in (None, shape[0]):
        return
    expected = f"({batch or 'B'}, {', '.join(map(str, IMAGE_SHAPE))}), as lenetlab.preprocess makes it"
    if not has_right_type:
        got = x.dtype if is_tensor else type(x).__name__
        raise ValueError(f"x is {got}; expected a {dtype or 'floating-point'} tensor {expected}")
    raise ValueError(f"x has shape {shape}; expected {expected}")
