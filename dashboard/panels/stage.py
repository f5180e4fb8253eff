"""The stage in view: its pictures side by side, and the numbers behind them.

The answer to a reading has the figures of every stage at once. Which of them is in view is the page's own business: its
code hands them to Plotly itself, since every property that Dash passes on costs it milliseconds.
"""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, dcc, html

from dashboard import ids
from dashboard.figures import heatmaps
from dashboard.panels import derivation, slide, timeline
from dashboard.texts import stage as words
from dashboard.widgets import GRAPH_CONFIG, aria, data, radio_group, region

SLOTS = {ids.BEFORE: words.BEFORE_NAME, ids.KERNELS: words.KERNELS_NAME, ids.STAGE: words.STAGE_NAME}


def layout() -> html.Section:
    return region(
        "layers",
        words.REGION,
        timeline.layout(),
        html.Div(
            [
                html.Div(
                    [html.H3(id=ids.STAGE_TITLE), html.Span(id=ids.STAGE_SHAPE, className="shape")],
                    className="stage-name",
                    **aria(live="polite"),
                ),
                html.Div(
                    [
                        html.Span(words.COLOURS, **aria(hidden="true")),
                        radio_group(ids.SCALE, words.COLOURS, words.SCALES, "stage"),
                    ],
                    className="scale-switch",
                    title=words.COLOURS_TITLE,
                ),
            ],
            className="stage-head",
        ),
        html.P(words.EMPTY_STAGE, id=ids.STAGE_EMPTY, className="stage-empty"),
        html.Div([pane(slot, name) for slot, name in SLOTS.items()], id=ids.PANES, className="panes", hidden=True),
        html.P(id=ids.CELL_READOUT, className="cell-readout", **aria(live="polite")),
        slide.layout(),
        derivation.layout(),
        html.Details(
            [html.Summary(words.TABLE), html.Div(className="table-body")],
            id=ids.TABLE,
            className="stage-table",
        ),
        class_name="layers",
    )


def pane(slot: str, name: str) -> html.Figure:
    """A picture with its title and legend. The marks that link it with the others lie over it."""
    graph = dcc.Graph(id=slot, figure=heatmaps.empty_figure(), config=GRAPH_CONFIG, responsive=False)
    legend = [html.Span(className="low"), html.Span(className="legend-bar"), html.Span(className="high")]
    return html.Figure(
        [
            html.Figcaption([html.H4(name), html.Div(legend, className="legend")]),
            html.Div(
                [graph, html.Div(className="marks")],
                className="figure-frame",
                role="application",
                tabIndex=0,
                **aria(label=name, roledescription=words.PICTURE),
            ),
        ],
        className="pane",
        hidden=True,
        **data(slot=slot),
    )


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("stage", "stageChanged"), Input(ids.LAYER, "value"), Input(ids.SCALE, "value")
    )
