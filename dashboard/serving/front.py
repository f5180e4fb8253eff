"""What every request passes before Flask sees it, and what says whether the server is well.

In order: where it came from, its line in the log, the limit and the lane.
"""

from __future__ import annotations

from dash import Dash
from flask import Response

from dashboard.contract import EXAMPLE
from dashboard.panels.prediction import answer_to
from dashboard.serving import example
from dashboard.serving.addresses import placed
from dashboard.serving.admission import admitted
from dashboard.serving.request_log import logged
from dashboard.serving.security import CALLBACKS
from dashboard.serving.settings import Deployment
from dashboard.texts import server as words

HEALTH, READY, METRICS = "/health", "/ready", "/metrics"
PLAIN = "text/plain"


def register(app: Dash, deployment: Deployment) -> None:
    """Serve what says how the server is."""
    server = app.server
    server.add_url_rule(HEALTH, "health", lambda: Response(words.HEALTHY, mimetype=PLAIN))
    server.add_url_rule(READY, "ready", ready)
    if deployment.metrics:
        from dashboard.serving.metrics import Metrics  # reads Prometheus's own settings when it is imported

        metrics = Metrics()
        server.extensions["metrics"] = metrics
        server.add_url_rule(METRICS, "metrics", lambda: as_body(metrics.exposition()))


def put_before(app: Dash, deployment: Deployment) -> None:
    """Put all that stands before Flask there."""
    server = app.server
    admitting = admitted(server.wsgi_app, deployment, frozenset({CALLBACKS, READY}), frozenset({CALLBACKS}))
    logging = logged(admitting, deployment.log, server.extensions.get("metrics"))
    server.wsgi_app = placed(logging, deployment)


def as_body(exposition: tuple[bytes, str]) -> Response:
    text, kind = exposition
    return Response(text, content_type=kind)


def ready() -> Response:
    """Whether a digit is read: the example, without its stages."""
    digit, _ = answer_to(example.question(stages=False))
    is_right = digit == str(EXAMPLE.label)
    text = words.READY if is_right else words.NOT_READY
    return Response(text, 200 if is_right else 503, mimetype=PLAIN, headers={"Cache-Control": "no-store"})
