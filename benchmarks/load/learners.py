"""A class: simulated learners, each of whom does again what was recorded of a real page, at its pace.

As a page does, a learner asks one question about a growing stroke at a time and gives it up when the stroke ends, waits
for the answer to everything else, and comes back when a busy server wants it to.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import gevent
from gevent.pool import Group

from benchmarks.load import LIVE
from benchmarks.load.client import Connection, Loudspeaker, Reply, loudspeaker, now
from benchmarks.load.page import LONGEST_WAIT, PATIENCE, Film
from benchmarks.load.questions import request_of
from benchmarks.load.recording import Moment, Session
from benchmarks.load.tally import BUSY, Tallies

WHOLE = "whole"
FIRST_WAIT = 0.5  # seconds, twice as long after each failure, as in client/src/reading/retry.ts
MOST_TRIES = 10


@dataclass
class Learner:
    """One page. film: how often it asks about a growing stroke. under_way: the question without an answer."""

    address: tuple[str, int]
    said: Loudspeaker
    chance: random.Random
    film: Film = field(default_factory=Film)
    under_way: gevent.Greenlet | None = None
    sent_at: float = 0.0
    with_stages: bool = False

    def __post_init__(self) -> None:
        self.for_whole, self.for_live = Connection(*self.address), Connection(*self.address)

    def learn(self, session: Session) -> None:
        """Again and again, from somewhere in the session on. Who waits for an answer does all that follows later."""
        start = self.chance.uniform(0, session.seconds)
        began = now() - start
        moments = [moment for moment in session.moments if moment.at >= start]
        while True:
            for moment in moments:
                late = now() - began - moment.at
                began += max(late, 0)
                gevent.sleep(max(-late, 0))
                self.do(moment)
            gevent.sleep(max(began + session.seconds - now(), 0))
            began, moments = now(), list(session.moments)

    def do(self, moment: Moment) -> None:
        if moment.is_live:
            self.ask_about_growing(moment)
        else:
            self.give_up(now())
            self.ask_until_answered(moment)

    def ask_about_growing(self, moment: Moment) -> None:
        """Or leave it out, if the last answer is not here yet or the room is full."""
        began = now()
        if self.under_way and began - self.sent_at <= PATIENCE:
            return
        if began < self.film.next_at:
            return
        if self.under_way:
            self.film.heard(began, self.with_stages, began - self.sent_at)
            self.give_up(began)
        self.sent_at, self.with_stages = began, self.film.ask(began)
        kernels = self.with_stages and moment.value["kernels"]
        value = {**moment.value, "stages": self.with_stages, "kernels": kernels}
        self.under_way = gevent.spawn(self.follow, Moment(moment.at, moment.name, value))

    def follow(self, moment: Moment) -> None:
        began = now()
        reply = self.for_live.ask(request_of(LIVE, moment.name, moment.value))
        took = now() - began
        self.under_way = None
        self.said.tell(LIVE, took, reply)
        if reply.status == BUSY:
            self.film.refused(now(), self.wait_after(reply, 1))
        elif reply.status:
            self.film.heard(now(), moment.value["stages"], took)

    def give_up(self, moment: float) -> None:
        """The connection ends too: so it is with a page's question."""
        if self.under_way:
            self.under_way.kill()
            self.under_way = None
            self.for_live = Connection(*self.address)

    def ask_until_answered(self, moment: Moment) -> None:
        """The time that counts is the learner's: to the answer, however often the server was busy before it."""
        request, due = request_of(WHOLE, moment.name, moment.value), now()
        for tries in range(1, MOST_TRIES + 1):
            reply = self.for_whole.ask(request)
            if reply.status != BUSY:
                break
            self.said.tell("sent away", now() - due, reply)
            gevent.sleep(self.wait_after(reply, tries))
        self.said.tell(WHOLE, now() - due, reply)

    def wait_after(self, reply: Reply, failures: int) -> float:
        wait = max(reply.retry_after, min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT))
        return wait * (1 + self.chance.random())


def a_class(count: int, seconds: float, session: Session, address: tuple[str, int]) -> Tallies:
    """What came of the questions of so many learners in these seconds: LIVE and WHOLE, and those "sent away" first."""
    said, group = loudspeaker(), Group()
    for number in range(count):
        group.spawn(Learner(address, said, random.Random(number)).learn, session)
    gevent.sleep(seconds)
    group.kill()
    return said.tallies
