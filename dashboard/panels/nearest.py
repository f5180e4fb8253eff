"""The test digits that the network sees most like the drawing, folded below the reasons for its answer."""

from __future__ import annotations

from dash import Dash

import lenetlab as ll
from dashboard import contract
from dashboard.questions import answers
from dashboard.reading.parts import checked_part
from dashboard.reading.reading import reading_or_hint
from dashboard.reading.state import ReadingQuestion
from dashboard.stages.nearest import nearest_in
from dashboard.texts import nearest as words


def register(app: Dash) -> None:
    @answers(app, contract.NEAREST)
    def answer_nearest(question: object) -> list[dict[str, object]] | str:
        asked, part = ReadingQuestion.from_json(question), checked_part(question, contract.NEAREST_PARTS)
        if not ll.has_mnist("test"):
            return words.NO_MNIST
        reading = reading_or_hint(asked.drawing, asked.settings)
        return reading if isinstance(reading, str) else nearest_in(reading, asked.settings.weights, part)
