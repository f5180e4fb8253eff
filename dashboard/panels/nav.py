"""The navigation between the pages. Its script switches them in the page, so that nothing is loaded anew."""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import nav as words
from dashboard.widgets import aria


def layout() -> html.Nav:
    links = [html.A(name, href=path) for path, name in words.PAGES.items()]
    return html.Nav(links, id=ids.NAV, className="page-nav", **aria(label=words.NAME))
