"""All words of the page that speak of a step of the preprocessing; marked up as those of the network in `stages`."""

from __future__ import annotations

import math

import lenetlab as ll
from dashboard.texts.numbers import fixed, percent, significant, whole
from dashboard.texts.overview import STAGES
from dashboard.texts.stages import Text


def drawing(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    height, width = step.image.shape
    return Text(
        title=STAGES["ink"],
        shape=f"{height} × {width}",
        idea="To a computer, your drawing is [a grid of numbers](#stage).",
        why="A network can only calculate. So its story begins with a number for every pixel: 0 for paper, 1 for ink.",
        numbers=(
            f"{height} × {width} = **{whole(height * width)} pixels**.",
            f"Your ink fills **{percent(float(step.image.mean()), 1)}** of the canvas.",
        ),
        detail=(
            "A pixel that the ink covers in part has a number between 0 and 1.",
            "The network never sees this picture. It was trained on digits that all have the same size and place, "
            "those of [MNIST](?MNIST) among them, so the next stages bring yours there.",
        ),
        attempt="Draw your digit small, in a corner. Does the answer change?",
    )


def crop(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    top, left, height, width = (int(step.params[name]) for name in ("top", "left", "height", "width"))
    return Text(
        title="Crop to the ink",
        shape=f"{height} × {width}",
        idea="[The empty paper](#before) around your ink is [cut away](#stage).",
        why="A 7 in the corner is still a 7. From here on it does not matter where on the canvas you drew.",
        numbers=(
            f"**{height} × {width}** pixels are left.",
            f"They start at row {top}, column {left}.",
        ),
        detail=("The cut is the smallest rectangle that holds all of your ink, so a stray dot makes it larger.",),
        attempt="Draw your digit again somewhere else: [this picture](#stage) hardly changes.",
    )


def scale(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    height, width, factor = int(step.params["height"]), int(step.params["width"]), step.params["factor"]
    if factor == 1:
        change = "Yours has the size of MNIST's digits already, so **it stays as it is**."
    else:
        change = f"Every length times **{significant(factor, 3)}**: now [yours](#stage) is **{height} × {width}**."
    return Text(
        title="Scale to 20 pixels",
        shape=f"{height} × {width}",
        idea="[Every digit](#before) gets the same size: [20 pixels](#stage) on its longer side.",
        why="The crop has taken the place away, this takes away the size. So the network need not learn large and "
        "small digits one by one.",
        numbers=(change,),
        detail=(
            "Height and width are scaled alike, so the proportions stay. The line is scaled too: a small digit comes "
            "out bolder.",
            "The grey pixels at the edges are those that the ink covers in part.",
        ),
        attempt="Draw a digit huge, then tiny. Which difference is left?",
    )


def centre(step: ll.PreprocessStep, trace: ll.Trace) -> Text:
    y, x, top, left = (step.params[name] for name in ("mass_y", "mass_x", "top", "left"))
    middle = all(math.floor(point + start) == step.image.shape[0] // 2 for point, start in ((y, top), (x, left)))
    comes = "That point comes to the middle" if middle else "That point comes as near to the middle as it fits"
    return Text(
        title="Centre by mass",
        shape="28 × 28",
        idea="[The digit](#before) is laid so that its ink balances [in the middle](#stage).",
        why="Same size, and now the same place: the handwriting of [MNIST](?MNIST), which the network learned from, "
        "was placed by this very rule.",
        numbers=(
            f"Your ink balances **{fixed(y, 1)} pixels down** and **{fixed(x, 1)} across**.",
            f"{comes}: the digit starts at row {fixed(top, 0)}, column {fixed(left, 0)}.",
        ),
        detail=(
            "If ink had weight, the digit would rest on a pin at that point: its centre of mass. It comes to pixel 14 "
            "of 28, counted from 0, in both directions.",
        ),
        attempt="Add a blot beside your digit: the ink balances elsewhere, and the digit moves aside.",
    )
