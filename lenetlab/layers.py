"""The layers that hold LeNet's weights: how they serve several configurations, and what may stand in their place.

A layer is called in the plain forward pass, so its hooks fire; a trace reads its weights. Both give the same numbers
only where a layer does nothing but multiply its input with these weights. Anything else is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import sqrt

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils import parametrize, skip_init

from lenetlab.config import (
    CLASSES,
    CONV1_ALLOWED,
    CONV2_FILTERS,
    CONV2_KERNEL_SIZE,
    CONV2_PADDING,
    FC1_UNITS,
    FC2_UNITS,
    POOL3_SIZE,
    Conv1Config,
)
from lenetlab.drawing import shown

Weights = tuple[Tensor, Tensor]
MAX_FILTERS = 16


class SlimConv2d(nn.Conv2d):
    """A convolution of which only the first filters, and the first channels of each, may be at work.

    Source: Yu et al. 2018, "Slimmable neural networks".
    """

    def forward(self, x: Tensor, filters: int | None = None) -> Tensor:
        """x: (B, C, H, W) with at most `in_channels` channels. filters: how many of the first; None takes all."""
        weight, bias, channels = self.weight, self.bias, x.shape[1]
        if filters not in (None, self.out_channels):
            weight, bias = weight[:filters], None if bias is None else bias[:filters]
        if channels != self.in_channels:
            weight = weight[:, :channels]
        return F.conv2d(x, weight, bias, self.stride, self.padding)


@dataclass(frozen=True)
class LayerPlan:
    """What one layer with weights has to be. kernel_size: None for a dense layer; padding: zeros on every side."""

    inputs: int
    outputs: int
    kernel_size: int | None = None
    stride: int = 1
    padding: int = 0

    def make(self, generator: torch.Generator) -> nn.Module:
        """The layer with random weights, as PyTorch begins with: within ±1/√n of n inputs, float32 on the CPU."""
        here = {"device": "cpu", "dtype": torch.float32}
        if self.kernel_size is None:
            layer: nn.Module = skip_init(nn.Linear, self.inputs, self.outputs, **here)
        else:
            sizes = (self.inputs, self.outputs, self.kernel_size, self.stride, self.padding)
            layer = skip_init(SlimConv2d, *sizes, **here)
        limit = 1 / sqrt(self.inputs * (self.kernel_size or 1) ** 2)
        for parameter in layer.parameters():
            nn.init.uniform_(parameter, -limit, limit, generator)
        return layer

    @cached_property
    def type(self) -> type[nn.Module]:
        return nn.Linear if self.kernel_size is None else SlimConv2d

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """(outputs, inputs), and the kernel's two sides where there is one."""
        kernel = () if self.kernel_size is None else (self.kernel_size, self.kernel_size)
        return (self.outputs, self.inputs, *kernel)


# ---- Which layers hold the weights ----


LATER_PLANS = {
    "conv2": LayerPlan(MAX_FILTERS, CONV2_FILTERS, CONV2_KERNEL_SIZE, padding=CONV2_PADDING),
    "fc1": LayerPlan(CONV2_FILTERS * POOL3_SIZE**2, FC1_UNITS),
    "fc2": LayerPlan(FC1_UNITS, FC2_UNITS),
    "fc3": LayerPlan(FC2_UNITS, CLASSES),
}


@dataclass(frozen=True)
class Place:
    """Where a layer stands, `model.stage[group]`, what it has to be, and its name in messages."""

    stage: str
    group: str
    plan: LayerPlan
    name: str


def first_plan(conv1: Conv1Config) -> LayerPlan:
    return LayerPlan(1, MAX_FILTERS, conv1.kernel_size, conv1.stride, conv1.padding)


def first_convolutions() -> tuple[Conv1Config, ...]:
    """One configuration for each set of kernels in conv1, by stride, kernel size and padding."""
    strides, kernel_sizes, paddings = (CONV1_ALLOWED[name] for name in ("stride", "kernel_size", "padding"))
    return tuple(Conv1Config(k, s, p) for s in strides for k in kernel_sizes for p in paddings)


def group_of_setting(conv1: Conv1Config) -> str:
    return f"k{conv1.kernel_size}s{conv1.stride}p{conv1.padding}"


def group_of_stride(stride: int) -> str:
    return f"s{stride}"


def places_of(conv1: Conv1Config) -> tuple[Place, ...]:
    """The five layers that a configuration uses. Raises ValueError where `conv1` is no Conv1Config."""
    if not isinstance(conv1, Conv1Config):
        raise ValueError(f"conv1 is {shown(conv1)}; expected a Conv1Config{how_to_make(conv1)}")
    return _places_of(conv1)


@lru_cache(maxsize=256)
def _places_of(conv1: Conv1Config) -> tuple[Place, ...]:
    plans = {"conv1": first_plan(conv1), **LATER_PLANS}
    groups = {stage: group_of_stride(conv1.stride) for stage in plans} | {"conv1": group_of_setting(conv1)}
    return tuple(
        Place(stage, groups[stage], plan, f"model.{stage}[{groups[stage]!r}]") for stage, plan in plans.items()
    )


def how_to_make(settings: object) -> str:
    """What to write instead, where the settings of a configuration were given without it."""
    if isinstance(settings, dict):
        return ": Conv1Config(**settings)"
    if isinstance(settings, (tuple, list)):
        return f": Conv1Config({', '.join(map(repr, settings))})"
    return f", such as {Conv1Config()!r}"


# ---- Calling them, and reading their weights ----


def called(layer: nn.Module, x: Tensor, filters: int | None = None) -> Tensor:
    """What a layer makes of a batch, by calling it. filters: how many of its own are at work; None for all.

    Another convolution in the place of ours always has all its filters and channels at work: the surplus filters
    are cut off, and the channels that are missing are zeros.
    """
    y: Tensor
    if isinstance(layer, SlimConv2d):
        y = layer(x) if filters is None else layer(x, filters)
        return y
    missing = layer.in_channels - x.shape[1] if isinstance(layer, nn.Conv2d) else 0
    y = layer(F.pad(x, (0, 0, 0, 0, 0, missing)) if missing > 0 else x)
    return y if filters is None else y[:, :filters]


def dtype_of(layer: nn.Module) -> torch.dtype | None:
    """The type of a layer's weights; None for a layer without any."""
    return next((p.dtype for p in layer.parameters()), None)


def weights_of(layer: nn.Module | None, plan: LayerPlan, name: str) -> Weights:
    """Weight and bias of a layer, zeros where it has no bias.

    Parameters are read from `_parameters`, since getattr would cost a twentieth of a whole trace.
    Raises ValueError that names a layer which computes anything else than `plan` says, with these weights.
    """
    if type(layer) is plan.type and "forward" not in layer.__dict__:
        weight, bias = layer._parameters.get("weight"), layer._parameters.get("bias")
        if weight is not None and bias is not None and weight.shape == plan.shape:
            return weight, bias
    return checked_weights(layer, plan, name)


def checked_weights(layer: nn.Module | None, plan: LayerPlan, name: str) -> Weights:
    """The same for a layer that was replaced, pruned, parametrised or made without a bias."""
    check_arithmetic(layer, plan, name)
    assert layer is not None
    weight, bias = tensor_of(layer, "weight", name), tensor_of(layer, "bias", name)
    shape = None if weight is None else tuple(weight.shape)
    if weight is None or shape != plan.shape:
        raise ValueError(f"{name}.weight has shape {shape}; expected {plan.shape}")
    return weight, weight.new_zeros(plan.outputs) if bias is None else bias


def check_arithmetic(layer: nn.Module | None, plan: LayerPlan, name: str) -> None:
    """Raise ValueError unless a layer computes what PyTorch's own of its kind does, with the settings of the plan."""
    kind = nn.Linear if plan.kernel_size is None else nn.Conv2d
    own_forward = type(layer).forward if isinstance(layer, kind) and "forward" not in layer.__dict__ else None
    if own_forward not in (kind.forward, plan.type.forward):
        overridden = " with a forward of its own" if isinstance(layer, kind) else ""
        got = f"{type(layer).__name__}{overridden}"
        raise ValueError(f"{name} is {got}; expected a torch.nn.{kind.__name__} with weight {plan.shape}")
    if isinstance(layer, nn.Conv2d):
        strides, paddings = (plan.stride, plan.stride), (plan.padding, plan.padding)
        expected = {"stride": strides, "padding": paddings, "dilation": (1, 1), "groups": 1, "padding_mode": "zeros"}
        for setting, value in expected.items():
            if (got := getattr(layer, setting)) != value:
                raise ValueError(f"{name}.{setting} is {got!r}; expected {value!r}")


def tensor_of(layer: nn.Module, part: str, name: str) -> Tensor | None:
    """`layer.weight` or `layer.bias` as the next call would use it, which leaves the layer as it is."""
    if part in layer._parameters:
        return layer._parameters[part]
    tensor: Tensor
    if parametrize.is_parametrized(layer, part):
        check_at_rest(layer, part, name)
        tensor = getattr(layer, part)
        return tensor
    original, mask = layer._parameters.get(f"{part}_orig"), layer._buffers.get(f"{part}_mask")
    if original is not None and mask is not None:  # torch.nn.utils.prune
        return original * mask
    hooks = ", ".join(type(hook).__name__ for hook in layer._forward_pre_hooks.values()) or "none"
    raise ValueError(
        f"{name}.{part} is no parameter of the layer, and may be set anew at each call (by its hooks: {hooks}); "
        "expected a parameter, one of torch.nn.utils.parametrizations or torch.nn.utils.prune"
    )


def check_at_rest(layer: nn.Module, part: str, name: str) -> None:
    """Raise ValueError where reading a parametrised tensor would change the layer, as with spectral_norm in train mode.

    Such a parametrisation keeps numbers of its own, as buffers, and renews them at every reading in train mode.
    """
    changing = [p for p in layer.parametrizations[part] if p.training and next(p.buffers(), None) is not None]  # type: ignore[index]
    if changing:
        kind = type(changing[0]).__name__.strip("_")
        raise ValueError(f"{name}.{part} changes at every reading in train mode ({kind}); call model.eval() before")
