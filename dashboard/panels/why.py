"""Why this digit and not that one: what of every stage speaks for the answer and against it, as sums that come out.

`opener()` stands beside the prediction; the reasons take the place of the explanation until they are closed.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import Dash, html

import lenetlab as ll
from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.errors import StateError, is_digit, shortened
from dashboard.reading.reading import digit_or_hint
from dashboard.reading.state import ReadingQuestion
from dashboard.stages.contrast import reasons
from dashboard.texts import why as words
from dashboard.widgets import opener_of

RUNNER_UP = "runner-up"


def opener() -> html.Button:
    """Hidden as long as no digit is read. Its name has the digit, so the page's own code writes it."""
    return opener_of(ids.WHY, "", words.OPEN_TITLE, id=ids.WHY_OPEN, className="tool ask", hidden=True)


def layout() -> html.Div:
    return html.Div(id=ids.WHY, className="why-panel instead")


def register(app: Dash) -> None:
    @answers(app, contract.WHY)
    def answer_why(question: object) -> dict[str, object] | str:
        asked = ReadingQuestion.from_json(question)
        against = checked_against(question)
        reading = digit_or_hint(asked, words.NO_ANSWER)
        return reading if isinstance(reading, str) else reasons(reading.trace, rival(reading.trace, against))


def checked_against(question: object) -> int | str | None:
    """What the digit is compared with: another one, the runner-up, or nothing. Raises StateError for anything else."""
    against = question.get("against", RUNNER_UP) if isinstance(question, Mapping) else RUNNER_UP
    if against is None or against == RUNNER_UP or is_digit(against):
        return against
    raise StateError(f"against is {shortened(against)}; allowed: 0 to {ll.CLASSES - 1}, {RUNNER_UP!r}, or none")


def rival(trace: ll.Trace, against: int | str | None) -> int | None:
    """The digit that is asked for; the runner-up where that is the answer itself."""
    if against is None:
        return None
    return trace.top(2)[1][0] if against in (RUNNER_UP, trace.prediction) else int(against)
