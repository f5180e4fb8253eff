"""The map of the network: a thumbnail of every stage, in order. The page's own code paints them."""

from __future__ import annotations

from dash import html

import lenetlab as ll
from dashboard import ids
from dashboard.contract import STAGES
from dashboard.panels import timeline
from dashboard.texts import overview as words
from dashboard.widgets import data, region

THUMB_PIXELS = 112  # twice what it measures on the page, for sharp screens
# The parts of the network, and the stages in each.
PARTS: dict[str, tuple[str, ...]] = {
    "preparation": ("ink", "crop", "scale", "centre", "input"),
    "first_convolution": ("conv1", "relu1", "pool1"),
    "second_convolution": ("conv2", "relu2", "pool2", "pool3"),
    "dense_layers": ("flatten", "fc1", "relu3", "fc2", "relu4", "fc3"),
    "answer": ("softmax",),
}


def layout() -> html.Section:
    shapes = ll.Conv1Config().shapes
    parts = [part_of(words.PARTS[part], stages, shapes) for part, stages in PARTS.items()]
    map_ = html.Ol(parts, id=ids.STAGE_STRIP, className="network-map empty")
    return region("network", words.REGION, map_, timeline.layout(), class_name="network")


def part_of(name: str, stages: tuple[str, ...], shapes: dict[str, tuple[int, ...]]) -> html.Li:
    return html.Li(
        [
            html.Span(name, className="part-name"),
            html.Ol([html.Li(thumbnail(stage, shapes.get(stage, ()))) for stage in stages], className="part-stages"),
        ],
        className="part",
        style={"--stages": len(stages)},
    )


def thumbnail(stage: str, shape: tuple[int, ...]) -> html.Button:
    position = list(STAGES).index(stage)
    return html.Button(
        [
            html.Canvas(className="thumb", width=THUMB_PIXELS, height=THUMB_PIXELS),
            html.Span(words.STAGES[stage], className="thumb-name"),
            html.Span("×".join(map(str, shape)), className="thumb-shape"),
        ],
        className="stage-chip",
        title=words.STAGES[stage],
        tabIndex=-1 if position else 0,
        **data(stage=str(position)),
    )
