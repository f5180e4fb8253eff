"""The values of a model card, checked one by one: an error names the place, what stands there and what is allowed.

A card is read from a file that anybody may have edited, so nothing in it is taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lenetlab.checkpoints import CheckpointError
from lenetlab.config import CLASSES
from lenetlab.drawing import shown

Part = TypeVar("Part")
LARGEST = 2**63 - 1  # what most readers of JSON take for a whole number


class CardError(CheckpointError):
    """A model card is not what a card must be; the message names the place, what stands there and what is allowed."""


@dataclass(frozen=True)
class Value:
    """A value of a card and the path to it.

    lenient: whether a part that may be missing counts as missing where it is damaged. Each method but `if_there` raises
    CardError where this value is not of the form that the method asks for.
    """

    given: object
    path: str = ""
    lenient: bool = False

    def refused(self, allowed: str) -> CardError:
        """The error that says what is allowed here."""
        return CardError(f"{self.path or 'the card'} is {shown(self.given)}; allowed: {allowed}")

    # ---- what consists of others ----

    def record(self) -> Mapping[str, object]:
        if not isinstance(self.given, Mapping):
            raise self.refused("a JSON object")
        return self.given

    def entry(self, name: str) -> Value:
        """The entry of that name, which must be there."""
        record = self.record()
        if name not in record:
            raise CardError(f"{self.path or 'the card'} has no {name!r}")
        return Value(record[name], f"{self.path}.{name}" if self.path else name, self.lenient)

    def part(self, name: str, read: Callable[[Value], Part]) -> Part | None:
        """The entry of that name as `read` returns it; None if it is missing or null, or damaged and lenient."""
        return self.entry(name).if_there(read) if name in self.record() else None

    def if_there(self, read: Callable[[Value], Part]) -> Part | None:
        """This value as `read` returns it; None if it is null, or damaged and lenient."""
        if self.given is None:
            return None
        try:
            return read(self)
        except CardError:
            if self.lenient:
                return None
            raise

    def by_name(self, read: Callable[[Value], Part]) -> dict[str, Part]:
        """Every entry as `read` returns it, without those that `if_there` calls missing."""
        values = {
            name: Value(given, f"{self.path}[{shown(name)}]", self.lenient) for name, given in self.others(()).items()
        }
        parts = {name: value.if_there(read) for name, value in values.items()}
        return {name: part for name, part in parts.items() if part is not None}

    def others(self, known: Collection[str]) -> dict[str, object]:
        """The entries of other names than these, as they are."""
        unnamed = next((name for name in self.record() if not isinstance(name, str)), None)
        if unnamed is not None and not self.lenient:
            raise CardError(
                f"{self.path or 'the card'} has an entry named {shown(unnamed)}; allowed: names that are text"
            )
        return {name: given for name, given in self.record().items() if isinstance(name, str) and name not in known}

    def items(self, length: int | None = None) -> list[Value]:
        """The items of a list; length: how many there must be, if only one number of them makes sense."""
        if not isinstance(self.given, Sequence) or isinstance(self.given, (str, bytes)):
            raise self.refused("a list")
        if length is not None and len(self.given) != length:
            raise CardError(f"{self.path} has {len(self.given)} items; allowed: {length}")
        return [Value(given, f"{self.path}[{index}]", self.lenient) for index, given in enumerate(self.given)]

    def rows(self, read: Callable[[Value], Part]) -> tuple[Part, ...]:
        """Every item of a list as `read` returns it."""
        return tuple(read(item) for item in self.items())

    # ---- what does not ----

    def number(self, low: float = 0.0, high: float = 1.0, allowed: str = "") -> float:
        """A number from low to high: as it was given, whole or not."""
        if not isinstance(self.given, (int, float)) or isinstance(self.given, bool) or not low <= self.given <= high:
            raise self.refused(allowed or f"{low:g} to {high:g}")
        return self.given

    def share(self) -> float:
        """A number from 0 to 1."""
        return self.number()

    def amount(self) -> float:
        """A number, 0 or more."""
        return self.number(0, LARGEST, "a number, 0 or more")

    def count(self) -> int:
        """A whole number, 0 or more."""
        if not isinstance(self.given, int) or isinstance(self.given, bool) or not 0 <= self.given <= LARGEST:
            raise self.refused("a whole number, 0 or more")
        return self.given

    def digit(self) -> int:
        """A whole number from 0 to 9."""
        if self.count() >= CLASSES:
            raise self.refused(f"a digit, 0 to {CLASSES - 1}")
        return self.count()

    def text(self) -> str:
        if not isinstance(self.given, str):
            raise self.refused("text")
        return self.given

    def flag(self) -> bool:
        if not isinstance(self.given, bool):
            raise self.refused("true or false")
        return self.given
