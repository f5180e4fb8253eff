"""All words of the page that speak of a step of the preprocessing; marked up as those of the network in `stages`."""

from __future__ import annotations

import lenetlab as ll
from dashboard.texts.numbers import fixed, percent, significant, whole
from dashboard.texts.overview import STAGES
from dashboard.texts.stages import Paragraph, Text


def drawing(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    height, width = step.image.shape
    return Text(
        STAGES["ink"],
        f"{height} × {width}",
        (
            Paragraph(
                f"[What you drew](#stage), as numbers: **{height} × {width} = {whole(height * width)} pixels**, each "
                f"from 0 (paper) to 1 (ink). Your ink fills {percent(float(step.image.mean()), 1)} of the canvas."
            ),
            Paragraph(
                "The network never sees this picture. It was trained on digits that all have the same size and place, "
                "those of [MNIST](?MNIST) among them, so the next stages bring yours there."
            ),
        ),
    )


def crop(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    top, left, height, width = (int(step.params[name]) for name in ("top", "left", "height", "width"))
    return Text(
        "Crop to the ink",
        f"{height} × {width}",
        (
            Paragraph(
                f"Everything outside your ink is [cut away](#stage). What is left starts at row {top}, column {left} "
                f"of [the drawing](#before) and is **{height} × {width}** pixels."
            ),
            Paragraph("From here on it does not matter where on the canvas you drew."),
        ),
    )


def scale(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    height, width, factor = int(step.params["height"]), int(step.params["width"]), step.params["factor"]
    if factor == 1:
        change = "It has the size of MNIST's digits already, so it stays as it is."
    else:
        change = (
            f"The longer side becomes 20 pixels: every length is multiplied by {significant(factor, 3)}, which makes "
            f"it **{height} × {width}**. The proportions stay."
        )
    return Text(
        "Scale to 20 pixels",
        f"{height} × {width}",
        (
            Paragraph(change),
            Paragraph(
                "From here on it does not matter how large you drew. The grey pixels at the edges are those that the "
                "ink covers in part."
            ),
        ),
    )


def centre(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    y, x, top, left = (step.params[name] for name in ("mass_y", "mass_x", "top", "left"))
    return Text(
        "Centre by mass",
        "28 × 28",
        (
            Paragraph(
                f"[The digit](#before) is laid into [28 × 28 pixels](#stage), starting at row {fixed(top, 0)}, column "
                f"{fixed(left, 0)}. If the ink had weight, the digit would balance at {fixed(y, 1)} pixels down and "
                f"{fixed(x, 1)} across: **that point comes to the middle**."
            ),
            Paragraph(
                "Every digit of MNIST was placed by this rule, the 55,000 that the network learned from among them."
            ),
        ),
    )
