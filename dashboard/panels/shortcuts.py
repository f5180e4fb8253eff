"""The list of shortcuts, in a dialog that "?" opens. Single keys can be switched off, as WCAG 2.1.4 asks."""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import shortcuts as words
from dashboard.widgets import aria, data


def layout() -> html.Dialog:
    groups: list[html.H3 | html.Dl] = []
    for place, keys in words.KEYS:
        entries = [html.Div([html.Dt(key), html.Dd(effect)]) for key, effect in keys]
        groups += [html.H3(place), html.Dl(entries, className="keys")]
    close = html.Button(words.CLOSE, className="tool primary icon-clear", **data(close=""))
    switch = html.Label(
        [
            html.Button(role="switch", className="switch", **aria(checked="true", label=words.SINGLE_KEYS)),
            html.Span(words.SINGLE_KEYS),
        ],
        className="single-keys",
    )
    heading = html.H2(words.NAME, id="heading-shortcuts", tabIndex="-1")
    return html.Dialog(
        [heading, *groups, html.Div([switch, close], className="dialog-end")],
        id=ids.SHORTCUTS_DIALOG,
        className="dialog",
        **aria(labelledby="heading-shortcuts"),
    )
