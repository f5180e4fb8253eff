"""The lane of a worker: one computation at a time in a thread of its own, the most urgent first, few that wait.

The event loop of a worker reads and writes for all its clients, so nothing that takes long may run in it. Torch on one
small image gains nothing from several threads, so there is one. What would wait too long is refused at once, since a
page that is told "busy" comes back, and one that waits in a queue without end does not get an answer in time at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from gevent.event import Event
from gevent.threadpool import ThreadPool

Result = TypeVar("Result")

PATIENCE_SECONDS = 0.2  # Nobody waits longer for a turn in a queue of some length,
# and where there is hardly a queue, as beside one report on a slow machine, it is no use to send anybody away.
SHORT_QUEUE, SHORT_QUEUE_SECONDS = 3, 2.0
LIVE_URGENCY = 5  # From here on an answer is of use only at once.
SMOOTHING = 0.1  # How much the latest computation counts in the mean of what one takes.


class BusyError(Exception):
    """There is no room in the lane now; the same request may be answered a moment later."""


class GoneError(Exception):
    """Whoever asked has gone, so that nothing was computed."""


@dataclass(eq=False)
class Waiting:
    """A request that waits. urgency: 0 to 7, the least first. number: of its arrival."""

    urgency: int
    number: int
    turn: Event = field(default_factory=Event)
    refused: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        return self.urgency, self.number


class Lane:
    """Used by the greenlets of one worker alone. most_waiting: at most as many requests wait for their turn."""

    def __init__(self, most_waiting: int) -> None:
        self.most_waiting = most_waiting
        self.waiting: list[Waiting] = []
        self.taken = False
        self.began: float | None = None
        self.mean_seconds = 0.0
        self._arrivals = 0
        self._thread = ThreadPool(1)

    def run(self, work: Callable[[], Result], urgency: int, has_gone: Callable[[], bool]) -> Result:
        """What `work` returns or raises, in its turn. Raises BusyError or GoneError, and has then computed nothing."""
        if self.taken:
            self._wait(urgency)
        self.taken = True
        try:
            if has_gone():
                raise GoneError
            self.began = time.monotonic()
            result: Result = self._thread.apply(work)
            self._learn(time.monotonic() - self.began)
            return result
        finally:
            self.began = None
            self._let_the_next_one()

    def stuck(self, seconds: float) -> bool:
        """Whether one computation has been running for longer than this."""
        return self.began is not None and time.monotonic() - self.began > seconds

    def _wait(self, urgency: int) -> None:
        self._arrivals += 1
        own = Waiting(urgency, self._arrivals)
        if self._is_full():
            self._make_room_for(own)
        patience = self._patience(urgency)
        self.waiting.append(own)
        own.turn.wait(patience)
        if own in self.waiting:
            self.waiting.remove(own)
            raise BusyError
        if own.refused:
            raise BusyError

    def _is_full(self) -> bool:
        waiting = len(self.waiting)
        takes_too_long = waiting >= SHORT_QUEUE and waiting * self.mean_seconds > PATIENCE_SECONDS
        return waiting >= self.most_waiting or takes_too_long

    def _patience(self, urgency: int) -> float:
        is_short = len(self.waiting) < SHORT_QUEUE and urgency < LIVE_URGENCY
        return SHORT_QUEUE_SECONDS if is_short else PATIENCE_SECONDS

    def _make_room_for(self, newcomer: Waiting) -> None:
        """The least urgent one has to go, of several the one that came last."""
        last = max(self.waiting, key=lambda one: one.rank)
        if last.rank <= newcomer.rank:
            raise BusyError
        self.waiting.remove(last)
        last.refused = True
        last.turn.set()

    def _let_the_next_one(self) -> None:
        if not self.waiting:
            self.taken = False
            return
        first = min(self.waiting, key=lambda one: one.rank)
        self.waiting.remove(first)
        first.turn.set()

    def _learn(self, seconds: float) -> None:
        self.mean_seconds += SMOOTHING * (seconds - self.mean_seconds)
