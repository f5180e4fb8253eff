"""What Python and the page both need to know, once: settings, limits, stages, colours, questions.

`python -m dashboard.contract_files` writes all of it into `client/src/contract.ts` and `assets/contract.css`; a test
checks that these are current. One setting is one entry here: its control, its id, order, choices and default, and the
form of a request follow from it; `client/src/drawing/link_code.ts` has the bits that it takes in a link.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import lenetlab as ll
from dashboard import ids
from dashboard.presets import preset_kernels


@dataclass(frozen=True)
class Setting:
    """One control of the first convolution or the weights.

    name: as a request has it. id: of its radio buttons. choices: what the page offers, in order. default: at first.
    """

    name: str
    id: str
    choices: tuple[int | str, ...]
    default: int | str


CONV1 = ll.Conv1Config()
SETTINGS = (
    Setting("kernel_size", ids.KERNEL_SIZE, ll.CONV1_ALLOWED["kernel_size"], CONV1.kernel_size),
    Setting("stride", ids.STRIDE, ll.CONV1_ALLOWED["stride"], CONV1.stride),
    Setting("padding", ids.PADDING, ll.CONV1_ALLOWED["padding"], CONV1.padding),
    Setting("filters", ids.FILTERS, (6, 12, 16), CONV1.filters),
    Setting("weights", ids.WEIGHTS, ("pretrained", "random"), "pretrained"),
)
SETTING_NAMES = tuple(setting.name for setting in SETTINGS)
CONV1_SETTINGS = tuple(field.name for field in fields(ll.Conv1Config))


@dataclass(frozen=True)
class DrawingLimits:
    """sizes: of the canvas, in units a side. brush_…: in units of the finest canvas. most_…: of a whole drawing."""

    sizes: tuple[int, ...] = ll.CANVAS_SIZES
    default_size: int = max(ll.CANVAS_SIZES)
    cells: int = 28
    brush_least: int = 4
    brush_most: int = 24
    brush_default: int = 10
    most_strokes: int = ll.MAX_STROKES
    most_points: int = ll.MAX_POINTS
    mnist_samples: int = 10_000


@dataclass(frozen=True)
class PictureLimits:
    """side: of the picture that is sent, in pixels. most_sent: letters of base64 that it takes.

    most_bytes, most_pixels: of the file that is opened.
    """

    side: int = 320
    most_sent: int = 64_000
    most_bytes: int = 40_000_000
    most_pixels: int = 40_000_000


PICTURE_LIMITS = PictureLimits()
DRAWING = DrawingLimits()


@dataclass(frozen=True)
class Example:
    """The digit that a first visit shows: the strokes of `ll.drawn_sample(seed)`, in units of a canvas of this size."""

    seed: int = 24
    label: int = 3
    size: int = 140
    brush: int = 10
    paths: tuple[str, ...] = (
        (
            "M61.3,40.8L66.4,36.4L73.2,33.5L78.6,29.5L83.8,27.8L87.9,30.7L92.3,33.9L95,38.9L96,44.2L94.3,51"
            "L90.9,59.1L86.3,66.4L82.8,73L80.1,75.7L76.7,77.1L74.5,78L74.1,78.6L75.5,77.4L78.7,75L82,72.6"
            "L85.8,71.8L89.7,73.4L93.4,77.3L96.5,81.7L97.9,87L96.7,92.6L94.7,99.4L93,104.2L89,110L84.7,113"
            "L78.7,116.1L72.5,116.8L67.1,116.8L63.2,115L58.9,112.2L54.6,110.3L50.7,108.7"
        ),
    )


EXAMPLE = Example()


WIDEST = ll.Conv1Config(filters=max(ll.CONV1_ALLOWED["filters"])).shapes


@dataclass(frozen=True)
class EditLimits:
    """What a visitor can change of the network. lengths: of the places, by what is replaced, as `lenetlab.trace` names
    it. channels: the most along the axes of channels and units. conv2_side: of the second convolution's kernels.
    most: changes at once. farthest, farthest_output: a weight and what a channel or unit gives, from zero; they have so
    many decimals. most_letters: of a link's part with all changes.
    """

    lengths: dict[str, tuple[int, ...]] = field(
        default_factory=lambda: {
            "conv1.weight": (2, 4),  # a kernel (out, in), or one of its weights (out, in, row, column)
            "conv2.weight": (2, 4),
            "relu1.output": (1,),  # a channel
            "relu2.output": (1,),
            "relu3.output": (1,),  # a unit
            "relu4.output": (1,),
            "input.nudge": (0,),  # a little ink at every pixel, against the answer
        }
    )
    channels: dict[str, tuple[int, ...]] = field(
        default_factory=lambda: {
            "conv1.weight": (WIDEST["conv1"][0], WIDEST["input"][0]),
            "conv2.weight": (WIDEST["conv2"][0], WIDEST["pool1"][0]),
            **{f"{stage}.output": WIDEST[stage][:1] for stage in ("relu1", "relu2", "relu3", "relu4")},
            "input.nudge": (),
        }
    )
    conv2_side: int = 5
    most: int = 250
    farthest: float = 10.0
    farthest_output: float = 1_000.0
    decimals: int = 3
    most_letters: int = 2_000


EDITS = EditLimits()
PRESETS = {side: preset_kernels(side) for side in ll.CONV1_ALLOWED["kernel_size"]}

# Every stage of the page in order, and its kind: what was done to the drawing, then every stage of a trace.
STAGES: dict[str, str] = {
    "ink": "ink",
    "crop": "crop",
    "scale": "scale",
    "centre": "centre",
    "input": "input",
    "conv1": "conv",
    "relu1": "relu",
    "pool1": "max_pool",
    "conv2": "conv",
    "relu2": "relu",
    "pool2": "max_pool",
    "pool3": "avg_pool",
    "flatten": "flatten",
    "fc1": "linear",
    "relu3": "relu",
    "fc2": "linear",
    "relu4": "relu",
    "fc3": "linear",
    "softmax": "softmax",
}
CONVOLUTIONS = tuple(name for name, kind in STAGES.items() if kind == "conv")

# The panes that a stage can have, each the id of its graph: what went in, what it works with, what came out.
SLOTS = (ids.BEFORE, ids.KERNELS, ids.STAGE)


@dataclass(frozen=True)
class Colours:
    """above, below: of bars. The scales are Plotly's: places from 0 to 1, each with its colour.

    above_zero, below_zero: the halves of the scale of numbers, from zero to the end. Zero is clear, so that the page
    shows through in light and dark; from there the colours rise like a square root, so that small numbers are seen too.
    `figures.colours` and `client/src/stages/palette.ts` make whole scales of them. least_side: how far a scale with two
    sides reaches on either of them, of the other: else a number hardly below zero had the colour of the least of many.
    """

    above: str = "#e8730c"
    below: str = "#2b7de9"
    third: str = "#0f9d75"
    neutral: str = "#808080"
    canvas: str = "#10141f"
    ink: str = "#ffffff"
    above_zero: tuple[tuple[float, str], ...] = (
        (0.0, "rgba(246,146,40,0)"),
        (0.01, "rgba(246,146,40,0.16)"),
        (0.05, "rgba(244,140,34,0.34)"),
        (0.2, "rgba(240,132,28,0.58)"),
        (0.5, "rgba(232,115,12,0.82)"),
        (1.0, "rgba(222,94,0,1)"),
    )
    below_zero: tuple[tuple[float, str], ...] = (
        (0.0, "rgba(72,150,250,0)"),
        (0.01, "rgba(72,150,250,0.16)"),
        (0.05, "rgba(66,145,248,0.34)"),
        (0.2, "rgba(54,136,242,0.58)"),
        (0.5, "rgba(43,125,233,0.82)"),
        (1.0, "rgba(28,98,208,1)"),
    )
    ink_scale: tuple[tuple[float, str], ...] = ((0.0, canvas), (1.0, ink))
    overlay_scale: tuple[tuple[float, str], ...] = (
        (0.0, "rgba(58,145,255,0.95)"),
        (0.5, "rgba(128,128,128,0)"),
        (1.0, "rgba(255,140,26,0.95)"),
    )
    least_side: float = 0.5


COLOURS = Colours()
FONT_FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif'

# 1,000 of MNIST's test digits are read by a changed network in so many parts.
COUNTED_PARTS = 4
# MNIST's test digits are looked through in so many parts for those that are nearest to a drawing.
NEAREST_PARTS = 40

# The lines of a ledger: of the terms that add most to a number.
MOST_TERMS = 8


USUAL_URGENCY, LATER = 3, 4


@dataclass(frozen=True)
class Question:
    """What the page asks the server by itself: a callback with one input, whose outputs are the parts of the answer.

    The page asks without Dash's help, because Dash tells nobody when a request is lost, slow or refused.
    urgency: 0 to 7, the most urgent first (RFC 9218); a server that has much to do answers what is less urgent later.
    """

    name: str
    input: str
    outputs: tuple[str, ...]
    urgency: int = USUAL_URGENCY


def question(name: str, *outputs: str, urgency: int = USUAL_URGENCY) -> Question:
    """A question whose answer is the data of `NAME-answer`, after the properties that are named."""
    return Question(name, f"{name}-question.data", (*outputs, f"{name}-answer.data"), urgency)


READING = question("reading", f"{ids.PREDICTION}.children")
SAMPLE = question("sample")
PICTURE = question("picture")
DERIVATION = question("derivation")
DOWNLOAD = question("download")
PYTHON = question("python")
MODEL = question("model", f"{ids.MODEL_CONTENT}.children")
MISREAD = question("misread")
WHY = question("why", urgency=LATER)
ATTRIBUTION = question("attribution", urgency=LATER)
ATTRIBUTION_CHECK = question("attribution_check", urgency=LATER)
LIKES = question("likes", urgency=LATER)
NEAREST = question("nearest", urgency=LATER)
WHAT_IF = question("what_if", urgency=LATER)
CHANGED = question("changed", urgency=LATER)
OF_THE_DRAWING = (READING, SAMPLE, PICTURE, DOWNLOAD, PYTHON)
OF_AN_ANSWER = (DERIVATION, LIKES, NEAREST, WHY, ATTRIBUTION, ATTRIBUTION_CHECK, WHAT_IF, CHANGED)
QUESTIONS = (*OF_THE_DRAWING, *OF_AN_ANSWER, MODEL, MISREAD)
