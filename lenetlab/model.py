"""LeNet: one set of weights that serves every Conv1Config.

The forward pass is written once, as `steps()`: a list of named steps that `LeNet.forward`, `LeNet.sequential` and
`trace` all walk; every step takes a batch or a single image. B batch, C channels, H and W height and width, D features.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lenetlab.config import CONV1_ALLOWED, CONV2_KERNEL_SIZE, CONV2_PADDING, IMAGE_SIZE, POOL3_SIZE, Conv1Config
from lenetlab.drawing import shown
from lenetlab.layers import (
    LATER_PLANS,
    MAX_FILTERS,
    Place,
    Weights,
    called,
    dtype_of,
    first_convolutions,
    first_plan,
    group_of_setting,
    group_of_stride,
    places_of,
    weights_of,
)
from lenetlab.stock_modules import module_of
from lenetlab.whole_numbers import whole_number

IMAGE_SHAPE = (1, IMAGE_SIZE, IMAGE_SIZE)
DEFAULT_CONV1 = Conv1Config()
LARGEST_SEED = 2**63 - 1

Operation = Callable[..., Tensor]


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
        number = whole_number(seed)
        if number is None or not 0 <= number <= LARGEST_SEED:
            raise ValueError(f"seed is {shown(seed)}; allowed: a whole number from 0 to {LARGEST_SEED}")
        generator = torch.Generator("cpu").manual_seed(number)  # of its own: other threads may draw meanwhile
        firsts = {group_of_setting(first): first_plan(first).make(generator) for first in first_convolutions()}
        self.conv1 = nn.ModuleDict(firsts)
        for stage, plan in LATER_PLANS.items():
            layers = {group_of_stride(s): plan.make(generator) for s in CONV1_ALLOWED["stride"]}
            self.add_module(stage, nn.ModuleDict(layers))

    def weights(self, conv1: Conv1Config = DEFAULT_CONV1) -> dict[str, Weights]:
        """Weight and bias of every stage that has them, as this configuration uses them.

        Views of the parameters, not copies. A layer without a bias gives zeros; a pruned or parametrised one, what its
        next call would use. Raises ValueError that names a layer which was replaced by something else than a
        convolution or a dense layer of the same shape, or whose weights change at every reading.
        """
        parameters = {
            place.stage: weights_of(self.layer_at(place), place.plan, place.name) for place in places_of(conv1)
        }
        n = conv1.filters
        if n != MAX_FILTERS:
            weight, bias = parameters["conv1"]
            parameters["conv1"] = weight[:n], bias[:n]  # (n, 1, k, k), (n,)
            weight, bias = parameters["conv2"]
            parameters["conv2"] = weight[:, :n], bias  # (32, n, 5, 5), (32,)
        return parameters

    def forward(self, x: Tensor, conv1: Conv1Config = DEFAULT_CONV1) -> Tensor:
        """Logits (B, 10) of a batch of normalised images (B, 1, 28, 28).

        The layers are called, so their hooks fire: `model.conv2["s1"].register_forward_hook(...)`. What has no weights
        is a function here; for a network in which every stage is a module, see `sequential`.
        Raises ValueError for any other shape or type of `x`, and where `conv1` is no Conv1Config.
        """
        layers = {place.stage: self.layer_at(place) for place in places_of(conv1)}
        check_input(x, dtype=dtype_of(layers["fc3"]))
        filters = None if conv1.filters == MAX_FILTERS else conv1.filters
        for stage in steps(conv1)[:-1]:
            layer = layers.get(stage.name)
            x = stage.apply(x) if layer is None else called(layer, x, filters if stage.name == "conv1" else None)
        return x

    def sequential(self, conv1: Conv1Config = DEFAULT_CONV1) -> nn.Sequential:
        """The network of one configuration as PyTorch's own modules, from conv1 to fc3, named as the stages are.

        (B, 1, 28, 28) to logits (B, 10), the same as `model(x, conv1)`. It is for what needs every operation to be a
        module: Captum's DeepLift, LRP and guided backpropagation, torch.fx, nnsight, exporters. Its weights share their
        memory with the model's, so a change of one is seen in the other; with 16 filters they are the same parameters.
        With fewer, conv1 and conv2 are parameters of their own with gradients of their own. Weights that are computed
        (a pruned or parametrised layer) are those of now.
        Raises ValueError as `weights` does, and where `conv1` is no Conv1Config.
        """
        weights = self.weights(conv1)
        stages = steps(conv1)[1:-1]
        sequence = OrderedDict(
            (stage.name, module_of(stage.kind, stage.params, weights.get(stage.name))) for stage in stages
        )
        return nn.Sequential(sequence).train(self.training)

    def plain_state(self) -> dict[str, Tensor]:
        """Weight and bias of every layer, named as in `LeNet().state_dict()`, and as they are at work.

        The state_dict of a pruned or parametrised model has other names. Raises ValueError as `weights` does.
        """
        places = {place.name: place for conv1 in first_convolutions() for place in places_of(conv1)}.values()
        state: dict[str, Tensor] = {}
        for place in places:
            weight, bias = weights_of(self.layer_at(place), place.plan, place.name)
            state |= {f"{place.stage}.{place.group}.weight": weight, f"{place.stage}.{place.group}.bias": bias}
        return state

    def layer_at(self, place: Place) -> nn.Module:
        """The layer at a place. Raises ValueError if there is none any more."""
        group = self._modules.get(place.stage)
        layer = group._modules.get(place.group) if isinstance(group, nn.ModuleDict) else None
        if layer is None:
            raise ValueError(f"model.{place.stage} is {type(group).__name__}; expected a ModuleDict with {place.name}")
        return layer


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
