"""Where a request came from, and what its path begins with: the prefix of the deployment, and trusted proxies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.serving.settings import Deployment
from dashboard.serving.turns import Wsgi

# A prefix goes into every link of the page, so that nothing but a path may be in it.
PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


def placed(app: Wsgi, deployment: Deployment) -> Wsgi:
    """The app at its address. What the path begins with becomes SCRIPT_NAME, whether a proxy has taken it away or not.

    The headers of a proxy that is trusted say where the request came from, and may say another prefix. Of all others
    they are not looked at.
    """
    through_proxy: Wsgi = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_port=0, x_prefix=0)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_trusted = deployment.trusts(environ.get("REMOTE_ADDR") or "")
        prefix = deployment.prefix
        if is_trusted:
            prefix = forwarded_prefix(environ.get("HTTP_X_FORWARDED_PREFIX", "")) or prefix
        place(environ, prefix.rstrip("/"))
        return (through_proxy if is_trusted else app)(environ, start_response)

    return answer


def forwarded_prefix(header: str) -> str:
    """The prefix that a proxy says; "" for none, and for what is no path."""
    return header if len(header) <= 200 and PREFIX.fullmatch(header) and ".." not in header else ""


def place(environ: dict[str, Any], prefix: str) -> None:
    """Take the prefix off the path where it is there. A server that mounts the app itself has said so already."""
    if environ.get("SCRIPT_NAME") or not prefix:
        return
    path = environ.get("PATH_INFO", "")
    environ["SCRIPT_NAME"] = prefix
    if path == prefix or path.startswith(prefix + "/"):
        environ["PATH_INFO"] = path[len(prefix) :] or "/"
