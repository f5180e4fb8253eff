"""The pictures of a stage, made for its kind: what went in, what it works with, and what came out.

A view has up to three panes, each in a slot of the page: "before", "kernels" and "stage". A pane that shows what an
earlier stage has shown already names that stage instead of carrying its figure a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

import lenetlab as ll
from dashboard.figures import bars, heatmaps
from dashboard.texts import panes as words

MOST_INPUTS = 12  # of a dense unit, shown one by one


@dataclass(frozen=True, eq=False)
class Pane:
    """One picture. slot: where it stands. title: what stands above it. legend: "signed", "ink" or "" for bars.

    bound: the value at the end of the colour scale. figure: or `same`, the stage whose picture it is.
    """

    slot: str
    title: str
    legend: str
    bound: float
    figure: heatmaps.Spec | None = None
    same: str | None = None

    def to_json(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def panes_of_step(step: ll.PreprocessStep, previous: str | None) -> tuple[Pane, ...]:
    """A preprocessing step beside the one before it."""
    after = Pane("stage", words.STEP_TITLES[step.name], "ink", 1.0, heatmaps.ink_figure(step.image))
    return (after,) if previous is None else (ink_before(previous), after)


def panes_of_layer(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    """A stage of the network beside the one before it."""
    return VIEWS[layer.kind](layer, previous, trace)


def ink_before(previous: str) -> Pane:
    return Pane("before", words.STEP_TITLES[previous], "ink", 1.0, same=previous)


def network_input(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    return ink_before(previous), maps_after(layer, words.NORMALISED)


def convolution(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    """The kernels come from the page's own store: they change with the settings only."""
    before = Pane("before", words.INPUT_MAPS, "signed", heatmaps.bound_of(layer.input.numpy()), same=previous)
    return before, maps_after(layer, words.OUTPUT_MAPS)


def same_scale(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    """ReLU and the pools hand on what they get: both sides have one scale."""
    bound = heatmaps.bound_of(layer.input.numpy())
    if layer.input.ndim == 1:
        return units_before(layer, previous, words.BEFORE[layer.kind]), units_after(
            layer, words.AFTER[layer.kind], bound
        )
    before = Pane("before", words.BEFORE[layer.kind], "signed", bound, same=previous)
    return before, maps_after(layer, words.AFTER[layer.kind], bound)


def flatten(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    bound = heatmaps.bound_of(layer.input.numpy())
    return Pane("before", words.BEFORE["flatten"], "signed", bound, same=previous), units_after(layer, words.UNITS)


def dense(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    unit = int(layer.output.argmax())
    title = words.LOGITS if layer.name == "fc3" else words.UNITS
    return units_before(layer, previous), weighing_pane(layer, unit, trace), units_after(layer, title)


def weighing_pane(layer: ll.LayerTrace, unit: int, trace: ll.Trace) -> Pane:
    """The inputs that weigh most for one unit of a dense layer."""
    found = ll.explain(trace, layer.name, unit)
    figure = bars.weighing_figure(found.products.numpy(), found.bias, found.value, MOST_INPUTS)
    return Pane("kernels", words.WEIGHING.format(unit=unit), "", 0.0, figure)


def softmax(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> tuple[Pane, ...]:
    exponentials = np.exp(layer.input.numpy().astype(np.float64))  # (10,)
    return (
        units_before(layer, previous, words.LOGITS),
        Pane("kernels", words.EXPONENTIALS, "", 0.0, bars.bars_figure(exponentials, words.DIGIT)),
        units_after(layer, words.PROBABILITIES),
    )


def maps_after(layer: ll.LayerTrace, title: str, bound: float | None = None) -> Pane:
    maps = layer.output.numpy()
    bound = heatmaps.bound_of(maps) if bound is None else bound
    return Pane("stage", title, "signed", bound, heatmaps.maps_figure(maps, words.CHANNEL, bound))


def units_before(layer: ll.LayerTrace, previous: str, title: str = words.INPUT_UNITS) -> Pane:
    legend = "signed" if layer.input.numel() > bars.FEW else ""
    return Pane("before", title, legend, heatmaps.bound_of(layer.input.numpy()), same=previous)


def units_after(layer: ll.LayerTrace, title: str, bound: float | None = None) -> Pane:
    label = words.DIGIT if layer.name in ("fc3", "softmax") else words.UNIT
    values = layer.output.numpy()  # (D,)
    legend = "signed" if len(values) > bars.FEW else ""
    return Pane(
        "stage", title, legend, heatmaps.bound_of(values) if bound is None else bound, bars.vector_figure(values, label)
    )


VIEWS: dict[str, Callable[[ll.LayerTrace, str, ll.Trace], tuple[Pane, ...]]] = {
    "input": network_input,
    "conv": convolution,
    "relu": same_scale,
    "max_pool": same_scale,
    "avg_pool": same_scale,
    "flatten": flatten,
    "linear": dense,
    "softmax": softmax,
}
