"""What is wrong with a value that the page cannot have sent, and how it is named."""

from __future__ import annotations

from typing import TypeGuard

import lenetlab as ll


class StateError(ValueError):
    """A value that the page cannot have sent; the message names it."""


class TooLargeError(StateError):
    """A drawing with more strokes or points than can be read. part: which of them; count: how many; most: allowed."""

    def __init__(self, part: str, count: int, most: int) -> None:
        super().__init__(f"the drawing has {count:,} {part}; allowed: {most:,} at most")
        self.part, self.count, self.most = part, count, most


def is_digit(value: object) -> TypeGuard[int]:
    """Whether this is one of the digits that the network tells apart."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < ll.CLASSES


def shortened(value: object) -> str:
    """A value as an error names it: as Python writes it, and no longer than a line."""
    return repr(value)[:60]
