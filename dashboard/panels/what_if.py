"""What would change the answer: the drawing without each of its strokes, and a little more or less ink at each pixel.

`opener()` stands beside the prediction; the panel takes the place of the explanation until it is closed. Removing and
moving a stroke change the drawing itself, so Undo, the link, the report and all else know of it.
"""

from __future__ import annotations

from dataclasses import replace

from dash import Dash, html

from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.edits import NUDGE
from dashboard.reading.reading import digit_or_hint
from dashboard.reading.state import CanvasState, ReadingQuestion
from dashboard.stages.what_if import nudge_json, strokes_json
from dashboard.texts import what_if as words
from dashboard.widgets import opener_of


def opener() -> html.Button:
    return opener_of(ids.WHAT_IF, words.OPEN, words.OPEN_TITLE, id=ids.WHAT_IF_OPEN, className="tool ask", hidden=True)


def layout() -> html.Div:
    return html.Div(id=ids.WHAT_IF, className="what-if instead")


def register(app: Dash) -> None:
    @answers(app, contract.WHAT_IF)
    def answer_what_if(question: object) -> dict[str, object] | str:
        asked = without_nudge(ReadingQuestion.from_json(question))
        reading = digit_or_hint(asked, words.NO_ANSWER)
        if isinstance(reading, str):
            return reading
        return {
            "title": words.TITLE.format(digit=reading.trace.prediction),
            **strokes_json(CanvasState.from_json(asked.drawing), reading, asked.settings),
            "nudge": nudge_json(reading.trace),
        }


def without_nudge(asked: ReadingQuestion) -> ReadingQuestion:
    """About the drawing as it was drawn: what would change its answer is asked of that."""
    drawing = asked.drawing
    if not isinstance(drawing, dict) or not isinstance(drawing.get("edits"), list):
        return asked
    edits = [edit for edit in drawing["edits"] if not (isinstance(edit, dict) and edit.get("name") == NUDGE)]
    return replace(asked, drawing={**drawing, "edits": edits})
