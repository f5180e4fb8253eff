"""The steps of the forward pass as PyTorch's own modules, for tools that follow modules and see no functions."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

from lenetlab.layers import Weights


def module_of(kind: str, settings: Mapping[str, int], weights: Weights | None) -> nn.Module:
    """PyTorch's own module for a step of this kind and these settings, with these weights."""
    if kind == "max_pool":
        size = settings["kernel_size"]
        return nn.Identity() if size == 1 else nn.MaxPool2d(size)
    if kind == "avg_pool":
        return nn.AdaptiveAvgPool2d(settings["output_size"])
    if weights is None:
        return nn.ReLU() if kind == "relu" else nn.Flatten()
    weight, bias = weights
    layer = (
        nn.Conv2d(weight.shape[1], len(weight), settings["kernel_size"], settings["stride"], settings["padding"])
        if kind == "conv"
        else nn.Linear(weight.shape[1], len(weight))
    )
    layer.weight, layer.bias = as_parameter(weight), as_parameter(bias)
    return layer


def as_parameter(tensor: Tensor) -> nn.Parameter:
    """The tensor itself if it is a parameter, else one that shares its memory."""
    return tensor if isinstance(tensor, nn.Parameter) else nn.Parameter(tensor.detach())
