"""The canvas: drawing with mouse, pen or finger, undo and clear, and random samples.

The figure holds the whole state of the canvas: strokes in `layout.shapes`, the brush of each in its name, and in
`layout.meta` its size and sample. Only what the user does writes to it.
"""

from __future__ import annotations

import base64
import random

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from numpy.typing import NDArray

import lenetlab as ll
from dashboard import figures, ids
from dashboard.widgets import GRAPH_CONFIG, aria, button, control, radio_group, region

DEFAULT_SIZE = 140
BRUSH_RANGE = (4, 24)
DEFAULT_BRUSH = 10
SIZE_HELP = (
    "How fine the canvas is. 28×28 is what the network reads: your strokes land on those pixels. 140×140 is five times "
    "finer and is reduced afterwards. Switching keeps your drawing."
)
BRUSH_HELP = "How wide the ink is, as a part of the canvas. It applies to the next strokes; those you drew stay."


def layout() -> html.Section:
    canvas = dcc.Graph(id=ids.CANVAS, figure=figures.canvas_figure(DEFAULT_SIZE), config=GRAPH_CONFIG, responsive=True)
    brush = dcc.Slider(
        *BRUSH_RANGE, 1, value=DEFAULT_BRUSH, id=ids.BRUSH, marks=None, updatemode="drag", allow_direct_input=False
    )
    return region(
        "Draw",
        html.Div(
            [canvas, html.P("Draw a digit here", className="canvas-hint", **aria(hidden="true"))],
            className="canvas-frame",
            role="group",
            **aria(label="Canvas: draw a digit with the mouse, a pen or a finger"),
        ),
        html.P(id=ids.SAMPLE_NOTE, className="note", **aria(live="polite")),
        html.Div(
            [
                button(ids.UNDO, "Undo", "undo", "Take back the last stroke, or the last Clear or sample"),
                button(ids.CLEAR, "Clear", "clear", "Empty the canvas; Undo brings the drawing back"),
                button(ids.SAMPLE, "Random sample", "sample", "Put a digit on the canvas that the network never saw"),
            ],
            className="tools",
        ),
        html.Div(
            [
                control(
                    "Canvas", SIZE_HELP, radio_group(ids.CANVAS_SIZE, "Canvas", {28: "28×28", 140: "140×140"}, 140)
                ),
                control("Brush size", BRUSH_HELP, brush),
            ],
            className="controls",
        ),
        dcc.Store(id=ids.DRAWING_STORE),
        dcc.Store(id=ids.SAMPLE_STORE),
        dcc.Store(id=ids.HISTORY_STORE, data=[]),
        class_name="draw",
    )


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("canvas", "edit"),
        Output(ids.CANVAS, "figure"),
        Output(ids.HISTORY_STORE, "data"),
        Input(ids.UNDO, "n_clicks"),
        Input(ids.CLEAR, "n_clicks"),
        Input(ids.SAMPLE_STORE, "data"),
        Input(ids.CANVAS_SIZE, "value"),
        Input(ids.BRUSH, "value"),
        State(ids.CANVAS, "figure"),
        State(ids.HISTORY_STORE, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("canvas", "read"),
        Output(ids.DRAWING_STORE, "data"),
        Output(ids.SAMPLE_NOTE, "children"),
        Input(ids.CANVAS, "figure"),
        State(ids.DRAWING_STORE, "data"),
    )

    @app.callback(Output(ids.SAMPLE_STORE, "data"), Input(ids.SAMPLE, "n_clicks"), prevent_initial_call=True)
    def answer_sample(clicks: object) -> dict[str, object]:
        return random_sample(random.SystemRandom())


def random_sample(chance: random.Random) -> dict[str, object]:
    """A held-out MNIST digit as an image to lay behind the strokes; where there is no MNIST, a digit drawn by rule.

    Every answer has a nonce, so that the same digit twice in a row is still an event for the page.
    """
    nonce = chance.getrandbits(40)
    if ll.has_mnist("test"):
        mnist = ll.load_mnist("test")
        index = chance.randrange(len(mnist.labels))
        return {"nonce": nonce, "index": index, "label": int(mnist.labels[index]), "z": packed(mnist.images[index])}
    sample = ll.drawn_sample(chance.getrandbits(31))
    paths = ["M" + "L".join(f"{x:g},{y:g}" for x, y in stroke) for stroke in sample.drawing.strokes]
    return {"nonce": nonce, "index": None, "label": sample.label, "paths": paths, "size": sample.drawing.size}


def packed(image: NDArray[np.uint8]) -> dict[str, str]:
    """An image (28, 28) as Plotly sends arrays: base64 with its type and shape."""
    return {"dtype": "u1", "bdata": base64.b64encode(image.tobytes()).decode(), "shape": "28, 28"}
