"""The canvas: drawing with mouse, pen, finger or arrow keys, undo and redo, random samples, and the link to all of it.

The figure holds the whole state of the canvas: strokes in `layout.shapes`, the brush of each in its name, and in
`layout.meta` its size and sample. Only what the user does writes to it.
"""

from __future__ import annotations

import random

from dash import ClientsideFunction, Dash, Input, dcc, html

import lenetlab as ll
from dashboard import contract, ids
from dashboard.figures import heatmaps
from dashboard.panels import attribution, picture
from dashboard.questions import answers
from dashboard.texts import canvas as words
from dashboard.texts import prediction
from dashboard.widgets import GRAPH_CONFIG, aria, button, control, radio_group, region

DRAWING = contract.DRAWING


def layout() -> html.Section:
    return region(
        "draw",
        words.REGION,
        canvas(),
        legend(),
        html.P(id=ids.PEN_STATUS, className="visually-hidden", role="status"),
        html.Div(
            [
                button(ids.UNDO, words.UNDO, "undo", words.UNDO_TITLE, "spent"),
                button(ids.REDO, words.REDO, "redo", words.REDO_TITLE, "spent"),
                button(ids.CLEAR, words.CLEAR, "clear", words.CLEAR_TITLE),
                pen_options(),
                button(ids.SAMPLE, words.SAMPLE, "sample", words.SAMPLE_TITLE),
                picture.open_button(),
            ],
            className="tools",
        ),
        picture.choosers(),
        html.P(id=ids.SAMPLE_NOTE, className="note", **aria(live="polite")),
        class_name="draw",
    )


def canvas() -> html.Div:
    """The figure, over it the saliency and what the keyboard's pen shows, and on its corner the saliency's switch."""
    graph = dcc.Graph(
        id=ids.CANVAS, figure=heatmaps.canvas_figure(DRAWING.default_size), config=GRAPH_CONFIG, responsive=True
    )
    frame = html.Div(
        [
            html.Div(graph, className="plot"),
            html.Canvas(id=ids.SALIENCY, role="img", hidden=True, **aria(label=prediction.SALIENCY_NAME)),
            html.P(words.INVITATION, className="canvas-hint", **aria(hidden="true")),
            html.P(words.EXAMPLE_INVITATION, className="example-hint", **aria(hidden="true")),
            html.P(id=ids.PICTURE_NOTE, className="picture-hint", role="status"),
            html.Div(className="pen-ink", **aria(hidden="true")),
            html.Div(className="pen", **aria(hidden="true")),
            html.P(words.PEN_HELP, id=ids.PEN_HELP, className="pen-help"),
        ],
        className="canvas-frame",
        role="application",
        tabIndex=0,
        **aria(label=words.CANVAS_NAME, describedby=ids.PEN_HELP),
    )
    # Before the canvas, so that the Tab key leads from the canvas to its buttons; the stylesheet puts it on the corner.
    switch = html.Button(
        prediction.SALIENCY,
        id=ids.SALIENCY_SWITCH,
        role="switch",
        title=prediction.SALIENCY_HELP,
        disable_n_clicks=True,
        **aria(checked="true"),
    )
    return html.Div([switch, frame], className="canvas-box")


def legend() -> html.P:
    """What the colours over the drawing mean."""
    return html.P(
        [
            html.Span(prediction.SALIENCY_RAISES, className="raises"),
            " ",
            html.Span(prediction.SALIENCY_LOWERS, className="lowers"),
            " ",
            attribution.opener(),
        ],
        className="saliency-legend",
        title=prediction.SALIENCY_HELP,
    )


def pen_options() -> html.Details:
    """How fine the canvas is and how wide the ink, which open over what stands below."""
    brush = dcc.Slider(
        DRAWING.brush_least,
        DRAWING.brush_most,
        1,
        value=DRAWING.brush_default,
        id=ids.BRUSH,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
    )
    size_names: dict[object, str] = {size: f"{size}×{size}" for size in DRAWING.sizes}
    sizes = radio_group(ids.CANVAS_SIZE, words.CANVAS, size_names, DRAWING.default_size)
    controls = [
        control(words.CANVAS, words.SIZE_HELP, sizes),
        control(words.BRUSH, words.BRUSH_HELP, html.Div(brush)),
        picture.camera(),
    ]
    return html.Details(
        [
            html.Summary(words.PEN, className="tool icon-pen", title=words.PEN_TITLE),
            html.Div(controls, className="menu-body"),
        ],
        className="menu pen-options",
    )


def register(app: Dash) -> None:
    app.clientside_callback(ClientsideFunction("canvas", "read"), Input(ids.CANVAS, "figure"))
    app.clientside_callback(ClientsideFunction("canvas", "resize"), Input(ids.CANVAS_SIZE, "value"))
    app.clientside_callback(ClientsideFunction("canvas", "brushChanged"), Input(ids.BRUSH, "value"))
    app.clientside_callback(
        ClientsideFunction("link", "note"),
        *(Input(setting.id, "value") for setting in contract.SETTINGS),
        Input(ids.BRUSH, "value"),
        Input(ids.LAYER, "value"),
        Input(ids.CANVAS_SIZE, "value"),
    )

    @answers(app, contract.SAMPLE)
    def answer_sample(question: object) -> dict[str, object] | None:
        index = question.get("index") if isinstance(question, dict) else None
        return random_sample(random.SystemRandom()) if index is None else restored_sample(index)


def random_sample(chance: random.Random) -> dict[str, object]:
    """A held-out MNIST digit as an image to lay behind the strokes; where there is no MNIST, a digit drawn by rule."""
    if ll.has_mnist("test"):
        mnist = ll.load_mnist("test")
        return mnist_sample(mnist, chance.randrange(len(mnist.labels)))
    sample = ll.drawn_sample(chance.getrandbits(31))
    paths = ["M" + "L".join(f"{x:g},{y:g}" for x, y in stroke) for stroke in sample.drawing.strokes]
    return {"index": None, "label": sample.label, "paths": paths, "size": sample.drawing.size}


def restored_sample(index: object) -> dict[str, object] | None:
    """The image and label of a sample that the page knows by its index alone; nothing where there is none."""
    if isinstance(index, bool) or not isinstance(index, int) or not ll.has_mnist("test"):
        return None
    mnist = ll.load_mnist("test")
    return mnist_sample(mnist, index) if 0 <= index < len(mnist.labels) else None


def mnist_sample(mnist: ll.Mnist, index: int) -> dict[str, object]:
    return {"index": index, "label": int(mnist.labels[index]), "z": heatmaps.packed_levels(mnist.images[index])}
