"""The convolution that `trace` uses: as `F.conv2d`, but quick for a single small image."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.model import Operation


def plain_conv2d(x: Tensor, weight: Tensor, bias: Tensor, stride: Sequence[int], padding: Sequence[int]) -> Tensor:
    """`F.conv2d` of one image (C, H, W) by matrix product.

    It goes without oneDNN, whose set-up costs more than the arithmetic of one small image.
    Why not `torch.backends.mkldnn.flags`: that switch is process-wide, and other threads would see it.
    """
    kernel_size = weight.shape[2:]
    return torch.ops.aten._slow_conv2d_forward(x[None], weight, kernel_size, bias, stride, padding)[0]


@lru_cache(maxsize=1)
def quickest_convolution() -> Operation:
    """`plain_conv2d` where this version of PyTorch has it and it agrees with `F.conv2d`, else `F.conv2d`."""
    x, weight, bias = torch.ones(2, 6, 6), torch.ones(3, 2, 3, 3), torch.ones(3)
    try:
        agrees = torch.equal(plain_conv2d(x, weight, bias, [2, 2], [1, 1]), F.conv2d(x, weight, bias, [2, 2], [1, 1]))
    except (AttributeError, RuntimeError, TypeError):
        return F.conv2d
    return plain_conv2d if agrees else F.conv2d
