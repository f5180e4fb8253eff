"""Brightness and colours of an image, as numbers from 0 to 1, whatever they were in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lenetlab.ink import Image

LEAST_CONTRAST = 0.1
BIT_DEPTHS = (8, 10, 12, 14, 16)
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R 601, as Pillow weighs red, green and blue


@dataclass(frozen=True, eq=False)
class Levels:
    """grey: brightness, float32 (H, W) in [0, 1]. colours: red, green and blue, (H, W, 3) in [0, 1], or None."""

    grey: Image
    colours: Image | None = None


def grey_of_deep(values: NDArray[Any]) -> Image:
    """Brightness of whole numbers beyond 8 bits, float32 (H, W) in [0, 1].

    Cameras and scanners store 10, 12 or 14 bits in files of 16: full white is the highest number of the least of these
    depths that holds all values.
    """
    highest = max(int(values.max()), 1)
    depth = next((bits for bits in BIT_DEPTHS if highest < 2**bits), highest.bit_length())
    grey: Image = np.clip(values, 0, None).astype(np.float32) / np.float32(2**depth - 1)
    return grey


def levels_of_colours(colours: NDArray[np.float32]) -> Levels:
    """Levels of (H, W, 3), or of (H, W, 4) laid on paper."""
    grey = colours[..., :3] @ LUMA
    if colours.shape[2] == 3:
        return Levels(grey, colours)
    alpha = colours[..., 3]
    paper = paper_under(grey, alpha)
    if paper is None:
        return Levels(np.zeros_like(grey))
    laid = colours[..., :3] * alpha[..., None] + np.float32(paper) * (1 - alpha[..., None])
    return Levels(grey * alpha + np.float32(paper) * (1 - alpha), laid)


def paper_under(grey: NDArray[np.float32], alpha: NDArray[np.float32]) -> float | None:
    """The tone of the paper under a partly transparent image; None where all of it is transparent.

    An image that is mostly opaque and has more than one tone is a picture with its own paper: the median of its opaque
    pixels. Any other is ink on nothing: it is laid on white if its visible part is dark, else on black.
    """
    if not alpha.any():
        return None
    opaque = grey[alpha > 0.5]
    if opaque.size > alpha.size / 2 and np.ptp(opaque) >= LEAST_CONTRAST:
        return float(np.median(opaque))
    visible = float((grey * alpha).sum() / alpha.sum())
    return 1.0 if visible < 0.5 else 0.0
