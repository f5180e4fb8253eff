"""Where in an image something lies: the box around it, and the image's own border."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Pixel = TypeVar("Pixel", bound=np.generic)


def bounding_box(image: NDArray[np.generic]) -> tuple[int, int, int, int]:
    """(top, bottom, left, right) of the pixels of an image or a mask (H, W) that are not zero, ends exclusive."""
    rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def border_of(image: NDArray[Pixel]) -> NDArray[Pixel]:
    """The pixels of an image or a mask (H, W) along its border, all four sides in one row."""
    return np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
