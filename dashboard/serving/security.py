"""What stands between the network and the callbacks: limits, a check of every request's form, and response headers."""

from __future__ import annotations

import logging

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from dashboard.contract import QUESTIONS
from dashboard.questions import output_of
from dashboard.serving.request_log import QUESTION, REQUEST_ID
from dashboard.serving.turns import MAX_BODY_BYTES
from dashboard.texts import server as words

log = logging.getLogger("dashboard")

CALLBACKS = "/_dash-update-component"
NAMES = {output_of(question): question.name for question in QUESTIONS}
PARTS = {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def protect(app: Dash, frame_ancestors: str) -> None:
    """Guard the app's server. Call it last: the content security policy names the scripts of all callbacks.

    frame_ancestors: who may show the page in a frame, in the words of the policy.
    """
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    policy = content_security_policy(app, frame_ancestors)

    @server.before_request
    def guard() -> tuple[str, int] | None:
        g.request_id = request.environ.get(REQUEST_ID, "-")
        if request.path != CALLBACKS or request.method != "POST":
            return None
        complaint = complaint_about(app)
        return bad_request(complaint) if complaint else None

    @server.errorhandler(RecursionError)
    def too_deep(error: RecursionError) -> tuple[str, int]:
        return bad_request(words.TOO_DEEP)

    @server.errorhandler(DependencyException)
    @server.errorhandler(404)
    def not_there(error: Exception) -> tuple[str, int]:
        return words.NOT_FOUND, 404

    @server.after_request
    def add_headers(response: Response) -> Response:
        if g.get("fault"):
            response.status_code = 500
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = policy
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def bad_request(complaint: str) -> tuple[str, int]:
    log.info("request %s is refused: %s", g.get("request_id", "-"), complaint)
    return words.BAD_REQUEST.format(why=complaint), 400


def content_security_policy(app: Dash, frame_ancestors: str) -> str:
    """Only own files. Plotly sets styles on its elements, so inline styles are allowed, inline scripts not."""
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            f"frame-ancestors {frame_ancestors}",
            "form-action 'self'",
        ]
    )


def complaint_about(app: Dash) -> str:
    """Why the body of a callback request is not one that the page sends; empty when it is."""
    try:
        body = request.get_json()
    except HTTPException as error:
        if error.code == 413:
            raise
        return "the body is not JSON"
    except RecursionError:
        return words.TOO_DEEP
    if not isinstance(body, dict):
        return "the body is not an object"
    output = body.get("output")
    if not isinstance(output, str) or "callback" not in app.callback_map.get(output, {}):
        return "there is no such callback"
    request.environ[QUESTION] = NAMES.get(output, "")
    known = app.callback_map[output]
    for part in ("inputs", "state"):
        if references(body.get(part, [])) != references(known[part]):
            return f"the {part} are not those of the callback"
    changed = body.get("changedPropIds", [])
    inputs = {f"{entry['id']}.{entry['property']}" for entry in known["inputs"]}
    if not isinstance(changed, list) or not all(isinstance(name, str) and name in inputs for name in changed):
        return "changedPropIds has other names than the inputs of the callback"
    if set(body) - PARTS:
        return "the body has parts that no callback has"
    return outputs_complaint(body.get("outputs"), output)


def outputs_complaint(outputs: object, name: str) -> str:
    """Why the outputs are not those in the callback's name, in which Dash writes several as "..a.x...b.y.."."""
    pairs = references(outputs if isinstance(outputs, list) else [outputs])
    if pairs is None:
        return "the outputs are not those of the callback"
    names = [f"{id}.{property}" for id, property in pairs]
    expected = f"..{'...'.join(names)}.." if isinstance(outputs, list) else names[0]
    return "" if expected == name else "the outputs are not those of the callback"


def references(entries: object) -> list[tuple[object, object]] | None:
    """The (id, property) of every entry, or None when the entries do not have this form."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    pairs = [(entry.get("id"), entry.get("property")) for entry in entries]
    return pairs if all(isinstance(id, str) and isinstance(name, str) for id, name in pairs) else None
