"""The picture that a digit was read out of, and its steps, as the report has them."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from markupsafe import Markup

import lenetlab as ll
from dashboard.figures import svg
from dashboard.reading.picture import media_type, steps_or_refusal
from dashboard.texts import picture as picture_words
from dashboard.texts import report as words


@dataclass(frozen=True)
class ShownStep:
    """One step from the picture to its ink. name: what stands below it."""

    name: str
    picture: Markup


@dataclass(frozen=True)
class ShownPicture:
    """address: of the picture itself, which is part of the page. steps: from it to its ink."""

    address: str
    steps: list[ShownStep]


def shown_picture(file: bytes) -> ShownPicture | None:
    """The picture of this file, which the page has sent; None where no digit can be read from it."""
    steps = steps_or_refusal(file)
    if isinstance(steps, str):
        return None
    address = f"data:{media_type(file)};base64,{base64.b64encode(file).decode()}"
    return ShownPicture(address, [shown_step(step) for step in steps if step.name in picture_words.STEP_TITLES])


def shown_step(step: ll.PreprocessStep) -> ShownStep:
    title = picture_words.STEP_TITLES[step.name]
    height, width = step.image.shape
    return ShownStep(
        title, Markup(svg.ink_svg(step.image, words.STEP_ALT.format(title=title, height=height, width=width)))
    )
