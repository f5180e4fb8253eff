"""The same numbers sooner, for one image: what `trace` and `gradients` use where PyTorch's own is made for batches.

Measured in `python -m benchmarks trace`. C, H, W: channels, height and width of one image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn.grad import conv2d_input

from lenetlab.model import STOCK, Operation, Operations


def plain_conv2d(x: Tensor, weight: Tensor, bias: Tensor, stride: Sequence[int], padding: Sequence[int]) -> Tensor:
    """`F.conv2d` of one image (C, H, W) by matrix product.

    It goes without oneDNN, whose set-up costs more than the arithmetic of one small image.
    Why not `torch.backends.mkldnn.flags`: that switch is process-wide, and other threads would see it.
    """
    return torch._C._nn.thnn_conv2d(x[None], weight, weight.shape[2:], bias, stride, padding)[0]  # type: ignore[attr-defined]


def plain_conv2d_backward(
    gradient: Tensor, x: Tensor, weight: Tensor, stride: Sequence[int], padding: Sequence[int]
) -> Tensor:
    """∂ / ∂ x of a convolution of one image (C, H, W), from the gradient of what it gave, by matrix product too."""
    backward = torch.ops.aten._slow_conv2d_backward.output_mask
    of_input_only = [True, False, False]
    return backward(gradient[None], x[None], weight, weight.shape[2:], stride, padding, of_input_only)[0][0]


def stock_conv2d_backward(
    gradient: Tensor, x: Tensor, weight: Tensor, stride: Sequence[int], padding: Sequence[int]
) -> Tensor:
    """The same by PyTorch's own."""
    return conv2d_input(x[None].shape, weight, gradient[None], stride, padding)[0]


def plain_max_pool2d(x: Tensor, size: int) -> Tensor:
    """`F.max_pool2d(x, 2)` of one image (C, H, W): the larger of two rows, then of two columns; `size` is 2."""
    assert size == 2
    channels, height, width = len(x), x.shape[1] // 2, x.shape[2] // 2
    if (height * 2, width * 2) != x.shape[1:]:
        x = x[:, : height * 2, : width * 2]
    rows = torch.maximum(*x.view(channels, height, 2, width * 2).unbind(2))  # (C, H // 2, W)
    return torch.maximum(*rows.view(channels, height, width, 2).unbind(3))  # (C, H // 2, W // 2)


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
    x, weight, bias, _ = small_numbers()
    known = agrees(plain_conv2d, STOCK.convolve, x, weight, bias, [2, 2], [1, 1])
    return Operations(plain_conv2d if known else STOCK.convolve, plain_max_pool2d)


@lru_cache(maxsize=1)
def quick_conv2d_backward() -> Operation:
    """The plain way back through a convolution, or PyTorch's own, chosen likewise."""
    x, weight, _, gradient = small_numbers()
    known = agrees(plain_conv2d_backward, stock_conv2d_backward, gradient, x, weight, [2, 2], [1, 1])
    return plain_conv2d_backward if known else stock_conv2d_backward


def small_numbers() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """An image, kernels, biases and a gradient for stride 2 and padding 1, so small that float32 is exact."""
    x, weight = (torch.arange(72.0) % 7).view(2, 6, 6), (torch.arange(54.0) % 5).view(3, 2, 3, 3)
    return x, weight, torch.arange(3.0), (torch.arange(27.0) % 4).view(3, 3, 3)


def agrees(plain: Operation, stock: Operation, *arguments: object) -> bool:
    """Whether `plain` is there and gives exactly what `stock` gives."""
    try:
        found = plain(*arguments)
    except (AttributeError, RuntimeError, TypeError):
        return False
    return torch.equal(found, stock(*arguments))
