"""What frames the page: the head with its theme switch, and the notice that says what went wrong."""

from __future__ import annotations

import logging

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, Output, html, no_update, set_props
from flask import g

from dashboard import ids
from dashboard.state import StateError
from dashboard.widgets import aria

log = logging.getLogger("dashboard")
MOST_LOGGED = 200
REFUSAL = "That setting is not known: {why}. Your drawing is still here."
APOLOGY = "Something went wrong on the server. Your drawing is still here; please try again. (Request {request})"


def head() -> html.Header:
    theme = html.Button(
        html.Span("Dark mode", className="visually-hidden"),
        id=ids.THEME,
        className="tool icon-theme bare",
        title="Switch between light and dark",
        n_clicks=0,
        **aria(pressed="false"),
    )
    return html.Header(
        [
            html.Div([html.H1("LeNet Lab"), html.P("Draw a digit and see, number by number, how a network reads it.")]),
            theme,
        ],
        className="page-head",
    )


def notice() -> dbc.Alert:
    return dbc.Alert(html.Span(id=ids.NOTICE_TEXT), id=ids.NOTICE, color="warning", dismissable=True, is_open=False)


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("theme", "toggle"),
        Output(ids.THEME, "title"),
        Input(ids.THEME, "n_clicks"),
    )


def report(error: Exception) -> object:
    """What Dash calls when a callback raises: one line in the log, a notice in the page, the page left as it was."""
    request = getattr(g, "request_id", "unknown")
    log.error("request %s: %s: %s", request, type(error).__name__, str(error)[:MOST_LOGGED])
    words = REFUSAL.format(why=error) if isinstance(error, StateError) else APOLOGY.format(request=request)
    set_props(ids.NOTICE_TEXT, {"children": words})
    set_props(ids.NOTICE, {"is_open": True})
    return no_update
