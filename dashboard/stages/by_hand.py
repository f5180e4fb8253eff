"""What of a stage the visitor has set, so that nothing is said of it as if the network had computed it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.reading.reading import Reading
from dashboard.texts import changes as words
from dashboard.texts.numbers import fixed


@dataclass(frozen=True)
class ByHand:
    """units: the channels or units that were set. says: of one of them. summary: of the stage."""

    units: tuple[int, ...]
    says: str
    summary: str


def by_hand_of(reading: Reading, name: str) -> ByHand | None:
    """None where all of the stage is as the network computes it."""
    if name == "input" and reading.nudge:
        said = words.NUDGED_HERE.format(share=fixed(100 * reading.nudge, 1))
        return ByHand((0,), said, words.NUDGED_STAGE.format(said=said))
    where = reading.trace.replaced.get(f"{name}.output")  # (C, H, W) or (D,)
    if where is None:
        return None
    units = where.flatten(1).all(1) if where.ndim == 3 else where
    found = tuple(units.nonzero().flatten().tolist())
    listed = ", ".join(map(str, found))
    template = words.SET_CHANNELS if where.ndim == 3 else words.SET_UNITS
    return ByHand(found, words.SET_HERE, template.format(units=listed))
