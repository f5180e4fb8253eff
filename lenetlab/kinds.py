"""What each kind of stage means, in one table: where its numbers come from, their terms, and the way back through it.

A new kind of stage needs its step in `model.steps` and one entry here; `windows`, `explain` and `attribution` read the
table and know no kind by name. C channels, H and W height and width, D features, N terms of one sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.reach import (
    avg_pool_reached,
    conv_reached,
    every_unit,
    flatten_reached,
    max_pool_reached,
    the_same_cells,
)
from lenetlab.regions import Index, Region, single, slices, whole
from lenetlab.single_image import quick_conv2d_backward
from lenetlab.trace import LayerTrace


def cells_themselves(layer: LayerTrace, cells: Region) -> Tensor:
    """The numbers of a region of the stage's input, (N,), float64: what the terms of most kinds multiply."""
    return layer.input[slices(cells)].flatten().double()


@dataclass(frozen=True)
class Kind:
    """One kind of stage. Each of its numbers is Σ inputs × weights + bias.

    phrase: how that sum is said.
    source(layer, region): the region of the input that a region of the output comes from, padding included.
    inputs(layer, cells): those of one sum, (N,), float64, from the cells of its source that lie within the input.
    weights(layer, index, cells, inputs): those of the same sum, (N,), float64; index: of the number it makes.
    gradient(layer, gradient): ∂ logit / ∂ input of the stage, from ∂ logit / ∂ output.
    reached(layer, cells): which numbers of the output some of these cells of the input come into, whatever the weights;
    cells: bool, shaped as the input.
    has_bias: whether a bias is added.
    """

    phrase: str
    source: Callable[[LayerTrace, Region], Region]
    weights: Callable[[LayerTrace, Index, Region, Tensor], Tensor]
    gradient: Callable[[LayerTrace, Tensor], Tensor]
    reached: Callable[[LayerTrace, Tensor], Tensor]
    inputs: Callable[[LayerTrace, Region], Tensor] = cells_themselves
    has_bias: bool = False


# ---- What several kinds share ----


def same_region(layer: LayerTrace, region: Region) -> Region:
    return region


def whole_input(layer: LayerTrace, region: Region) -> Region:
    return whole(layer.input)


def all_ones(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return torch.ones_like(inputs)


# ---- input ----


def input_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    return gradient


# ---- conv ----


def conv_source(layer: LayerTrace, region: Region) -> Region:
    """What lies under the kernel: all channels, and in each the cells from the first place of it to the last."""
    size, stride, padding = layer.params["kernel_size"], layer.params["stride"], layer.params["padding"]
    _, rows, columns = region
    return (
        range(len(layer.input)),
        range(rows[0] * stride - padding, rows[-1] * stride - padding + size),
        range(columns[0] * stride - padding, columns[-1] * stride - padding + size),
    )


def conv_weights(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    """The kernel of the channel, without the part of it that lies on the padding."""
    assert layer.weight is not None
    _, top, left = (r.start for r in conv_source(layer, single(index)))
    channels, rows, columns = cells
    on_the_input = (
        channels,
        range(rows.start - top, rows.stop - top),
        range(columns.start - left, columns.stop - left),
    )
    return layer.weight[index[0]][slices(on_the_input)].flatten().double()


def conv_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    assert layer.weight is not None
    stride, padding = layer.params["stride"], layer.params["padding"]
    return quick_conv2d_backward()(gradient, layer.input, layer.weight, [stride, stride], [padding, padding])


# ---- relu ----


def relu_weights(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return (inputs > 0).double()


def relu_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    """The outputs are zero or positive, so their sign is the slope."""
    return gradient * layer.output.sign()


# ---- max_pool ----


def max_pool_source(layer: LayerTrace, region: Region) -> Region:
    size = layer.params["kernel_size"]
    channels, rows, columns = region
    return channels, range(rows.start * size, rows.stop * size), range(columns.start * size, columns.stop * size)


def max_pool_weights(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    """1 for the largest, the first of equals."""
    return F.one_hot(inputs.argmax(), len(inputs)).double()


def max_pool_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    """All of it goes to the cell that won."""
    if layer.params["kernel_size"] == 1:
        return gradient
    _, winners = F.max_pool2d(layer.input, layer.params["kernel_size"], return_indices=True)  # (C, m, m), flat places
    cells = torch.zeros_like(layer.input).flatten(1)  # (C, H·W)
    return cells.scatter_(1, winners.flatten(1), gradient.flatten(1)).view(layer.input.shape)


# ---- avg_pool ----


def avg_pool_source(layer: LayerTrace, region: Region) -> Region:
    """From ⌊i·n / m⌋ to ⌈(i + 1)·n / m⌉, so windows differ in size or overlap where m does not divide n."""
    n, m = layer.input.shape[-1], layer.params["output_size"]
    channels, rows, columns = region
    return (
        channels,
        range(rows.start * n // m, -(-rows.stop * n // m)),
        range(columns.start * n // m, -(-columns.stop * n // m)),
    )


def avg_pool_weights(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return torch.full_like(inputs, 1 / len(inputs))


def avg_pool_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    shares = averaging_matrix(layer.input.shape[-1], layer.params["output_size"])
    return (gradient.flatten(1) @ shares).view(layer.input.shape)


@lru_cache(maxsize=32)
def averaging_matrix(n: int, m: int) -> Tensor:
    """(m·m, n·n): row i holds the share that each of n × n cells has in cell i of an adaptive average pool to m × m."""
    cells = torch.eye(n * n, dtype=torch.float32, device="cpu").view(n * n, n, n)
    return F.adaptive_avg_pool2d(cells, m).flatten(1).T.contiguous()


# ---- flatten ----


def flatten_source(layer: LayerTrace, region: Region) -> Region:
    """Where one number, or all of them, stood before they were put in a row."""
    (places,) = region
    if len(places) > 1:
        return whole(layer.input)
    _, height, width = layer.input.shape
    channel, cell = divmod(places[0], height * width)
    row, column = divmod(cell, width)
    return single((channel, row, column))


def flatten_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    return gradient.view(layer.input.shape)


# ---- linear ----


def linear_weights(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    assert layer.weight is not None
    return layer.weight[index].double()


def linear_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    assert layer.weight is not None
    return gradient @ layer.weight


# ---- softmax ----


def softmax_inputs(layer: LayerTrace, cells: Region) -> Tensor:
    """The exponentials exp(zⱼ − max z) of the logits, (10,): they cannot overflow and have the quotients of exp(zⱼ)."""
    logits = cells_themselves(layer, cells)
    return (logits - logits.max()).exp()


def softmax_weights(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    """One over the sum of the exponentials for the digit asked for, 0 for the others."""
    return F.one_hot(torch.tensor(index[0], device="cpu"), len(inputs)) / inputs.sum()


def softmax_gradient(layer: LayerTrace, gradient: Tensor) -> Tensor:
    """pⱼ · (gⱼ − Σ p·g). `gradients` starts at the logits and does not come through here."""
    return layer.output * (gradient - layer.output @ gradient)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "input": Kind(
            phrase="a pixel",
            source=same_region,
            weights=all_ones,
            gradient=input_gradient,
            reached=the_same_cells,
        ),
        "conv": Kind(
            phrase="inputs under the kernel × weights, and a bias",
            source=conv_source,
            weights=conv_weights,
            gradient=conv_gradient,
            reached=conv_reached,
            has_bias=True,
        ),
        "relu": Kind(
            phrase="the input if it is positive, else 0",
            source=same_region,
            weights=relu_weights,
            gradient=relu_gradient,
            reached=the_same_cells,
        ),
        "max_pool": Kind(
            phrase="the largest of these",
            source=max_pool_source,
            weights=max_pool_weights,
            gradient=max_pool_gradient,
            reached=max_pool_reached,
        ),
        "avg_pool": Kind(
            phrase="the mean of these",
            source=avg_pool_source,
            weights=avg_pool_weights,
            gradient=avg_pool_gradient,
            reached=avg_pool_reached,
        ),
        "flatten": Kind(
            phrase="the same number, at its place in a row",
            source=flatten_source,
            weights=all_ones,
            gradient=flatten_gradient,
            reached=flatten_reached,
        ),
        "linear": Kind(
            phrase="inputs × weights, and a bias",
            source=whole_input,
            weights=linear_weights,
            gradient=linear_gradient,
            reached=every_unit,
            has_bias=True,
        ),
        "softmax": Kind(
            phrase="its exponential over the sum of the ten",
            source=whole_input,
            inputs=softmax_inputs,
            weights=softmax_weights,
            gradient=softmax_gradient,
            reached=every_unit,
        ),
    }
)
