"""Pure functions from the card to figures of what the network was not made for: pictures, strange hands, no digits.

Each row of such a figure has a height of its own: `layout.meta.rows` says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

import lenetlab as ll
from dashboard.contract import COLOURS
from dashboard.figures.heatmaps import Spec
from dashboard.model_page.axes import SMALLEST, axis, error_bars, plot_layout, range_of
from dashboard.model_page.figures import SOURCE_STYLE, STYLE_OF_OTHERS
from dashboard.texts import measures as words
from dashboard.texts.model_kinds import GROUPS, OTHERS, REAL, group, kind, photo, style
from dashboard.texts.numbers import percent

MARGINS = {"l": 8, "r": 12, "t": 8, "b": 46}


def photos_figure(rows: Sequence[ll.card.Photographed]) -> go.Figure:
    """Accuracy by kind of picture, for each source."""
    traces = [
        photos_trace(source, [row for row in rows if row.source == source])
        for source in dict.fromkeys(row.source for row in rows)
    ]
    figure = shares_figure(traces, [photo(row.kind) for row in rows], [row.accuracy for row in rows])
    return figure.update_layout(scattermode="group")


def photos_trace(source: str, rows: Sequence[ll.card.Photographed]) -> Spec:
    colour, symbol = SOURCE_STYLE.get(source, STYLE_OF_OTHERS)
    hover = words.PHOTOS_HOVER.format(name=words.source(source))
    names = [photo(row.kind) for row in rows]
    return shares_trace(words.source(source), names, [row.accuracy for row in rows], colour, symbol, hover)


def generality_figure(styles: Sequence[ll.card.KeptAside]) -> go.Figure:
    """How digits are read in each style that a run was kept from, beside those of all other styles."""
    names = [style(row.style) for row in styles]
    series = (
        (words.KEPT_ASIDE, [row.accuracy for row in styles], COLOURS.above, "diamond"),
        (words.MET, [ll.card.Share(row.met) for row in styles], COLOURS.below, "circle"),
    )
    traces = [
        shares_trace(name, names, shares, colour, symbol, words.STYLES_HOVER.format(name=name))
        for name, shares, colour, symbol in series
    ]
    return shares_figure(traces, names, [share for _, shares, _, _ in series for share in shares])


def shares_figure(traces: Sequence[Spec], names: Sequence[str], shares: Sequence[ll.card.Share]) -> go.Figure:
    """Shares along rows that have names."""
    rows = len(set(names))
    layout = plot_layout(
        axis(words.ACCURACY, tickformat=".0~%", nticks=6, range=range_of(shares)),
        axis("", range=[rows - 0.3, -0.7], automargin=True, ticksuffix="  ", dtick=1),
        legend=True,
        margin=MARGINS,
        meta={"rows": rows},
    )
    return go.Figure({"data": [*traces], "layout": layout})


def shares_trace(
    name: str, rows: Sequence[str], shares: Sequence[ll.card.Share], colour: str, symbol: str, hover: str
) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "name": name,
        "x": [share.value for share in shares],
        "y": [*rows],
        "error_x": error_bars(shares, colour),
        "marker": {"color": colour, "symbol": symbol, "size": 9},
        "customdata": [words.interval(share) for share in shares],
        "hovertemplate": hover,
    }


# ---- what is no digit ----


@dataclass(frozen=True)
class Bars:
    """A group of bars under its heading: what the shares are of, by name, and the error that they count."""

    heading: str
    error: str
    shares: Mapping[str, float]
    colour: str


def groups_of(score: ll.card.DigitScore) -> Iterator[Bars]:
    """The digits that are refused, and by group the kinds of drawing that are taken for one."""
    if score.refused:
        shares = {words.source(name): share for name, share in score.refused.items()}
        yield Bars(REAL, words.REFUSED, shares, COLOURS.below)
    for heading in dict.fromkeys([*GROUPS, OTHERS]):
        shares = {kind(name): share for name, share in score.accepted.items() if group(name) == heading}
        if shares:
            yield Bars(heading, words.ACCEPTED, shares, COLOURS.above)


def score_figure(score: ll.card.DigitScore) -> go.Figure:
    """How often the digit score errs: digits refused, and other drawings taken for a digit, in groups."""
    groups = [*groups_of(score)]
    places: list[str] = []  # a row for each heading, whose name is blank, and for each bar
    headings: list[Spec] = []
    for number, bars in enumerate(groups):
        headings.append(heading_at(len(places), bars.heading))
        places += [" " * (number + 1), *bars.shares]
    highest = max((share for bars in groups for share in bars.shares.values()), default=0) or 1
    layout = plot_layout(
        axis(words.SHARE, tickformat=".0~%", range=[0, min(1.5 * highest, 1.4)], nticks=5),
        axis("", type="category", categoryorder="array", categoryarray=places, range=[len(places) - 0.4, -0.6],
             showgrid=False, automargin=True, ticksuffix="  ", dtick=1),
        legend=True,
        margin=MARGINS,
        annotations=headings,
        meta={"rows": len(places)},
    )  # fmt: skip
    named = {bars.error: bars for bars in reversed(groups)}  # in the legend, one group for each error
    return go.Figure({"data": [bars_trace(bars, bars in named.values()) for bars in groups], "layout": layout})


def heading_at(row: int, text: str) -> Spec:
    return {
        "text": f"<b>{text}</b>",
        "x": 0,
        "y": row,
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": SMALLEST},
    }


def bars_trace(bars: Bars, in_legend: bool) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "name": bars.error,
        "legendgroup": bars.error,
        "showlegend": in_legend,
        "x": [*bars.shares.values()],
        "y": [*bars.shares],
        "text": [percent(share) for share in bars.shares.values()],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": bars.colour},
        "hovertemplate": words.SCORE_HOVER.format(name=bars.error),
    }
