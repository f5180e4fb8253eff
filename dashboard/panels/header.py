"""The bar at the top: the name, the pages, the settings in short, and what concerns the whole page."""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.panels import changes, controls, nav
from dashboard.take_home import panel as take_home
from dashboard.texts import header as words
from dashboard.texts import link, page
from dashboard.widgets import aria, button


def layout() -> html.Header:
    return html.Header(
        [
            html.H1(page.TITLE),
            nav.layout(),
            controls.toggle(),
            changes.chip(),
            html.Div(
                [
                    button(
                        ids.EXPLAIN_MODE,
                        words.EXPLAIN,
                        "explain",
                        words.EXPLAIN_TITLE,
                        **aria(pressed="true", label=words.EXPLAIN_MODE),
                    ),
                    button(ids.PRESENT, words.PRESENT, "present", words.PRESENT_TITLE, **aria(pressed="false")),
                    button(ids.COPY_LINK, link.COPY_LINK, "link", link.COPY_LINK_TITLE),
                ],
                className="head-extra",
            ),
            more(),
            html.P(id=ids.LINK_NOTE, className="note link-note", role="status"),
        ],
        className="page-head",
    )


def more() -> html.Details:
    """A menu of what is needed now and then: downloads, the lines of Python, the shortcuts, the theme."""
    page_wide = html.Div(
        [
            button(ids.SHORTCUTS, words.SHORTCUTS, "keyboard", words.SHORTCUTS_TITLE, **aria(haspopup="dialog")),
            button(ids.THEME, words.DARK_MODE, "theme", words.THEME_TITLE, **aria(pressed="false")),
        ],
        className="more-page tools",
    )
    summary = html.Summary(words.MORE, className="tool icon-more", title=words.MORE_TITLE)
    body = html.Div([take_home.layout(), page_wide], className="menu-body")
    return html.Details([summary, body], id=ids.MORE, className="menu")
