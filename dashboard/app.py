"""create_app(), and `server` for gunicorn."""

from __future__ import annotations

from dash import Dash
from flask_compress import Compress

import lenetlab as ll
from dashboard import security, static
from dashboard.layout import layout
from dashboard.panels import canvas, controls, model, page, prediction, slide, stage, timeline
from dashboard.reading import read
from dashboard.state import CanvasState, Settings
from dashboard.texts.scripts import as_json

PANELS = (canvas, controls, prediction, timeline, stage, slide, model, page)
INDEX = """<!DOCTYPE html>
<html lang="en" data-bs-theme="light">
  <head>
    {%metas%}
    <title>{%title%}</title>
    {%favicon%}
    <script id="words" type="application/json">WORDS</script>
    <script src="HEAD_SCRIPT"></script>
    {%css%}
  </head>
  <body>
    {%app_entry%}
    <footer>{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>
"""


def create_app() -> Dash:
    """A new app with every panel; it keeps nothing between requests. Raises CheckpointError without a checkpoint."""
    files = static.packaged_files()
    app = Dash(
        "dashboard",
        title="LeNet Lab",
        update_title="",
        assets_folder=str(static.ASSETS),
        assets_ignore="head.js",
        external_stylesheets=[files["bootstrap.min.css"].url],
        external_scripts=[files["plotly.min.js"].url],
        index_string=INDEX.replace("HEAD_SCRIPT", files["head.js"].url).replace("WORDS", as_json()),
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "description", "content": "Draw a digit and see, number by number, how a network reads it."},
        ],
        health_endpoint="health",
        on_error=page.report,
    )
    app.server.config |= {
        "SEND_FILE_MAX_AGE_DEFAULT": static.A_YEAR_IN_SECONDS,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_MIN_SIZE": 1_000,
    }
    app.layout = layout
    for panel in PANELS:
        panel.register(app)
    static.register(app.server)
    security.protect(app)
    Compress(app.server)
    warm_up(app)
    return app


def warm_up(app: Dash) -> None:
    """Serve the page once and read one digit, so that the first visitor does not wait for what is loaded on first use.

    Dash sets itself up in its first request and lets a second one pass before that is done: without this, a visitor
    whose browser asks for all scripts at once could be refused some.
    """
    app.server.test_client().get("/")
    stroke = (10.0, "M70,20L70,120")
    read(CanvasState(140, (stroke,), None), Settings(ll.Conv1Config(), "pretrained"))
    ll.has_mnist("test")


app = create_app()
server = app.server
