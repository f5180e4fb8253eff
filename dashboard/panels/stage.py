"""The stage in view: its pictures side by side, and the numbers behind them.

The answer to a reading has the figures of every stage at once. Which of them is in view is the page's own business: its
code hands them to Plotly itself, since every property that Dash passes on costs it milliseconds.
"""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, dcc, html

from dashboard import ids
from dashboard.figures import heatmaps
from dashboard.panels import changes, compare, slide
from dashboard.texts import stage as words
from dashboard.widgets import GRAPH_CONFIG, aria, data, radio_group, region


def layout() -> html.Section:
    return region(
        "layers",
        words.REGION,
        head(),
        html.P(words.EMPTY_STAGE, id=ids.STAGE_EMPTY, className="stage-empty"),
        compare.layout(),
        tabs(),
        html.Div(
            [
                pane(ids.BEFORE, words.BEFORE_NAME),
                html.Div(
                    [pane(ids.KERNELS, words.KERNELS_NAME), html.Div(id=ids.OPERATION, className="operation-sum")],
                    className="operation",
                ),
                pane(ids.STAGE, words.STAGE_NAME),
            ],
            id=ids.PANES,
            className="panes",
            hidden=True,
        ),
        html.Div(id=ids.FILMSTRIP, className="filmstrip", role="group", hidden=True, **aria(label=words.FILMSTRIP)),
        html.P(id=ids.CELL_READOUT, className="cell-readout", **aria(live="polite")),
        slide.layout(),
        class_name="layers",
    )


def head() -> html.Div:
    """The name and shape of the stage, how its pictures are coloured, and its numbers as a table."""
    name = html.Div(
        [html.H3(id=ids.STAGE_TITLE), html.Span(id=ids.STAGE_SHAPE, className="shape")],
        className="stage-name",
        **aria(live="polite"),
    )
    scale = html.Div(
        [
            html.Span(words.COLOURS, **aria(hidden="true")),
            radio_group(ids.SCALE, words.COLOURS, words.SCALES, "stage"),
        ],
        className="scale-switch",
        title=words.COLOURS_TITLE,
    )
    table = html.Details(
        [html.Summary(words.TABLE, title=words.TABLE_TITLE), html.Div(className="table-body")],
        id=ids.TABLE,
        className="stage-table",
    )
    return html.Div([name, changes.opener(), compare.pin(), scale, table], className="stage-head")


def tabs() -> html.Div:
    """On a phone, where the pictures do not fit beside each other: which of them is shown."""
    buttons = [
        html.Button(name, className="stage-tab", **data(tab=slot), **aria(pressed=str(slot == ids.STAGE).lower()))
        for slot, name in words.TABS.items()
    ]
    return html.Div(buttons, id=ids.STAGE_TABS, className="stage-tabs", role="group", **aria(label=words.TABS_NAME))


def pane(slot: str, name: str) -> html.Figure:
    """A picture with its title and legend. The marks that link it with the others lie over it."""
    graph = dcc.Graph(id=slot, figure=heatmaps.empty_figure(), config=GRAPH_CONFIG, responsive=False)
    frame = html.Div(
        [graph, html.Div(className="marks")],
        className="figure-frame",
        role="application",
        tabIndex=0,
        **aria(label=name, roledescription=words.PICTURE),
    )
    legend = [html.Span(className="low"), html.Span(className="legend-bar"), html.Span(className="high")]
    return html.Figure(
        [
            html.Figcaption([html.H4(name), html.Div(legend, className="legend")]),
            html.Div(frame, className="figure-box"),
        ],
        className="pane",
        hidden=True,
        **data(slot=slot),
    )


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("stage", "stageChanged"), Input(ids.LAYER, "value"), Input(ids.SCALE, "value")
    )
