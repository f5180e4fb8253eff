"""What came of the requests: how many were answered, refused and lost, and how long each of these took."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ANSWERED, BUSY = frozenset({200, 204}), 503
HEADINGS = ("load", "offered/s", "answered/s", "503", "p50", "p95", "p99", "p99 of 503", "errors")
WIDTHS = (18, 9, 10, 7, 7, 7, 7, 10, 6)


@dataclass
class Tally:
    """Of one kind of request. answered, refused: seconds that each took. errors: how often each of them came."""

    answered: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, status: int, seconds: float, error: str | None = None) -> None:
        """status: of HTTP, 0 where no answer came; then error says why."""
        if status in ANSWERED:
            self.answered.append(seconds)
        elif status == BUSY:
            self.refused.append(seconds)
        else:
            self.errors[error or f"status {status}"] += 1

    @property
    def count(self) -> int:
        return len(self.answered) + len(self.refused) + self.errors.total()

    @property
    def refused_share(self) -> float:
        """The part of all requests, 0 to 1, that a busy server sent away."""
        return len(self.refused) / self.count if self.count else 0.0


@dataclass
class Tallies:
    """Of every kind."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, kind: str, status: int, seconds: float, error: str | None = None) -> None:
        self.kinds[kind].add(status, seconds, error)

    def of(self, kinds: Iterable[str] | None = None) -> Tally:
        """These kinds taken together, or all."""
        whole = Tally()
        for kind in list(self.kinds) if kinds is None else kinds:
            part = self.kinds[kind]
            whole.answered += part.answered
            whole.refused += part.refused
            whole.errors += part.errors
        return whole


def quantile(seconds: Sequence[float], share: float) -> float:
    """The least of the values that this share of all values does not exceed; 0 where there are none.

    >>> quantile([0.3, 0.1, 0.2, 0.4], 0.5)
    0.2
    """
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}; allowed: above 0, 1 at most")
    return sorted(seconds)[math.ceil(share * len(seconds)) - 1] if seconds else 0.0


def milliseconds(seconds: Sequence[float], share: float) -> float:
    return 1000 * quantile(seconds, share)


def headings() -> str:
    return _line(HEADINGS)


def row(name: str, offered: float, tally: Tally, seconds: float) -> str:
    """A line of the table. offered: requests a second that were meant to come. Times are in milliseconds."""
    times = [f"{milliseconds(tally.answered, share):.0f}" for share in (0.5, 0.95, 0.99)]
    return _line(
        (
            name,
            f"{offered:.0f}",
            f"{len(tally.answered) / seconds:.1f}",
            f"{100 * tally.refused_share:.1f} %",
            *times,
            f"{milliseconds(tally.refused, 0.99):.0f}",
            str(tally.errors.total()),
        )
    )


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"{first:{WIDTHS[0]}}" + "".join(f" {cell:>{width}}" for cell, width in zip(others, WIDTHS[1:], strict=True))
