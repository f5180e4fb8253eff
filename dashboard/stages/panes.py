"""The pictures of a stage, made for its kind: what went in, what it works with, and what came out.

A view has up to three panes, each in a slot of the page: "before", "kernels" and "stage". A pane that shows what an
earlier stage has shown already names that stage instead of carrying its figure a second time. Which kind of stage has
which of these functions is said in `kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import lenetlab as ll
from dashboard.figures import bars, heatmaps
from dashboard.figures.colours import Ends, ends_of
from dashboard.stages.exponentials import exponentials_of
from dashboard.texts import panes as words

MOST_INPUTS = 12  # of a dense unit, shown one by one


@dataclass(frozen=True, eq=False)
class Pane:
    """One picture. slot: where it stands. title: what stands above it. legend: what kind of scale its colours have.

    legend: "signed", "one_sided" from zero on, "ink", or "" for bars. ends: the numbers at the ends of the scale.
    figure: or `same`, the stage whose picture it is.
    """

    slot: str
    title: str
    legend: str
    ends: Ends
    figure: heatmaps.Spec | None = None
    same: str | None = None

    def to_json(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


INK_ENDS: Ends = (0.0, 1.0)
NO_ENDS: Ends = (0.0, 0.0)  # of bars, whose colours say their sign alone


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
    return Pane("before", title, "ink", INK_ENDS, same=previous)


def ink_after(step: ll.PreprocessStep, title: str) -> Pane:
    return Pane("stage", title, "ink", INK_ENDS, heatmaps.ink_figure(step.image))


# ---- The stages of the network ----


def network_input(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return ink_before(previous, words.CENTRED), maps_after(layer, words.NORMALISED, ends_after(layer))


def convolution(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """The kernels come from the page's own store: they change with the settings only."""
    return maps_before(layer, previous, words.INPUT_MAPS), maps_after(layer, words.OUTPUT_MAPS, ends_after(layer))


def relu(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """What is not cut keeps its colour: the scale after it is the half above zero of the scale before it."""
    ends = 0.0, ends_before(layer)[1]
    if layer.output.ndim == 1:
        return units_before(layer, previous, words.BEFORE), units_after(layer, words.AFTER, ends)
    return maps_before(layer, previous, words.BEFORE), maps_after(layer, words.AFTER, ends)


def max_pool(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """Both sides have one scale: what wins keeps its colour."""
    return maps_before(layer, previous, words.BEFORE_MAX_POOL), maps_after(layer, words.AFTER, ends_before(layer))


def avg_pool(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    """Both sides have one scale: a mean can be compared with what it is the mean of."""
    return maps_before(layer, previous, words.BEFORE), maps_after(layer, words.AFTER, ends_before(layer))


def flatten(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    return maps_before(layer, previous, words.FLATTENED_MAPS), units_after(layer, words.UNITS, ends_after(layer))


def dense(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    unit = int(layer.output.argmax())
    title = words.LOGITS if layer.name == "fc3" else words.UNITS
    return (
        units_before(layer, previous, words.INPUT_UNITS),
        weighing_pane(layer, unit, trace),
        units_after(layer, title, ends_after(layer)),
    )


def weighing_pane(layer: ll.LayerTrace, unit: int, trace: ll.Trace) -> Pane:
    """The inputs that weigh most for one unit of a dense layer."""
    derivation = ll.explain(trace, layer.name, unit)
    figure = bars.weighing_figure(derivation.products.numpy(), derivation.bias, derivation.value, MOST_INPUTS)
    return Pane("kernels", words.WEIGHING.format(unit=unit), "", NO_ENDS, figure)


def products_pane(layer: ll.LayerTrace, unit: int, trace: ll.Trace) -> Pane:
    """Every product of one unit of a dense layer, arranged as its inputs are; the ledger beside it has the largest."""
    products = ll.explain(trace, layer.name, unit).products.numpy()
    ends = ends_of(products)
    title = words.PRODUCTS.format(unit=unit)
    return Pane("kernels", title, legend_of(ends), ends, bars.vector_figure(products, ends=ends))


def softmax(layer: ll.LayerTrace, previous: str | None, trace: ll.Trace) -> tuple[Pane, ...]:
    exponentials = exponentials_of(trace)  # (10,)
    return (
        units_before(layer, previous, words.LOGITS),
        Pane("kernels", words.EXPONENTIALS, "", NO_ENDS, bars.bars_figure(exponentials, words.DIGIT)),
        units_after(layer, words.PROBABILITIES, ends_after(layer)),
    )


# ---- One side of a stage of the network ----


def ends_before(layer: ll.LayerTrace) -> Ends:
    return ends_of(layer.input.numpy())


def ends_after(layer: ll.LayerTrace) -> Ends:
    return ends_of(layer.output.numpy())


def maps_before(layer: ll.LayerTrace, previous: str | None, title: str) -> Pane:
    ends = ends_before(layer)
    return Pane("before", title, legend_of(ends), ends, same=previous)


def maps_after(layer: ll.LayerTrace, title: str, ends: Ends) -> Pane:
    maps = layer.output.numpy()  # (C, H, W)
    return Pane("stage", title, legend_of(ends), ends, heatmaps.maps_figure(maps, words.CHANNEL, ends))


def units_before(layer: ll.LayerTrace, previous: str | None, title: str) -> Pane:
    ends = ends_before(layer)
    return Pane("before", title, legend_of_units(layer.input.numel(), ends), ends, same=previous)


def units_after(layer: ll.LayerTrace, title: str, ends: Ends) -> Pane:
    values = layer.output.numpy()  # (D,)
    label = words.DIGIT if len(values) == ll.CLASSES else words.UNIT
    return Pane("stage", title, legend_of_units(len(values), ends), ends, bars.vector_figure(values, label, ends))


def legend_of(ends: Ends) -> str:
    return "one_sided" if ends[0] == 0 else "signed"


def legend_of_units(count: int, ends: Ends) -> str:
    """A few units are bars, which need no legend of their colours."""
    return legend_of(ends) if count > bars.FEW else ""
