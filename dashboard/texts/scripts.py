"""What the page's scripts say, by panel and name; `{name}` marks a place that the script fills.

The page carries them as JSON, and a script asks for `lenetlab.say("theme.to_dark")`.
"""

from __future__ import annotations

import json

from dashboard.texts import take_home

WORDS: dict[str, dict[str, str]] = {
    "theme": {"to_light": "Switch to light", "to_dark": "Switch to dark"},
    "canvas": {
        "drawn_sample": "A drawn sample, meant as a {label}{over}.",
        "mnist_sample": "MNIST test digit {index}, labelled {label}{over}.",
        "over": ", with your strokes over it",
        "brush": "Brush size",
        "undo": "Take back the last change of the drawing (Ctrl+Z)",
        "undo_nothing": "There is nothing to take back",
        "redo": "Bring back what Undo took away (Ctrl+Shift+Z)",
        "redo_nothing": "There is nothing to bring back",
    },
    "link": {
        "broken": "This link is broken or not complete, so here is an empty canvas.",
        "undo": "Undo brings back your own drawing.",
        "copied": "Copied: whoever opens the link sees this drawing, with these settings and this stage.",
        "not_copied": "Copying is not allowed here. The link stands in the address bar: copy it from there.",
        "copy_name": "Copy link",
        "copied_name": "Link copied",
    },
    "pen": {
        "moving": "row {row}, column {column}",
        "drawing": "drawing, row {row}, column {column}",
        "down": "Pen down at row {row}, column {column}",
        "up": "Pen up at row {row}, column {column}",
    },
    "nav": {"draw": "LeNet Lab", "model": "The model · LeNet Lab"},
    "timeline": {"layer": "Layer", "play": "Play all", "pause": "Pause"},
    "stage": {
        "kernels": "Kernels",
        "kernel_slices": "Kernel {map}, a slice for each input map",
        "kernels_of": "The kernels of {title}",
        "slice": "kernel {map}, input channel {channel}",
        "each_its_own": "each its own",
        "label": "{name} of {title}, {shape}. {how}",
        "how": "Arrow keys walk from cell to cell.",
    },
    "cell": {
        "map": "{name}, row {row}, column {column}: {value}",
        "unit": "{name} {unit}: {value}",
        "conv": "the sum of {count} products and the bias",
        "relu_kept": "it was above zero, so it stays",
        "relu_cut": "it was {before}, below zero, so it was cut",
        "pool_won": "the largest of its window, from row {row}, column {column}",
        "pool_zero": "all of its window is zero",
        "avg": "the mean of rows {top} to {bottom}, columns {left} to {right}",
        "flatten": "from {name}, row {row}, column {column}",
        "same": "from row {row}, column {column} of the picture before",
    },
    "slide": {
        "start": "Slide the kernel",
        "pause": "Pause the kernel",
        "slider": "Kernel position",
        "position": "Map {map}, row {row}, column {column}",
        "window": "Input window",
        "kernel": "Kernel",
        "products": "Products",
        "sums": "Sum over each input map",
        "total": "{sum} + bias {bias} = {value}",
        "sum_of": "Sum of {count} products: ",
        "channel": "input map {channel}",
    },
    "take_home": {
        "nothing_yet": take_home.NOTHING_YET,
        "saved": take_home.SAVED,
        "title": "{title}, {shape}",
        "each_its_own": "Each map has colours of its own, from its largest number.",
        "no_picture": "The picture could not be made. Your drawing is still here; please try again.",
        "copied": "Copied.",
        "select": "Selected: press Ctrl C, or ⌘ C, to copy.",
        "failed": "There is nothing to copy right now; please try again.",
    },
    "table": {"map": "Map", "caption": "{title}: {name}", "row": "row", "column": "column", "value": "value"},
}


def as_json() -> str:
    """The words as JSON that can stand in a script element."""
    return json.dumps(WORDS, ensure_ascii=False).replace("<", "\\u003c")
