"""Which numbers of a stage some cells of its input come into, whatever the weights: the way forward through each kind.

cells: bool, shaped as the stage's input; what is returned, as its output. C channels, H and W height and width.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from lenetlab.trace import LayerTrace


def the_same_cells(layer: LayerTrace, cells: Tensor) -> Tensor:
    return cells


def every_unit(layer: LayerTrace, cells: Tensor) -> Tensor:
    return cells.any().expand(layer.output.shape).clone()


def conv_reached(layer: LayerTrace, cells: Tensor) -> Tensor:
    """Every channel, wherever the kernel lies on one of the cells at least."""
    size, stride, padding = layer.params["kernel_size"], layer.params["stride"], layer.params["padding"]
    in_any_channel = F.pad(cells.any(0, keepdim=True).float(), [padding] * 4)  # (1, H + 2p, W + 2p)
    under_the_kernel = F.max_pool2d(in_any_channel, size, stride)  # (1, n, n)
    return under_the_kernel.bool().expand(layer.output.shape).clone()


def max_pool_reached(layer: LayerTrace, cells: Tensor) -> Tensor:
    return F.max_pool2d(cells.float(), layer.params["kernel_size"]).bool()


def avg_pool_reached(layer: LayerTrace, cells: Tensor) -> Tensor:
    return F.adaptive_avg_pool2d(cells.float(), layer.params["output_size"]) > 0


def flatten_reached(layer: LayerTrace, cells: Tensor) -> Tensor:
    return cells.flatten()
