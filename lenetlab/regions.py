"""Regions of a tensor: a range for each of its axes, which may reach beyond them where there is padding."""

from __future__ import annotations

from torch import Tensor

Index = tuple[int, ...]
Region = tuple[range, ...]


def single(index: Index) -> Region:
    """The region that is one place."""
    return tuple(range(i, i + 1) for i in index)


def whole(tensor: Tensor) -> Region:
    """The region that is all of the tensor."""
    return tuple(range(size) for size in tensor.shape)


def clip(region: Region, tensor: Tensor) -> Region:
    """The part of a region that lies within the tensor."""
    return tuple(range(max(r.start, 0), min(r.stop, size)) for r, size in zip(region, tensor.shape, strict=True))


def slices(region: Region) -> tuple[slice, ...]:
    """The region as an index of a tensor."""
    return tuple(slice(r.start, r.stop) for r in region)
