"""The reading of the example as a file: it is the same for everybody, so that a browser keeps it like a picture."""

from __future__ import annotations

import json

from dashboard.contract import EXAMPLE
from dashboard.panels.controls import DEFAULTS
from dashboard.panels.prediction import answer_to
from dashboard.reading.state import ReadingQuestion

FILE = "example.json"


def question(stages: bool) -> ReadingQuestion:
    """What the page asks about the example with the settings of a fresh page. Its kernels come when they are needed."""
    drawing = {"size": EXAMPLE.size, "strokes": [[EXAMPLE.brush, path] for path in EXAMPLE.paths], "sample": None}
    return ReadingQuestion(drawing, DEFAULTS, stages=stages)


def body() -> bytes:
    """The answer as the page reads it: the digit, and all that is shown of the reading."""
    return json.dumps(answer_to(question(stages=True)), separators=(",", ":"), allow_nan=False).encode()
