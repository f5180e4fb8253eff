"""What is asked under load: a growing stroke, and a whole reading after a control of the network was changed."""

from __future__ import annotations

import json
import random
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import lenetlab as ll
from benchmarks.load import LIVE, SETTINGS_CHANGE
from dashboard.contract import CONV1_SETTINGS, QUESTIONS, READING, SETTINGS, Question
from dashboard.questions import output_of, parts_of

PATH = "/_dash-update-component"
# As Chromium asks. The server may have to compress its answers, as it does for a browser.
HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}
LIVE_HEADERS = {**HEADERS, "Priority": "u=6"}
LEAST_PART = 0.2  # of a drawing, when it is first asked about
PAGES, DRAWINGS = 60, 40
KERNELS_KEPT = 12  # for so many settings by a page, as in client/src/reading/reader.ts
BY_NAME = {question.name: question for question in QUESTIONS}


@dataclass(frozen=True)
class Request:
    """kind: which of the tables it counts in. body: what is sent."""

    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: HEADERS)


def body_of(question: Question, value: object) -> bytes:
    """The request that the page makes of a question (client/src/reading/ask.ts)."""
    outputs = [_property(name) for name in question.outputs]
    request = {
        "output": output_of(question),
        "outputs": outputs if len(outputs) > 1 else outputs[0],
        "inputs": [{**_property(question.input), "value": value}],
        "changedPropIds": [question.input],
        "state": [],
    }
    return json.dumps(request, separators=(",", ":")).encode()


def _property(name: str) -> dict[str, str]:
    return dict(zip(("id", "property"), parts_of(name), strict=True))


def request_of(kind: str, name: str, value: Any) -> Request:
    """name: of the question, as in the contract. value: what is asked. A growing stroke may wait, so it says that."""
    is_live = isinstance(value, dict) and value.get("live") is True
    return Request(kind, body_of(BY_NAME[name], value), LIVE_HEADERS if is_live else HEADERS)


def drawing_json(drawing: ll.Drawing, part: float = 1.0) -> dict[str, object]:
    """The drawing as the page sends it. part: how much of it is there already, above 0, 1 at most."""
    left = max(2, round(part * sum(map(len, drawing.strokes))))
    strokes = []
    for stroke in drawing.strokes:
        points = stroke[:left]
        left -= len(points)
        if len(points) > 1:
            strokes.append([drawing.brush, "M" + "L".join(f"{x:g},{y:g}" for x, y in points)])
    return {"size": drawing.size, "strokes": strokes, "sample": None}


def drawings(count: int = DRAWINGS) -> list[ll.Drawing]:
    return [ll.drawn_sample(seed).drawing for seed in range(count)]


def live_requests(seed: int = 0) -> Iterator[Request]:
    """Predictions, without stages, of strokes that have grown to here or there. Without end."""
    chance, made = random.Random(seed), drawings()
    settings = {setting.name: setting.default for setting in SETTINGS}
    while True:
        drawing = drawing_json(chance.choice(made), chance.uniform(LEAST_PART, 1))
        question = {"drawing": drawing, "settings": settings, "live": True, "stages": False, "kernels": False}
        yield request_of(LIVE, READING.name, question)


def settings_requests(seed: int = 0) -> Iterator[Request]:
    """Whole readings of many pages in turn, each with its own drawing, on which one control after another is changed.

    Kernels are asked for where the page does not have them any more. Without end.
    """
    pages = [_changes(random.Random(seed * PAGES + number), drawing) for number, drawing in enumerate(drawings(PAGES))]
    while True:
        for page in pages:
            yield next(page)


def _changes(chance: random.Random, drawing: ll.Drawing) -> Iterator[Request]:
    """Any of the 36 configurations is reached from any other, one control at a time."""
    sent, known = drawing_json(drawing), OrderedDict[str, None]()
    controls = [setting for setting in SETTINGS if setting.name in CONV1_SETTINGS]
    settings = {setting.name: setting.default for setting in SETTINGS} | asdict(chance.choice(ll.Conv1Config.all()))
    while True:
        control = chance.choice(controls)
        settings[control.name] = chance.choice([value for value in control.choices if value != settings[control.name]])
        key = json.dumps(settings)
        question = {"drawing": sent, "settings": settings, "live": False, "stages": True, "kernels": key not in known}
        yield request_of(SETTINGS_CHANGE, READING.name, question)
        known[key] = None
        if len(known) > KERNELS_KEPT:
            known.popitem(last=False)


MADE = {LIVE: live_requests, SETTINGS_CHANGE: settings_requests}
