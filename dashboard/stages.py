"""The stages of a reading in the order of the timeline, each with its figure and its text."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

import lenetlab as ll
from dashboard import figures
from dashboard.reading import Reading
from dashboard.texts import stages as texts
from dashboard.texts.stages import Text

# Name of every stage, and what its button in the strip says.
TIMELINE: dict[str, str] = {
    "ink": "Drawing", "crop": "Crop", "scale": "Scale", "centre": "Centre", "input": "Input",
    "conv1": "Conv 1", "relu1": "ReLU 1", "pool1": "Pool 1", "conv2": "Conv 2", "relu2": "ReLU 2", "pool2": "Pool 2",
    "pool3": "Pool 3", "flatten": "Flatten", "fc1": "Dense 1", "relu3": "ReLU 3", "fc2": "Dense 2", "relu4": "ReLU 4",
    "fc3": "Dense 3", "softmax": "Softmax",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of the timeline. legend: "signed", "ink" or "" for bars; low, high: its smallest and largest value."""

    name: str
    figure: go.Figure
    text: Text
    legend: str
    low: float
    high: float

    def to_json(self) -> dict[str, object]:
        """What the page keeps of a stage, to show it without a request."""
        bound = max(abs(self.low), abs(self.high))
        ends = {"signed": (-bound, bound), "ink": (0.0, 1.0)}.get(self.legend)
        return {
            "name": self.name,
            "figure": self.figure.to_plotly_json(),
            "title": self.text.title,
            "shape": self.text.shape,
            "paragraphs": self.text.paragraphs,
            "legend": self.legend,
            "ends": [f"{end:.2f}".replace("-", "−") for end in ends] if ends else ["", ""],
            "label": f"{self.text.title}, {self.text.shape}: values from {self.low:.4g} to {self.high:.4g}",
        }


def stages_of(reading: Reading) -> list[Stage]:
    """Every stage of the timeline, in order."""
    return [
        *(stage_of_step(step) for step in reading.steps if step.name in TIMELINE),
        *(stage_of_layer(layer, reading.trace) for layer in reading.trace),
    ]


def stage_of_step(step: ll.PreprocessStep) -> Stage:
    low, high = float(step.image.min()), float(step.image.max())
    return Stage(step.name, figures.ink_figure(step.image), texts.of_step(step), "ink", low, high)


def stage_of_layer(layer: ll.LayerTrace, trace: ll.Trace) -> Stage:
    values = layer.output.numpy()
    low, high = float(values.min()), float(values.max())
    text = texts.of_layer(layer, trace)
    if values.ndim == 3:
        return Stage(layer.name, figures.maps_figure(values), text, "signed", low, high)
    label = "digit" if layer.name in ("fc3", "softmax") else "unit"
    return Stage(layer.name, figures.bars_figure(values, label), text, "", low, high)
