"""The pictures of a stage, made for its kind: what went in, what it works with, and what came out.

A view has up to three panes, each in a slot of the page: "before", "kernels" and "stage". A pane that shows what an
earlier stage has shown already names that stage instead of carrying its figure a second time. Which kind of stage has
which of these functions is said in `kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import lenetlab as ll
from dashboard.figures import bars, heatmaps
from dashboard.stages.exponentials import exponentials_of
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


# ---- The steps of the preprocessing, each beside the one before it ----


def drawing(step: ll.PreprocessStep, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return (ink_after(step, words.DRAWN),)


def crop(step: ll.PreprocessStep, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return ink_before(previous, words.DRAWN), ink_after(step, words.CUT_OUT)


def scale(step: ll.PreprocessStep, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return ink_before(previous, words.CUT_OUT), ink_after(step, words.SCALED)


def centre(step: ll.PreprocessStep, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return ink_before(previous, words.SCALED), ink_after(step, words.CENTRED)


def ink_before(previous: str | None, title: str) -> Pane:
    return Pane("before", title, "ink", 1.0, same=previous)


def ink_after(step: ll.PreprocessStep, title: str) -> Pane:
    return Pane("stage", title, "ink", 1.0, heatmaps.ink_figure(step.image))


# ---- The stages of the network ----


def network_input(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return ink_before(previous, words.CENTRED), maps_after(layer, words.NORMALISED, bound_after(layer))


def convolution(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """The kernels come from the page's own store: they change with the settings only."""
    return maps_before(layer, previous, words.INPUT_MAPS), maps_after(layer, words.OUTPUT_MAPS, bound_after(layer))


def relu(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """Both sides have one scale: what is not cut keeps its colour."""
    if layer.output.ndim == 1:
        before = units_before(layer, previous, words.BEFORE)
        return before, units_after(layer, words.AFTER, bound_before(layer))
    return maps_before(layer, previous, words.BEFORE), maps_after(layer, words.AFTER, bound_before(layer))


def max_pool(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """Both sides have one scale: what wins keeps its colour."""
    return maps_before(layer, previous, words.BEFORE_MAX_POOL), maps_after(layer, words.AFTER, bound_before(layer))


def avg_pool(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """Both sides have one scale: a mean can be compared with what it is the mean of."""
    return maps_before(layer, previous, words.BEFORE), maps_after(layer, words.AFTER, bound_before(layer))


def flatten(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return maps_before(layer, previous, words.FLATTENED_MAPS), units_after(layer, words.UNITS, bound_after(layer))


def dense(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    unit = int(layer.output.argmax())
    title = words.LOGITS if layer.name == "fc3" else words.UNITS
    return (
        units_before(layer, previous, words.INPUT_UNITS),
        weighing_pane(layer, unit, trace),
        units_after(layer, title, bound_after(layer)),
    )


def weighing_pane(layer: ll.LayerTrace, unit: int, trace: ll.Trace) -> Pane:
    """The inputs that weigh most for one unit of a dense layer."""
    derivation = ll.explain(trace, layer.name, unit)
    figure = bars.weighing_figure(derivation.products.numpy(), derivation.bias, derivation.value, MOST_INPUTS)
    return Pane("kernels", words.WEIGHING.format(unit=unit), "", 0.0, figure)


def products_pane(layer: ll.LayerTrace, unit: int, trace: ll.Trace) -> Pane:
    """Every product of one unit of a dense layer, arranged as its inputs are; the ledger beside it has the largest."""
    products = ll.explain(trace, layer.name, unit).products.numpy()
    bound = heatmaps.bound_of(products)
    return Pane("kernels", words.PRODUCTS.format(unit=unit), "signed", bound, bars.vector_figure(products))


def softmax(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    exponentials = exponentials_of(trace)  # (10,)
    return (
        units_before(layer, previous, words.LOGITS),
        Pane("kernels", words.EXPONENTIALS, "", 0.0, bars.bars_figure(exponentials, words.DIGIT)),
        units_after(layer, words.PROBABILITIES, bound_after(layer)),
    )


# ---- One side of a stage of the network ----


def bound_before(layer: ll.LayerTrace) -> float:
    return heatmaps.bound_of(layer.input.numpy())


def bound_after(layer: ll.LayerTrace) -> float:
    return heatmaps.bound_of(layer.output.numpy())


def maps_before(layer: ll.LayerTrace, previous: str | None, title: str) -> Pane:
    return Pane("before", title, "signed", bound_before(layer), same=previous)


def maps_after(layer: ll.LayerTrace, title: str, bound: float) -> Pane:
    maps = layer.output.numpy()  # (C, H, W)
    return Pane("stage", title, "signed", bound, heatmaps.maps_figure(maps, words.CHANNEL, bound))


def units_before(layer: ll.LayerTrace, previous: str | None, title: str) -> Pane:
    return Pane("before", title, legend_of_units(layer.input.numel()), bound_before(layer), same=previous)


def units_after(layer: ll.LayerTrace, title: str, bound: float) -> Pane:
    values = layer.output.numpy()  # (D,)
    label = words.DIGIT if len(values) == ll.CLASSES else words.UNIT
    return Pane("stage", title, legend_of_units(len(values)), bound, bars.vector_figure(values, label))


def legend_of_units(count: int) -> str:
    """A few units are bars, which need no legend of their colours."""
    return "signed" if count > bars.FEW else ""
