"""Derivation and explain(): the exact arithmetic behind one number of a trace, and the pixels it rests on.

N terms, each an input times a weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from lenetlab.drawing import shown
from lenetlab.figure import Figure
from lenetlab.kinds import KINDS
from lenetlab.largest import largest_first
from lenetlab.regions import Index, Region, clip, single
from lenetlab.replacements import output_of
from lenetlab.single_image import undisturbed
from lenetlab.trace import LayerTrace, Trace, check_trace
from lenetlab.whole_numbers import whole_number
from lenetlab.windows import ReceptiveField, receptive_field


class StageIndexError(ValueError):
    """An index that a stage has no number at; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Term:
    """One product of a sum. index: where in the stage's input the number stands; product = input × weight."""

    index: Index
    input: float
    weight: float
    product: float


@dataclass(frozen=True, eq=False, repr=False)
class Derivation:
    """How one number of a trace came about: for every kind of stage, Σ inputs × weights + bias = value.

    stage, kind, index, value: the number that is explained. bias: 0 where the stage has none.
    window: the region of the stage's own input that it comes from, one range for each axis of that input. Of a
    convolution it may begin before 0 or end beyond the map: there lies the padding.
    receptive_field: the pixels it depends on, whatever the weights; no pixel outside can change it.
    indices (N, axes), inputs (N,), weights (N,): the terms as arrays, int64 and float64, in the order of the input.
    Cells of the padding are left out, since they add 0. What the weights are:

    - conv, linear: those of the trace.
    - avg_pool: one over the number of cells. flatten, input: 1.
    - relu: 1 if the input is positive, else 0. max_pool: 1 for the largest (the first of equals), 0 for the others it
      was compared with.
    - softmax: the inputs of the terms are the ten exponentials exp(zⱼ − max z) of the logits, which cannot overflow
      and have the same quotients as exp(zⱼ); the weight is one over their sum for the digit asked for, else 0.

    replaced: whether the number was set by `trace(..., replace=)`. Such a number has no terms, and is its own bias.
    """

    stage: str
    kind: str
    index: Index
    value: float
    bias: float
    window: Region
    receptive_field: ReceptiveField
    indices: Tensor
    inputs: Tensor
    weights: Tensor
    replaced: bool = False

    @cached_property
    def products(self) -> Tensor:
        """What each term adds: inputs × weights, (N,), float64."""
        return self.inputs * self.weights + 0.0  # makes −0 a 0

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All terms, in the order of the input."""
        return self._terms(torch.arange(len(self.inputs), device="cpu"))

    def largest(self, n: int = 10) -> tuple[Term, ...]:
        """The n terms that add or take away most, largest magnitude first (all, if there are fewer); n is 0 or more."""
        return self._terms(self._order(n))

    def remainder(self, n: int = 10) -> float:
        """What the terms that are not in `largest(n)` add up to."""
        rest = self.products.clone()
        rest[self._order(n)] = 0
        return float(rest.sum())

    def __repr__(self) -> str:
        """The ledger: the largest products, the sum of the others, the bias, and what they make."""
        shown = 5 if len(self.inputs) > 10 else len(self.inputs)
        what = "set, in place of what the network computes" if self.replaced else KINDS[self.kind].phrase
        lines = [f"{self.stage}[{_listed(self.index)}] = {self.value:.6g}: {what}"]
        lines += [
            f"{term.product:+12.6f} = {term.input:.6g} × {term.weight:.6g}  at [{_listed(term.index)}]"
            for term in self.largest(shown)
        ]
        if others := len(self.inputs) - shown:
            lines.append(f"{self.remainder(shown):+12.6f}   {others} smaller products")
        if KINDS[self.kind].has_bias and not self.replaced:
            lines.append(f"{self.bias:+12.6f}   bias")
        rows = _span("row", self.receptive_field.rows)
        columns = _span("column", self.receptive_field.columns)
        lines.append(f"depends on {rows}, {columns} of the input")
        return "\n  ".join(lines)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from lenetlab.pictures import of_derivation

        return of_derivation(self)

    def plot(self) -> Figure:
        """The ten largest products as a Plotly figure. Raises ImportError where Plotly is not installed."""
        from lenetlab import plots

        terms = self.largest()
        return plots.bars([_listed(term.index) for term in terms], [term.product for term in terms], self.stage)

    def _order(self, n: int) -> Tensor:
        return largest_first(self.products, n)

    def _terms(self, places: Tensor) -> tuple[Term, ...]:
        indices = self.indices[places].tolist()
        inputs = self.inputs[places].tolist()
        weights = self.weights[places].tolist()
        products = self.products[places].tolist()
        return tuple(
            Term(tuple(index), value, weight, product)
            for index, value, weight, product in zip(indices, inputs, weights, products, strict=True)
        )


def explain(trace: Trace, stage: str, index: int | Sequence[int]) -> Derivation:
    """The exact arithmetic behind `trace[stage].output[index]`.

    index: (channel, row, column), or (unit,) or a plain number for a stage with one axis; counted from 0.
    Whole numbers of NumPy and PyTorch are welcome. Raises UnknownStageError (a KeyError) for a stage that there is not,
    StageIndexError (a ValueError) for an index that the stage has not, ValueError where `trace` is no Trace.

    >>> from lenetlab import LeNet, trace
    >>> d = explain(trace(LeNet(), torch.ones(1, 1, 28, 28)), "conv2", (3, 4, 5))
    >>> abs(sum(term.product for term in d.terms) + d.bias - d.value) < 1e-5
    True
    >>> d.window  # all 16 maps, and 5 × 5 cells of each
    (range(0, 16), range(2, 7), range(3, 8))
    >>> d.receptive_field
    ReceptiveField(rows=range(4, 18), columns=range(6, 20))
    """
    check_trace(trace)
    layer = trace[stage]
    place = checked_index(index, layer)
    kind = KINDS[layer.kind]
    window = kind.source(layer, single(place))
    cells = clip(window, layer.input)
    where = trace.replaced.get(output_of(layer.name))
    is_set = where is not None and bool(where[place])
    value = float(layer.output[place])
    with undisturbed():
        inputs = kind.inputs(layer, cells)  # (N,)
        weights = kind.weights(layer, place, cells, inputs)  # (N,)
        n = 0 if is_set else len(inputs)
        return Derivation(
            stage=layer.name,
            kind=layer.kind,
            index=place,
            value=value,
            bias=value if is_set else 0.0 if layer.bias is None else float(layer.bias[place[0]]),
            window=window,
            receptive_field=receptive_field(trace, layer.name, place),
            indices=_places_in(cells)[:n],
            inputs=inputs[:n],
            weights=weights[:n],
            replaced=is_set,
        )


def _places_in(cells: Region) -> Tensor:
    """The index of every cell of a region, (N, axes), int64, in the order of the tensor."""
    along_each_axis = [torch.arange(r.start, r.stop, device="cpu") for r in cells]
    return torch.cartesian_prod(*along_each_axis).view(-1, len(cells))


def _listed(index: Index) -> str:
    return ", ".join(map(str, index))


def _span(axis: str, r: range) -> str:
    return f"{axis} {r[0]}" if len(r) == 1 else f"{axis}s {r[0]} to {r[-1]}"


def checked_index(index: object, layer: LayerTrace) -> Index:
    shape = layer.output.shape
    is_row = isinstance(index, Sequence) or (isinstance(index, (np.ndarray, Tensor)) and index.ndim == 1)
    given: tuple[object, ...] = tuple(index) if is_row else (index,)  # type: ignore[arg-type]
    place = tuple(number for number in map(whole_number, given) if number is not None)
    if len(given) == len(place) == len(shape) and all(0 <= i < n for i, n in zip(place, shape, strict=True)):
        return place
    axes = ("channel", "row", "column") if len(shape) == 3 else ("unit",)
    allowed = ", ".join(f"{axis} 0 to {n - 1}" for axis, n in zip(axes, shape, strict=True))
    raise StageIndexError(f"index is {shown(index)}; allowed in {layer.name}: {allowed}")
