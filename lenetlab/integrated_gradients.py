"""Integrated gradients: the mean slope on the straight way from grey to an input (Sundararajan, Taly & Yan 2017).

The first convolution is linear, so it is computed at both ends alone: a fraction of the way from one to the other it
gives that fraction of the way. The slopes are added up behind it, and go back through it once. Where nothing was set on
the way to the dense layers and the first pooling has windows of 2×2, each pooling is done together with the ReLU before
it: the four numbers of every window lie in four tensors, whose largest is found without looking for its place. Averages
are a matrix. That takes two thirds of the time that the same takes one by one. S steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.config import CONV2_PADDING, POOL3_SIZE
from lenetlab.kinds import KINDS
from lenetlab.replacements import only_computed, output_of
from lenetlab.rerun import slopes_of_batch, with_what_was_set
from lenetlab.trace import Trace

STEPS = 50
AT_ONCE = 25  # what fits into the processor's cache
SIDE = 2  # of a window
BEFORE_DENSE = ("conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "pool3", "flatten")


def integrated_gradients(trace: Trace, seed: Tensor, baseline: float) -> Tensor:
    """A map (28, 28), by the midpoint rule in STEPS steps; seed: (10,), baseline: of every pixel, in network units."""
    x = trace["input"].output  # (1, 28, 28)
    start = with_what_was_set(trace, "input", torch.full_like(x, baseline))
    fractions = (torch.arange(STEPS, dtype=torch.float32, device="cpu") + 0.5) / STEPS  # (S,)
    ends = first_convolution(trace, torch.stack([start, x]))  # (2, C, n, n)
    slopes = slopes_through_windows if has_plain_windows(trace) else slopes_one_by_one
    total = torch.stack([slopes(trace, seed, ends, part.view(-1, 1, 1, 1)) for part in fractions.split(AT_ONCE)]).sum(0)
    layer = trace["conv1"]
    computed = only_computed(total / STEPS, "conv1", trace.replaced)
    return (KINDS[layer.kind].gradient(layer, computed) * (x - start))[0]


def first_convolution(trace: Trace, x: Tensor) -> Tensor:
    """What conv1 makes of inputs (B, 1, 28, 28), whatever was set in its place: (B, C, n, n)."""
    weight, bias = trace.weights["conv1"]
    return F.conv2d(x, weight, bias, trace.conv1.stride, trace.conv1.padding)


def slopes_one_by_one(trace: Trace, seed: Tensor, ends: Tensor, fractions: Tensor) -> Tensor:
    """The slopes of the answer behind conv1, (C, n, n), added up over some steps; fractions: (S, 1, 1, 1)."""
    along = with_what_was_set(trace, "conv1", torch.lerp(ends[0], ends[1], fractions))  # (S, C, n, n)
    return slopes_of_batch(trace, along, seed, after="conv1").sum(0)


def has_plain_windows(trace: Trace) -> bool:
    """Whether pool1 has windows of 2×2, and nothing was set up to the dense layers."""
    is_plain = not any(output_of(stage) in trace.replaced for stage in BEFORE_DENSE)
    return is_plain and trace["pool1"].params["kernel_size"] == SIDE


def slopes_through_windows(trace: Trace, seed: Tensor, ends: Tensor, fractions: Tensor) -> Tensor:
    """As `slopes_one_by_one`, where ReLU and pooling are the largest of zero and four numbers."""
    weight, bias = trace.weights["conv2"]
    first = [torch.lerp(start, end, fractions) for start, end in corners_of(ends)]  # (S, C, m, m) each
    pooled = largest_of(first)
    maps = F.conv2d(pooled, weight, bias, padding=CONV2_PADDING)  # (S, 32, m, m)
    second = corners_of(maps)  # (S, 32, k, k) each
    again = largest_of(second)
    averages = averaging(again.shape[-1])  # (k · k, 16)
    units = again.flatten(2) @ averages  # (S, 32, 16)
    slopes = slopes_of_batch(trace, units.flatten(1), seed, after="flatten").view_as(units)
    behind_maps = torch.zeros_like(maps)
    for place, own in shared_out((slopes @ averages.T).view_as(again), second, again):
        behind_maps[place] = own
    total = torch.empty_like(ends[0])  # (C, n, n)
    for place, own in shared_out(F.conv_transpose2d(behind_maps, weight, padding=CONV2_PADDING), first, pooled):
        total[place[1:]] = own.sum(0)
    return total


def places(side: int) -> list[tuple[slice, ...]]:
    """Where the four numbers of all windows stand in maps (B, C, side, side); a row that is left over is in none."""
    end = side // SIDE * SIDE
    along = [slice(corner, end, SIDE) for corner in range(SIDE)]
    return [(slice(None), slice(None), rows, columns) for rows in along for columns in along]


def corners_of(maps: Tensor) -> list[Tensor]:
    return [maps[place].contiguous() for place in places(maps.shape[-1])]


def largest_of(corners: list[Tensor]) -> Tensor:
    """Of the four numbers of every window and zero."""
    one, other, third, fourth = corners
    return torch.maximum(torch.maximum(one, other), torch.maximum(third, fourth)).clamp_min_(0)


def shared_out(slopes: Tensor, corners: list[Tensor], largest: Tensor) -> Iterator[tuple[tuple[slice, ...], Tensor]]:
    """Where each of the four numbers stands, and its share of the slopes: all of it for the first that is the largest.

    In place and with 1 and 0 as numbers, which is twice as quick as with truth values; the corners are used up.
    """
    left = slopes.mul_(largest.sign())  # nothing goes back through zero
    for place, numbers in zip(places(SIDE * largest.shape[-1]), corners, strict=True):
        own = numbers.eq_(largest).mul_(left)
        left.sub_(own)
        yield place, own


@lru_cache(maxsize=8)
def averaging(side: int) -> Tensor:
    """What pool3 does to a map (side, side), as a matrix: (side · side, 16)."""
    cells = torch.eye(side**2, device="cpu").view(-1, 1, side, side)
    return F.adaptive_avg_pool2d(cells, POOL3_SIZE).flatten(1)
