"""What plots with axes have in common: colours, lines, error bars, axes, a legend; texts take the page's colour."""

from __future__ import annotations

from collections.abc import Sequence

import lenetlab as ll
from dashboard.figures.colours import grey, translucent
from dashboard.figures.heatmaps import PLAIN_LAYOUT, Spec

LINE = grey(0.22)
SMALLEST = 12  # pixels: no text of the page is smaller
LEGEND_ABOVE: Spec = {
    "orientation": "h",
    "x": 0,
    "y": 1.02,
    "yanchor": "bottom",
    "itemclick": False,
    "itemdoubleclick": False,
    "itemsizing": "constant",
    "font": {"size": SMALLEST},
}


def line(name: str, x: Sequence[int], y: Sequence[float], colour: str, dash: str, hover: str) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": x,
        "y": y,
        "hovertemplate": hover,
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"size": 6, "color": colour},
    }


def error_bars(shares: Sequence[ll.card.Share], colour: str) -> Spec:
    """The 95 % intervals; a bar of no length where the card states none."""
    ends = [share.interval or (share.value, share.value) for share in shares]
    return {
        "array": [high - share.value for share, (_, high) in zip(shares, ends, strict=True)],
        "arrayminus": [share.value - low for share, (low, _) in zip(shares, ends, strict=True)],
        "thickness": 1.2,
        "width": 3,
        "color": translucent(colour, 0.5),
    }


def range_of(shares: Sequence[ll.card.Share]) -> list[float]:
    """A range of an axis that holds all shares with their intervals."""
    places = [share.value for share in shares]
    for share in shares:
        places += share.interval or ()
    margin = 0.06 * (max(places) - min(places)) + 0.002
    return [min(places) - margin, max(places) + margin]


def axis(title: str, **settings: object) -> Spec:
    common = {
        "fixedrange": True,
        "gridcolor": LINE,
        "zeroline": False,
        "showline": False,
        "tickfont": {"size": SMALLEST},
    }
    return {**common, "title": {"text": title, "font": {"size": 13}, "standoff": 8}, **settings}


def plot_layout(x: Spec, y: Spec, legend: bool = False, **settings: object) -> Spec:
    layout = {
        **PLAIN_LAYOUT,
        "margin": {"l": 62, "r": 12, "t": 12, "b": 48},
        "hoverdistance": 24,
        "xaxis": x,
        "yaxis": y,
    }
    if legend:
        layout |= {"showlegend": True, "legend": LEGEND_ABOVE}
    return layout | settings
