"""The Plotly figures that `.plot()` gives; Plotly is loaded when the first is asked for.

C, H, W: channels, height and width of a stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from math import ceil, sqrt
from typing import Any

import torch
from torch import Tensor

from lenetlab.figure import Figure
from lenetlab.notebook import ABOVE, BELOW

GAP = 1  # cells between two maps
SIDE = 440


def graph_objects() -> Any:
    """Plotly's module of figures, which the library works without. Raises ImportError that says how to get it."""
    try:
        return import_module("plotly.graph_objects")
    except ImportError as error:
        raise ImportError('plot() needs Plotly: pip install plotly, or "lenetlab[dashboard]"') from error


def heatmap(values: Tensor, title: str) -> Figure:
    """A map (H, W) with row 0 on top; blue below zero, orange above."""
    return figure(
        values, title, [[str((row, column)) for column in range(values.shape[1])] for row in range(len(values))]
    )


def tiles(values: Tensor, title: str) -> Figure:
    """All maps of (C, H, W) side by side in one heatmap, or numbers in a row (D,) as bars."""
    if values.ndim == 1:
        return bars([str(unit) for unit in range(len(values))], values.tolist(), title)
    channels, height, width = values.shape
    across = ceil(sqrt(channels))
    down = ceil(channels / across)
    grid = torch.full(
        (down * (height + GAP) - GAP, across * (width + GAP) - GAP), float("nan"), dtype=torch.float32, device="cpu"
    )
    where = [[""] * grid.shape[1] for _ in range(grid.shape[0])]
    for channel in range(channels):
        top, left = channel // across * (height + GAP), channel % across * (width + GAP)
        grid[top : top + height, left : left + width] = values[channel]
        for row in range(height):
            where[top + row][left : left + width] = [str((channel, row, column)) for column in range(width)]
    return figure(grid, title, where)


def figure(grid: Tensor, title: str, where: Sequence[Sequence[str]]) -> Figure:
    plotly = graph_objects()
    most = float(grid.nan_to_num().abs().max()) or 1.0
    trace = {
        "type": "heatmap",
        "z": grid.tolist(),
        "text": where,
        "hovertemplate": "%{text}: %{z:.6g}<extra></extra>",
        "colorscale": [[0, f"rgb{BELOW}"], [0.5, "rgb(247,247,247)"], [1, f"rgb{ABOVE}"]],
        "zmin": -most,
        "zmax": most,
    }
    layout = {
        "title": {"text": title},
        "height": SIDE,
        "xaxis": {"visible": False},
        "yaxis": {"visible": False, "autorange": "reversed", "scaleanchor": "x"},
    }
    drawn: Figure = plotly.Figure({"data": [trace], "layout": layout})
    return drawn


def bars(labels: Sequence[str], values: Sequence[float], title: str) -> Figure:
    """A bar for each value, from top to bottom where there are few."""
    plotly = graph_objects()
    colours = [f"rgb{ABOVE if value >= 0 else BELOW}" for value in values]
    is_list = len(values) <= 20
    axes = {"x": values, "y": labels} if is_list else {"x": labels, "y": values}
    trace = {"type": "bar", "orientation": "h" if is_list else "v", "marker": {"color": colours}, **axes}
    layout: dict[str, Any] = {"title": {"text": title}, "height": SIDE}
    if is_list:
        layout["yaxis"] = {"type": "category", "autorange": "reversed"}
    drawn: Figure = plotly.Figure({"data": [trace], "layout": layout})
    return drawn
