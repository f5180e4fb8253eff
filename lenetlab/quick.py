"""The operations that `trace` uses where PyTorch's own are made for batches: the same numbers, sooner, for one image.

Measured in `python -m benchmarks trace`. C, H, W: channels, height and width of one image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.model import STOCK, Operation, Operations


def plain_conv2d(x: Tensor, weight: Tensor, bias: Tensor, stride: Sequence[int], padding: Sequence[int]) -> Tensor:
    """`F.conv2d` of one image (C, H, W) by matrix product.

    It goes without oneDNN, whose set-up costs more than the arithmetic of one small image.
    Why not `torch.backends.mkldnn.flags`: that switch is process-wide, and other threads would see it.
    """
    kernel_size = weight.shape[2:]
    return torch.ops.aten._slow_conv2d_forward(x[None], weight, kernel_size, bias, stride, padding)[0]


def plain_max_pool2d(x: Tensor, size: int) -> Tensor:
    """`F.max_pool2d(x, 2)` of one image (C, H, W): the larger of two rows, then of two columns; `size` is 2."""
    assert size == 2
    height, width = x.shape[1] // 2 * 2, x.shape[2] // 2 * 2
    rows = torch.maximum(x[:, 0:height:2], x[:, 1:height:2])  # (C, H // 2, W)
    return torch.maximum(rows[:, :, 0:width:2], rows[:, :, 1:width:2])  # (C, H // 2, W // 2)


def undisturbed() -> AbstractContextManager[object]:
    """No gradients, and none of the modes that a caller may have switched on: inference mode, autocast."""
    if torch.is_inference_mode_enabled() or torch.is_autocast_enabled("cpu"):
        return without_modes()
    return torch.no_grad()


@contextmanager
def without_modes() -> Iterator[None]:
    with torch.inference_mode(False), torch.no_grad(), torch.autocast("cpu", enabled=False):
        yield


@lru_cache(maxsize=1)
def quick_operations() -> Operations:
    """The operations above; PyTorch's own convolution where this version lacks the plain one or it does not agree."""
    return Operations(plain_conv2d if agrees(plain_conv2d) else STOCK.convolve, plain_max_pool2d)


def agrees(convolve: Operation) -> bool:
    """Whether a convolution gives what `F.conv2d` gives, on numbers small enough to be exact."""
    x, weight = (torch.arange(72.0) % 7).view(2, 6, 6), (torch.arange(54.0) % 5).view(3, 2, 3, 3)
    bias = torch.arange(3.0)
    try:
        found = convolve(x, weight, bias, [2, 2], [1, 1])
    except (AttributeError, RuntimeError, TypeError):
        return False
    return torch.equal(found, F.conv2d(x, weight, bias, [2, 2], [1, 1]))
