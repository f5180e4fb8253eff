"""The timeline: a slider over every stage, single steps and play, all of it in the page and without requests."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, dcc, html

from dashboard import ids
from dashboard.contract import STAGES
from dashboard.texts import timeline as words
from dashboard.widgets import button, choice, control

NORMAL_SPEED = 1100


def layout() -> html.Div:
    slider = dcc.Slider(
        0,
        len(STAGES) - 1,
        1,
        value=0,
        id=ids.LAYER,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
    )
    return html.Div(
        [
            html.Div(
                [
                    button(ids.PREVIOUS, words.PREVIOUS, "previous", words.PREVIOUS_TITLE),
                    button(ids.STEP, words.STEP, "next", words.STEP_TITLE),
                    button(ids.PLAY, words.PLAY, "play", words.PLAY_TITLE, "primary"),
                    choice(ids.SPEED, words.SPEED, words.SPEEDS, NORMAL_SPEED),
                ],
                className="tools",
            ),
            html.Div(control(words.LAYER, words.LAYER_HELP, html.Div(slider)), className="layer-slider"),
        ],
        className="timeline",
    )


def register(app: Dash) -> None:
    app.clientside_callback(ClientsideFunction("timeline", "pace"), Input(ids.SPEED, "value"))
