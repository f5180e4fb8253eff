"""The settings of the first convolution, and the weights; any change lets everything reflow."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html

import lenetlab as ll
from dashboard import ids
from dashboard.model_page.card import stated_accuracies
from dashboard.reading.state import Settings
from dashboard.stages.kernels import kernels_of
from dashboard.texts import controls as words
from dashboard.texts.numbers import percent, whole
from dashboard.widgets import aria, control, radio_group, region

DEFAULT = ll.Conv1Config()
SETTING_INPUTS = [
    Input(ids.KERNEL_SIZE, "value"),
    Input(ids.STRIDE, "value"),
    Input(ids.PADDING, "value"),
    Input(ids.FILTERS, "value"),
    Input(ids.WEIGHTS, "value"),
]


def layout() -> html.Section:
    return region(
        "first-convolution",
        words.REGION,
        html.Div(
            [
                control(
                    words.KERNEL_SIZE,
                    words.KERNEL_SIZE_HELP,
                    radio_group(ids.KERNEL_SIZE, words.KERNEL_SIZE, {3: "3×3", 5: "5×5"}, 5),
                ),
                control(words.STRIDE, words.STRIDE_HELP, radio_group(ids.STRIDE, words.STRIDE, {1: "1", 2: "2"}, 1)),
                control(
                    words.PADDING,
                    words.PADDING_HELP,
                    radio_group(ids.PADDING, words.PADDING, {0: "0", 1: "1", 2: "2"}, 0),
                ),
                control(
                    words.FILTERS,
                    words.FILTERS_HELP,
                    radio_group(ids.FILTERS, words.FILTERS, {6: "6", 12: "12", 16: "16"}, 16),
                ),
                control(
                    words.WEIGHTS,
                    words.WEIGHTS_HELP,
                    radio_group(
                        ids.WEIGHTS,
                        words.WEIGHTS,
                        {"pretrained": words.PRETRAINED, "random": words.RANDOM},
                        "pretrained",
                    ),
                ),
            ],
            className="controls",
        ),
        html.P(id=ids.SETTINGS_NOTE, className="note", **aria(live="polite")),
        dcc.Store(id=ids.KERNELS_WANTED_STORE),
        dcc.Store(id=ids.KERNELS_STORE),
        class_name="settings",
    )


def register(app: Dash) -> None:
    @app.callback(
        Output(ids.KERNELS_STORE, "data", allow_duplicate=True),
        Input(ids.KERNELS_WANTED_STORE, "data"),
        prevent_initial_call=True,
    )
    def answer_kernels(values: object) -> dict[str, object]:
        settings = values if isinstance(values, list) and len(values) == len(SETTING_INPUTS) else [None] * 5
        return kernels_of(Settings.from_page(*settings), settings)


def note_of(settings: Settings) -> str:
    """What these settings cost, and how well the network reads with them where the model card says so."""
    conv1 = settings.conv1
    cost = words.COST.format(weights=whole(conv1.weights), multiply_adds=whole(conv1.multiply_adds))
    if settings.weights == "random":
        return words.LEARNED_NOTHING.format(cost=cost)
    stated = stated_accuracies().get(conv1)
    return words.READS.format(accuracy=percent(stated), cost=cost) if stated else cost
