"""Where on the canvas the network's input lies: the way back through centring, scaling and cropping."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

import lenetlab as ll
from dashboard.contract import DRAWING


def place_of_input(steps: Sequence[ll.PreprocessStep]) -> dict[str, float]:
    """The rectangle of the 28×28 input in parts of the canvas, which it may reach beyond: left, top, width, height."""
    found = {step.name: step for step in steps}
    crop, scale, centre = (found[name].params for name in ("crop", "scale", "centre"))
    side = side_of_cropped(found["ink"], found["crop"])
    # The ratios of the sides rather than the factor, since a side is a whole number of pixels after scaling.
    wide, high = crop["width"] / scale["width"], crop["height"] / scale["height"]
    return {
        "left": (crop["left"] - centre["left"] * wide) / side,
        "top": (crop["top"] - centre["top"] * high) / side,
        "width": DRAWING.cells * wide / side,
        "height": DRAWING.cells * high / side,
    }


def side_of_cropped(ink: ll.PreprocessStep, crop: ll.PreprocessStep) -> int:
    """The side of the square image that was cropped: the ink, or the ink at 28×28 where it stays as MNIST has it."""
    rows, columns = np.flatnonzero(ink.image.any(1)), np.flatnonzero(ink.image.any(0))
    shape = (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1)  # of the ink's bounding box
    return ink.image.shape[0] if crop.image.shape == shape else DRAWING.cells
