"""How numbers are written, in every text of the page."""

from __future__ import annotations

import re

DECIMAL = "."
THOUSANDS = ","
MINUS = "−"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+")
MOST_PLACES = 6


def typeset(text: str) -> str:
    """The text with real minus signs and powers of ten: −1.2·10⁻⁷ for -1.2e-07."""
    powers = re.sub(r"(?<=\d)e([-+])0*(\d+)", lambda e: f"·10{(e[1] + e[2]).translate(RAISED)}", text)
    return re.sub(r"-(?=\d)", "−", powers)


def percent(share: float, places: int = 2) -> str:
    return f"{100 * share:.{places}f}\u00a0%"  # no line may end before the sign


def equals_percent(share: float) -> str:
    """= 99.53 %, with as many places as it takes (two to six) not to round it to 100; where six do, ≈ 100 %."""
    places = next((n for n in range(2, MOST_PLACES + 1) if round(100 * share, n) < 100), None)
    return f"≈ {percent(1, 0)}" if places is None else f"= {percent(share, places)}"


def probability_percent(probability: float) -> str:
    """A probability at a glance: never a rounded 100 % that is not one, nor a 0 % that is not none."""
    if probability >= 0.9995:
        return "> 99.9 %"
    return "< 0.1 %" if probability < 0.0005 else f"{100 * probability:.1f} %"


def whole(number: int) -> str:
    """A whole number with a sign between its thousands: 47,154."""
    return f"{number:,}".replace(",", THOUSANDS).replace("-", MINUS)


# What the page's scripts write numbers with.
CLIENT: dict[str, str] = {"decimal": DECIMAL, "thousands": THOUSANDS, "minus": MINUS}
