"""Brightness and colours of arrays and tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from lenetlab.ink import Image
from lenetlab.input_errors import InputError
from lenetlab.levels import Levels, grey_of_deep, levels_of_colours

MAX_SIDE = 320  # pixels: larger pictures are reduced, since a digit needs no more
ROUNDING = 1e-4  # by which floats may lie outside of 0 to 1


def is_table(rows: Sequence[object]) -> bool:
    """Whether lists within a list may be an image: rows of equal length, and not of pairs, as strokes are."""
    try:
        array = np.asarray(rows)
    except ValueError:  # NumPy's refusal of rows of unequal length
        return False
    return array.dtype != np.object_ and array.ndim >= 2 and array.shape[-1] != 2


def levels_of_array(source: object) -> Levels:
    """Levels of (H, W), (H, W, 3) or (H, W, 4). Raises InputError for an array of another shape, type or range."""
    array: NDArray[Any] = to_numpy(source) if isinstance(source, torch.Tensor) else np.asarray(source)
    while array.ndim > 3 and array.shape[0] == 1:
        array = array[0]
    if array.ndim == 3 and array.shape[0] == 1 and array.shape[2] not in (3, 4):
        array = array[0]
    if array.size == 0 or not (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))):
        raise InputError(f"image has shape {array.shape}; expected (H, W), (H, W, 3) or (H, W, 4)")
    if array.dtype == np.uint16:
        array = grey_of_deep(array)
    elif array.dtype == np.uint8:
        array = array / np.float32(255)
    elif array.dtype == np.bool_ or np.issubdtype(array.dtype, np.floating):
        array = array.astype(np.float32)
        check_range(array)
        array = np.clip(array, 0, 1)
    else:
        raise InputError(f"image has type {array.dtype}; expected uint8, uint16, bool, or floats in [0, 1]")
    return Levels(array) if array.ndim == 2 else levels_of_colours(array)


def check_range(array: NDArray[np.float32]) -> None:
    """Raises InputError for NaN, infinity, and numbers that lie outside of 0 to 1 by more than rounding does."""
    for name, is_so in (("NaN", np.isnan), ("infinite", np.isinf)):
        if count := int(is_so(array).sum()):
            raise InputError(f"image is {name} in {count:,} of {array.size:,} values; expected floats in [0, 1]")
    # In float32 as the array is: 1.0001 is a little more there than it is in float64.
    if not (array.min() >= np.float32(-ROUNDING) and array.max() <= np.float32(1 + ROUNDING)):
        raise InputError(f"image has values from {array.min():g} to {array.max():g}; expected floats in [0, 1]")


def to_numpy(tensor: torch.Tensor) -> NDArray[np.generic]:
    tensor = tensor.detach().cpu()
    return (tensor.float() if tensor.is_floating_point() else tensor).numpy()


def reduced(levels: Levels) -> Levels:
    """The levels with at most 320 pixels a side, each the mean of a square."""
    factor = -(-max(levels.grey.shape) // MAX_SIDE)
    if factor == 1:
        return levels
    from PIL import Image as PILImage

    def means(level: Image) -> Image:
        return np.asarray(PILImage.fromarray(level).reduce(factor), np.float32)

    colours = levels.colours
    if colours is not None:
        colours = np.stack([means(np.ascontiguousarray(colours[..., i])) for i in range(3)], axis=2)
    return Levels(means(levels.grey), colours)
