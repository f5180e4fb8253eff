"""Pure functions from vectors to Plotly figures, as specifications (see `figures`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.contract import COLOURS
from dashboard.figures.colours import Ends, grey
from dashboard.figures.heatmaps import FONT, STAGE_LAYOUT, Spec, packed, units_figure
from dashboard.texts import panes as words
from dashboard.texts.numbers import fixed

Vector = NDArray[np.floating]
GRID = {"gridcolor": grey(0.2), "zerolinecolor": grey(0.6)}
FEW = 10


def vector_figure(values: Vector, label: str = words.UNIT, ends: Ends | None = None) -> Spec:
    """A vector (D,): a few numbers as bars, many as the cells of a heatmap, which shows them all at once."""
    return bars_figure(values, label) if len(values) <= FEW else units_figure(values.astype(np.float32), label, ends)


def bars_figure(values: Vector, label: str = words.UNIT) -> Spec:
    """A vector (D,) as bars, coloured by sign."""
    axis = {"fixedrange": True, "title": {"text": label}, "showgrid": False, "dtick": 1}
    layout = {
        **STAGE_LAYOUT,
        "margin": {"l": 44, "r": 8, "t": 12, "b": 44},
        "barmode": "overlay",
        "bargap": 0.25,
        "xaxis": {**axis, "range": [-0.6, len(values) - 0.4]},
        "yaxis": {"fixedrange": True, **GRID},
        "meta": {"aspect": 1.5, "units": len(values), "label": label},
    }
    return {"data": by_sign(values, "y"), "layout": layout}


def weighing_figure(products: Vector, bias: float, value: float, most: int) -> Spec:
    """The parts of a dense unit's sum: its `most` largest products, the rest, the bias, and the sum of them all."""
    order = np.argsort(-np.abs(products), kind="stable")
    largest, others = order[:most], order[most:]
    lines = {}
    if len(others):
        lines[words.REST.format(count=len(others))] = float(products[others].sum(dtype=np.float64))
    lines |= {words.BIAS: bias, words.SUM: value}
    names = [f"{words.UNIT} {i}" for i in largest]
    return _ledger(names, products[largest], lines)


def by_sign(values: Vector, axis: str) -> list[Spec]:
    """Two bar traces, one for each sign, each with gaps in the places of the other's bars."""
    return [
        {
            "type": "bar",
            axis: packed(np.where(has_sign, values, np.nan)),
            "marker": {"color": colour, "line": {"width": 0}},
        }
        for has_sign, colour in ((values >= 0, COLOURS.above), (values < 0, COLOURS.below))
    ]


def _ledger(names: Sequence[str], terms: Vector, lines: Mapping[str, float]) -> Spec:
    """Terms under each other as bars to the left and right of zero, the first on top; then lines without a bar."""
    reach = 1.05 * (float(np.abs(terms).max(initial=0)) or 1.0)
    rows = [*names, *lines]
    numbers = [fixed(value, 2) for value in (*terms.tolist(), *lines.values())]
    bars = [{**bar, "y": names, "orientation": "h"} for bar in by_sign(terms, "x")]
    labels = {
        "type": "scatter",
        "mode": "text",
        "x": [reach] * len(rows),
        "y": rows,
        "text": numbers,
        "textposition": "middle right",
        "textfont": FONT,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    layout = {
        **STAGE_LAYOUT,
        "margin": {"l": 84, "r": 56, "t": 4, "b": 8},
        "barmode": "overlay",
        "bargap": 0.25,
        "xaxis": {"fixedrange": True, "range": [-reach, reach], "showticklabels": False, **GRID, "showgrid": False},
        "yaxis": {"fixedrange": True, "autorange": "reversed", "showgrid": False, "type": "category"},
        "meta": {"aspect": 0.85},
    }
    return {"data": [*bars, labels], "layout": layout}
