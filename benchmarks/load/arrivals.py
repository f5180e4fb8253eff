"""When requests arrive: by a clock that does not wait for answers, as learners who know nothing of each other come."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator

Clock = Callable[[float, float], Iterator[float]]


def poisson(rate: float, seconds: float, seed: int = 0) -> Iterator[float]:
    """Moments in seconds from the start, so that any moment is as likely as any other: `rate` a second on average.

    The same for the same seed. Raises ValueError for a rate that is not above 0.
    """
    _check(rate)
    chance = random.Random(seed)
    moment = chance.expovariate(rate)
    while moment < seconds:
        yield moment
        moment += chance.expovariate(rate)


def constant(rate: float, seconds: float) -> Iterator[float]:
    """Moments in seconds from the start, all equally far apart. Raises ValueError for a rate that is not above 0."""
    _check(rate)
    return (number / rate for number in range(int(rate * seconds)))


def merged(moments: dict[str, Iterator[float]]) -> Iterator[tuple[float, str]]:
    """The moments of several kinds in one row, each with its kind."""
    return heapq.merge(*([(moment, kind) for moment in row] for kind, row in moments.items()))


def _check(rate: float) -> None:
    if not rate > 0:
        raise ValueError(f"rate is {rate}; allowed: any number of requests a second above 0")
