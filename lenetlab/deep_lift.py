"""DeepLIFT with the rescale rule (Shrikumar, Greenside & Kundaje 2017), exact for every kind of stage of this network.

Two passes, of the input and of a baseline, are compared: what a stage's output differs by is shared among its inputs by
what those differ by. A multiplier says how much of the answer comes with each unit of a difference. C, H, W: channels,
height and width of a stage.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.kinds import KINDS
from lenetlab.replacements import only_computed
from lenetlab.rerun import stages_of_batch, with_what_was_set
from lenetlab.trace import LayerTrace, Trace

# Where input and baseline differ by less, the multiplier is the slope.
ALIKE = 1e-6


def deep_lift(trace: Trace, seed: Tensor, baseline: float) -> Tensor:
    """What each pixel adds to seed · logits over that of the baseline, the same for all pixels: (28, 28)."""
    x = trace["input"].output  # (1, 28, 28)
    of_baseline = {"input": with_what_was_set(trace, "input", torch.full_like(x, baseline))}
    for name, y in stages_of_batch(trace, of_baseline["input"][None], after="input"):
        of_baseline[name] = y[0]
    multiplier = seed  # (10,)
    layers = trace[:-1]
    for previous, layer in zip(reversed(layers[:-1]), reversed(layers[1:]), strict=True):
        computed = only_computed(multiplier, layer.name, trace.replaced)
        multiplier = multiplier_before(layer, computed, of_baseline[previous.name], of_baseline[layer.name])
    return (multiplier * (x - of_baseline["input"]))[0]


def multiplier_before(layer: LayerTrace, multiplier: Tensor, input_of_baseline: Tensor, of_baseline: Tensor) -> Tensor:
    """The multipliers of a stage's input from those of its output. A linear stage has those of its slopes."""
    if layer.kind == "relu":
        return through_relu(layer, multiplier, input_of_baseline, of_baseline)
    if layer.kind == "max_pool" and layer.params["kernel_size"] > 1:
        return through_max_pool(layer, multiplier, input_of_baseline)
    return KINDS[layer.kind].gradient(layer, multiplier)


def through_relu(layer: LayerTrace, multiplier: Tensor, input_of_baseline: Tensor, of_baseline: Tensor) -> Tensor:
    """What the output differs by over what the input differs by."""
    apart = layer.input - input_of_baseline
    computed = layer.input.clamp(min=0) - input_of_baseline.clamp(min=0)
    slope = (layer.input > 0).to(multiplier.dtype)
    return multiplier * torch.where(apart.abs() > ALIKE, computed / apart, slope)


def through_max_pool(layer: LayerTrace, multiplier: Tensor, input_of_baseline: Tensor) -> Tensor:
    """By way of the larger of both results, since the cells that won in input and baseline may be two.

    What it is above the baseline's comes with the cell that won in the input, what the input's is below it with the
    cell that won in the baseline. Each of them differs by as much at least, so nothing is divided by zero.
    """
    size = layer.params["kernel_size"]
    result, winners = F.max_pool2d(layer.input, size, return_indices=True)  # (C, m, m)
    of_baseline, winners_of_baseline = F.max_pool2d(input_of_baseline, size, return_indices=True)
    larger = torch.maximum(result, of_baseline)
    shares = torch.zeros_like(layer.input).flatten(1)  # (C, H·W), of the answer
    shares.scatter_add_(1, winners.flatten(1), (multiplier * (larger - of_baseline)).flatten(1))
    shares.scatter_add_(1, winners_of_baseline.flatten(1), (multiplier * (result - larger)).flatten(1))
    apart = (layer.input - input_of_baseline).flatten(1)
    slopes = torch.zeros_like(shares).scatter_(1, winners.flatten(1), multiplier.flatten(1))
    return torch.where(apart.abs() > ALIKE, shares / apart, slopes).view(layer.input.shape)
