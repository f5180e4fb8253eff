"""Translucent colours and greys for figures, made from the contract's colours."""

from __future__ import annotations

from dashboard.contract import COLOURS


def translucent(colour: str, opacity: float) -> str:
    """The colour #rrggbb with this opacity, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def grey(opacity: float) -> str:
    """Grey that stands out from a light and from a dark background."""
    return translucent(COLOURS.neutral, opacity)
