"""What figures make of the contract's colours."""

from __future__ import annotations

from dashboard.contract import COLOURS


def translucent(colour: str, opacity: float) -> str:
    """A colour #rrggbb through which so much of what lies below is seen. opacity: 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def grey(opacity: float) -> str:
    """Grey that is seen on light and on dark."""
    return translucent(COLOURS.neutral, opacity)
