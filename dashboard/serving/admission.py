"""Who gets in: a limit for each address, then a turn in the worker's lane, or a quick "come back later".

All of it happens before anything of a request is understood, so that what is refused costs next to nothing. Where there
is no lane, as in tests and in `python -m dashboard`, whoever comes gets in.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from limits.errors import StorageError
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from dashboard.serving.settings import Deployment
from dashboard.serving.turns import LANE, PLAIN, Answer, Headers, StartResponse, Wsgi
from dashboard.texts import server as words

log = logging.getLogger("dashboard")

REFUSED = "lenetlab.refused"  # in the environ, why: "busy", "limit" or "gone"
USUAL_URGENCY, LEAST_URGENCY = 3, 7  # as RFC 9218 has them
URGENCY = re.compile(r"(?:^|[,;\s])u=([0-7])(?:$|[,;\s])")
COME_BACK_SECONDS = 1
REDIS_SECONDS = 0.2  # Nobody waits long for a counter.

REFUSALS = {
    "busy": ("503 Service Unavailable", words.BUSY_SERVER),
    "limit": ("429 Too Many Requests", words.TOO_MANY),
    "gone": ("499 Client Closed Request", words.GONE),
}


def admitted(app: Wsgi, deployment: Deployment, in_turn: frozenset[str], counted: frozenset[str]) -> Wsgi:
    """The app behind the limit and the lane. in_turn: paths that are computed in the lane; counted: paths that count
    against an address's limit."""
    allows = limiter(deployment)

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path, turns = environ.get("PATH_INFO", ""), environ.get(LANE)
        if path in counted and environ["REQUEST_METHOD"] == "POST":
            wait = allows(environ.get("REMOTE_ADDR") or "")
            if wait is not None:
                return refusal(environ, start_response, "limit", wait)
        if path not in in_turn or turns is None:
            return app(environ, start_response)
        found = turns.run(lambda: answer_of(app, environ), urgency_of(environ.get("HTTP_PRIORITY", "")))
        if isinstance(found, str):
            return refusal(environ, start_response, found, COME_BACK_SECONDS)
        start_response(found.status, found.headers)
        return [found.body]

    return answer


def answer_of(app: Wsgi, environ: dict[str, Any]) -> Answer:
    """The whole answer at once, so that nothing of it is left to do outside the lane."""
    begun: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: object = None) -> None:
        begun.append((status, headers))

    parts = app(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    return Answer(*begun[-1], body)


def urgency_of(priority: str) -> int:
    """The urgency in a Priority header, 0 to 7 (RFC 9218); 3 where it says none."""
    found = URGENCY.search(priority[:100])
    return int(found[1]) if found else USUAL_URGENCY


def refusal(environ: dict[str, Any], start_response: StartResponse, reason: str, seconds: int) -> Iterable[bytes]:
    """The answer of a server that will not compute this one now."""
    environ[REFUSED] = reason
    status, text = REFUSALS[reason]
    body = text.encode()
    length = ("Content-Length", str(len(body)))
    start_response(status, [*PLAIN, ("Retry-After", str(seconds)), ("Cache-Control", "no-store"), length])
    return [body]


def limiter(deployment: Deployment) -> Callable[[str], int | None]:
    """A function that counts a question of an address: None where it may be asked, else in how many seconds."""
    limit = deployment.rate_limit
    if limit is None:
        return lambda address: None
    own = Window(limit.amount, limit.get_expiry())
    shared = FixedWindowRateLimiter(shared_storage(deployment.redis_url)) if deployment.redis_url else None

    def allows(address: str) -> int | None:
        is_allowed = None
        if shared:
            try:
                is_allowed = shared.hit(limit, address)
            except StorageError as error:
                log.warning("the limits are counted in each worker, since Redis does not answer: %s", error)
        if is_allowed is None:
            is_allowed = own.hit(address, time.monotonic())
        return None if is_allowed else COME_BACK_SECONDS

    return allows


class Window:
    """Counts within one worker, in windows of fixed length. The storage that `limits` has for this starts a thread
    every hundredth of a second, which cost a tenth of what a worker can do.

    most: in a window of so many seconds, for each address.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self.number = -1
        self.counts: dict[str, int] = {}

    def hit(self, address: str, now: float) -> bool:
        """Count one, and whether it is allowed. now: in seconds. Nothing is remembered of the window before."""
        number = int(now // self.seconds)
        if number != self.number:
            self.number, self.counts = number, {}
        self.counts[address] = self.counts.get(address, 0) + 1
        return self.counts[address] <= self.most


def shared_storage(url: str) -> Storage:
    """Redis at this address; `limits` has its own name for one behind a Unix socket."""
    scheme = "redis+unix" if url.startswith("unix://") else url.partition(":")[0]
    address = f"{scheme}:{url.partition(':')[2]}"
    return RedisStorage(
        address, wrap_exceptions=True, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
    )
