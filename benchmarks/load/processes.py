"""What the server's processes cost: processor time and private memory, as Linux counts them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
PRIVATE = ("Private_Clean:", "Private_Dirty:")
MB = 1_000_000


@dataclass(frozen=True)
class Sample:
    """The workers at one moment. private: bytes that each has for itself, by process. cpu: seconds of all so far."""

    moment: float
    private: dict[int, int]
    cpu: float

    @property
    def mean_private_mb(self) -> float:
        return sum(self.private.values()) / len(self.private) / MB


def sample_of(master: int, moment: float) -> Sample:
    """The workers of gunicorn's master. moment: in seconds of any clock. Raises FileNotFoundError when it has ended."""
    workers = workers_of(master)
    return Sample(moment, {pid: private_bytes(pid) for pid in workers}, sum(cpu_seconds(pid) for pid in workers))


def workers_of(master: int) -> list[int]:
    """The processes that gunicorn has forked, but not other programs that it has started."""
    children = (PROCESSES / str(master) / "task" / str(master) / "children").read_text().split()
    program = arguments_of(master)
    return [int(child) for child in children if arguments_of(int(child)) == program]


def arguments_of(pid: int) -> bytes:
    try:
        return (PROCESSES / str(pid) / "cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def private_bytes(pid: int) -> int:
    """The memory that would come back if this process alone ended."""
    lines = (PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(PRIVATE))


def cpu_seconds(pid: int) -> float:
    """Processor time so far, in the program and in the kernel."""
    after_name = (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def slope_mb_per_minute(samples: list[Sample]) -> float:
    """How quickly the private memory of a worker grows, by the straight line that fits best; 0 for fewer than two."""
    if len(samples) < 2:
        return 0.0
    times = [sample.moment / 60 for sample in samples]
    sizes = [sample.mean_private_mb for sample in samples]
    time, size = sum(times) / len(times), sum(sizes) / len(sizes)
    spread = sum((at - time) ** 2 for at in times)
    return sum((at - time) * (mb - size) for at, mb in zip(times, sizes, strict=True)) / spread if spread else 0.0


def machine_seconds() -> float:
    """Processor time that all programs of this computer have used so far."""
    user, nice, system, _idle, _waiting, *others = (PROCESSES / "stat").read_text().splitlines()[0].split()[1:9]
    return sum(map(int, (user, nice, system, *others))) / os.sysconf("SC_CLK_TCK")


def use_two_cores() -> None:
    """Let this process, and those that it starts, use two cores, however many there are."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
