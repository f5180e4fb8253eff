"""From ink or an image to the tensor the network was trained on, by the protocol that made MNIST.

LeCun et al. 1998: the digit is fitted into a 20×20 box keeping its aspect ratio, which leaves grey levels at the
edges, and placed in a 28×28 image by its centre of mass. Measured on all 70,000 images of MNIST: the longer side is
20 pixels (19 in 16 of them), and the pixel that holds the centre of mass is row 14, column 14.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Literal, Protocol, TypeAlias, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lenetlab.boxes import bounding_box
from lenetlab.config import IMAGE_SIZE
from lenetlab.drawing import Drawing
from lenetlab.ink import Image
from lenetlab.input_errors import BlankInputError, FullInputError
from lenetlab.steps import PreprocessStep

MNIST_MEAN = 0.1307
MNIST_STD = 0.3081
BOX_SIZE = 20
CENTRE = IMAGE_SIZE // 2
FULL_COVERAGE = 0.9
LEAST_INK = 0.1


class Picture(Protocol):
    """A PIL image, as far as types are concerned: Pillow itself is imported on use."""

    @property
    def mode(self) -> str: ...
    @property
    def size(self) -> tuple[int, int]: ...
    def getbands(self) -> tuple[str, ...]: ...


Polarity = Literal["auto", "light-on-dark", "dark-on-light"]
Source: TypeAlias = Drawing | str | PathLike[str] | Picture | NDArray[np.generic] | Tensor


def preprocess(source: Source, polarity: Polarity = "auto") -> Tensor:
    """The input of the network, (1, 1, 28, 28) float32: crop to the ink, fit into 20×20, centre by mass, normalise.

    source: a Drawing; the path of a picture, which may be a photo; a PIL image of any mode; an array or tensor (H, W),
    (H, W, 3) or (H, W, 4) of uint8, uint16, bool, or floats in [0, 1]. Pictures above 320 pixels a side are reduced.
    polarity, for pictures: "light-on-dark", "dark-on-light", or "auto": whatever stands out more.
    A picture may show a sheet in uneven light, with rules, grain and specks, or more than the sheet; see
    `preprocess_steps`. A clean one, of one tone of paper, is measured from that tone.
    A digit that is already framed as in MNIST (an MNIST image, or one with strokes drawn over it) stays where it is,
    so an MNIST image comes out exactly as it went in.
    Raises BlankInputError where no ink stands out, FullInputError where a drawing is ink nearly everywhere,
    SmallInputError for ink of less than 5 pixels, SeveralDigitsError for more than one digit, InputError for a file
    that cannot be read or has more than 40 million pixels, for an array of another shape, type or range, and for
    anything else, such as bare strokes; all are ValueErrors.

    >>> preprocess(Drawing([[(70, 20), (70, 120)]])).shape
    torch.Size([1, 1, 28, 28])
    """
    return input_of(preprocess_steps(source, polarity))


def input_of(steps: Sequence[PreprocessStep]) -> Tensor:
    """The input of the network (1, 1, 28, 28) that these steps lead to."""
    return torch.from_numpy(steps[-1].image)[None, None]  # (1, 1, 28, 28)


def preprocess_steps(source: Source, polarity: Polarity = "auto") -> tuple[PreprocessStep, ...]:
    """The same as `preprocess` with every intermediate image kept: ink, crop, scale, centre, normalise.

    A picture that is not clean has three steps more, before them: sheet, light and strokes; see PreprocessStep.
    """
    if polarity not in get_args(Polarity):
        raise ValueError(f"polarity is {polarity!r}; allowed: {', '.join(get_args(Polarity))}")
    if isinstance(source, Drawing):
        return steps_of_drawing(source)
    return steps_of_picture(source, polarity)


def steps_of_picture(source: object, polarity: Polarity) -> tuple[PreprocessStep, ...]:
    """Raises InputError. What pictures need takes a third of the time that lenetlab needs to import, so it waits."""
    from lenetlab.clean import differences
    from lenetlab.images import levels_of
    from lenetlab.picture_ink import ink_steps

    levels = levels_of(source)
    polarities = (False, True) if polarity == "auto" else (polarity == "light-on-dark",)
    if levels.grey.shape == (IMAGE_SIZE, IMAGE_SIZE):
        ink, _ = differences(levels.grey, polarities)
        if is_mnist_framed(ink):
            return (PreprocessStep("ink", ink, {}), *_protocol(ink, stays=True))
    steps = ink_steps(levels.grey, levels.colours, polarities)
    return (*steps, *_protocol(steps[-1].image, stays=False))


def steps_of_drawing(drawing: Drawing) -> tuple[PreprocessStep, ...]:
    """Raises BlankInputError or FullInputError."""
    ink = drawing.ink()
    if ink.max() < LEAST_INK:
        raise BlankInputError("there is no ink on the canvas")
    if (coverage := float(ink.mean())) > FULL_COVERAGE:
        raise FullInputError(f"ink covers {coverage:.0%} of the canvas; at most {FULL_COVERAGE:.0%} can be read")
    step = PreprocessStep("ink", ink, {})
    if drawing.background is not None:
        factor = drawing.size // IMAGE_SIZE
        small = ink.reshape(IMAGE_SIZE, factor, IMAGE_SIZE, factor).mean((1, 3))
        if is_mnist_framed(small):
            return (step, *_protocol(small, stays=True))
        if not drawing.strokes:  # an image of its own: scaled from its own pixels, what was centred once stays as it is
            return (step, *_protocol(small, stays=False))
    return (step, *_protocol(ink, stays=False))


def is_mnist_framed(ink: Image) -> bool:
    """Whether the ink (28, 28) is placed as MNIST places its digits."""
    if ink.max() < LEAST_INK:
        return False
    top, bottom, left, right = bounding_box(ink)
    fits = BOX_SIZE - 1 <= max(bottom - top, right - left) <= BOX_SIZE
    # MNIST rounded its grey levels after centring, so a centre may lie a hair's breadth outside its pixel.
    return fits and all(CENTRE - 0.05 <= c <= CENTRE + 1.05 for c in centre_of_mass(ink))


def centre_of_mass(ink: Image) -> tuple[float, float]:
    """(y, x) of the ink's centre in pixels from the upper left corner."""
    mass = ink.sum(dtype=np.float64)
    y = ink.sum(1, dtype=np.float64) @ (np.arange(ink.shape[0]) + 0.5) / mass
    x = ink.sum(0, dtype=np.float64) @ (np.arange(ink.shape[1]) + 0.5) / mass
    return float(y), float(x)


def _protocol(ink: Image, stays: bool) -> Iterator[PreprocessStep]:
    """The steps after "ink". stays: the ink is neither scaled nor moved, since it is framed as in MNIST already."""
    top, bottom, left, right = bounding_box(ink)
    crop = ink[top:bottom, left:right]
    yield PreprocessStep("crop", crop, {"top": top, "left": left, "height": bottom - top, "width": right - left})

    factor = 1.0 if stays else BOX_SIZE / max(crop.shape)
    scaled = crop if stays else _resize(crop, factor)
    yield PreprocessStep("scale", scaled, {"factor": factor, "height": scaled.shape[0], "width": scaled.shape[1]})

    y, x = centre_of_mass(scaled)
    row, column = (top, left) if stays else (_offset(y, scaled.shape[0]), _offset(x, scaled.shape[1]))
    centred = np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32)
    centred[row : row + scaled.shape[0], column : column + scaled.shape[1]] = scaled
    yield PreprocessStep("centre", centred, {"mass_y": y, "mass_x": x, "top": row, "left": column})

    normalised = (centred - np.float32(MNIST_MEAN)) / np.float32(MNIST_STD)
    yield PreprocessStep("normalise", normalised, {"mean": MNIST_MEAN, "std": MNIST_STD})


def _resize(crop: Image, factor: float) -> Image:
    from PIL import Image as PILImage

    height, width = (max(1, round(side * factor)) for side in crop.shape)
    resized = PILImage.fromarray(crop).resize((width, height), PILImage.Resampling.BILINEAR)
    return np.clip(np.asarray(resized, np.float32), 0, 1)


def _offset(centre: float, side: int) -> int:
    """Where the box starts so that the pixel with the centre of mass becomes pixel 14, and the box stays inside."""
    return min(max(CENTRE - math.floor(centre), 0), IMAGE_SIZE - side)
