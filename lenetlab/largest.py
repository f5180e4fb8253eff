"""The largest of some numbers, as every record that lists its largest parts asks for them."""

from __future__ import annotations

from torch import Tensor

from lenetlab.drawing import shown
from lenetlab.whole_numbers import whole_number


def largest_first(values: Tensor, n: object) -> Tensor:
    """The places of the n largest magnitudes, largest first, of equals the first; all of them, where there are fewer.

    values: (N,). Raises ValueError where n is no whole number from 0.
    """
    number = whole_number(n)
    if number is None or number < 0:
        raise ValueError(f"n is {shown(n)}; allowed: a whole number from 0")
    return values.abs().argsort(descending=True, stable=True)[:number]
