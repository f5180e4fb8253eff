"""How many learners fit a server: computed from what one request of each kind costs, and how many a learner makes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle, islice

from benchmarks.load.client import Connection, now
from benchmarks.load.processes import sample_of
from benchmarks.load.questions import request_of
from benchmarks.load.recording import Session
from benchmarks.serving import Server

REPEATS = 150
CORES, MACHINES = (2, 8, 32), (1, 2, 4)
# How busy the cores may be, as a part of their time: above it, waiting grows more quickly than the load does.
BUSY_PART = 0.6


def cpu_by_kind(server: Server, address: tuple[str, int], session: Session, repeats: int = REPEATS) -> dict[str, float]:
    """Seconds of the workers' processor time for one question of each kind of the session, asked one after another."""
    costs = {}
    for kind in session.counts():
        moments = [moment for moment in session.moments if moment.kind == kind]
        requests = [request_of(kind, moment.name, moment.value) for moment in moments]
        connection = Connection(*address)
        before = sample_of(server.pid, now())
        for request in islice(cycle(requests), repeats):
            connection.ask(request)
        costs[kind] = (sample_of(server.pid, now()).cpu - before.cpu) / repeats
        connection.close()
    return costs


def learners_for_each_core(costs: Mapping[str, float], session: Session) -> float:
    """costs: seconds of processor time for each kind of question."""
    for_one = sum(costs[kind] * count for kind, count in session.counts().items()) / session.seconds
    return BUSY_PART / for_one


def table(costs: Mapping[str, float], session: Session) -> str:
    """Markdown: what was measured, and what follows from it for other servers."""
    counts, minutes = session.counts(), session.seconds / 60
    lines = [
        f"Measured: the session of one learner, recorded of the real page ({session.seconds:.0f} s), and what the",
        "server's workers need for one question of each kind.",
        "",
        "| question | a learner's questions a minute | processor time |",
        "|---|---:|---:|",
        *(f"| {kind} | {counts[kind] / minutes:.1f} | {1000 * cost:.1f} ms |" for kind, cost in costs.items()),
        "",
        "Computed from that, not measured: how many learners at once keep the cores busy for "
        f"{100 * BUSY_PART:.0f} % of their time, with questions",
        "about a growing stroke as often as on an idle server; in a full room the page asks fewer of them.",
        "",
        "| cores of a machine | " + " | ".join(f"{count} machine{'s' * (count > 1)}" for count in MACHINES) + " |",
        "|---|" + "---:|" * len(MACHINES),
    ]
    each = learners_for_each_core(costs, session)
    for cores in CORES:
        cells = [rounded_down(each * cores * machines) for machines in MACHINES]
        lines.append(f"| {cores} | " + " | ".join(f"{cell:,}" for cell in cells) + " |")
    lines.append(f"\nN machines of C cores: about N × C × {each:.0f}.")
    return "\n".join(lines)


def rounded_down(count: float) -> int:
    """To two figures, since it is not known any better."""
    whole = int(count)
    unit = 10 ** max(len(str(whole)) - 2, 0)
    return whole // unit * unit
