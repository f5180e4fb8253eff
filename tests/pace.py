"""How quick this computer is right now, so that a test of what something costs asks for the same everywhere.

Shared machines differ twofold in pace, from day to day and with what else they do. A bound in seconds is therefore one
for the computer on which the budgets were set, and is stretched by how much longer the same fixed piece of work takes
here. It is never tightened.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import numpy as np

REFERENCE_SECONDS = 0.016  # of the fixed work, on that computer
MOST_SECONDS = 0.15  # that anything allowed may cost a worker, on that computer
MOST_TRIES = 8


def fixed_work() -> str:
    """Some of everything that an answer is made of: a loop of Python's, arrays, and JSON."""
    total = sum(i % 7 for i in range(70_000))
    square = np.ones((140, 140), np.float32)
    for _ in range(300):
        square = np.maximum(square * 0.999, square - 0.001)
    return json.dumps([total, *square.tolist()])


def cpu_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def stretched(seconds: float) -> float:
    """What `seconds` of the reference computer are here, at this moment."""
    return seconds * max(1.0, cpu_seconds(fixed_work) / REFERENCE_SECONDS)


def assert_affordable(work: Callable[[], object]) -> None:
    """That `work` costs no more than anything may, once of some tries: what else the machine does may slow down any."""
    tries = []
    for _ in range(MOST_TRIES):
        tries.append((cpu_seconds(work), stretched(MOST_SECONDS)))
        if tries[-1][0] < tries[-1][1]:
            return
    raise AssertionError(f"CPU seconds, and how many were allowed at this machine's pace: {tries}")
