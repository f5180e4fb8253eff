"""What a worker and the app say to each other. A worker comes before the app, so nothing of the app is in here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

MAX_BODY_BYTES = 512 * 1024
LANE = "lenetlab.lane"  # in the environ, a `Turns`

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

PLAIN: Headers = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
TOO_SLOW: Headers = [*PLAIN, ("Connection", "close"), ("Content-Length", "0")]


class Turns(Protocol):
    """What a worker puts into the environ: the way into its lane."""

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""

    def run(self, work: Callable[[], Answer], urgency: int) -> Answer | str:
        """What `work` returns, or why it was not done: "busy" or "gone"."""


@dataclass(frozen=True)
class Answer:
    """A whole answer, computed in another thread."""

    status: str
    headers: Headers
    body: bytes
