"""One line of JSON for each request, with its number and never with a drawing; the same goes to the metrics.

Nobody's address is in it: who asks is often a child. What the server refuses is logged at INFO, and no more than a few
lines a minute of one kind, so that nobody fills a disk with it.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from dashboard.serving.admission import REFUSED
from dashboard.serving.turns import LANE, Wsgi

if TYPE_CHECKING:
    from dashboard.serving.metrics import Metrics

REQUEST_ID = "lenetlab.request_id"
QUESTION = "lenetlab.question"  # in the environ, the name of the question that is asked
ROOT = logging.getLogger("dashboard")
TIME = "%Y-%m-%dT%H:%M:%SZ"
MOST_OF_A_KIND, PERIOD_SECONDS = 10, 60.0
NO_PATH_LONGER = 100


def logged(app: Wsgi, writes: bool, metrics: Metrics | None) -> Wsgi:
    """The app with a number for each request, which is written down and counted."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        environ[REQUEST_ID] = number = secrets.token_hex(4)
        said: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            said[:] = [status]
            return start_response(status, [*headers, ("X-Request-Id", number)], *rest)

        body = app(environ, start)
        seconds = time.perf_counter() - began
        status = int(said[0][:3]) if said else 0
        if metrics:
            waiting = environ[LANE].waiting if LANE in environ else 0
            metrics.add(environ.get(QUESTION, ""), environ.get(REFUSED, ""), status, seconds, waiting)
        if writes:
            write(line_of(environ, status, seconds))
        return body

    return answer


def line_of(environ: dict[str, Any], status: int, seconds: float) -> str:
    record = {
        "time": time.strftime(TIME, time.gmtime()),
        "request": environ[REQUEST_ID],
        "method": environ["REQUEST_METHOD"][:10],
        "path": environ.get("PATH_INFO", "")[:NO_PATH_LONGER],
        "status": status,
        "ms": round(1000 * seconds, 1),
    }
    more = {"question": environ.get(QUESTION), "refused": environ.get(REFUSED)}
    return json.dumps(record | {name: value for name, value in more.items() if value})


def write(line: str) -> None:
    """A line on the standard output. Nobody is left without an answer because there is no room for it."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        pass


class AsJson(logging.Formatter):
    """A record as a line like those of the requests."""

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime(TIME, time.gmtime(record.created))
        return json.dumps({"time": when, "level": record.levelname, "message": record.getMessage()})


class Throttle(logging.Filter):
    """Lets a few records of one kind pass in a period; the first of the next period says how many did not."""

    def __init__(self, most: int = MOST_OF_A_KIND, seconds: float = PERIOD_SECONDS) -> None:
        super().__init__()
        self.most, self.seconds = most, seconds
        self.kinds: dict[object, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        kind = (record.name, record.levelno, record.msg)
        began, count = self.kinds.get(kind, (record.created, 0))
        if record.created - began >= self.seconds:
            if count > self.most:
                record.msg = f"{record.msg} (and {count - self.most:,} more of this kind before)"
            began, count = record.created, 0
        self.kinds[kind] = (began, count + 1)
        return count < self.most


def set_up_logging() -> None:
    """What the dashboard logs, under a server that has not set up logging itself: refusals (INFO) beside the lines of
    the requests, and on the standard error only what somebody has to look at."""
    if ROOT.handlers:
        return
    refusals, faults = logging.StreamHandler(sys.stdout), logging.StreamHandler(sys.stderr)
    refusals.addFilter(lambda record: record.levelno < logging.WARNING)
    faults.setLevel(logging.WARNING)
    refusals.setFormatter(AsJson())
    faults.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for handler in (refusals, faults):
        handler.addFilter(Throttle())
        ROOT.addHandler(handler)
    ROOT.setLevel(logging.INFO)
    ROOT.propagate = False
