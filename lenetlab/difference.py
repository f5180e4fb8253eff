"""Difference and difference(): what differs between two traces, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from lenetlab.by_stage import ByStage
from lenetlab.figure import Figure
from lenetlab.largest import largest_first
from lenetlab.single_image import undisturbed
from lenetlab.trace import LayerTrace, Trace, check_trace

Shape = tuple[int, ...]
NOTHING = torch.empty(0, device="cpu")


@dataclass(frozen=True, eq=False, repr=False)
class StageDifference:
    """One stage of two traces.

    values: output of the one − output of the other, (C, H, W) or (D,), float32; None where their shapes differ.
    shapes: of the two outputs. weight: that of the one − that of the other; None where a stage has none, or where the
    shapes differ.
    """

    name: str
    values: Tensor | None
    shapes: tuple[Shape, Shape]
    weight: Tensor | None

    @property
    def by_channel(self) -> Tensor | None:
        """How far each channel differs, the mean of its magnitudes, (C,), or each unit, its magnitude, (D,)."""
        if self.values is None:
            return None
        return self.values.abs().flatten(1).mean(1) if self.values.ndim == 3 else self.values.abs()

    def largest(self, n: int = 10) -> list[tuple[int, float]]:
        """The n channels or units that differ most, with how far, most first; none where there are no values.

        Raises ValueError where n is no whole number from 0.
        """
        by_channel = self.by_channel if self.by_channel is not None else NOTHING
        return [(channel, float(by_channel[channel])) for channel in largest_first(by_channel, n).tolist()]

    def __repr__(self) -> str:
        if self.values is None:
            one, other = ("×".join(map(str, shape)) for shape in self.shapes)
            return f"{self.name:<8} {one} and {other}: not to be compared number by number"
        if not self.values.any():
            return f"{self.name:<8} the same"
        kind = "channel" if self.values.ndim == 3 else "unit"
        most = ", ".join(f"{kind} {channel} {far:.3f}" for channel, far in self.largest(3) if far)
        low, high = map(float, self.values.aminmax())
        return f"{self.name:<8} {low:+9.4f} .. {high:+9.4f}   most in {most}"


@dataclass(frozen=True, eq=False, repr=False)
class Difference(ByStage[StageDifference]):
    """What two traces differ in, by stage from the input to softmax: index it by the stage's name.

    predictions: the digits that the one and the other read.
    """

    predictions: tuple[int, int]
    stages: Mapping[str, StageDifference]

    @property
    def first(self) -> str | None:
        """The name of the first stage that differs, in its numbers or their shape; None where all are the same."""
        return next((stage.name for stage in self.stages.values() if stage.values is None or stage.values.any()), None)

    def _values(self, stage: str) -> Tensor:
        values, shapes = self[stage].values, self[stage].shapes
        if values is None:
            raise ValueError(f"stage is {stage!r}, whose shapes {shapes[0]} and {shapes[1]} differ: nothing to compare")
        return values

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from lenetlab.pictures import of_difference

        return of_difference(self)

    def plot(self, stage: str = "conv1") -> Figure:
        """What differs in a stage, as a Plotly figure.

        Raises ValueError where its shapes differ, UnknownStageError (a KeyError) for a stage that there is not,
        ImportError where Plotly is not installed.
        """
        from lenetlab import plots

        return plots.tiles(self._values(stage), stage)

    def __repr__(self) -> str:
        one, other = self.predictions
        return "\n  ".join([f"Difference: reads {one}, and {other}", *map(repr, self.stages.values())])


def difference(one: Trace, other: Trace) -> Difference:
    """One trace less the other, at every stage whose shapes agree: of two drawings, configurations, sets of weights.

    Raises ValueError where either is no Trace.

    >>> from lenetlab import LeNet, drawn_sample, preprocess, trace
    >>> model, x = LeNet(seed=0), preprocess(drawn_sample(0).drawing)
    >>> d = difference(trace(model, x), trace(model, x, replace={"relu2.output": {5: 0.0}}))
    >>> d.first, d["relu2"].largest(1)[0][0]
    ('relu2', 5)
    """
    check_trace(one)
    check_trace(other)
    with undisturbed():
        stages = {layer.name: stage_difference(layer, other[layer.name]) for layer in one}
    return Difference((one.prediction, other.prediction), stages)


def stage_difference(one: LayerTrace, other: LayerTrace) -> StageDifference:
    return StageDifference(
        name=one.name,
        values=less(one.output, other.output),
        shapes=(tuple(one.output.shape), tuple(other.output.shape)),
        weight=None if one.weight is None or other.weight is None else less(one.weight, other.weight),
    )


def less(one: Tensor, other: Tensor) -> Tensor | None:
    return one - other if one.shape == other.shape else None
