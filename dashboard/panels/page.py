"""What frames the page: the head with its theme switch, and the notice that says what went wrong."""

from __future__ import annotations

import logging

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, Output, html, no_update, set_props
from flask import g

from dashboard import ids
from dashboard.panels import nav
from dashboard.state import StateError
from dashboard.texts import page as words
from dashboard.widgets import aria

log = logging.getLogger("dashboard")
MOST_LOGGED = 200


def head() -> html.Header:
    return html.Header(
        [
            html.Div([html.H1(words.TITLE), html.P(words.MOTTO)]),
            nav.layout(),
            html.Div(
                [
                    icon_button(ids.EXPLAIN_MODE, words.EXPLAIN_MODE, words.EXPLAIN_TITLE, "explain", pressed="true"),
                    icon_button(ids.SHORTCUTS, words.SHORTCUTS, words.SHORTCUTS_TITLE, "keyboard", haspopup="dialog"),
                    icon_button(ids.THEME, words.DARK_MODE, words.THEME_TITLE, "theme", pressed="false"),
                ],
                className="head-tools",
            ),
        ],
        className="page-head",
    )


def icon_button(id: str, name: str, title: str, icon: str, **states: str) -> html.Button:
    """A button that shows only its icon."""
    return html.Button(
        html.Span(name, className="visually-hidden"),
        id=id,
        className=f"tool icon-{icon} bare",
        title=title,
        n_clicks=0,
        **aria(**states),
    )


def notice() -> html.Div:
    text = html.Span(id=ids.NOTICE_TEXT)
    return html.Div(dbc.Alert(text, id=ids.NOTICE, color="warning", dismissable=True, is_open=False))


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("theme", "toggle"),
        Output(ids.THEME, "title"),
        Input(ids.THEME, "n_clicks"),
    )
    app.clientside_callback(ClientsideFunction("explain", "toggle"), Input(ids.EXPLAIN_MODE, "n_clicks"))
    app.clientside_callback(
        ClientsideFunction("shortcuts", "open"), Input(ids.SHORTCUTS, "n_clicks"), prevent_initial_call=True
    )


def report(error: Exception) -> object:
    """What Dash calls when a callback raises: one line in the log, a notice in the page, the page left as it was."""
    request = getattr(g, "request_id", "unknown")
    log.error("request %s: %s: %s", request, type(error).__name__, str(error)[:MOST_LOGGED])
    message = (
        words.REFUSAL.format(why=error) if isinstance(error, StateError) else words.APOLOGY.format(request=request)
    )
    set_props(ids.NOTICE_TEXT, {"children": message})
    set_props(ids.NOTICE, {"is_open": True})
    return no_update
