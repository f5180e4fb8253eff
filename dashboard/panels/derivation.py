"""The number that the learner has chosen (a click, a tap, Enter): how it came about, term by term."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from dashboard import ids
from dashboard.reading.reading import reading_of
from dashboard.stages.derivation import chosen, derivation_of
from dashboard.widgets import aria


def layout() -> html.Div:
    return html.Div(
        [
            html.Div(id=ids.DERIVATION, className="derivation", **aria(live="polite")),
            dcc.Store(id=ids.CELL_STORE),
            dcc.Store(id=ids.DERIVATION_STORE),
        ]
    )


def register(app: Dash) -> None:
    @app.callback(
        Output(ids.DERIVATION_STORE, "data"),
        Input(ids.CELL_STORE, "data"),
        State(ids.READ_STORE, "data"),
        prevent_initial_call=True,
    )
    def answer_cell(cell: object, what_was_read: object) -> dict[str, object] | None:
        wanted, reading = chosen(cell), reading_of(what_was_read)
        return None if wanted is None or reading is None else derivation_of(reading, *wanted)

    app.clientside_callback(
        ClientsideFunction("derivation", "show"), Input(ids.DERIVATION_STORE, "data"), prevent_initial_call=True
    )
