"""Why no digit can be read from an input. The messages say what was found, and what would do."""

from __future__ import annotations


class InputError(ValueError):
    """No digit can be read from this input."""


class BlankInputError(InputError):
    """No ink stands out from the background."""


class FullInputError(InputError):
    """A drawing is ink nearly everywhere."""


class SmallInputError(InputError):
    """The ink of a picture is too small for a digit."""


class SeveralDigitsError(InputError):
    """Several separate digits stand in a picture."""
