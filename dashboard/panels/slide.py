"""The kernel that slides over its input and writes the map cell by cell; all of it happens in the page."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, dcc, html

from dashboard import ids
from dashboard.texts import slide as words
from dashboard.widgets import aria, button, choice

NORMAL_SPEED = 10_000
CELLS_AT_FIRST = 576


def layout() -> html.Div:
    position = dcc.Slider(
        0,
        CELLS_AT_FIRST - 1,
        1,
        value=0,
        id=ids.SLIDE_POSITION,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
    )
    return html.Div(
        [
            html.P(id=ids.SLIDE_SUM, className="slide-sum"),
            html.Div(
                [
                    button(ids.SLIDE, words.SLIDE, "play", words.SLIDE_TITLE),
                    choice(ids.SLIDE_SPEED, words.SLIDE_SPEED, words.SLIDE_SPEEDS, NORMAL_SPEED),
                    html.Div(position, className="slide-position"),
                    html.Span(id=ids.SLIDE_PLACE, className="slide-place", **aria(hidden="true")),
                ],
                className="slide-row",
            ),
        ],
        id=ids.SLIDE_BLOCK,
        className="slide-block",
        hidden=True,
    )


def register(app: Dash) -> None:
    app.clientside_callback(ClientsideFunction("slide", "pace"), Input(ids.SLIDE_SPEED, "value"))
    app.clientside_callback(
        ClientsideFunction("slide", "move"), Input(ids.SLIDE_POSITION, "value"), prevent_initial_call=True
    )
