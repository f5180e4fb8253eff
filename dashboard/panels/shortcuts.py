"""The list of shortcuts, in a dialog that "?" opens. Single keys can be switched off, as WCAG 2.1.4 asks."""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import page as words
from dashboard.widgets import aria, data


def layout() -> html.Dialog:
    groups = [
        part
        for place, keys in words.KEYS.items()
        for part in (
            html.H3(place),
            html.Dl([html.Div([html.Dt(key), html.Dd(what)]) for key, what in keys.items()], className="keys"),
        )
    ]
    close = html.Button(words.CLOSE, className="tool primary icon-clear", **data(close=""))
    switch = html.Label(
        [
            html.Button(role="switch", className="switch", **aria(checked="true", label=words.SINGLE_KEYS)),
            html.Span(words.SINGLE_KEYS),
        ],
        className="single-keys",
    )
    heading = html.H2(words.SHORTCUTS, id="heading-shortcuts", tabIndex="-1")
    return html.Dialog(
        [heading, *groups, html.Div([switch, close], className="dialog-end")],
        id=ids.SHORTCUTS_DIALOG,
        className="dialog",
        **aria(labelledby="heading-shortcuts"),
    )
