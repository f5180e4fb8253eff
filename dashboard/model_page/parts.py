"""What the parts of the Model page are built of: regions, folds, sentences, figures and where their tables open."""

from __future__ import annotations

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.texts import measures
from dashboard.texts import model as words
from dashboard.widgets import GRAPH_CONFIG, aria, data, region

ROW_ON_PAPER, AROUND_ON_PAPER = 15, 100  # pixels: of a row of a figure, and of its legend and its axis


def part(name: str, *shown: Component) -> html.Section:
    """A region; where nothing is to be shown, a sentence says what the card does not state."""
    return region(f"model-{name}", measures.REGIONS[name], *(shown or missing(name)), class_name=f"model-{name}")


def missing(name: str) -> list[Component]:
    return [html.P(words.MISSING[name], className="missing")]


def fold(name: str, see: str, *shown: Component) -> html.Section:
    """A region that is folded. Beside its name stands what there is to see in it."""
    heading = f"heading-model-{name}"
    summary = html.Summary([html.H2(measures.REGIONS[name], id=heading), html.Span(see, className="see")])
    details = html.Details([summary, html.Div([*shown], className="fold-body")], **data(fold=name))
    return html.Section(details, className=f"region model-fold model-{name}", **aria(labelledby=heading))


def lead(name: str, said: words.Said, figure: Component, *controls: Component) -> list[Component]:
    """One of the three pictures under the sentence that says what to see; how to read it opens with its table."""
    return [sentence(said), figure, *controls, table(name, measures.READ_AND_TABLE, said.more)]


def sentence(said: words.Said) -> html.P:
    """What there is to see, and what a click does, which is not said on paper."""
    if not said.act:
        return html.P(said.see, className="see")
    act = html.Span(f": {said.act}", className="on-screen")
    return html.P([said.see.removesuffix("."), act, "."], className="see")


def folded(name: str, said: words.Said, figure: go.Figure, *notes: Component) -> html.Section:
    """A fold with a figure, and beside it how to read it, its table and notes."""
    told = html.Div([html.P(said.more), *notes, table(name)], className="told")
    return fold(name, said.see, html.Div([graph(figure, name), told], className="model-two"))


def graph(figure: go.Figure, name: str, class_name: str = "") -> html.Div:
    """A figure in its frame: as wide as there is room, and as high as its class, its aspect or its rows ask for."""
    shown = dcc.Graph(id=f"model-{name}", figure=figure, config=GRAPH_CONFIG, responsive=True)
    meta = figure.layout.meta or {}
    style = {"aspectRatio": str(meta["aspect"])} if "aspect" in meta else {}
    if "rows" in meta:
        on_paper = meta["rows"] * ROW_ON_PAPER + AROUND_ON_PAPER
        style, class_name = {"--rows": str(meta["rows"]), "--paper-height": f"{on_paper}px"}, "rows"
    label = aria(label=measures.name_of(name))
    return html.Div(shown, className=f"model-figure {class_name}".strip(), style=style, role="img", **label)


def table(name: str, summary: str = measures.TABLE, more: str = "") -> html.Details:
    """Where the table of that name opens, after more that there is to say."""
    told = [html.P(more)] if more else []
    named = html.Summary([summary, html.Span(f": {measures.name_of(name)}", className="visually-hidden")])
    return html.Details([named, *told, html.Div()], className="model-table", **data(table=name))
