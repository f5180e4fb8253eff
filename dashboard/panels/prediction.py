"""The prediction: the digit, how sure the network is, the three likeliest digits, and the saliency overlay.

Its answer also says what was read, in a store that the stages wait for: so the prediction is always shown first.
"""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from dashboard import figures, ids
from dashboard.panels.controls import SETTING_INPUTS
from dashboard.reading import BLANK_HINT, reading_or_hint
from dashboard.state import Settings
from dashboard.widgets import GRAPH_CONFIG, aria, region

NO_DIGIT = "–"
NOT_A_DIGIT = "This does not look like a digit."
SALIENCY_HELP = "Where a little more ink would raise the score of this digit (orange) or lower it (blue)."


@dataclass(frozen=True, eq=False)
class Answer:
    """What the panel shows. digit: "0" to "9", or a dash when there is none; hint: then says why."""

    digit: str
    confidence: str
    top: list[tuple[int, float]]
    saliency: go.Figure
    hint: str


def layout() -> html.Section:
    readout = html.Div(
        [
            html.Div(
                [html.Span(NO_DIGIT, id=ids.PREDICTION), html.Span(id=ids.CONFIDENCE)],
                className="readout",
                **aria(live="polite", atomic="true"),
            ),
            html.P(BLANK_HINT, id=ids.HINT, className="hint", role="status"),
            html.Ol(id=ids.TOP, className="top", **aria(label="The three likeliest digits")),
        ],
        className="prediction-text",
    )
    graph = dcc.Graph(id=ids.SALIENCY, figure=figures.empty_figure(), config=GRAPH_CONFIG, responsive=True)
    saliency = html.Figure(
        [
            html.Div(graph, className="saliency-frame", role="img", **aria(label="Saliency of the predicted digit")),
            html.Figcaption([html.Strong("Saliency. "), SALIENCY_HELP]),
        ],
        className="saliency",
    )
    body = html.Div([readout, saliency], className="prediction-body")
    return region("Prediction", body, dcc.Store(id=ids.READ_STORE), class_name="prediction")


def register(app: Dash) -> None:
    @app.callback(
        Output(ids.PREDICTION, "children"),
        Output(ids.CONFIDENCE, "children"),
        Output(ids.TOP, "children"),
        Output(ids.SALIENCY, "figure"),
        Output(ids.HINT, "children"),
        Output(ids.READ_STORE, "data"),
        Input(ids.DRAWING_STORE, "data"),
        *SETTING_INPUTS,
    )
    def answer_prediction(canvas: object, *values: object) -> tuple[object, ...]:
        answer = answer_to(canvas, Settings.from_page(*values))
        doubtful = answer.digit == NO_DIGIT
        rows = [top_row(digit, probability, doubtful) for digit, probability in answer.top]
        return answer.digit, answer.confidence, rows, answer.saliency, answer.hint, [canvas, *values]


def answer_to(canvas: object, settings: Settings) -> Answer:
    """Read what the page sent; what cannot be read is answered with a hint that says why, never an exception."""
    reading = reading_or_hint(canvas, settings)
    if isinstance(reading, str):
        return Answer(NO_DIGIT, "", [], figures.empty_figure(), reading)
    top = reading.trace.top(3)
    centred = next(step.image for step in reading.steps if step.name == "centre")
    saliency = figures.saliency_figure(centred, reading.saliency.numpy())
    if not reading.is_digit:
        return Answer(NO_DIGIT, "", top, saliency, f"{NOT_A_DIGIT} Of the ten digits, {top[0][0]} comes nearest.")
    return Answer(str(top[0][0]), f"{percent(top[0][1])} sure", top, saliency, "")


def top_row(digit: int, probability: float, doubtful: bool) -> html.Li:
    bar = html.Span(html.Span(style={"width": f"{probability:.2%}"}), className="top-bar", **aria(hidden="true"))
    return html.Li(
        [html.Span(str(digit), className="top-digit"), bar, html.Span(percent(probability))],
        className="doubtful" * doubtful,
    )


def percent(probability: float) -> str:
    """A probability for reading: never a rounded 100 % that is not one, nor a 0 % that is not none."""
    if probability >= 0.9995:
        return "> 99.9 %"
    return "< 0.1 %" if probability < 0.0005 else f"{100 * probability:.1f} %"
