"""Records that hold one part for each stage, and are indexed by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from lenetlab.trace import entry_of

T = TypeVar("T")


class ByStage(Mapping[str, T]):
    """A mapping from the name of each stage, in forward order, to what belongs to it."""

    stages: Mapping[str, T]

    def __getitem__(self, stage: str) -> T:
        """The stage of that name. Raises UnknownStageError (a KeyError) that lists all stages."""
        return entry_of(self.stages, stage)

    def __iter__(self) -> Iterator[str]:
        return iter(self.stages)

    def __len__(self) -> int:
        return len(self.stages)
