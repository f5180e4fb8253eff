"""The navigation between the pages. Its script switches them in the page, so that nothing is loaded anew."""

from __future__ import annotations

from dash import get_relative_path, html

from dashboard import ids
from dashboard.texts import nav as words
from dashboard.widgets import aria


def layout() -> html.Nav:
    """The links lead to the pages under whatever the app is served under, also before its script runs. For an app that
    has been made: Dash knows its addresses only then."""
    links = [html.A(name, href=get_relative_path(path)) for path, name in words.PAGES.items()]
    return html.Nav(links, id=ids.NAV, className="page-nav", **aria(label=words.NAME))
