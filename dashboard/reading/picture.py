"""A picture as the page sends it, checked, and the steps that lead from it to the ink on the canvas.

The page has reduced it already. What it sends is read and forgotten: nothing of it is kept on the server.
"""

from __future__ import annotations

import warnings
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

import lenetlab as ll
from dashboard.contract import PICTURE_LIMITS
from dashboard.reading.errors import StateError, shortened
from dashboard.reading.state import from_base64
from dashboard.texts import picture as words
from dashboard.texts.numbers import whole

FORMATS = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}
# Whatever Pillow's decoders make of bytes that are no picture, or only half of one.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError)

Steps = tuple[ll.PreprocessStep, ...]


def bytes_of(data: object) -> bytes:
    """The file that base64 stands for. Raises StateError for anything else, and for what is too long."""
    if isinstance(data, str) and len(data) > PICTURE_LIMITS.most_sent:
        raise StateError(f"picture has {len(data):,} letters; allowed: {PICTURE_LIMITS.most_sent:,} at most")
    file = from_base64(data)
    if file is None:
        raise StateError(f"picture is {shortened(data)}; allowed: a file in base64")
    return file


def steps_or_refusal(file: bytes) -> Steps | str:
    """What `lenetlab.preprocess_steps` makes of the picture, or in plain words why no digit can be read from it."""
    picture = picture_or_refusal(file)
    if isinstance(picture, str):
        return picture
    try:
        return ll.preprocess_steps(picture)
    except ll.InputError as error:
        return words.REFUSED.format(why=error)


def picture_or_refusal(file: bytes) -> Image.Image | str:
    """The picture, unpacked. Its size is looked at first, so that a small file cannot become a large picture."""
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(file), formats=list(FORMATS)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if max(picture.size) > PICTURE_LIMITS.side:
                return words.TOO_LARGE.format(width=whole(picture.width), height=whole(picture.height))
            picture.load()
            return picture
    except (*DAMAGED, Image.DecompressionBombError):
        return words.DAMAGED


def media_type(file: bytes) -> str:
    """The media type of a picture that could be opened."""
    with Image.open(BytesIO(file), formats=list(FORMATS)) as picture:
        return f"image/{FORMATS[picture.format or '']}"


def levels_of(steps: Steps) -> NDArray[np.uint8]:
    """The digit as it lies on the canvas, (28, 28): the step "centre" in 256 grey levels, as MNIST has it."""
    centred = next(step.image for step in steps if step.name == "centre")
    return np.asarray((centred * 255).round().clip(0, 255), np.uint8)
