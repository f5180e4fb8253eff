"""Styles of writing that can be kept from a network while it learns, so as to see how it reads what it never met.

A style is a way to write a digit, by a hand. A fifth of all ways at a time is one family: ways that stand side by side
in `lenetlab.ALL_GLYPHS` resemble one another, so that a family is foreign as a whole. Hands are kept aside by how they
lean, by their proportions and by their haste.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Protocol

import numpy as np

from lenetlab import ALL_GLYPHS, Glyph, Hand, any_hand

FAMILIES = 5


class Styles(Protocol):
    """Some of all styles."""

    def hold(self, digit: int, glyph: Glyph, hand: Hand) -> bool:
        """Whether this way to write the digit, by this hand, is one of them."""


@dataclass(frozen=True)
class Family:
    """The fifth of the ways to write each digit that has this number, 0 to 4."""

    number: int

    def hold(self, digit: int, glyph: Glyph, hand: Hand) -> bool:
        ways = ALL_GLYPHS[digit]
        return ways.index(glyph) * FAMILIES // len(ways) == self.number


@dataclass(frozen=True)
class HandRange:
    """All hands whose trait, a field of `lenetlab.Hand`, lies from low up to, but not at, high."""

    trait: str
    low: float = -inf
    high: float = inf

    def hold(self, digit: int, glyph: Glyph, hand: Hand) -> bool:
        return self.low <= float(getattr(hand, self.trait)) < self.high


@dataclass(frozen=True)
class All:
    """Every style."""

    def hold(self, digit: int, glyph: Glyph, hand: Hand) -> bool:
        return True


@dataclass(frozen=True)
class Others:
    """Every style but these."""

    aside: Styles

    def hold(self, digit: int, glyph: Glyph, hand: Hand) -> bool:
        return not self.aside.hold(digit, glyph, hand)


def any_way(digit: int, rng: np.random.Generator) -> Glyph:
    """One of the ways to write this digit, each as often as people write it so."""
    ways = ALL_GLYPHS[digit]
    often = np.array([way.often for way in ways])
    return ways[int(rng.choice(len(ways), p=often / often.sum()))]


def style_of(styles: Styles, digit: int, rng: np.random.Generator) -> tuple[Glyph, Hand]:
    """A way to write the digit and a hand that writes it, drawn again until they are of these styles."""
    while True:
        glyph, hand = any_way(digit, rng), any_hand(rng)
        if styles.hold(digit, glyph, hand):
            return glyph, hand


# Each range holds between an eighth and a quarter of all hands.
KEPT_ASIDE: dict[str, Styles] = {
    **{f"ways {number + 1} of {FAMILIES}": Family(number) for number in range(FAMILIES)},
    "leaning far forward": HandRange("slant", low=0.32),
    "leaning back": HandRange("slant", high=-0.06),
    "narrow": HandRange("aspect", high=0.5),
    "wide": HandRange("aspect", low=0.78),
    "hasty": HandRange("looseness", low=0.036),
}
