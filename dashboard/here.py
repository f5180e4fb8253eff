"""The dashboard on this computer: Werkzeug's own server, one thread a connection."""

from __future__ import annotations

import logging
import sys
import threading

import torch
from werkzeug.serving import WSGIRequestHandler, make_server

import lenetlab as ll
from dashboard.serving.files import compress_all
from dashboard.serving.settings import SettingError


class Handler(WSGIRequestHandler):
    """Keeps connections open, and logs only requests that failed on the server."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: object = "-", size: object = "-") -> None:
        if str(code).startswith("5"):
            super().log_request(code, size)  # type: ignore[arg-type]


def serve(host: str, port: int) -> int:
    """Serve until Ctrl+C. Port 0 is any that is free. Returns the exit status: 2 where it cannot be served at all."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    torch.set_num_threads(1)
    try:
        from dashboard.wsgi import app
    except (ll.CheckpointError, SettingError) as error:
        print(f"dashboard: {error}", file=sys.stderr)
        return 2
    try:
        listener = make_server(host, port, app.server, threaded=True, request_handler=Handler)
    except (OSError, SystemExit) as error:  # Werkzeug ends the process itself where the port is taken.
        print(f"dashboard: cannot serve on {host}:{port}: {error}; try --port", file=sys.stderr)
        return 2
    threading.Thread(target=compress_all, args=[app], daemon=True).start()
    samples = "random samples are MNIST test digits" if ll.has_mnist() else "no MNIST here, random samples are drawn"
    print(f"LeNet Lab is on http://{host}:{listener.port} ({samples}). Ctrl+C stops it.", flush=True)
    try:
        listener.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0
