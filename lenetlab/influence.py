"""Which numbers of the later stages one number can change: the other way round from the receptive field."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lenetlab.explain import checked_index
from lenetlab.kinds import KINDS
from lenetlab.replacements import output_of
from lenetlab.single_image import undisturbed
from lenetlab.trace import Trace, check_trace


def influence(trace: Trace, stage: str, index: int | Sequence[int]) -> dict[str, Tensor]:
    """For every later stage the numbers that `trace[stage].output[index]` comes into: bool, shaped as its output.

    It follows from sizes, strides and paddings alone, whatever the weights and the input: a number that is not reached
    stays as it is however the one at index changes, and one that is reached changes for some weights and input. What
    was replaced is reached by nothing.
    index: as for `explain`. Raises UnknownStageError (a KeyError) for a stage that there is not, StageIndexError (a
    ValueError) for an index that the stage has not, ValueError where `trace` is no Trace.

    >>> from lenetlab import LeNet, trace
    >>> reached = influence(trace(LeNet(seed=0), torch.zeros(1, 1, 28, 28)), "conv1", (3, 4, 5))
    >>> int(reached["pool1"].sum()), int(reached["conv2"].sum())
    (1, 800)
    """
    check_trace(trace)
    layer = trace[stage]
    with undisturbed():
        cells = torch.zeros(layer.output.shape, dtype=torch.bool, device="cpu")
        cells[checked_index(index, layer)] = True
        return reached_from(trace, layer.name, cells)


def reached_from(trace: Trace, stage: str, cells: Tensor) -> dict[str, Tensor]:
    """The same for several numbers of a stage: cells, bool, shaped as its output."""
    reached = {}
    for later in trace[trace.names.index(stage) + 1 :]:
        cells = not_set(trace, later.name, KINDS[later.kind].reached(later, cells))
        reached[later.name] = cells
    return reached


def not_set(trace: Trace, stage: str, cells: Tensor) -> Tensor:
    """Those of the cells of a stage that were computed, as a tensor of its own."""
    where = trace.replaced.get(output_of(stage))
    return cells.clone() if where is None else cells & ~where
