"""Which pixels carry an answer: a map by each of the library's methods, and each map put to the test.

The maps of all methods come in one answer, the checks of a method when it is looked at. They take the place of the
explanation until they are closed; the map in view lies over the drawing, where else the saliency does.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import Dash, html

import lenetlab as ll
from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.errors import StateError, is_digit, shortened
from dashboard.reading.reading import digit_or_hint, reading_or_hint
from dashboard.reading.state import ReadingQuestion
from dashboard.stages.attribution import checks_json, maps_json
from dashboard.texts import attribution as words
from dashboard.widgets import data, opener_of


def opener() -> html.Button:
    return opener_of(ids.ATTRIBUTION, words.OPEN, words.OPEN_TITLE, className="text-button", **data(attribution=""))


def layout() -> html.Div:
    return html.Div(id=ids.ATTRIBUTION, className="attribution instead")


def register(app: Dash) -> None:
    @answers(app, contract.ATTRIBUTION)
    def answer_attribution(question: object) -> dict[str, object] | str:
        asked, digit = ReadingQuestion.from_json(question), checked_digit(question)
        reading = digit_or_hint(asked, words.NO_ANSWER)
        return reading if isinstance(reading, str) else maps_json(reading, digit)

    @answers(app, contract.ATTRIBUTION_CHECK)
    def answer_attribution_check(question: object) -> dict[str, object] | str:
        asked, digit = ReadingQuestion.from_json(question), checked_digit(question)
        method = checked_method(question)
        reading = reading_or_hint(asked.drawing, asked.settings)
        return (
            reading if isinstance(reading, str) else checks_json(reading.trace, asked.settings.weights, method, digit)
        )


def checked_digit(question: object) -> int | None:
    """The digit whose logit is looked at; None for the answer. Raises StateError for anything else."""
    digit = question.get("digit") if isinstance(question, Mapping) else None
    if digit is None or is_digit(digit):
        return digit
    raise StateError(f"digit is {shortened(digit)}; allowed: 0 to {ll.CLASSES - 1}, or none")


def checked_method(question: object) -> str:
    """Raises StateError for what is none of the library's methods."""
    method = question.get("method") if isinstance(question, Mapping) else None
    if isinstance(method, str) and method in ll.METHODS:
        return method
    raise StateError(f"method is {shortened(method)}; allowed: {', '.join(ll.METHODS)}")
