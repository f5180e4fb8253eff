"""Requests that come when they come, whatever the server does: latency counts from the moment when each was due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import cycle, islice

import gevent
from gevent.pool import Group

from benchmarks.load.arrivals import Clock, merged, poisson
from benchmarks.load.client import Browsers, Loudspeaker, loudspeaker, now
from benchmarks.load.questions import MADE, Request
from benchmarks.load.tally import Tallies

DRAIN_SECONDS = 25.0
MOST_MADE = 6_000  # different requests of a kind; then they come again


@dataclass(frozen=True)
class Offer:
    """rates: requests a second of each kind. seconds: how long they come. clock: gives the moments of a kind."""

    rates: Mapping[str, float]
    seconds: float
    clock: Clock = poisson

    @property
    def name(self) -> str:
        return " + ".join(self.rates)

    @property
    def rate(self) -> float:
        return sum(self.rates.values())


@dataclass(frozen=True)
class Outcome:
    """late: seconds by which each request was sent after its time, the fault of this program or its computer."""

    tallies: Tallies
    late: list[float] = field(default_factory=list)


def prepared(offer: Offer) -> dict[str, list[Request]]:
    """The requests of an offer, made before the clock starts, so that the generator costs little while it runs."""
    return {
        kind: list(islice(MADE[kind](), min(int(rate * offer.seconds) + 1, MOST_MADE)))
        for kind, rate in offer.rates.items()
    }


def answers_to(offer: Offer, requests: Mapping[str, list[Request]], address: tuple[str, int]) -> Outcome:
    """Make all these requests and wait for their answers, for a while."""
    due = merged({kind: offer.clock(rate, offer.seconds) for kind, rate in offer.rates.items()})
    sources = {kind: cycle(made) for kind, made in requests.items()}
    browsers, said, under_way = Browsers(address), loudspeaker(), Group()
    outcome, began = Outcome(said.tallies), now()
    for moment, kind in due:
        # Even when it is late the dispatcher lets answers be read, or it would time itself.
        gevent.sleep(max(began + moment - now(), 0))
        outcome.late.append(now() - began - moment)
        under_way.start(gevent.Greenlet(_ask, browsers, next(sources[kind]), began + moment, said))
    under_way.join(DRAIN_SECONDS)
    under_way.kill()
    browsers.close()
    return outcome


def _ask(browsers: Browsers, request: Request, due: float, said: Loudspeaker) -> None:
    reply = browsers.ask(request)
    said.tell(request.kind, now() - due, reply)
