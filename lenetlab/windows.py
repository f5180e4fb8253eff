"""Which of its inputs a region of a stage's outputs comes from, and so back to the pixels."""

from __future__ import annotations

from typing import NamedTuple

from lenetlab.kinds import KINDS
from lenetlab.regions import Index, Region, clip, single
from lenetlab.trace import LayerTrace, Trace


class ReceptiveField(NamedTuple):
    """A rectangle of input pixels, each range within 0 to 27."""

    rows: range
    columns: range


def source(layer: LayerTrace, region: Region) -> Region:
    """The region of the stage's input that a region of its output comes from, padding included."""
    return KINDS[layer.kind].source(layer, region)


def receptive_field(trace: Trace, stage: str, index: Index) -> ReceptiveField:
    """The pixels that one number of a stage depends on, whatever the weights."""
    region = single(index)
    for layer in reversed(trace[: trace.names.index(stage) + 1]):
        region = clip(source(layer, region), layer.input)
    _, rows, columns = region
    return ReceptiveField(rows, columns)
