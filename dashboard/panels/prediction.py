"""The prediction: the digit, how sure the network is, the three likeliest digits, and the saliency over the digit.

The page asks for a reading whenever the drawing or the settings change. The answer to a whole question has everything
that is shown of it: the prediction, a note on the settings, and where they are asked for the stages and their kernels.
"""

from __future__ import annotations

import numpy as np
from dash import Dash, dcc, html

from dashboard import contract, ids
from dashboard.figures import heatmaps
from dashboard.panels.controls import note_of
from dashboard.questions import answers
from dashboard.reading.reading import Reading, reading_or_hint
from dashboard.reading.state import ReadingQuestion
from dashboard.stages.kernels import kernels_of
from dashboard.stages.stages import stages_json
from dashboard.texts import prediction as words
from dashboard.texts.numbers import probability_percent
from dashboard.widgets import GRAPH_CONFIG, aria, region

CANDIDATES = 3


def layout() -> html.Section:
    readout = html.Div(
        [
            html.Div(
                [html.Span(words.NO_DIGIT, id=ids.PREDICTION), html.Span(id=ids.CONFIDENCE)],
                className="readout",
                **aria(live="polite", atomic="true"),
            ),
            html.P(words.BLANK, id=ids.HINT, className="hint", role="status"),
            html.Ol(id=ids.TOP, className="top", **aria(label=words.TOP)),
        ],
        className="prediction-text",
    )
    graph = dcc.Graph(id=ids.SALIENCY, figure=heatmaps.empty_saliency_figure(), config=GRAPH_CONFIG, responsive=True)
    saliency = html.Figure(
        [
            html.Div(graph, className="saliency-frame", role="img", **aria(label=words.SALIENCY_NAME)),
            html.Figcaption([html.Strong(f"{words.SALIENCY}. "), words.SALIENCY_HELP]),
        ],
        className="saliency",
    )
    return region(
        "prediction",
        words.REGION,
        html.Div([readout, saliency], className="prediction-body"),
        class_name="prediction",
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
        "note": None if question.live else note_of(question.settings),
        "stages": None if isinstance(reading, str) or not question.stages else stages_json(reading),
        "kernels": kernels_of(question.settings) if question.kernels else None,
    }
    return str(prediction["digit"]), answer


def prediction_of(reading: Reading | str, live: bool = False) -> dict[str, object]:
    """What the panel shows of a reading, or of the words that say why there is none.

    live: a stroke is still being drawn, so nobody is told yet that it does not look like a digit.
    """
    if isinstance(reading, str):
        return {
            "digit": words.NO_DIGIT,
            "confidence": "",
            "top": [],
            "doubtful": False,
            "hint": reading,
            "saliency": None,
        }
    top = reading.trace.top(CANDIDATES)
    digit, probability = top[0]
    doubtful = not reading.is_digit
    return {
        "digit": words.NO_DIGIT if doubtful else str(digit),
        "confidence": "" if doubtful else words.SURE.format(percent=probability_percent(probability)),
        "top": [{"digit": d, "text": probability_percent(p), "share": round(p, 4)} for d, p in top],
        "doubtful": doubtful,
        "hint": words.NOT_A_DIGIT.format(nearest=digit) if doubtful and not live else "",
        "saliency": saliency_of(reading),
    }


def saliency_of(reading: Reading) -> dict[str, object]:
    """The numbers that the page draws over each other: the centred ink, the saliency, and its largest magnitude."""
    saliency = reading.saliency.numpy().astype(np.float32)
    return {
        "ink": heatmaps.packed(reading.step("centre").image),
        "saliency": heatmaps.packed(saliency),
        "bound": heatmaps.bound_of(saliency),
    }
