"""Derivation and explain(): the exact arithmetic behind one number of a trace, and the pixels it rests on.

N terms, each an input times a weight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.single_image import undisturbed
from lenetlab.trace import LayerTrace, Trace
from lenetlab.windows import Index, ReceptiveField, Region, clip, receptive_field, single, slices, source


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

    @cached_property
    def products(self) -> Tensor:
        """What each term adds: inputs × weights, (N,), float64."""
        return self.inputs * self.weights + 0.0  # makes −0 a 0

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All terms, in the order of the input."""
        return self._terms(torch.arange(len(self.inputs)))

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
        lines = [f"{self.stage}[{_listed(self.index)}] = {self.value:.6g}: {PHRASES[self.kind]}"]
        lines += [
            f"{term.product:+12.6f} = {term.input:.6g} × {term.weight:.6g}  at [{_listed(term.index)}]"
            for term in self.largest(shown)
        ]
        if others := len(self.inputs) - shown:
            lines.append(f"{self.remainder(shown):+12.6f}   {others} smaller products")
        if self.kind in ("conv", "linear"):
            lines.append(f"{self.bias:+12.6f}   bias")
        rows, columns = map(_span, ("row", "column"), self.receptive_field)
        lines.append(f"depends on {rows}, {columns} of the input")
        return "\n  ".join(lines)

    def _order(self, n: int) -> Tensor:
        if isinstance(n, bool) or not isinstance(n, Integral) or n < 0:
            raise ValueError(f"n is {n!r}; allowed: a whole number from 0")
        return self.products.abs().argsort(descending=True, stable=True)[:n]

    def _terms(self, places: Tensor) -> tuple[Term, ...]:
        columns = (self.inputs[places], self.weights[places], self.products[places])
        indices = map(tuple, self.indices[places].tolist())
        return tuple(map(Term, indices, *(column.tolist() for column in columns)))


def explain(trace: Trace, stage: str, index: int | Sequence[int]) -> Derivation:
    """The exact arithmetic behind `trace[stage].output[index]`.

    index: (channel, row, column), or (unit,) or a plain number for a stage with one axis; counted from 0.
    Raises UnknownStageError (a KeyError) for a stage that there is not, StageIndexError (a ValueError) for an index
    that the stage has not.

    >>> from lenetlab import LeNet, trace
    >>> d = explain(trace(LeNet(), torch.ones(1, 1, 28, 28)), "conv2", (3, 4, 5))
    >>> abs(sum(term.product for term in d.terms) + d.bias - d.value) < 1e-5
    True
    >>> d.window  # all 16 maps, and 5 × 5 cells of each
    (range(0, 16), range(2, 7), range(3, 8))
    >>> d.receptive_field
    ReceptiveField(rows=range(4, 18), columns=range(6, 20))
    """
    layer = trace[stage]
    place = _checked_index(index, layer)
    kind = layer.kind
    window = source(layer, single(place))
    cells = clip(window, layer.input)
    with undisturbed():
        inputs = layer.input[slices(cells)].flatten().double()  # (N,)
        if kind == "softmax":
            inputs = (inputs - inputs.max()).exp()
        return Derivation(
            stage=layer.name,
            kind=kind,
            index=place,
            value=float(layer.output[place]),
            bias=0.0 if layer.bias is None else float(layer.bias[place[0]]),
            window=window,
            receptive_field=receptive_field(trace, layer.name, place),
            indices=torch.cartesian_prod(*map(_arange, cells)).view(-1, len(cells)),
            inputs=inputs,
            weights=WEIGHTS[kind](layer, place, cells, inputs),
        )


def _ones(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return torch.ones_like(inputs)


def _of_kernel(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    assert layer.weight is not None
    window = source(layer, single(index))
    inside = [range(r.start - w.start, r.stop - w.start) for r, w in zip(cells[1:], window[1:], strict=True)]
    return layer.weight[index[0]][slices((cells[0], *inside))].flatten().double()


def _of_unit(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    assert layer.weight is not None
    return layer.weight[index].double()


def _winner(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return F.one_hot(inputs.argmax(), len(inputs)).double()


def _share(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return torch.full_like(inputs, 1 / len(inputs))


def _of_digit(layer: LayerTrace, index: Index, cells: Region, inputs: Tensor) -> Tensor:
    return F.one_hot(torch.tensor(index[0]), len(inputs)) / inputs.sum()


WEIGHTS: dict[str, Callable[[LayerTrace, Index, Region, Tensor], Tensor]] = {
    "input": _ones,
    "conv": _of_kernel,
    "relu": lambda layer, index, cells, inputs: (inputs > 0).double(),
    "max_pool": _winner,
    "avg_pool": _share,
    "flatten": _ones,
    "linear": _of_unit,
    "softmax": _of_digit,
}
PHRASES = {
    "input": "a pixel",
    "conv": "inputs under the kernel × weights, and a bias",
    "relu": "the input if it is positive, else 0",
    "max_pool": "the largest of these",
    "avg_pool": "the mean of these",
    "flatten": "the same number, at its place in a row",
    "linear": "inputs × weights, and a bias",
    "softmax": "its exponential over the sum of the ten",
}


def _arange(r: range) -> Tensor:
    return torch.arange(r.start, r.stop)


def _listed(index: Index) -> str:
    return ", ".join(map(str, index))


def _span(axis: str, r: range) -> str:
    return f"{axis} {r[0]}" if len(r) == 1 else f"{axis}s {r[0]} to {r[-1]}"


def _checked_index(index: object, layer: LayerTrace) -> Index:
    shape = layer.output.shape
    place = (index,) if isinstance(index, Integral) else index
    if isinstance(place, Sequence) and len(place) == len(shape) and all(map(_is_within, place, shape)):
        return tuple(map(int, place))
    axes = ("channel", "row", "column") if len(shape) == 3 else ("unit",)
    allowed = ", ".join(f"{axis} 0 to {n - 1}" for axis, n in zip(axes, shape, strict=True))
    raise StageIndexError(f"index is {index!r}; allowed in {layer.name}: {allowed}")


def _is_within(value: object, n: int) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and 0 <= int(value) < n
