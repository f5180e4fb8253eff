"""The dashboard as a teacher deploys it: under gunicorn, on a free port of this computer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "dashboard/gunicorn.conf.py"]
START_SECONDS, END_SECONDS = 60, 20


@dataclass(frozen=True)
class Server:
    """A dashboard that runs. pid: of gunicorn's master, the parent of its workers. error_log: its standard error."""

    url: str
    pid: int
    error_log: Path

    def errors(self) -> str:
        """What it has written to its standard error so far."""
        return self.error_log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def served(app: str = "dashboard.wsgi:server") -> Iterator[str]:
    """The address of a dashboard that ends with the block. Raises RuntimeError when it does not start.

    app: what gunicorn is told to serve.
    """
    with serving(app, {"LENETLAB_LOG": "off"}) as server:
        yield server.url


@contextmanager
def serving(app: str = "dashboard.wsgi:server", settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A dashboard that ends with the block. Raises RuntimeError when it does not start.

    settings: variables of its environment besides our own. Its lines of log, one for each request, are written and
    dropped, so that they cost what they cost and nobody has to read them.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, **(settings or {}), "PORT": str(port)}
    with tempfile.TemporaryDirectory(prefix="lenetlab-") as folder:
        log = Path(folder) / "errors.txt"
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [*COMMAND, app], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors
            )
        server = Server(f"http://127.0.0.1:{port}", process.pid, log)
        try:
            wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=END_SECONDS)


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"gunicorn ended: {server.errors()}")
        try:
            with urllib.request.urlopen(server.url + "/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn did not answer within a minute")


def compress() -> None:
    """Have the page's files compressed as well as possible, as they are a minute after the first start."""
    subprocess.run([sys.executable, "-m", "dashboard.compress"], cwd=ROOT, check=True)
