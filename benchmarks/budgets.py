"""A row of the budgets' table, and the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

WIDTH = 56


@dataclass(frozen=True)
class Row:
    """values: all measured values, in `unit`; their median counts. at_least: more is better, not less."""

    name: str
    values: list[float]
    budget: float
    unit: str
    at_least: bool = False

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def met(self) -> bool:
        return self.median >= self.budget if self.at_least else self.median <= self.budget


def show(row: Row) -> None:
    bound = "at least" if row.at_least else "at most"
    budget = f"{bound} {row.budget:g} {row.unit}"
    spread = f"{min(row.values):,.4g} to {max(row.values):,.4g}"
    result = "met" if row.met else "NOT MET"
    print(f"{row.name:{WIDTH}} {row.median:8,.4g} {row.unit:6} {budget:20} {result:8} {spread}", flush=True)


def show_all(rows: Iterable[Row]) -> int:
    """Print each row as it comes. The exit status: 1 when one of them is not met."""
    print(f"{'':{WIDTH}} {'median':>8} {'':6} {'budget':20} {'':8} least to most")
    missed = 0
    for row in rows:
        show(row)
        if not row.met:
            missed += 1
    if missed:
        print(f"{missed} not met.")
        return 1
    print("Every budget is met.")
    return 0
