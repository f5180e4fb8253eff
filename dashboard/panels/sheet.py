"""What a phone needs besides: the sheet from below, and the way back to a canvas that has become a strip."""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import sheet as words
from dashboard.widgets import aria


def toggle() -> html.Button:
    """Opens and closes the sheet with the explanation or the ledger. The stylesheet shows it on a phone only."""
    return html.Button(
        words.TOGGLE,
        id=ids.SHEET_TOGGLE,
        className="tool sheet-toggle",
        title=words.TOGGLE_TITLE,
        **aria(expanded="false"),
    )


def reopen_canvas() -> html.Button:
    """Lies over the canvas where that is a strip beside the answer: a tap makes it large enough to draw on again."""
    return html.Button(words.REOPEN, id=ids.REOPEN_CANVAS, className="reopen-canvas", title=words.REOPEN_TITLE)
