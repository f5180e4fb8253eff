"""The page itself, its layout and its callbacks as Dash states them: made once, and served under any prefix.

What all addresses begin with is known only when a request comes, since a proxy may say it. So Dash writes PREFIX into
them, and each answer has the prefix of its request in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from dash import Dash
from flask import Response, abort, request

from dashboard.serving.files import PREFIX, bundles_of, keep_bundles
from dashboard.texts.nav import PAGES

LAYOUT, DEPENDENCIES = "/_dash-layout", "/_dash-dependencies"
HTML, JSON = "text/html", "application/json"
KINDS = {"/": HTML, LAYOUT: JSON, DEPENDENCIES: JSON}
CATCH_ALL = "/<path:path>"


@dataclass(frozen=True)
class Page:
    """body: with PREFIX where the prefix goes. kind: its content type."""

    body: str
    kind: str

    def under(self, root: str) -> str:
        """The body under a prefix, "" or "/lab"."""
        prefix = quote(root) + "/"
        return self.body.replace(PREFIX, prefix).replace(in_script(PREFIX), in_script(prefix))


def in_script(path: str) -> str:
    """The path as Dash writes it into JSON within HTML."""
    return path.replace("/", r"\u002f")


def keep_pages(app: Dash) -> None:
    """Ask Dash for each page once, and name its bundles there as our own files are named."""
    client = app.server.test_client()
    kept = {path: Page(client.get(path).text, kind) for path, kind in KINDS.items()}
    keep_bundles(app, kept["/"].body)
    body = kept["/"].body
    for path, file in bundles_of(app.server).items():
        body = body.replace(PREFIX + path[1:], file.link)
    app.server.extensions["pages"] = kept | {"/": Page(body, HTML)}


def register(app: Dash) -> None:
    """Serve what `keep_pages` has kept, and nothing at an address that there is not: Dash would show the page there."""

    @app.server.before_request
    def page() -> Response | None:
        if request.method not in ("GET", "HEAD"):
            return None
        kept: dict[str, Page] = app.server.extensions.get("pages", {})
        path = "/" if is_page(request.path) else request.path
        if path in kept:
            return response_with(kept[path])
        if request.url_rule is None or request.url_rule.rule == CATCH_ALL:
            abort(404)
        return None


def is_page(path: str) -> bool:
    """Whether the page is at this path. Both pages are in one, and the page's own code shows the right one."""
    return (path.rstrip("/") or "/") in PAGES


def response_with(page: Page) -> Response:
    response = Response(page.under(request.script_root), mimetype=page.kind)
    response.headers["Cache-Control"] = "no-cache"
    return response
