"""The prediction: the digit, how sure the network is, the probabilities of all ten digits, and the saliency.

The page asks for a reading whenever the drawing or the settings change. The answer to a whole question has everything
that is shown of it: the prediction, a note on the settings, and where they are asked for the stages and their kernels.
"""

from __future__ import annotations

import numpy as np
from dash import Dash, html

import lenetlab as ll
from dashboard import contract, ids
from dashboard.figures import heatmaps
from dashboard.figures.colours import symmetric_ends
from dashboard.panels import what_if, why
from dashboard.panels.controls import note_of
from dashboard.questions import answers
from dashboard.reading.edits import in_force
from dashboard.reading.errors import StateError
from dashboard.reading.placement import place_of_input
from dashboard.reading.reading import Reading, reading_or_hint
from dashboard.reading.state import CanvasState, ReadingQuestion
from dashboard.stages.kernels import kernels_of
from dashboard.stages.stages import stages_json
from dashboard.texts import prediction as words
from dashboard.texts.numbers import probability_percent
from dashboard.widgets import aria, data, region


def layout() -> html.Section:
    """All of it is there from the start, so that nothing moves when an answer comes or goes."""
    readout = html.Div(
        [
            html.Span(words.NO_DIGIT, id=ids.PREDICTION),
            html.Div(
                [html.Span(id=ids.CONFIDENCE), html.P(words.BLANK, id=ids.HINT, className="hint", role="status")],
                className="sure",
            ),
        ],
        className="readout",
        **aria(live="polite", atomic="true"),
    )
    asks = html.Div([why.opener(), what_if.opener()], className="asks")
    rows = [row(digit) for digit in range(ll.CLASSES)]
    top = html.Ul(rows, id=ids.TOP, className="top", **aria(label=words.TOP))
    return region(
        "prediction",
        words.REGION,
        html.Div([readout, asks, top], className="prediction-text"),
        class_name="prediction",
    )


def row(digit: int) -> html.Li:
    """One digit with its bar, which the stylesheet draws, and its probability."""
    return html.Li(
        [html.Span(str(digit), className="digit"), " ", html.Span(className="share")], **data(digit=str(digit))
    )


def register(app: Dash) -> None:
    @answers(app, contract.READING)
    def answer_reading(question: object) -> tuple[str, dict[str, object]]:
        return answer_to(ReadingQuestion.from_json(question))


def answer_to(question: ReadingQuestion) -> tuple[str, dict[str, object]]:
    """The digit, and everything else that the page shows of this reading."""
    reading = reading_or_hint(question.drawing, question.settings)
    prediction = prediction_of(reading, question.live)
    answer: dict[str, object] = {
        "prediction": prediction,
        "note": None if question.live else note_of(question.settings, changes_in(question)),
        "stages": None if isinstance(reading, str) or not question.stages else stages_json(reading),
        "kernels": kernels_of(question.settings) if question.kernels else None,
    }
    return str(prediction["digit"]), answer


def changes_in(question: ReadingQuestion) -> int:
    """How many of the visitor's changes are in force; none where what was sent is no drawing, which the hint says."""
    try:
        edits = CanvasState.from_json(question.drawing).edits if question.drawing else ()
    except (StateError, ll.DrawingError):
        return 0
    return len(in_force(edits, question.settings))


def prediction_of(reading: Reading | str, live: bool = False) -> dict[str, object]:
    """What the panel shows of a reading, or of the words that say why there is none.

    live: a stroke is still being drawn, so nobody is told yet that it does not look like a digit.
    """
    if isinstance(reading, str):
        return {
            "digit": words.NO_DIGIT,
            "confidence": "",
            "probabilities": [],
            "doubtful": False,
            "hint": reading,
            "saliency": None,
        }
    digit, probability = reading.trace.top(1)[0]
    doubtful = not reading.is_digit
    return {
        "digit": words.NO_DIGIT if doubtful else str(digit),
        "confidence": "" if doubtful else words.SURE.format(percent=probability_percent(probability)),
        "probabilities": probabilities_of(reading),
        "doubtful": doubtful,
        "hint": words.FORCED if doubtful and not live else "",
        "saliency": saliency_of(reading),
    }


def probabilities_of(reading: Reading) -> list[dict[str, object]]:
    """All ten digits from 0 to 9. rank: 1 for the likeliest."""
    ranked = reading.trace.top(ll.CLASSES)
    ranks = {digit: rank for rank, (digit, _) in enumerate(ranked, start=1)}
    return [
        {"digit": digit, "text": probability_percent(share), "share": round(share, 4), "rank": ranks[digit]}
        for digit, share in sorted(ranked)
    ]


def saliency_of(reading: Reading) -> dict[str, object]:
    """What the page paints over the canvas: the saliency, its largest magnitude, and where on the canvas it lies."""
    saliency = reading.saliency.numpy().astype(np.float32)
    return {
        "values": heatmaps.packed(saliency),
        "bound": symmetric_ends(saliency)[1],
        "place": place_of_input(reading.steps),
    }
