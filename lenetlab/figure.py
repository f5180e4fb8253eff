"""What `plot()` returns, named without Plotly, which is loaded when the first figure is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Figure(Protocol):
    """A `plotly.graph_objects.Figure`, as far as most need it."""

    @property
    def data(self) -> Sequence[object]:
        """The traces: heatmaps and bars."""

    def show(self) -> None:
        """Show the figure in a notebook, or in a browser."""

    def to_html(self) -> str:
        """The figure as a page of HTML."""
