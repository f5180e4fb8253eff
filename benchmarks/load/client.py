"""Connections as browsers keep them, by the client of Locust's FastHttpUser; what comes of a request is Locust's event.

Locust replaces Python's blocking functions by gevent's when it is imported, so only the load itself imports this.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import Any

import locust.env
from geventhttpclient import HTTPClient

from benchmarks.load.questions import PATH, Request
from benchmarks.load.tally import Tallies

BLOCK_BYTES = 65_536
PATIENCE_SECONDS = 20.0
MOST_CONNECTIONS = 2_000
LOST = (OSError, ValueError)  # geventhttpclient's own errors among them


@dataclass(frozen=True)
class Reply:
    """status: of HTTP, 0 where none came. retry_after: seconds that the server asks to wait, 0 for none."""

    status: int
    retry_after: float = 0.0
    error: str | None = None


class Connection:
    """One connection, opened when it is needed and kept from request to request."""

    def __init__(self, host: str, port: int) -> None:
        self._client = HTTPClient(
            host, port, block_size=BLOCK_BYTES, network_timeout=PATIENCE_SECONDS, connection_timeout=PATIENCE_SECONDS
        )

    def ask(self, request: Request) -> Reply:
        try:
            response = self._client.request("POST", PATH, body=request.body, headers=request.headers)
            response.read()
        except LOST as error:
            self.close()
            return Reply(0, error=type(error).__name__)
        return Reply(response.status_code, _seconds(response.get("retry-after")))

    def close(self) -> None:
        self._client.close()


class Browsers:
    """As many connections as there are requests under way; the one that has rested longest is used first, so that each
    stays with the worker that it met, as a page's does."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.address = address
        self._free: deque[Connection] = deque()
        self._count = 0

    def ask(self, request: Request) -> Reply:
        if not self._free and self._count >= MOST_CONNECTIONS:
            return Reply(0, error=f"more than {MOST_CONNECTIONS} requests under way")
        connection = self._free.popleft() if self._free else self._opened()
        reply = connection.ask(request)
        if reply.status:
            self._free.append(connection)
        else:
            self._count -= 1
        return reply

    def _opened(self) -> Connection:
        self._count += 1
        return Connection(*self.address)

    def close(self) -> None:
        for connection in self._free:
            connection.close()


@dataclass(frozen=True)
class Loudspeaker:
    """Locust's events, and what this command counts of them."""

    environment: locust.env.Environment
    tallies: Tallies

    def tell(self, kind: str, seconds: float, reply: Reply) -> None:
        """seconds: from the moment when the request was due to the last byte of its answer."""
        self.environment.events.request.fire(
            request_type="POST",
            name=kind,
            response_time=1000 * seconds,
            response_length=0,
            exception=None if reply.status == 200 else RuntimeError(reply.error or f"status {reply.status}"),
            context={"reply": reply},
        )


def loudspeaker() -> Loudspeaker:
    environment, tallies = locust.env.Environment(), Tallies()

    def count(name: str, response_time: float, context: dict[str, Any], **_: object) -> None:
        reply: Reply = context["reply"]
        tallies.add(name, reply.status, response_time / 1000, reply.error)

    environment.events.request.add_listener(count)
    return Loudspeaker(environment, tallies)


def now() -> float:
    """Seconds of the clock by which everything here is timed."""
    return time.perf_counter()


def _seconds(text: object) -> float:
    return float(text) if isinstance(text, str) and text.isdecimal() else 0.0
