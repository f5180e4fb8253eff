"""How two readings differ: what is in view is pinned as A, and what is drawn, set or changed from then on is B.

The page has the numbers of both, so all of it is the page's own work.
"""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import compare as words
from dashboard.widgets import aria


def pin() -> html.Button:
    return html.Button(
        words.PIN,
        id=ids.PIN,
        className="text-button",
        title=words.PIN_TITLE,
        disable_n_clicks=True,
        **aria(disabled="true"),
    )


def layout() -> html.Div:
    return html.Div(id=ids.COMPARE, className="compare", hidden=True)
