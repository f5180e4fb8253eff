"""The stages of a reading in the order of the timeline, each with its pictures and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import lenetlab as ll
from dashboard.reading.reading import Reading
from dashboard.stages import panes
from dashboard.texts import stages as texts
from dashboard.texts.stages import Text

# Name of every stage, and what it is called on the map.
TIMELINE: dict[str, str] = {
    "ink": "Drawing", "crop": "Crop", "scale": "Scale", "centre": "Centre", "input": "Input",
    "conv1": "Conv 1", "relu1": "ReLU 1", "pool1": "Pool 1", "conv2": "Conv 2", "relu2": "ReLU 2", "pool2": "Pool 2",
    "pool3": "Pool 3", "flatten": "Flatten", "fc1": "Dense 1", "relu3": "ReLU 3", "fc2": "Dense 2", "relu4": "ReLU 4",
    "fc3": "Dense 3", "softmax": "Softmax",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of the timeline. low, high: its smallest and largest value. params: what it was done with."""

    name: str
    kind: str
    panes: tuple[panes.Pane, ...]
    text: Text
    low: float
    high: float
    params: dict[str, float]

    def to_json(self) -> dict[str, object]:
        """What the page keeps of a stage, to show it without a request."""
        return {
            "name": self.name,
            "kind": self.kind,
            "panes": [pane.to_json() for pane in self.panes],
            "title": self.text.title,
            "shape": self.text.shape,
            "paragraphs": self.text.paragraphs,
            "label": f"{self.text.title}, {self.text.shape}: values from {self.low:.4g} to {self.high:.4g}",
            "params": self.params,
        }


def stages_of(reading: Reading) -> list[Stage]:
    """Every stage of the timeline, in order."""
    steps = [step for step in reading.steps if step.name in TIMELINE]
    names = [step.name for step in steps]
    befores = [names[-1], *reading.trace.names]
    return [
        *(stage_of_step(step, before) for step, before in zip(steps, [None, *names], strict=False)),
        *(stage_of_layer(layer, before, reading.trace) for layer, before in zip(reading.trace, befores, strict=False)),
    ]


def stage_of_step(step: ll.PreprocessStep, previous: str | None) -> Stage:
    return Stage(
        step.name,
        step.name,
        panes.panes_of_step(step, previous),
        texts.of_step(step),
        *ends_of(step.image),
        dict(step.params),
    )


def stage_of_layer(layer: ll.LayerTrace, previous: str, trace: ll.Trace) -> Stage:
    shown = panes.panes_of_layer(layer, previous, trace)
    ends = ends_of(layer.output.numpy())
    return Stage(layer.name, layer.kind, shown, texts.of_layer(layer, trace), *ends, dict(layer.params))


def ends_of(values: NDArray[np.float32]) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def answer_json(reading: Reading, what_was_read: Sequence[object]) -> dict[str, object]:
    """All stages as the page keeps them, with what was read: [canvas, *settings]."""
    return {"read": list(what_was_read), "stages": [stage.to_json() for stage in stages_of(reading)]}
