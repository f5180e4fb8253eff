"""The dashboard as a teacher deploys it: under gunicorn, on a free port of this computer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "dashboard/gunicorn.conf.py"]


@contextmanager
def served(app: str = "dashboard.wsgi:server") -> Iterator[str]:
    """The address of a dashboard that ends with the block. Raises RuntimeError when it does not start.

    app: what gunicorn is told to serve.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "LENETLAB_LOG": "off", "PORT": str(port)}
    process = subprocess.Popen([*COMMAND, app], cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url + "/health", process)
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"gunicorn ended: {process.communicate()[1].decode()}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn did not answer within a minute")


def compress() -> None:
    """Have the page's files compressed as well as possible, as they are a minute after the first start."""
    subprocess.run([sys.executable, "-m", "dashboard.compress"], cwd=ROOT, check=True)
