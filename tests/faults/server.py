"""A server under gunicorn for the tests that try to break it, and what its clients do to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard import contract
from tests.dashboard.conftest import SEVEN, URL, about, body_of, drawing

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
JSON = {"Content-Type": "application/json"}
LIVE = {**JSON, "Priority": "u=6"}


@dataclass
class Server:
    """A running server. errors: where its standard error goes."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path
    errors: Path
    prefix: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        return answer_of(urllib.request.Request(self.url + path, headers={**self.headers, **headers}))

    def post(self, body: bytes, headers: dict[str, str] = JSON, timeout: float = 30) -> tuple[int, bytes]:
        return answer_of(urllib.request.Request(self.url + URL, body, {**self.headers, **headers}), timeout)

    def digit(self, timeout: float = 30) -> str:
        """What it reads of a drawn 7."""
        status, body = self.post(READING, timeout=timeout)
        assert status == 200, (status, body[:200])
        found: str = json.loads(body)["response"]["prediction"]["children"]
        return found

    def probe_seconds(self, path: str = "/health") -> float:
        """How long a new client waits for an answer."""
        began = time.perf_counter()
        assert self.get(path)[0] == 200
        return time.perf_counter() - began

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


def reading(**more: Any) -> bytes:
    return json.dumps(body_of(contract.READING, about(drawing(SEVEN), **more))).encode()


READING = reading()


def answer_of(request: urllib.request.Request, timeout: float = 30) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    folder: Path,
    app: str = "dashboard.wsgi:server",
    workers: int = 2,
    prefix: str = "",
    root: Path = ROOT,
    **settings: str,
) -> Iterator[Server]:
    """A server that ends with the block. root: the folder of its code. settings: variables of its environment."""
    port = free_port()
    environment = {**os.environ, "LENETLAB_RATE_LIMIT": "off", **settings}
    environment |= {"PYTHONPATH": str(root), "PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "dashboard/gunicorn.conf.py", app]
    output, errors = folder / f"out-{port}.log", folder / f"err-{port}.log"
    with output.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen(gunicorn, cwd=root, env=environment, stdout=out, stderr=err)
    server = Server(process, port, output, errors, prefix)
    try:
        wait_until_it_answers(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended: {server.errors.read_text()}")
        try:
            if server.get("/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not answer in time")
