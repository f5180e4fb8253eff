"""The kernels of the first convolution, out of the weights themselves, as one Plotly figure for each size."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.figures.colours import colourscale
from dashboard.figures.heatmaps import Spec
from dashboard.model_page.axes import axis, plot_layout
from dashboard.texts import measures as words

KERNEL_GAP = 1
KERNEL_HEIGHT = 1.2  # of a row of kernels, including the axis below, relative to the width of a column


def kernels_figure(sets: Mapping[tuple[int, int], NDArray[np.float32]]) -> go.Figure:
    """All kernels (N, k, k) of one size: a row for each (stride, padding), a column for each filter."""
    size = next(iter(sets.values())).shape[-1]
    bound = max(float(np.abs(kernels).max()) for kernels in sets.values()) or 1.0
    step = size + KERNEL_GAP
    most = max(len(kernels) for kernels in sets.values())
    traces = [
        kernels_trace(kernels, row * step, words.kernel_set(size, *setting), bound)
        for row, (setting, kernels) in enumerate(sets.items())
    ]
    middles = [row * step + (size - 1) / 2 for row in range(len(sets))]
    columns = [column * step + (size - 1) / 2 for column in range(most)]
    layout = plot_layout(
        axis(words.FILTER, tickvals=columns, ticktext=[str(n) for n in range(most)], showgrid=False, zeroline=False,
             range=[-1, most * step - 0.5], tickangle=0, constrain="domain", constraintoward="left"),
        axis("", tickvals=middles, ticktext=[words.setting(*setting) for setting in sets], showgrid=False,
             range=[len(sets) * step - 0.5, -1], scaleanchor="x", constrain="domain", zeroline=False),
        margin={"l": 62, "r": 2, "t": 2, "b": 46},
        meta={"aspect": most / (KERNEL_HEIGHT * len(sets))},
    )  # fmt: skip
    return go.Figure({"data": traces, "layout": layout})


def kernels_trace(kernels: NDArray[np.float32], top: int, name: str, bound: float) -> Spec:
    """One row of kernels (N, k, k) as a heatmap (k, N · (k + gap)), whose cells know filter, row and column."""
    count, size, _ = kernels.shape
    gapped = np.full((count, size, size + KERNEL_GAP), np.nan, np.float32)
    gapped[:, :, :size] = kernels
    places = np.stack(np.broadcast_arrays(*np.ogrid[:count, :size, : size + KERNEL_GAP]), -1).astype(np.uint8)
    return {
        "type": "heatmap",
        "z": gapped.swapaxes(0, 1).reshape(size, -1),
        "customdata": places.swapaxes(0, 1).reshape(size, -1, 3),
        "y0": top,
        "dy": 1,
        "zmin": -bound,
        "zmax": bound,
        "colorscale": colourscale(-bound, bound),
        "showscale": False,
        "hoverongaps": False,
        "hovertemplate": words.KERNEL_HOVER.format(name=name),
    }
