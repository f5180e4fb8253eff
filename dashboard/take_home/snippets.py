"""The Python lines that compute the numbers in view, with only public names of lenetlab. They run as they are."""

from __future__ import annotations

import base64
import textwrap
import zlib
from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

import lenetlab as ll
from dashboard.contract import DRAWING
from dashboard.reading.edits import in_force, nudge_of, replacements_of
from dashboard.reading.reading import Reading
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.take_home.exports import values_of
from dashboard.texts import take_home as words
from dashboard.weights import RANDOM_SEED

WIDTH = 80
UNBROKEN = "\u00a0"  # keeps the two numbers of a point on one line

STEPS = "steps = {step.name: step.image for step in ll.preprocess_steps(drawing)}"


def snippet(canvas: CanvasState, settings: Settings) -> str:
    """The lines that read this drawing and print every stage."""
    lines = [*_imports(canvas, settings), "", *_drawing(canvas), *_trace(canvas, settings), "print(trace)", ""]
    return "\n".join(lines)


def snippet_of_stage(
    canvas: CanvasState, settings: Settings, reading: Reading, stage: str, index: object = None
) -> str:
    """The lines that compute the numbers of one stage, or only the one at `index` (a list of integers) if it exists."""
    values = values_of(reading, stage)
    place = place_in(values, index)
    if stage in reading.trace:
        source, before = f'trace["{stage}"].output', _trace(canvas, settings)
    else:
        source, before = f'steps["{stage}"]', [STEPS]
    printed = _all(source, values) if place is None else _number(stage, source, values, place)
    return "\n".join([*_imports(canvas, settings), "", *_drawing(canvas), *before, *printed, ""])


def place_in(values: NDArray[np.float32], index: object) -> tuple[int, ...] | None:
    """The place in these values that `index`, as the page sends it, points to; None if it points nowhere."""
    if not isinstance(index, list) or not all(isinstance(i, int) and not isinstance(i, bool) for i in index):
        return None
    place = tuple(index[1:] if values.ndim == 2 and index[:1] == [0] else index)
    fits = len(place) == values.ndim and all(0 <= i < n for i, n in zip(place, values.shape, strict=True))
    return place if fits else None


def _all(source: str, values: NDArray[np.float32]) -> list[str]:
    shape = " × ".join(map(str, values.shape))
    return [f"values = {source}  # {shape}", "print(values)"]


def _number(stage: str, source: str, values: NDArray[np.float32], place: tuple[int, ...]) -> list[str]:
    listed = ", ".join(map(str, place))
    value = f"value = {source}[{listed}]  # {values[place]:.6g}"
    if not source.startswith("trace"):
        return [value, "print(value)"]
    return [value, f'print(ll.explain(trace, "{stage}", {place}))']


def _imports(canvas: CanvasState, settings: Settings) -> list[str]:
    own = ["import base64", "import zlib", ""] if canvas.image is not None else []
    has_kernel = any(len(edit.values) > 1 for edit in in_force(canvas.edits, settings))
    arrays = ["import numpy as np", ""] if own or has_kernel else []
    return [*own, *arrays, "import lenetlab as ll"]


def _drawing(canvas: CanvasState) -> list[str]:
    drawing = canvas.drawing()
    lines: list[str] = []
    arguments: list[str] = []
    if drawing.strokes:
        lines.append("strokes = [")
        for stroke in drawing.strokes:
            lines += _stroke(stroke)
        lines.append("]")
        arguments.append("strokes")
    arguments.append(f"size={drawing.size}")
    if drawing.strokes:
        arguments.append(f"brush={_brush(drawing.brushes)}")
    if canvas.sample is not None:
        lines.append(f'digit = ll.load_mnist("test").images[{canvas.sample}]  # {words.NEEDS_MNIST}')
        arguments.append("background=digit")
    elif canvas.image is not None:
        lines += _image(canvas.image)
        arguments.append("background=digit")
    return [*lines, f"drawing = ll.Drawing({', '.join(arguments)})"]


def _image(levels: bytes) -> list[str]:
    """The digit of a picture, 28×28 grey levels, as text that zlib has made short."""
    side = DRAWING.cells
    text = base64.b64encode(zlib.compress(levels, 9)).decode()
    pieces = [f'    "{text[start : start + WIDTH]}"' for start in range(0, len(text), WIDTH)]
    unpacked = "levels = zlib.decompress(base64.b64decode(packed))"
    image = f"digit = np.frombuffer(levels, np.uint8).reshape({side}, {side})"
    return [f"packed = (  # {words.FROM_PICTURE}", *pieces, ")", unpacked, image]


def _stroke(stroke: Sequence[Sequence[float]]) -> list[str]:
    points = ", ".join(f"({_plain(x)},{UNBROKEN}{_plain(y)})" for x, y in stroke)
    lines = textwrap.wrap(points, WIDTH, break_long_words=False, break_on_hyphens=False)
    lines = [line.replace(UNBROKEN, " ") for line in lines]
    if len(lines) == 1:
        return [f"    [{lines[0]}],"]
    indented = [f"        {line}" for line in lines]
    return ["    [", *indented, "    ],"]


def _brush(brushes: Sequence[float]) -> str:
    if len(set(brushes)) == 1:
        return _plain(brushes[0])
    return f"[{', '.join(map(_plain, brushes))}]"


def _plain(number: float) -> str:
    """The shortest text that is exactly this number."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e6 else repr(number)


def _trace(canvas: CanvasState, settings: Settings) -> list[str]:
    if settings.weights == "pretrained":
        model = "model = ll.load_pretrained()"
    else:
        model = f"model = ll.LeNet(seed={RANDOM_SEED}).eval()  # {words.RANDOM_WEIGHTS}"
    default = ll.Conv1Config()
    changed = [
        f"{field.name}={getattr(settings.conv1, field.name)}"
        for field in fields(default)
        if getattr(settings.conv1, field.name) != getattr(default, field.name)
    ]
    conv1 = f", ll.Conv1Config({', '.join(changed)})" if changed else ""
    changes = _changes(canvas, settings)
    replace = ", replace=changes" if changes else ""
    trace = f"trace = ll.trace(model, ll.preprocess(drawing){conv1}{replace})"
    bound = nudge_of(canvas.edits, settings)
    nudged = [f'trace = ll.nudge(trace, method="sign", bound={bound}).trace'] if bound else []
    return [model, *changes, trace, *nudged]


def _changes(canvas: CanvasState, settings: Settings) -> list[str]:
    """What the visitor has changed of the network, as `lenetlab.trace` takes it; no lines where that is nothing."""
    replacements = replacements_of(canvas.edits, settings)
    if not replacements:
        return []
    lines = ["changes = {"]
    for name, parts in replacements.items():
        lines.append(f'    "{name}": {{')
        for place, value in parts.items():
            lines += _change(place, value)
        lines.append("    },")
    return [*lines, "}"]


def _change(place: object, value: object) -> list[str]:
    if not isinstance(value, np.ndarray):
        return [f"        {place}: {value},"]
    # Changed weights are thousandths: the shortest text of a float32 is exactly what was typed.
    rows = [", ".join(map(str, row)) for row in value]
    return [f"        {place}: np.array([", *(f"            [{row}]," for row in rows), "        ]),"]
