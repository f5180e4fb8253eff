"""Brightness and colours of any image: a file, a PIL image, an array or a tensor.

Pillow takes as long to import as all of lenetlab, so it is imported on use.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import torch

from lenetlab.arrays import MAX_SIDE, is_table, levels_of_array, reduced
from lenetlab.input_errors import InputError
from lenetlab.levels import LEAST_CONTRAST, Levels, grey_of_deep, levels_of_colours
from lenetlab.picture_files import opened

if TYPE_CHECKING:
    from PIL import Image as PILImage

MOST_FRAMES = 50  # of an animated picture that are looked at
ORIENTATION = 0x0112  # EXIF's tag


def levels_of(source: object) -> Levels:
    """Brightness and colours of a path, a PIL image, an array or a tensor, at most 320 pixels a side.

    Raises InputError, a ValueError, for anything else, such as strokes without a Drawing around them.
    """
    from PIL import Image as PILImage

    if isinstance(source, (str, os.PathLike)):
        with opened(source) as image:
            return levels_of_pil(image)
    if isinstance(source, PILImage.Image):
        return levels_of_pil(source)
    if not isinstance(source, (np.ndarray, torch.Tensor, list, tuple)):
        raise InputError(
            f"source is {type(source).__name__}; expected a Drawing, a path, a PIL image, or an array or tensor (H, W)"
        )
    if isinstance(source, (list, tuple)) and not is_table(source):
        raise InputError(
            f"source is a {type(source).__name__} that is no image (H, W); strokes become a Drawing first: "
            "Drawing(strokes, size=140), or Drawing.from_plotly(shapes)"
        )
    return reduced(levels_of_array(source))


def levels_of_pil(image: PILImage.Image) -> Levels:
    """Levels of a PIL image of any mode, turned upright as its EXIF data say; of an animation, the first with contrast.

    Raises InputError for an image without pixels, or of a mode that Pillow cannot convert.
    """
    if not all(image.size):
        raise InputError(f"image is {image.width} × {image.height} pixels; expected at least one")
    levels = levels_of_frame(image)
    for frame in range(1, min(getattr(image, "n_frames", 1), MOST_FRAMES)):
        if np.ptp(levels.grey) >= LEAST_CONTRAST:
            break
        image.seek(frame)
        levels = levels_of_frame(image)
    return levels


def levels_of_frame(image: PILImage.Image) -> Levels:
    """Levels of the frame that is in view, reduced before anything else is made of it."""
    from PIL import ImageOps

    image = ImageOps.exif_transpose(small(image))
    if image.mode.startswith("I"):
        return Levels(grey_of_deep(np.asarray(image)))
    if image.mode == "F":
        return levels_of_array(np.asarray(image))
    try:
        if image.has_transparency_data:
            return levels_of_colours(np.asarray(image.convert("RGBA"), np.float32) / np.float32(255))
        grey = np.asarray(image.convert("L"), np.float32) / np.float32(255)
        if image.mode in ("1", "L"):
            return Levels(grey)
        return Levels(grey, np.asarray(image.convert("RGB"), np.float32) / np.float32(255))
    except ValueError:
        raise InputError(f"image has mode {image.mode}, which cannot be converted; save it as RGB") from None


def small(image: PILImage.Image) -> PILImage.Image:
    """The image with at most 320 pixels a side; a larger one is first reduced by a whole number, which is quick."""
    from PIL import Image as PILImage

    if max(image.size) <= MAX_SIDE:
        return image
    orientation = image.getexif().get(ORIENTATION, 1)
    if image.mode in ("1", "P", "PA"):
        image = image.convert("L" if image.mode == "1" else "RGBA" if image.has_transparency_data else "RGB")
    elif image.mode.startswith("I;16"):
        image = image.convert("I")
    width, height = (max(1, round(side * MAX_SIDE / max(image.size))) for side in image.size)
    made = image.resize((width, height), PILImage.Resampling.BICUBIC, reducing_gap=2.0)
    made.getexif()[ORIENTATION] = orientation
    return made
