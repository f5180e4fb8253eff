"""Which of its inputs a region of a stage's outputs comes from, one rule per kind of stage, and so back to the pixels.

A region is a range for each axis. C channels, H and W height and width.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from torch import Tensor

from lenetlab.trace import LayerTrace, Trace

Index = tuple[int, ...]
Region = tuple[range, ...]


class ReceptiveField(NamedTuple):
    """A rectangle of input pixels, each range within 0 to 27."""

    rows: range
    columns: range


def single(index: Index) -> Region:
    """The region that is one place."""
    return tuple(range(i, i + 1) for i in index)


def source(layer: LayerTrace, region: Region) -> Region:
    """The region of the stage's input that a region of its output comes from, padding included."""
    return SOURCES[layer.kind](layer, region)


def clip(region: Region, tensor: Tensor) -> Region:
    """What of a region lies within the tensor."""
    return tuple(range(max(r.start, 0), min(r.stop, n)) for r, n in zip(region, tensor.shape, strict=True))


def slices(region: Region) -> tuple[slice, ...]:
    """The region as an index of a tensor."""
    return tuple(slice(r.start, r.stop) for r in region)


def receptive_field(trace: Trace, stage: str, index: Index) -> ReceptiveField:
    """The pixels that one number of a stage depends on, whatever the weights."""
    region = single(index)
    for layer in reversed(trace[: trace.names.index(stage) + 1]):
        region = clip(source(layer, region), layer.input)
    return ReceptiveField(*region[1:])


def _same(layer: LayerTrace, region: Region) -> Region:
    return region


def _everything(layer: LayerTrace, region: Region) -> Region:
    return tuple(map(range, layer.input.shape))


def _under_kernel(layer: LayerTrace, region: Region) -> Region:
    size, stride, padding = (layer.params[name] for name in ("kernel_size", "stride", "padding"))
    rows, columns = (range(r.start * stride - padding, r[-1] * stride - padding + size) for r in region[1:])
    return range(len(layer.input)), rows, columns


def _under_pool(layer: LayerTrace, region: Region) -> Region:
    size = layer.params["kernel_size"]
    rows, columns = (range(r.start * size, r.stop * size) for r in region[1:])
    return region[0], rows, columns


def _under_adaptive_pool(layer: LayerTrace, region: Region) -> Region:
    """From ⌊i·n / m⌋ to ⌈(i + 1)·n / m⌉, so windows differ in size or overlap where m does not divide n."""
    n, m = layer.input.shape[-1], layer.params["output_size"]
    rows, columns = (range(r.start * n // m, -(-r.stop * n // m)) for r in region[1:])
    return region[0], rows, columns


def _unflattened(layer: LayerTrace, region: Region) -> Region:
    """Where one number, or all of them, stood before they were put in a row."""
    (places,) = region
    if len(places) > 1:
        return _everything(layer, region)
    _, height, width = layer.input.shape
    channel, cell = divmod(places[0], height * width)
    return tuple(range(i, i + 1) for i in (channel, *divmod(cell, width)))


SOURCES: dict[str, Callable[[LayerTrace, Region], Region]] = {
    "input": _same,
    "conv": _under_kernel,
    "relu": _same,
    "max_pool": _under_pool,
    "avg_pool": _under_adaptive_pool,
    "flatten": _unflattened,
    "linear": _everything,
    "softmax": _everything,
}
