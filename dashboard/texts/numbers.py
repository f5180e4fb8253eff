"""How numbers are written, in every text of the page. Its signs are set here alone; other languages have others."""

from __future__ import annotations

DECIMAL = "."
THOUSANDS = ","
MINUS = "−"
PERCENT = "%"
RANGE = "{low} to {high}"
UNBROKEN = "\u00a0"  # a blank at which no line may end

SEPARATORS = DECIMAL + THOUSANDS  # as a layout of Plotly takes them
SIGNS = str.maketrans({".": DECIMAL, ",": THOUSANDS, "-": MINUS})
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+")
MOST_PLACES = 6

# What the page's own code writes numbers with.
CLIENT: dict[str, str] = {"decimal": DECIMAL, "thousands": THOUSANDS, "minus": MINUS}


def whole(number: int) -> str:
    """A whole number, with a sign between its thousands: 47,154."""
    return with_signs(f"{number:,}")


def fixed(number: float, places: int) -> str:
    """A number with so many decimal places: −7.64."""
    return with_signs(f"{number:,.{places}f}")


def significant(number: float, digits: int = 6) -> str:
    """A number with so many significant digits at most, very large and small ones as powers of ten: −1.2·10⁻⁷."""
    return with_signs(f"{number:,.{digits}g}")


def power_of_ten(number: float, places: int) -> str:
    """A number as a power of ten, with so many decimal places: 4.526·10¹⁰."""
    return with_signs(f"{number:.{places}e}")


def with_signs(plain: str) -> str:
    """A number as Python writes it, with the page's signs and raised powers of ten; a zero has no sign."""
    mantissa, _, exponent = plain.partition("e")
    signed = (mantissa if mantissa.strip("-0.,") else mantissa.lstrip("-")).translate(SIGNS)
    if not exponent:
        return signed
    return f"{signed}·10{str(int(exponent)).translate(RAISED)}"


# ---- shares ----


def percent(share: float, places: int = 2) -> str:
    """A share as a percentage; no line ends before its sign."""
    return with_percent_sign(fixed(100 * share, places))


def with_percent_sign(number: str) -> str:
    return f"{number}{UNBROKEN}{PERCENT}"


def equals_percent(share: float) -> str:
    """= 99.53 %, with as many places as it takes (two to six) not to round it to 100; where six do, ≈ 100 %."""
    for places in range(2, MOST_PLACES + 1):
        if round(100 * share, places) < 100:
            return f"= {percent(share, places)}"
    return f"≈ {percent(1, 0)}"


def probability_percent(probability: float) -> str:
    """A probability at a glance: never a rounded 100 % that is not one, nor a 0 % that is not none."""
    if probability >= 0.9995:
        return f"> {fixed(99.9, 1)} {PERCENT}"
    if probability < 0.0005:
        return f"< {fixed(0.1, 1)} {PERCENT}"
    return f"{fixed(100 * probability, 1)} {PERCENT}"
