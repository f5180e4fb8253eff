"""The dashboard with a listener before all its scripts: `gunicorn tests.engines.listening_server:server`.

Not every driver reports what goes wrong in a page, and none of it from the first line on in the same way; so the page
itself keeps it, in `window.complaints`, in every engine alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from dashboard.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LISTENER = "/listener.js"
SCRIPT = """
window.complaints = [];
const complain = (kind, what) => window.complaints.push(`${kind}: ${what}`);
addEventListener("error", (event) => {
    const { src, href } = event.target;
    complain("error", event.message ?? `not loaded: ${src ?? href}`);
}, true);
addEventListener("unhandledrejection", (event) => complain("rejection", event.reason));
addEventListener("securitypolicyviolation", (event) => complain("policy", event.violatedDirective + event.blockedURI));
for (const kind of ["error", "warn"]) {
    const said = console[kind];
    console[kind] = (...words) => {
        complain(`console.${kind}`, words.join(" "));
        said(...words);
    };
}
"""
application = create_app().server.wsgi_app


def server(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == LISTENER:
        return Response(SCRIPT, mimetype="text/javascript")(environ, start_response)
    if environ["PATH_INFO"] != "/":
        return application(environ, start_response)
    uncompressed = {name: value for name, value in environ.items() if name != "HTTP_ACCEPT_ENCODING"}
    response = Response(*run_wsgi_app(application, uncompressed))
    page = response.get_data(as_text=True)
    response.set_data(page.replace("<head>", f'<head><script src="{LISTENER}"></script>', 1))
    return response(environ, start_response)
