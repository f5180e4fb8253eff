"""Ink from any image: colour, transparency, dark on light or light on dark, clean or scanned.

Pillow takes as long to import as all of lenetlab, so it is imported on use.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from lenetlab.drawing import shown
from lenetlab.ink import Image

if TYPE_CHECKING:
    from PIL import Image as PILImage

MAX_SIDE = 1024
LEAST_CONTRAST = 0.1
FULL_CONTRAST = 0.9
NOISE_DEVIATIONS = 6.0
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R 601, as Pillow weighs red, green and blue


class Picture(Protocol):
    """A PIL image, as far as types are concerned: Pillow itself is imported on use."""

    @property
    def mode(self) -> str: ...
    @property
    def size(self) -> tuple[int, int]: ...
    def getbands(self) -> tuple[str, ...]: ...


def ink_of_image(source: object, polarity: str = "auto") -> Image:
    """How much ink each pixel holds: float32 (H, W) in [0, 1], the background zero.

    Everything is measured from the background, the median along the border. Paper grain is cut off at six median
    absolute deviations of the border (none in a clean image), and pale ink is stretched to the full range.
    An image without contrast has no ink: all zeros.
    """
    grey = grey_of(source)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    background = np.median(border)
    if polarity == "auto":
        ink_is_light = grey.max() - background >= background - grey.min()
    else:
        ink_is_light = polarity == "light-on-dark"
    ink: Image = np.clip(grey - background if ink_is_light else background - grey, 0, 1)
    noise = NOISE_DEVIATIONS * float(np.median(np.abs(border - background)))
    ink[ink <= noise] = 0
    peak = float(ink.max())
    if peak < LEAST_CONTRAST:
        return np.zeros_like(ink)
    return ink if peak >= FULL_CONTRAST else ink / np.float32(peak)


def grey_of(source: object) -> Image:
    """Brightness of a PIL image, an array or a tensor, float32 (H, W) in [0, 1].

    Raises ValueError for anything else, such as strokes without a Drawing around them.
    """
    from PIL import Image as PILImage

    if isinstance(source, PILImage.Image):
        return grey_of_pil(source)
    if not isinstance(source, (np.ndarray, torch.Tensor, list, tuple)):
        got = shown(source) if isinstance(source, (str, os.PathLike)) else type(source).__name__
        hint = "; a file is opened by PIL.Image.open" if isinstance(source, (str, os.PathLike)) else ""
        raise ValueError(f"source is {got}; expected a Drawing, a PIL image, or an array or tensor (H, W){hint}")
    if isinstance(source, (list, tuple)) and not is_table(source):
        raise ValueError(
            f"source is a {type(source).__name__} that is no image (H, W); strokes become a Drawing first: "
            "Drawing(strokes, size=140), or Drawing.from_plotly(shapes)"
        )
    return grey_of_array(source)


def is_table(rows: Sequence[object]) -> bool:
    """Whether lists within a list may be an image: rows of equal length, and not of pairs, as strokes are."""
    try:
        array = np.asarray(rows)
    except ValueError:  # NumPy's refusal of rows of unequal length
        return False
    return array.dtype != np.object_ and array.ndim >= 2 and array.shape[-1] != 2


def grey_of_pil(image: PILImage.Image) -> Image:
    """Brightness of a PIL image of any mode, float32 (H, W) in [0, 1], turned upright as its EXIF data say.

    Images above 1,024 pixels a side are reduced. Raises ValueError for an image without pixels, or of a mode that
    Pillow cannot convert.
    """
    from PIL import ImageOps

    if not all(image.size):
        raise ValueError(f"image is {image.width} × {image.height} pixels; expected at least one")
    image = ImageOps.exif_transpose(image)
    if max(image.size) > MAX_SIDE:
        image = image.copy()
        image.thumbnail((MAX_SIDE, MAX_SIDE))
    if image.mode.startswith("I"):
        deep = np.asarray(image, np.float32)
        grey: Image = deep / np.float32(65535 if deep.max() > 255 else 255)
        return grey
    if image.mode == "F":
        return grey_of_array(np.asarray(image))
    mode = "RGBA" if image.has_transparency_data else "L"
    try:
        levels = np.asarray(image.convert(mode), np.float32) / np.float32(255)
    except ValueError:
        raise ValueError(f"image has mode {image.mode}, which cannot be converted; save it as RGB") from None
    return levels if mode == "L" else grey_of_colours(levels)


def grey_of_array(source: object) -> Image:
    """Brightness of an array or tensor, float32 (H, W) in [0, 1]. Raises ValueError for other shapes, types, ranges."""
    array: NDArray[Any] = to_numpy(source) if isinstance(source, torch.Tensor) else np.asarray(source)
    while array.ndim > 3 and array.shape[0] == 1:
        array = array[0]
    if array.ndim == 3 and array.shape[0] == 1 and array.shape[2] not in (3, 4):
        array = array[0]
    if array.dtype == np.uint8:
        array = array / np.float32(255)
    elif array.dtype == np.bool_ or np.issubdtype(array.dtype, np.floating):
        array = array.astype(np.float32)
    else:
        raise ValueError(f"image has type {array.dtype}; expected uint8, bool, or floats in [0, 1]")
    if array.size == 0 or not (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))):
        raise ValueError(f"image has shape {array.shape}; expected (H, W), (H, W, 3) or (H, W, 4)")
    if not (array.min() >= 0 and array.max() <= 1):
        raise ValueError(f"image has values from {array.min():g} to {array.max():g}; expected floats in [0, 1]")
    return array if array.ndim == 2 else grey_of_colours(array)


def to_numpy(tensor: torch.Tensor) -> NDArray[np.generic]:
    tensor = tensor.detach().cpu()
    return (tensor.float() if tensor.is_floating_point() else tensor).numpy()


def grey_of_colours(colours: NDArray[np.float32]) -> Image:
    """Luma of (H, W, 3), or of (H, W, 4) laid on paper."""
    grey = colours[..., :3] @ LUMA
    return grey if colours.shape[2] == 3 else on_paper(grey, colours[..., 3])


def on_paper(grey: NDArray[np.float32], alpha: NDArray[np.float32]) -> Image:
    """Lay a partly transparent image on paper.

    An image that is mostly opaque and has more than one tone is a picture with its own paper: the median of its opaque
    pixels. Any other is ink on nothing: it is laid on white if its visible part is dark, else on black.
    """
    if not alpha.any():
        return np.zeros_like(grey)
    opaque = grey[alpha > 0.5]
    if opaque.size > alpha.size / 2 and np.ptp(opaque) >= LEAST_CONTRAST:
        paper = np.median(opaque)
    else:
        visible = float((grey * alpha).sum() / alpha.sum())
        paper = np.float32(1.0 if visible < 0.5 else 0.0)
    blended: Image = grey * alpha + paper * (1 - alpha)
    return blended
