"""Faster ways to the same numbers for `trace` and `gradients`: one image, where PyTorch's own are made for batches.

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
    convolve = torch._C._nn.thnn_conv2d  # type: ignore[attr-defined]
    output: Tensor = convolve(x[None], weight, weight.shape[2:], bias, stride, padding)[0]
    return output


def plain_conv2d_backward(
    gradient: Tensor, x: Tensor, weight: Tensor, stride: Sequence[int], padding: Sequence[int]
) -> Tensor:
    """∂ / ∂ x of a convolution of one image (C, H, W), from the gradient of its output, by matrix product too."""
    backward = torch.ops.aten._slow_conv2d_backward.output_mask
    of_input_only = [True, False, False]
    of_x: Tensor = backward(gradient[None], x[None], weight, weight.shape[2:], stride, padding, of_input_only)[0][0]
    return of_x


def stock_conv2d_backward(
    gradient: Tensor, x: Tensor, weight: Tensor, stride: Sequence[int], padding: Sequence[int]
) -> Tensor:
    """The same with PyTorch's own function."""
    of_x: Tensor = conv2d_input(x[None].shape, weight, gradient[None], stride, padding)[0]
    return of_x


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
    """The operations above, but PyTorch's own convolution where the plain one is missing or gives other numbers."""
    x, weight, bias, _ = small_numbers()
    is_exact = agrees(plain_conv2d, STOCK.convolve, x, weight, bias, [2, 2], [1, 1])
    return Operations(plain_conv2d if is_exact else STOCK.convolve, plain_max_pool2d)


@lru_cache(maxsize=1)
def quick_conv2d_backward() -> Operation:
    """The plain backward convolution, or PyTorch's own where the plain one is missing or gives other numbers."""
    x, weight, _, gradient = small_numbers()
    is_exact = agrees(plain_conv2d_backward, stock_conv2d_backward, gradient, x, weight, [2, 2], [1, 1])
    return plain_conv2d_backward if is_exact else stock_conv2d_backward


def small_numbers() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """An image, kernels, biases and a gradient for stride 2 and padding 1, so small that float32 is exact."""
    x, weight, bias, gradient = (torch.arange(n, dtype=torch.float32, device="cpu") for n in (72, 54, 3, 27))
    return (x % 7).view(2, 6, 6), (weight % 5).view(3, 2, 3, 3), bias, (gradient % 4).view(3, 3, 3)


def agrees(plain: Operation, stock: Operation, *arguments: object) -> bool:
    """Whether this version of PyTorch has what `plain` needs, and it gives exactly the numbers that `stock` gives."""
    try:
        plain_result = plain(*arguments)
    except (AttributeError, RuntimeError, TypeError):
        return False
    return torch.equal(plain_result, stock(*arguments))
