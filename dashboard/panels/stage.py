"""The stage in view: its heatmap or bars, the kernels of a convolution, and the explanation beside them."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from dashboard import figures, ids
from dashboard.panels import timeline
from dashboard.reading import reading_or_hint
from dashboard.stages import stages_of
from dashboard.state import Settings
from dashboard.widgets import GRAPH_CONFIG, aria, region

EMPTY_STAGE = "Every stage of the network shows up here as soon as there is a digit to read."
EMPTY_EXPLANATION = (
    "Draw a digit. Then walk through the stages: each one is explained here, with your own numbers.",
    "What you see is all there is: every cell of every picture is a number that the network computed, and says its "
    "value when you point at it or tap it.",
)


def layout() -> html.Section:
    stage = dcc.Graph(id=ids.STAGE, figure=figures.empty_figure(), config=GRAPH_CONFIG, responsive=True)
    kernels = dcc.Graph(id=ids.KERNELS, figure=figures.empty_figure(), config=GRAPH_CONFIG, responsive=True)
    legend = html.Div(
        [html.Span(id=ids.LEGEND_LOW), html.Span(className="legend-bar"), html.Span(id=ids.LEGEND_HIGH)],
        id=ids.LEGEND,
        className="legend",
        hidden=True,
    )
    return region(
        "Layers",
        timeline.layout(),
        html.Div(
            [html.H3(id=ids.STAGE_TITLE), html.Span(id=ids.STAGE_SHAPE, className="shape"), legend],
            className="stage-head",
            **aria(live="polite"),
        ),
        html.Div(
            [
                html.P(EMPTY_STAGE, id=ids.STAGE_EMPTY, className="stage-empty"),
                html.Div(stage, id=ids.STAGE_FRAME, className="figure-frame", role="img", hidden=True),
                html.Div(
                    [html.H4("Kernels"), html.Div(kernels, id=ids.KERNELS_FRAME, className="figure-frame", role="img")],
                    id=ids.KERNELS_BLOCK,
                    className="kernels-block",
                    hidden=True,
                ),
            ],
            className="stage-body",
        ),
        dcc.Store(id=ids.STAGES_STORE),
        class_name="layers",
    )


def explanation() -> html.Section:
    paragraphs = [html.P(text) for text in EMPTY_EXPLANATION]
    return region("Explain", html.Div(paragraphs, id=ids.EXPLANATION), class_name="explain")


def register(app: Dash) -> None:
    @app.callback(Output(ids.STAGES_STORE, "data"), Input(ids.READ_STORE, "data"), prevent_initial_call=True)
    def answer_stages(what_was_read: object) -> list[dict[str, object]] | None:
        canvas, *values = what_was_read if isinstance(what_was_read, list) else [None]
        if canvas is None:
            return None
        reading = reading_or_hint(canvas, Settings.from_page(*values))
        return None if isinstance(reading, str) else [stage.to_json() for stage in stages_of(reading)]

    app.clientside_callback(
        ClientsideFunction("stage", "show"),
        Output(ids.STAGE, "figure"),
        Output(ids.KERNELS, "figure"),
        Output(ids.STAGE_TITLE, "children"),
        Output(ids.STAGE_SHAPE, "children"),
        Output(ids.LEGEND_LOW, "children"),
        Output(ids.LEGEND_HIGH, "children"),
        Output(ids.EXPLANATION, "children"),
        Input(ids.LAYER, "value"),
        Input(ids.STAGES_STORE, "data"),
        Input(ids.KERNELS_STORE, "data"),
    )
