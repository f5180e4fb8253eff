"""Fair timing on a shared machine: every round runs all candidates in random order, and ratios are taken within it."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

CALLS_A_ROUND = 5


@dataclass(frozen=True)
class Timing:
    """microseconds: the median of all calls. ratios: candidate / reference, one for each round."""

    microseconds: float
    ratios: list[float]

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)


def interleave(candidates: Mapping[str, Callable[[], object]], reference: str, rounds: int) -> dict[str, Timing]:
    """Time five calls of every candidate in each of so many rounds, after a round to warm up."""
    per_round: dict[str, list[float]] = {name: [] for name in candidates}
    order = list(candidates)
    for number in range(rounds + 1):
        random.shuffle(order)
        for name in order:
            seconds = median_call(candidates[name])
            if number > 0:  # the first round warms up
                per_round[name].append(seconds)
    return {
        name: Timing(
            1e6 * statistics.median(times),
            [own / other for own, other in zip(times, per_round[reference], strict=True)],
        )
        for name, times in per_round.items()
    }


def median_call(call: Callable[[], object]) -> float:
    times = []
    for _ in range(CALLS_A_ROUND):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
