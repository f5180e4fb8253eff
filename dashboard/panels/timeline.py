"""The timeline: a slider over every stage, single steps and play, all of it in the page and without requests."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from dashboard import ids
from dashboard.stages import TIMELINE
from dashboard.widgets import button, control, data

LAYER_HELP = (
    "Which stage is shown below: from your drawing, through its preparation and every layer of the network, to the ten "
    "probabilities. Drag it, use the arrow keys, or pick a name from the row below."
)


def layout() -> html.Div:
    slider = dcc.Slider(
        0,
        len(TIMELINE) - 1,
        1,
        value=0,
        id=ids.LAYER,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
    )
    strip = [
        html.Li(html.Button(name, className="stage-chip", tabIndex=-1, **data(stage=str(i))))
        for i, name in enumerate(TIMELINE.values())
    ]
    return html.Div(
        [
            html.Div(
                [
                    button(ids.PREVIOUS, "Previous", "previous", "Go back one stage"),
                    button(ids.STEP, "Single step", "next", "Go on to the next stage"),
                    button(ids.PLAY, "Play all", "play", "Walk through all stages; once more to pause", "primary"),
                ],
                className="tools",
            ),
            html.Div(control("Layer", LAYER_HELP, slider), className="layer-slider"),
            html.Ol(strip, id=ids.STAGE_STRIP, className="stage-strip"),
        ],
        className="timeline",
    )


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("timeline", "move"),
        Output(ids.LAYER, "value"),
        Input(ids.PREVIOUS, "n_clicks"),
        Input(ids.STEP, "n_clicks"),
        State(ids.LAYER, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("timeline", "play"),
        Input(ids.PLAY, "n_clicks"),
        prevent_initial_call=True,
    )
