"""The budgets of a server under load, each a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from benchmarks.budgets import Row
from benchmarks.load import CLASS, LIVE, MEMORY, SETTINGS_CHANGE, processes
from benchmarks.load.open_loop import Offer
from benchmarks.load.recording import Session
from benchmarks.load.run import Run
from benchmarks.load.tally import Tally, milliseconds

BUDGETS = {LIVE: 400, SETTINGS_CHANGE: 130}  # requests a second
RATES = {LIVE: (100, 200, 300, 400, 500, 700), SETTINGS_CHANGE: (40, 80, 130, 160, 250)}
ANSWERED_PER_CENT, P99_MS, PAST_SATURATION_P99_MS = 99, 250, 500
PAST_SATURATION = 1.5  # times what was answered at most
LEARNERS, LEARNERS_P95_MS, CLASS_SECONDS = 60, 250, 90.0
PRIVATE_MB, SLOPE_MB_PER_MINUTE = 120, 0.5
LONG_RATES = {LIVE: 150, SETTINGS_CHANGE: 30}  # of a full room
SETTLING_PART = 0.2  # of a long run, in which caches fill
WARM_UP = Offer({LIVE: 40, SETTINGS_CHANGE: 20}, 4)
QUICK = (Offer({LIVE: 40}, 8), Offer({SETTINGS_CHANGE: 10}, 8), Offer({LIVE: 600}, 4))
QUICK_LEARNERS, QUICK_CLASS_SECONDS = 20, 20.0


def all_rows(run: Run, parts: Collection[str], seconds: float, minutes: float, session: Session) -> Iterator[Row]:
    """The budgets of these PARTS. seconds: of each step of a ladder. minutes: of the long run, 0 for none."""
    run.offer(WARM_UP)
    for kind in BUDGETS:
        if kind in parts:
            yield from ladder(run, kind, seconds)
    if CLASS in parts:
        yield from learners(run, session)
    if MEMORY in parts and minutes:
        yield slope(run, minutes)
    yield Row("private memory of a worker, the mean", [run.sample().mean_private_mb], PRIVATE_MB, "MB")
    yield complaints(run)


def quick_rows(run: Run, session: Session) -> Iterator[Row]:
    """What holds on any machine, within a minute: whatever is answered or refused, nothing goes wrong."""
    done = [run.offer(offer).of() for offer in QUICK]
    done.append(run.a_class(QUICK_LEARNERS, QUICK_CLASS_SECONDS, session).of())
    yield lost("neither answered nor 503", done)
    yield Row("answered, of each load the least", [min(float(len(tally.answered)) for tally in done)], 1, "", True)
    yield complaints(run)


def ladder(run: Run, kind: str, seconds: float) -> Iterator[Row]:
    """One kind at rates up to saturation and past it."""
    steps = {rate: run.offer(Offer({kind: rate}, seconds)).of() for rate in RATES[kind]}
    budget = BUDGETS[kind]
    name, tally = f"{kind}, {budget} a second", steps[budget]
    yield Row(f"{name}: answered", [100 * len(tally.answered) / tally.count], ANSWERED_PER_CENT, "%", True)
    yield Row(f"{name}: p99", [milliseconds(tally.answered, 0.99)], P99_MS, "ms")
    most = max(len(step.answered) for step in steps.values()) / seconds
    rate = round(PAST_SATURATION * most)
    beyond = run.offer(Offer({kind: rate}, seconds)).of()
    name = f"{kind}, {rate} a second, {PAST_SATURATION:g} × the most"
    yield Row(f"{name}: p99", [milliseconds(beyond.answered, 0.99)], PAST_SATURATION_P99_MS, "ms")
    yield lost(f"{name}: neither answered nor 503", [beyond, *steps.values()])


def learners(run: Run, session: Session) -> Iterator[Row]:
    tallies = run.a_class(LEARNERS, CLASS_SECONDS, session)
    for kind in sorted(tallies.kinds):
        print(f"  {kind}: {described(tallies.of([kind]))}", flush=True)
    everything = tallies.of()
    yield Row(f"{LEARNERS} learners: p95", [milliseconds(everything.answered, 0.95)], LEARNERS_P95_MS, "ms")
    yield lost(f"{LEARNERS} learners: neither answered nor 503", [everything])


def described(tally: Tally) -> str:
    p50, p95, p99 = (milliseconds(tally.answered, share) for share in (0.5, 0.95, 0.99))
    return (
        f"{len(tally.answered):,} answered, p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms; {len(tally.refused):,} 503"
    )


def slope(run: Run, minutes: float) -> Row:
    """Of a worker's private memory in a long run, once it has settled."""
    run.samples.clear()
    run.offer(Offer(LONG_RATES, 60 * minutes))
    settled = run.samples[int(SETTLING_PART * len(run.samples)) :]
    growth = processes.slope_mb_per_minute(settled)
    return Row(f"growth of a worker in {minutes:g} minutes", [growth], SLOPE_MB_PER_MINUTE, "MB/min")


def lost(name: str, tallies: list[Tally]) -> Row:
    return Row(name, [float(sum(tally.errors.total() for tally in tallies))], 0, "")


def complaints(run: Run) -> Row:
    """What the server has written to its error log beside gunicorn's notes on its own start."""
    lines = [line for line in run.server.errors().splitlines() if line.strip() and "[INFO]" not in line]
    for line in lines[:20]:
        print(f"  error log: {line}")
    return Row("lines in the error log", [float(len(lines))], 0, "")
