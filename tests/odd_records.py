"""JSON records with something odd in them, for Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st


def put_anywhere(record: Any, odd: object, data: st.DataObject) -> None:
    """Replace one value anywhere in a record by something odd, or leave it out."""
    place = record
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        inner = place[key]
        if not isinstance(inner, (dict, list)) or not inner or data.draw(st.integers(0, 3)) == 0:
            break
        place = inner
    if data.draw(st.booleans()):
        place[key] = odd
    else:
        del place[key]
