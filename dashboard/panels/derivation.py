"""The number that the learner has chosen (a click, a tap, Enter): how it came about, term by term."""

from __future__ import annotations

from collections.abc import Mapping

from dash import Dash, html

from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.reading import reading_or_hint
from dashboard.reading.state import ReadingQuestion
from dashboard.stages.derivation import chosen, derivation_of
from dashboard.widgets import aria


def layout() -> html.Div:
    return html.Div(id=ids.DERIVATION, className="derivation instead", **aria(live="polite"))


def register(app: Dash) -> None:
    @answers(app, contract.DERIVATION)
    def answer_derivation(question: object) -> dict[str, object] | None:
        asked = ReadingQuestion.from_json(question)
        reading = reading_or_hint(asked.drawing, asked.settings)
        place = chosen(question) if isinstance(question, Mapping) else None
        return None if place is None or isinstance(reading, str) else derivation_of(reading, *place)
