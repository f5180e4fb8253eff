"""A part of MNIST's test digits, as a question names it: all of them at once would cost a worker too much."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.reading.errors import StateError, shortened


def checked_part(question: object, parts: int) -> int:
    """Which part it is. Raises StateError for one that there is not."""
    part = question.get("part") if isinstance(question, Mapping) else None
    if isinstance(part, int) and not isinstance(part, bool) and 0 <= part < parts:
        return part
    raise StateError(f"part is {shortened(part)}; allowed: 0 to {parts - 1}")
