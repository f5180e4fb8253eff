"""The worker that gunicorn runs: gevent's, with limits on time, and torch's work in a lane beside the event loop.

A client that is slow or silent costs a greenlet, never a thread: its headers have to come within the `keepalive` of
gunicorn's configuration, its body and the reading of its answer within the seconds below.
"""

from __future__ import annotations

import io
import os
import resource
import select
import socket
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import gevent
from gevent.monkey import get_original
from gunicorn.workers.ggevent import GeventWorker

from dashboard.serving.lane import BusyError, GoneError, Lane
from dashboard.serving.settings import deployment_of
from dashboard.serving.turns import LANE, MAX_BODY_BYTES, TOO_SLOW, Answer, Wsgi

BODY_SECONDS = 15
ANSWER_SECONDS = 60
STUCK_SECONDS = 20

# The other side has closed it, or its own half. Where the system cannot tell the latter, the answer is computed.
HANGUP = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR


@dataclass(frozen=True)
class InLane:
    """The way into the lane for the request on this connection."""

    lane: Lane
    client: socket.socket

    @property
    def waiting(self) -> int:
        return len(self.lane.waiting)

    def run(self, work: Callable[[], Answer], urgency: int) -> Answer | str:
        try:
            return self.lane.run(work, urgency, lambda: has_closed(self.client))
        except BusyError:
            return "busy"
        except GoneError:
            return "gone"


class LabWorker(GeventWorker):
    """`worker_class` of `gunicorn.conf.py`."""

    lane: Lane | None = None
    wsgi: Wsgi

    def init_process(self) -> None:
        raise_open_files()
        with warnings.catch_warnings():
            # gevent looks at every module for locks to replace, which torch's old names take for being used.
            warnings.simplefilter("ignore", FutureWarning)
            super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.lane = Lane(deployment_of(os.environ).queue)
        self.wsgi = with_lane(self.wsgi, self.lane)

    def notify(self) -> None:
        """The sign of life; without it gunicorn replaces a worker whose computation never ends."""
        if self.lane is None or not self.lane.stuck(STUCK_SECONDS):
            super().notify()

    def handle_request(self, listener_name: object, req: object, sock: socket.socket, addr: object) -> object:
        sock.settimeout(ANSWER_SECONDS)
        try:
            return super().handle_request(listener_name, req, sock, addr)
        except TimeoutError:
            raise StopIteration from None  # gunicorn closes the connection and goes on
        finally:
            sock.settimeout(None)


def with_lane(app: Wsgi, lane: Lane) -> Wsgi:
    """The app, which is told of the lane and gets every request with its body already read."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            body = body_of(environ)
        except (gevent.Timeout, OSError):
            start_response("408 Request Timeout", TOO_SLOW)
            return [b""]
        client = environ["gunicorn.socket"]
        environ |= {
            LANE: InLane(lane, client),
            "wsgi.input": io.BytesIO(body),
            "wsgi.input_terminated": True,
        }
        return app(environ, start_response)

    return answer


def body_of(environ: dict[str, Any]) -> bytes:
    """The body, or as much of it as shows that it is too large. Raises gevent.Timeout when it does not come in time."""
    if not environ.get("CONTENT_LENGTH") and "HTTP_TRANSFER_ENCODING" not in environ:
        return b""
    with gevent.Timeout(BODY_SECONDS):
        read: bytes = environ["wsgi.input"].read(MAX_BODY_BYTES + 1)
        return read


def has_closed(client: socket.socket) -> bool:
    """Whether the other side has closed the connection; nothing is read from it."""
    poll = get_original("select", "poll")()
    poll.register(client.fileno(), HANGUP)
    return bool(poll.poll(0))


def raise_open_files() -> None:
    """As many open files as the system lets us have: every connection is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
