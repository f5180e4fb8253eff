"""The steps of a measurement: each a load for a while, and its line of the table."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import gevent

from benchmarks.load import learners, processes, tally
from benchmarks.load.client import now
from benchmarks.load.open_loop import Offer, Outcome, answers_to, prepared
from benchmarks.load.recording import Session
from benchmarks.load.tally import Tallies
from benchmarks.serving import Server

SAMPLE_SECONDS, REST_SECONDS = 10.0, 1.0
MOST_OTHERS = 0.15  # cores; with more the figures are not those of the server
HEADINGS = f"{tally.headings()}  late  server  generator  others  private MB"


@dataclass
class Run:
    """A server under load. samples: of its workers, while a load lasts."""

    server: Server
    samples: list[processes.Sample] = field(default_factory=list)

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.server.url)
        return str(parts.hostname), int(parts.port or 80)

    def offer(self, offer: Offer) -> Tallies:
        """One step of requests that wait for nothing."""
        requests = prepared(offer)
        return self.measured(offer.name, offer.rate, offer.seconds, lambda: answers_to(offer, requests, self.address))

    def a_class(self, count: int, seconds: float, session: Session) -> Tallies:
        """One step of learners who wait for answers."""
        name = f"{count} learners"
        return self.measured(name, 0, seconds, lambda: Outcome(learners.a_class(count, seconds, session, self.address)))

    def measured(self, name: str, offered: float, seconds: float, load: Callable[[], Outcome]) -> Tallies:
        """What came of a load, with its line: its table, then the cores that were busy with the server, with the
        generator and with anything else on this computer."""
        gevent.sleep(REST_SECONDS)
        watch = gevent.spawn(self.watch)
        before, own, machine = self.sample(), time.process_time(), processes.machine_seconds()
        outcome = load()
        after, own, machine = self.sample(), time.process_time() - own, processes.machine_seconds() - machine
        watch.kill()
        took, cpu = after.moment - before.moment, after.cpu - before.cpu
        busy = (cpu / took, own / took, max(machine - cpu - own, 0) / took)
        cells = [f"{tally.milliseconds(outcome.late, 0.99):4.0f}"]
        cells += [f"{cores:{width}.2f}" for cores, width in zip(busy, (6, 9, 6), strict=True)]
        whole = outcome.tallies.of()
        print(
            "  ".join([tally.row(name, offered, whole, seconds), *cells, f"{after.mean_private_mb:10.0f}"]), flush=True
        )
        if busy[-1] > MOST_OTHERS:
            print("  disturbed: other programs kept this computer busy", flush=True)
        for error, count in whole.errors.items():
            print(f"  {count} times: {error}", flush=True)
        return outcome.tallies

    def sample(self) -> processes.Sample:
        return processes.sample_of(self.server.pid, now())

    def watch(self) -> None:
        while True:
            self.samples.append(self.sample())
            gevent.sleep(SAMPLE_SECONDS)
