"""create_app(): the whole dashboard as a Dash app. Nothing is built on import; `dashboard.wsgi` does that."""

from __future__ import annotations

import os
from functools import lru_cache

from dash import Dash
from flask_compress import Compress

import lenetlab as ll
from dashboard.layout import layout
from dashboard.model_page import page as model_page
from dashboard.panels import (
    attribution,
    canvas,
    changes,
    controls,
    derivation,
    likes,
    nearest,
    notice,
    picture,
    prediction,
    slide,
    stage,
    timeline,
    what_if,
    why,
)
from dashboard.serving import files as serving_files
from dashboard.serving import front, pages, security, static_markup
from dashboard.serving.index_page import DashInWords, index_page
from dashboard.serving.settings import Deployment, deployment_of
from dashboard.take_home import panel as take_home
from dashboard.texts import page
from dashboard.weights import read_anew

PANELS = (
    canvas,
    picture,
    controls,
    prediction,
    timeline,
    stage,
    slide,
    derivation,
    likes,
    nearest,
    why,
    attribution,
    what_if,
    changes,
    take_home,
    model_page,
)


def create_app(deployment: Deployment | None = None) -> Dash:
    """A new app with every panel; it keeps nothing between requests. Without a deployment, that of the environment.

    Raises CheckpointError for weights or a card that cannot be used, and SettingError for a setting.
    """
    deployment = deployment or deployment_of(os.environ)
    read_anew()
    files = serving_files.packaged_files()
    app = DashInWords(
        "dashboard",
        title=page.TITLE,
        update_title="",
        routes_pathname_prefix="/",
        requests_pathname_prefix=serving_files.PREFIX,
        assets_folder=str(serving_files.ASSETS),
        assets_ignore=".",
        external_stylesheets=[files[name].link for name in ("bootstrap.min.css", "lab.css")],
        external_scripts=[files[name].link for name in ("plotly.min.js", "chunks.js")],
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "description", "content": page.MOTTO},
        ],
        on_error=notice.report,
        suppress_callback_exceptions=True,  # the ids of questions stand for no component
    )
    app.server.config |= {
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 1,
        "COMPRESS_MIN_SIZE": 1_000,
    }
    for panel in PANELS:
        panel.register(app)
    app.layout = layout()
    app.index_string = index_page(files, static_markup.settle(app, app.layout))
    serving_files.register(app)
    pages.register(app)
    front.register(app, deployment)
    security.protect(app, deployment.frame_ancestors)
    Compress(app.server)
    warm_up(app)
    front.put_before(app, deployment)
    return app


def warm_up(app: Dash) -> None:
    """Serve the page once, so that the first visitor does not wait for what is loaded on first use.

    A digit has been read already: the example, among the packaged files.

    Dash sets itself up in its first request and lets a second one pass before that is done: without this, a visitor
    whose browser asks for all scripts at once could be refused some.
    """
    pages.keep_pages(app)
    ll.has_mnist("test")


@lru_cache(maxsize=1)
def the_app() -> Dash:
    """The one app of this process, made when it is first asked for."""
    return create_app()


def __getattr__(name: str) -> object:
    """`dashboard.app:app` and `dashboard.app:server`, as people have deployed it; `dashboard.wsgi` has both too."""
    if name == "app":
        return the_app()
    if name == "server":
        return the_app().server
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
