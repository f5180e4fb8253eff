"""Whole numbers as users bring them: Python's own, NumPy's and PyTorch's."""

from __future__ import annotations

import operator


def whole_number(value: object) -> int | None:
    """The whole number that a value is, whichever library it is of; None for anything else.

    True and False are none, and neither is an array or tensor with an axis, though it held a single number.
    """
    is_boolean = isinstance(value, bool) or "bool" in str(getattr(value, "dtype", ""))
    if is_boolean or len(getattr(value, "shape", ())):
        return None
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except (TypeError, RuntimeError):  # RuntimeError: a tensor without numbers, on the device "meta"
        return None
