"""Pure functions from the facts of the model card to Plotly figures.

Two colours that can be told apart without seeing red and green, and a symbol besides; all texts take the page's
colour. A point that leads to the drawing page carries its configuration as the first four values of its customdata.
pressable: whether the page does something on a click, so that a figure says so; in a report nothing does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from math import log10, sqrt

import plotly.graph_objects as go

import lenetlab as ll
from dashboard.contract import COLOURS
from dashboard.figures.colours import grey, translucent
from dashboard.figures.heatmaps import Spec
from dashboard.model_page.axes import SMALLEST, axis, error_bars, line, plot_layout, range_of
from dashboard.texts import measures as words
from dashboard.texts.numbers import significant, with_percent_sign

WRONG_SCALE = [[0.0, translucent(COLOURS.above, 0.1)], [1.0, translucent(COLOURS.above, 0.72)]]
RIGHT_SCALE = [[0.0, grey(0.12)], [1.0, grey(0.12)]]
SYMBOLS = {3: "square", 5: "circle"}
STRIDE_COLOURS = {1: COLOURS.below, 2: COLOURS.above}
MARKER_SIZES = {6: 9, 12: 12, 16: 15}
SOURCE_STYLE = {
    "mnist": (COLOURS.below, "circle"),
    "pen": (COLOURS.above, "diamond"),
    "generated": (COLOURS.third, "square"),
}
STYLE_OF_OTHERS = (COLOURS.neutral, "x")  # of sources that only the card's author knows
MANY = 50  # with at least this many images in a bin, its point is not faint


def accuracy_figure(rows: Sequence[ll.card.Measured], pressable: bool = True) -> go.Figure:
    """Accuracy against cost; `layout.meta.costs` has the other costs to show instead, by trace."""
    groups = sorted({(row.conv1.stride, row.conv1.kernel_size) for row in rows})
    parts = [[row for row in rows if (row.conv1.stride, row.conv1.kernel_size) == group] for group in groups]
    costs = {
        "multiply_adds": [[row.conv1.multiply_adds for row in part] for part in parts],
        "weights": [[row.conv1.weights for row in part] for part in parts],
    }
    hover = words.accuracy_hover(pressable)
    traces = [accuracy_trace(part, x, hover) for part, x in zip(parts, costs["multiply_adds"], strict=True)]
    layout = plot_layout(
        axis(words.COSTS["multiply_adds"], tickformat="~s", nticks=7),
        axis(words.ACCURACY, tickformat=".2~%", nticks=8),
        legend=True,
        meta={"costs": costs, "titles": words.COSTS},
        hovermode="closest",
    )
    return go.Figure({"data": traces, "layout": layout})


def accuracy_trace(rows: Sequence[ll.card.Measured], x: Sequence[int], hover: str) -> Spec:
    first = rows[0].conv1
    colour = STRIDE_COLOURS.get(first.stride, COLOURS.neutral)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "text": [words.DEFAULT if row.conv1 == ll.Conv1Config() else "" for row in rows],
        "textposition": "top center",
        "name": words.group(first.kernel_size, first.stride),
        "x": x,
        "y": [row.accuracy.value for row in rows],
        "error_y": error_bars([row.accuracy for row in rows], colour),
        "marker": {
            "color": colour,
            "symbol": SYMBOLS.get(first.kernel_size, "circle"),
            "size": [MARKER_SIZES.get(row.conv1.filters, 10) for row in rows],
            "opacity": 1,
            "line": {
                "width": [3 if row.conv1 == ll.Conv1Config() else 1 for row in rows],
                "color": [COLOURS.neutral if row.conv1 == ll.Conv1Config() else COLOURS.ink for row in rows],
            },
        },
        "customdata": [
            [*astuple(row.conv1), words.interval(row.accuracy), row.conv1.weights, row.conv1.multiply_adds]
            for row in rows
        ],
        "hovertemplate": hover,
    }


def confusion_figure(counts: Sequence[Sequence[int]], pressable: bool = True) -> go.Figure:
    """Digits written (rows) and read (columns): misses coloured on a scale of their own, hits in grey."""
    digits = range(ll.CLASSES)
    hit = [[n if i == j else None for j, n in enumerate(row)] for i, row in enumerate(counts)]
    missed = [[None if i == j or not n else log10(1 + n) for j, n in enumerate(row)] for i, row in enumerate(counts)]
    most = max((n for i, row in enumerate(counts) for j, n in enumerate(row) if i != j), default=0)
    text = [[str(n) if n else "" for n in row] for row in counts]  # a comma would not fit into a cell on a phone
    common = {
        "type": "heatmap",
        "x": list(digits),
        "y": list(digits),
        "text": text,
        "customdata": counts,
        "showscale": False,
        "texttemplate": "%{text}",
        "textfont": {"size": SMALLEST},
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
    }
    hits = {**common, "z": hit, "colorscale": RIGHT_SCALE, "hovertemplate": words.hit_hover()}
    misses = {**common, "z": missed, "colorscale": WRONG_SCALE, "hovertemplate": words.miss_hover(pressable)}
    misses |= {"zmin": 0, "zmax": log10(1 + max(most, 1))}
    layout = plot_layout(
        axis(words.READ_AS, dtick=1, showgrid=False, constrain="domain", zeroline=False, range=[-0.5, 9.7]),
        axis(words.WRITTEN, dtick=1, showgrid=False, autorange="reversed", scaleanchor="x", constrain="domain"),
        margin={"l": 38, "r": 2, "t": 2, "b": 42},
    )
    return go.Figure({"data": [hits, misses], "layout": layout})


def calibration_figure(calibrations: Mapping[str, ll.card.Calibration]) -> go.Figure:
    """How often the network is right against how sure it is; the ideal is the diagonal."""
    ideal = {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 1],
        "y": [0, 1],
        "name": words.IDEAL,
        "hoverinfo": "skip",
        "line": {"dash": "dot", "color": COLOURS.neutral, "width": 2},
    }
    measured = [calibration_trace(name, entry) for name, entry in calibrations.items()]
    layout = plot_layout(
        axis(words.CONFIDENCE, tickformat=".0%", range=[0, 1.03], nticks=6),
        axis(words.SHARE_RIGHT, tickformat=".0%", range=[-0.03, 1.06], nticks=6),
        legend=True,
    )
    return go.Figure({"data": [ideal, *measured], "layout": layout})


def calibration_trace(name: str, entry: ll.card.Calibration) -> Spec:
    colour, symbol = SOURCE_STYLE.get(name, STYLE_OF_OTHERS)
    total = sum(b.count for b in entry.bins) or 1
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": words.source(name),
        "x": [b.confidence for b in entry.bins],
        "y": [b.accuracy for b in entry.bins],
        "line": {"color": translucent(colour, 0.5), "width": 1},
        "marker": {
            "color": colour,
            "symbol": symbol,
            "line": {"width": 1, "color": COLOURS.ink},
            "opacity": [0.3 + 0.6 * min(1, b.count / MANY) for b in entry.bins],
            "size": [8 + 14 * sqrt(b.count / total) for b in entry.bins],
        },
        "customdata": [b.count for b in entry.bins],
        "hovertemplate": words.CALIBRATION_HOVER.format(source=words.source(name)),
    }


def drawn_figure(by_source: Mapping[str, Sequence[ll.card.Drawn]]) -> go.Figure:
    """Accuracy by canvas and brush, for each source, as it was written and moved and scaled."""
    traces = [
        drawn_trace(name, moved, own)
        for name, rows in by_source.items()
        for moved in (False, True)
        if (own := [row for row in rows if row.moved == moved])
    ]
    shares = [row.accuracy for rows in by_source.values() for row in rows]
    layout = plot_layout(
        axis("", showgrid=False, type="multicategory", fixedrange=True),
        axis(words.ACCURACY, tickformat=".1~%", nticks=7, range=range_of(shares)),
        legend=True,
        scattermode="group",
        scattergap=0.35,
        margin={"l": 62, "r": 8, "t": 8, "b": 62},
    )
    return go.Figure({"data": traces, "layout": layout})


def drawn_trace(name: str, moved: bool, rows: Sequence[ll.card.Drawn]) -> Spec:
    colour, symbol = SOURCE_STYLE.get(name, STYLE_OF_OTHERS)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words.drawn_name(name, moved),
        "x": [[words.canvas(row.size) for row in rows], [significant(row.brush) for row in rows]],
        "y": [row.accuracy.value for row in rows],
        "error_y": error_bars([row.accuracy for row in rows], colour),
        "marker": {
            "color": colour,
            "symbol": f"{symbol}-open" if moved else symbol,
            "size": 11,
            "line": {"width": 2, "color": colour},
        },
        "customdata": [[row.size, row.brush, words.interval(row.accuracy)] for row in rows],
        "hovertemplate": words.DRAWN_HOVER.format(name=words.drawn_name(name, moved)),
    }


def history_figure(epochs: Sequence[ll.card.Epoch]) -> go.Figure:
    """The share of the digits held back that were misread after each epoch, on a logarithmic scale."""
    series = (
        ("default", [e.default for e in epochs], COLOURS.below, "solid"),
        ("smallest", [e.smallest for e in epochs], COLOURS.above, "dash"),
    )
    traces = [
        line(words.HISTORY[name], [e.number for e in epochs], [max(1 - share, 1e-4) for share in shares], colour, dash,
             words.HISTORY_HOVER.format(name=words.HISTORY[name]))
        for name, shares, colour, dash in series
    ]  # fmt: skip
    ticks = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
    tick_texts = [with_percent_sign(significant(100 * tick)) for tick in ticks]
    layout = plot_layout(
        axis(words.EPOCH), axis(words.SHARE_WRONG, type="log", tickvals=ticks, ticktext=tick_texts), legend=True
    )
    return go.Figure({"data": traces, "layout": layout})


def filters_figure(rows: Sequence[ll.card.AnyFilters]) -> go.Figure:
    """The worst and the mean accuracy for every number of filters."""
    filters = [row.filters for row in rows]
    series = (
        (words.MEAN, [row.mean for row in rows], COLOURS.below, "solid"),
        (words.WORST, [row.worst for row in rows], COLOURS.above, "dash"),
    )
    traces = [
        line(name, filters, shares, colour, dash, words.FILTERS_HOVER.format(name=name))
        for name, shares, colour, dash in series
    ]
    layout = plot_layout(axis(words.FILTERS), axis(words.ACCURACY, tickformat=".1~%"), legend=True)
    return go.Figure({"data": traces, "layout": layout})
