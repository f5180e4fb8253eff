"""The notice that says what went wrong, and what the server does when a callback raises."""

from __future__ import annotations

import logging

from dash import html, no_update, set_props
from flask import g

from dashboard import ids
from dashboard.reading.errors import StateError
from dashboard.texts import notice as words
from dashboard.widgets import aria

log = logging.getLogger("dashboard")
MOST_LOGGED = 200


def layout() -> html.Div:
    """Always in the page, and hidden while there is nothing to say, so that a screen reader hears what comes."""
    close = html.Button(className="btn-close", disable_n_clicks=True, **aria(label=words.CLOSE))
    message = html.Div(
        [html.Span(id=ids.NOTICE_TEXT), close],
        id=ids.NOTICE,
        className="alert alert-warning alert-dismissible",
        hidden=True,
    )
    return html.Div(message, role="alert")


def report(error: Exception) -> object:
    """What Dash calls when a callback raises: it is logged, and the answer has the words for the notice.

    What no page asks is refused in a line. Anything else is a fault of ours: the log says where, the visitor does not
    see it, and `g.fault` lets security.py answer it with the status of a fault.
    """
    request = getattr(g, "request_id", "unknown")
    if isinstance(error, StateError):
        log.info("request %s is refused: %s", request, str(error)[:MOST_LOGGED])
        message = words.REFUSAL.format(why=error)
    else:
        log.error("request %s: %s", request, type(error).__name__, exc_info=error)
        message = words.APOLOGY.format(request=request)
        g.fault = True
    set_props(ids.NOTICE_TEXT, {"children": message})
    return no_update
