"""The settings of the first convolution, and the weights; any change lets everything reflow."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html

import lenetlab as ll
from dashboard import figures, ids
from dashboard.card import stated_accuracies
from dashboard.reading import model_with
from dashboard.state import Settings
from dashboard.widgets import aria, control, radio_group, region

DEFAULT = ll.Conv1Config()
SETTING_INPUTS = [
    Input(ids.KERNEL_SIZE, "value"),
    Input(ids.STRIDE, "value"),
    Input(ids.PADDING, "value"),
    Input(ids.FILTERS, "value"),
    Input(ids.WEIGHTS, "value"),
]
KERNEL_HELP = "The side of the small window that slides over the image. 3×3 sees less at a time and has fewer weights."
STRIDE_HELP = (
    "How many pixels the window moves at each step. With stride 2 the maps have half the side, and Pool 1 need not "
    "make them smaller."
)
PADDING_HELP = "How many rings of zeros are laid around the image, so that the window can reach over its edge."
FILTERS_HELP = "How many kernels the first convolution has: each makes a map of its own. More can tell more apart."
WEIGHTS_HELP = (
    "Pretrained: what the network learned from MNIST and from generated handwriting, for every setting above. Random: "
    "the same network before it learned anything, to compare."
)


def layout() -> html.Section:
    return region(
        "First convolution",
        html.Div(
            [
                control(
                    "Kernel size", KERNEL_HELP, radio_group(ids.KERNEL_SIZE, "Kernel size", {3: "3×3", 5: "5×5"}, 5)
                ),
                control("Stride", STRIDE_HELP, radio_group(ids.STRIDE, "Stride", {1: "1", 2: "2"}, 1)),
                control("Padding", PADDING_HELP, radio_group(ids.PADDING, "Padding", {0: "0", 1: "1", 2: "2"}, 0)),
                control("Filters", FILTERS_HELP, radio_group(ids.FILTERS, "Filters", {6: "6", 12: "12", 16: "16"}, 16)),
                control(
                    "Weights",
                    WEIGHTS_HELP,
                    radio_group(ids.WEIGHTS, "Weights", {"pretrained": "Pretrained", "random": "Random"}, "pretrained"),
                ),
            ],
            className="controls",
        ),
        html.P(id=ids.SETTINGS_NOTE, className="note", **aria(live="polite")),
        dcc.Store(id=ids.KERNELS_STORE),
        class_name="settings",
    )


def register(app: Dash) -> None:
    @app.callback(Output(ids.KERNELS_STORE, "data"), Output(ids.SETTINGS_NOTE, "children"), *SETTING_INPUTS)
    def answer_settings(*values: object) -> tuple[dict[str, object], str]:
        settings = Settings.from_page(*values)
        return kernels_of(settings), note_of(settings)


def kernels_of(settings: Settings) -> dict[str, object]:
    """The kernels of both convolutions, as the page keeps them: they change with the settings only."""
    weights = model_with(settings.weights).weights(settings.conv1)
    return {name: figures.kernels_figure(weights[name][0].detach()).to_plotly_json() for name in ("conv1", "conv2")}


def note_of(settings: Settings) -> str:
    """What these settings cost, and how well the network reads with them where the model card says so."""
    conv1 = settings.conv1
    cost = f"{conv1.weights:,} weights and {conv1.multiply_adds:,} multiply-adds for each image."
    if settings.weights == "random":
        return f"Random weights: this network has learned nothing yet, so it can only guess. {cost}"
    stated = stated_accuracies().get(conv1)
    return f"Reads {stated:.2%} of the MNIST test digits, which it never saw. {cost}" if stated else cost
