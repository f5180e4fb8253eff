"""The notice that says what went wrong, and what the server does when a callback raises."""

from __future__ import annotations

import logging

import dash_bootstrap_components as dbc
from dash import html, no_update, set_props
from flask import g

from dashboard import ids
from dashboard.reading.state import StateError
from dashboard.texts import notice as words

log = logging.getLogger("dashboard")
MOST_LOGGED = 200


def layout() -> html.Div:
    text = html.Span(id=ids.NOTICE_TEXT)
    return html.Div(dbc.Alert(text, id=ids.NOTICE, color="warning", dismissable=True, is_open=False))


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
