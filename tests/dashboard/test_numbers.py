"""How numbers are written on the page."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.heatmaps import PLAIN_LAYOUT
from dashboard.texts import numbers
from dashboard.texts.numbers import (
    equals_percent,
    fixed,
    percent,
    power_of_ten,
    probability_percent,
    significant,
    whole,
)

BLANK = "\u00a0"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (whole(47_154), "47,154"),
        (whole(-3), "−3"),
        (fixed(-7.644, 2), "−7.64"),
        (fixed(1_234.5, 1), "1,234.5"),
        (fixed(-0.004, 2), "0.00"),
        (significant(-1.2e-07), "−1.2·10⁻⁷"),
        (significant(4.526e10, 4), "4.526·10¹⁰"),
        (significant(0.30814, 3), "0.308"),
        (significant(12.0), "12"),
        (power_of_ten(0.00012345, 3), "1.234·10⁻⁴"),
    ],
)
def test_numbers_are_written_with_the_signs_of_the_page(text: str, written: str) -> None:
    assert text == written


@given(st.floats(-2, 2), st.integers(0, 6))
def test_what_is_rounded_to_zero_has_no_sign_and_what_is_below_has_one(number: float, places: int) -> None:
    written = fixed(number, places)
    is_zero = not written.strip("−0.")
    assert written.startswith("−") == (number < 0 and not is_zero)
    assert not percent(-abs(number) / 10**9, 2).startswith("−")


def test_another_language_sets_its_signs_in_one_place() -> None:
    """The signs are read when the module is made, so a module made with others writes all numbers with them."""
    source = inspect.getsource(numbers)
    for sign, other in (('DECIMAL = "."', 'DECIMAL = ","'), ('THOUSANDS = ","', 'THOUSANDS = "."')):
        assert source.count(sign) == 1
        source = source.replace(sign, other)
    german: dict[str, Any] = {"__name__": "german"}
    exec(source, german)
    assert german["whole"](47_154) == "47.154"
    assert german["fixed"](-1_234.5, 2) == "−1.234,50"
    assert german["percent"](0.9953) == f"99,53{BLANK}%"
    assert german["probability_percent"](1.0) == "> 99,9 %"
    assert german["SEPARATORS"] == ",."
    assert german["CLIENT"] == {"decimal": ",", "thousands": ".", "minus": "−"}


def test_plotly_writes_numbers_with_the_same_signs() -> None:
    assert PLAIN_LAYOUT["separators"] == numbers.DECIMAL + numbers.THOUSANDS


@pytest.mark.parametrize(
    ("share", "places", "written"), [(0.9953, 2, "99.53"), (0.9953, 1, "99.5"), (0.5, 0, "50"), (0, 1, "0.0")]
)
def test_a_percent_sign_stays_with_its_number(share: float, places: int, written: str) -> None:
    assert percent(share, places) == f"{written}{BLANK}%"


@pytest.mark.parametrize(
    ("probability", "written"),
    [(1, "> 99.9"), (0.9996, "> 99.9"), (0.9994, "99.9"), (0.123, "12.3"), (0.0004, "< 0.1"), (0, "< 0.1")],
)
def test_a_probability_at_a_glance_is_neither_all_nor_nothing(probability: float, written: str) -> None:
    assert probability_percent(probability) == f"{written} %"


@pytest.mark.parametrize(
    ("share", "written"),
    [(1, "≈ 100"), (0.999998, "= 99.9998"), (0.99994, "= 99.99"), (0.5, "= 50.00"), (0.00001, "= 0.00")],
)
def test_an_equals_percentage_has_as_many_places_as_it_takes(share: float, written: str) -> None:
    assert equals_percent(share) == f"{written}{BLANK}%"


@given(st.floats(0, 1))
def test_what_is_less_than_all_never_equals_all(share: float) -> None:
    sign, number, _ = equals_percent(share).replace(BLANK, " ").split()
    assert (sign == "=") == (float(number) < 100)
