"""Pictures out of files, opened without ever unpacking more than 40 megapixels.

Pillow takes as long to import as all of lenetlab, so it is imported on use.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lenetlab.input_errors import InputError

if TYPE_CHECKING:
    from PIL import Image as PILImage

MAX_PIXELS = 40_000_000  # that are unpacked at once
WOULD_DO = "PNG, JPEG, WebP, GIF, TIFF and others that Pillow opens can be read"


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[PILImage.Image]:
    """The picture of a file, its pixels not read yet. Raises InputError for what is no picture, or is too large.

    A JPEG above 40 megapixels is reduced while it is decoded; no other format can be.
    """
    from PIL import Image, UnidentifiedImageError

    path = Path(path)
    if path.is_dir():
        raise InputError(f"source {path} is a folder; {WOULD_DO}")
    try:
        with warnings.catch_warnings():
            # Pillow warns of pictures that are large. What is too large is refused below, in words of our own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                check_size(image, path)
                yield image
    except FileNotFoundError:
        raise InputError(f"source {path}: there is no such file") from None
    except PermissionError:
        raise InputError(f"source {path}: the file may not be read") from None
    except UnidentifiedImageError:
        raise InputError(f"source {path} is {what_it_is(path)}; {WOULD_DO}") from None
    except Image.DecompressionBombError:
        raise InputError(f"source {path} has more pixels than Pillow opens; allowed: {MAX_PIXELS:,} at most") from None
    except InputError:
        raise
    except (OSError, SyntaxError, EOFError, ValueError) as error:
        raise InputError(f"source {path} is damaged or cut off ({error}); {WOULD_DO}") from error


def check_size(image: PILImage.Image, path: Path) -> None:
    """Let a large JPEG be reduced while it is decoded. Raises InputError for what is too large and cannot be."""
    width, height = image.size
    factor = 1
    while width * height > MAX_PIXELS * factor**2:
        factor *= 2
    if factor > 1:
        image.draft(image.mode, (width // factor, height // factor))
    if image.width * image.height > MAX_PIXELS:
        raise InputError(
            f"source {path} has {width:,} × {height:,} pixels; allowed: {MAX_PIXELS:,} at most, except in a JPEG"
        )


def what_it_is(path: Path) -> str:
    """What a file is that Pillow cannot open, as far as its first bytes tell."""
    with path.open("rb") as file:
        start = file.read(32)
    if not start:
        return "an empty file"
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "a HEIC picture, which Pillow cannot open: save it as JPEG or PNG"
    return "no picture"
