"""What if the network were another: the learner changes kernels, weights, channels and units, and everything follows.

A change is part of what is read, as a stroke is: it comes with every question, and Undo, the link, the report and the
lines of Python know of it. The page's own code makes the editor and puts the changed kernels in the place of those that
the server sent; the server counts what the changed network reads of 1,000 test digits.
"""

from __future__ import annotations

from dash import Dash, html

from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.parts import checked_part
from dashboard.reading.state import CanvasState, ReadingQuestion
from dashboard.stages.changes import read_of_test_digits
from dashboard.texts import changes as words
from dashboard.widgets import data, opener_of


def opener() -> html.Button:
    return opener_of(ids.CHANGES, words.OPEN, words.OPEN_TITLE, className="text-button", **data(changes=""))


def chip() -> html.Button:
    """Says that the network is changed, wherever the visitor is; hidden where it is not."""
    return opener_of(
        ids.CHANGES, "", words.CHIP_TITLE, id=ids.CHANGES_CHIP, className="tool chip", hidden=True, **data(changes="")
    )


def layout() -> html.Div:
    return html.Div(id=ids.CHANGES, className="changes instead")


def register(app: Dash) -> None:
    @answers(app, contract.CHANGED)
    def answer_changed(question: object) -> dict[str, int] | str:
        asked = ReadingQuestion.from_json(question)
        part = checked_part(question, contract.COUNTED_PARTS)
        return read_of_test_digits(CanvasState.from_json(asked.drawing).edits, asked.settings, part)
