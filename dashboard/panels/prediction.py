"""The prediction: the digit, how sure the network is, the three likeliest digits, and the saliency overlay.

Its answer also says what was read. Once the digit is on the screen, the page puts that into a store that the stages
wait for: so the prediction is always shown first. While a stroke is still being drawn, nothing goes there, so that the
stages wait for the stroke's end. New settings change all that is shown, so then stages and kernels come in the same
answer. The overlay travels as bare numbers, and the page lays them into its figure after the digit as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update

from dashboard import ids
from dashboard.figures import heatmaps
from dashboard.panels.controls import SETTING_INPUTS, note_of
from dashboard.reading.reading import Reading, reading_or_hint
from dashboard.reading.state import Settings, is_live
from dashboard.stages.kernels import kernels_of
from dashboard.stages.stages import answer_json
from dashboard.texts import prediction as words
from dashboard.texts.numbers import probability_percent
from dashboard.widgets import GRAPH_CONFIG, aria, region

Overlay = dict[str, object]
SETTING_IDS = {entry.component_id for entry in SETTING_INPUTS}


@dataclass(frozen=True, eq=False)
class Answer:
    """What the panel shows. digit: "0" to "9", or a dash when there is none; hint: then says why.

    overlay: the numbers of the saliency figure; None when there is nothing to show.
    """

    digit: str
    confidence: str
    top: list[tuple[int, float]]
    overlay: Overlay | None
    hint: str


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
    graph = dcc.Graph(id=ids.SALIENCY, figure=heatmaps.empty_figure(), config=GRAPH_CONFIG, responsive=True)
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
        dcc.Store(id=ids.READ_STORE),
        dcc.Store(id=ids.SALIENCY_STORE),
        dcc.Store(id=ids.OVERLAY_STORE, data=overlay_frame()),
        class_name="prediction",
    )


def register(app: Dash) -> None:
    @app.callback(
        Output(ids.PREDICTION, "children"),
        Output(ids.CONFIDENCE, "children"),
        Output(ids.TOP, "children"),
        Output(ids.HINT, "children"),
        Output(ids.SALIENCY_STORE, "data"),
        Output(ids.SETTINGS_NOTE, "children"),
        Output(ids.STAGES_STORE, "data"),
        Output(ids.KERNELS_STORE, "data"),
        Input(ids.DRAWING_STORE, "data"),
        *SETTING_INPUTS,
    )
    def answer_prediction(canvas: object, *values: object) -> tuple[object, ...]:
        live = is_live(canvas)
        settings = Settings.from_page(*values)
        reading = reading_or_hint(canvas, settings)
        answer = answer_of(reading, live)
        doubtful = answer.digit == words.NO_DIGIT
        rows = [top_row(digit, probability, doubtful) for digit, probability in answer.top]
        what_was_read = None if live else [canvas, *values]
        overlay = {"live": live, "read": what_was_read, "numbers": answer.overlay}
        note = no_update if live else note_of(settings)
        rest: tuple[object, object] = (no_update, no_update)
        if not live and not isinstance(reading, str) and SETTING_IDS.intersection(ctx.triggered_prop_ids.values()):
            rest = answer_json(reading, [canvas, *values]), kernels_of(settings, values)
        return answer.digit, answer.confidence, rows, answer.hint, overlay, note, *rest

    app.clientside_callback(
        ClientsideFunction("prediction", "overlay"),
        Output(ids.SALIENCY, "figure"),
        Input(ids.SALIENCY_STORE, "data"),
        State(ids.OVERLAY_STORE, "data"),
        prevent_initial_call=True,
    )


def answer_of(reading: Reading | str, live: bool = False) -> Answer:
    """What the panel shows of a reading, or of the words that say why there is none.

    live: a stroke is still being drawn, so nobody is told yet that it does not look like a digit.
    """
    if isinstance(reading, str):
        return Answer(words.NO_DIGIT, "", [], None, reading)
    top = reading.trace.top(3)
    digit, probability = top[0]
    if not reading.is_digit:
        hint = "" if live else words.NOT_A_DIGIT.format(nearest=digit)
        return Answer(words.NO_DIGIT, "", top, overlay_of(reading), hint)
    return Answer(str(digit), words.SURE.format(percent=probability_percent(probability)), top, overlay_of(reading), "")


def overlay_frame() -> Overlay:
    """The saliency figure without its numbers, for the page to fill."""
    zeros = np.zeros((28, 28), np.float32)
    return heatmaps.saliency_figure(zeros, zeros).to_plotly_json()


def overlay_of(reading: Reading) -> Overlay:
    """The numbers that the saliency figure is filled with: the centred ink, the saliency, and its largest magnitude."""
    centred = next(step.image for step in reading.steps if step.name == "centre")
    saliency = reading.saliency.numpy()
    return {
        "ink": heatmaps.packed(centred),
        "saliency": heatmaps.packed(saliency),
        "bound": heatmaps.bound_of(saliency),
    }


def top_row(digit: int, probability: float, doubtful: bool) -> html.Li:
    """One of the likeliest digits, as few components as can be; the stylesheet draws its bar, `--share` wide."""
    text = f"{digit} {probability_percent(probability)}"
    return html.Li(text, className="doubtful" * doubtful, style={"--share": round(probability, 4)})
