"""`python -m dashboard --port 8050`: the dashboard on this computer, without gunicorn."""

from __future__ import annotations

import argparse
import logging
import sys
import threading

import torch
from werkzeug.serving import WSGIRequestHandler, make_server

import lenetlab as ll
from dashboard.serving.settings import SettingError


class Handler(WSGIRequestHandler):
    """Keeps connections open, and logs only requests that failed on the server."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: object = "-", size: object = "-") -> None:
        if str(code).startswith("5"):
            super().log_request(code, size)  # type: ignore[arg-type]


def port(text: str) -> int:
    """A port from the command line, 0 (any that is free) to 65535."""
    number = int(text)
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"port is {number}; allowed: 0 to 65535")
    return number


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--port", type=port, default=8050, help="(default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets others in (default: %(default)s)")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    torch.set_num_threads(1)
    try:
        from dashboard.serving.files import compress_all
        from dashboard.wsgi import app
    except (ll.CheckpointError, SettingError) as error:
        print(f"dashboard: {error}", file=sys.stderr)
        return 2
    try:
        listener = make_server(options.host, options.port, app.server, threaded=True, request_handler=Handler)
    except (OSError, SystemExit) as error:  # Werkzeug ends the process itself where the port is taken.
        print(f"dashboard: cannot serve on {options.host}:{options.port}: {error}; try --port", file=sys.stderr)
        return 2
    threading.Thread(target=compress_all, args=[app], daemon=True).start()
    samples = "random samples are MNIST test digits" if ll.has_mnist() else "no MNIST here, random samples are drawn"
    print(f"LeNet Lab is on http://{options.host}:{listener.port} ({samples}). Ctrl+C stops it.", flush=True)
    try:
        listener.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
