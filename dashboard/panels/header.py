"""The head of the page: its name, the way to the other page, and switches for explanations, shortcuts and theme."""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.panels import nav
from dashboard.texts import header as words
from dashboard.texts import page
from dashboard.widgets import aria


def layout() -> html.Header:
    return html.Header(
        [
            html.Div([html.H1(page.TITLE), html.P(page.MOTTO)]),
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
        disable_n_clicks=True,
        **aria(**states),
    )
