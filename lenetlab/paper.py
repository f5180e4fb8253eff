"""Ink on paper, as a camera or a scanner delivers it, step by step: the sheet, its light, the strokes, their ink.

Clean pictures, such as those of MNIST, take no part in this: see `images`. H, W: sides of the picture in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lenetlab.boxes import bounding_box
from lenetlab.ink import Image
from lenetlab.relief import Relief, relief_of
from lenetlab.sheet import Sheet
from lenetlab.strokes import Strokes, strokes_of

ENOUGH = 0.25  # Ink as clear as this in brightness needs no look at the colours.
LEAST_HUE = 0.012  # The standard deviation of hues: with less, a sheet has but one.
CLEARER = 1.5  # Dark or light ink that stands out so much more than the other is the ink.
FAINTEST = 0.1  # of the ink's darkness
PEN = 1 / 13  # of the digit's longer side: as wide as a pen's line is in MNIST
HAIRLINE = 1 / 40  # of the digit's longer side, by which a line must be thinner to be made as wide
STEADIEST = 0.01  # No grain is taken for less, since a file has but 256 levels.
LEAST_WRITING, LEAST_WRITTEN = 0.08, 0.1  # of the light, and of the sheet's longer side


@dataclass(frozen=True, eq=False)
class OnPaper:
    """What was found on a sheet: the sheet's brightness (h, w), the relief and the strokes in it."""

    sheet: Sheet
    brightness: Image
    relief: Relief
    strokes: Strokes

    @property
    def is_written_on(self) -> bool:
        """Whether strokes stand on the sheet that are no mere unevenness of it."""
        side = max(self.strokes.mask.shape)
        return self.strokes.darkness > LEAST_WRITING and extent(self.strokes) > (LEAST_WRITTEN * side) ** 2


def found_on_sheet(sheet: Sheet, grey: Image, colours: Image | None, polarities: Sequence[bool]) -> OnPaper:
    """The strokes on a sheet of a picture, in its brightness or, where that tells little, in the clearest colour.

    grey: the picture's brightness, float32 (H, W) in [0, 1]. colours: (H, W, 3) in [0, 1], or None. polarities:
    whether to look for light ink, dark ink (False), or both.
    """
    brightness = sheet.cut(grey)
    relief, strokes = clearest_in(brightness, polarities)
    if colours is not None and strokes.darkness < ENOUGH:
        hue = main_hue(sheet.cut(colours) - brightness[..., None])
        if hue is not None:
            relief, strokes = max(((relief, strokes), clearest_in(hue, (False, True))), key=clarity)
    return OnPaper(sheet, brightness, relief, strokes)


def main_hue(chroma: Image) -> Image | None:
    """The hue in which a sheet varies most, float32 (h, w) around 0.5; None where it has but one.

    chroma: what each colour has beyond the brightness, (h, w, 3). Source: its first principal component.
    """
    flat = chroma.reshape(-1, 3) - np.median(chroma, axis=(0, 1))
    _, variances, components = np.linalg.svd(flat.T @ flat / np.float32(len(flat)))
    if variances[0] < LEAST_HUE**2:
        return None
    hue: Image = np.clip(0.5 + (flat @ components[0]).reshape(chroma.shape[:2]), 0, 1).astype(np.float32)
    return hue


def clearest_in(channel: Image, polarities: Sequence[bool]) -> tuple[Relief, Strokes]:
    """Of light and dark strokes in a channel (h, w) those that are ink, and the relief they stand in."""
    best = [(relief, strokes_of(relief)) for relief in (relief_of(channel, is_light) for is_light in polarities)]
    clearest, faintest = (choose(best, key=lambda pair: pair[1].darkness) for choose in (max, min))
    if clearest[1].darkness > CLEARER * faintest[1].darkness:
        return clearest
    return max(best, key=lambda pair: extent(pair[1]))


def clarity(found: tuple[Relief, Strokes]) -> float:
    """How much the strokes stand out from the grain."""
    relief, strokes = found
    return strokes.darkness / (relief.grain + STEADIEST)


def extent(strokes: Strokes) -> int:
    """The area of the box around strokes, in pixels: what they enclose, and the paper between them, has less."""
    if not strokes.mask.any():
        return 0
    top, bottom, left, right = bounding_box(strokes.mask)
    return (bottom - top) * (right - left)


def ink_of_strokes(relief: Relief, strokes: Strokes) -> Image:
    """The ink of strokes with their soft edges, float32 (H, W) in [0, 1], hairlines as wide as a pen's line."""
    from scipy import ndimage

    near = ndimage.binary_dilation(strokes.mask, iterations=2)
    ink = np.clip(relief.height / np.float32(strokes.darkness), 0, 1) * near
    ink[ink < FAINTEST] = 0
    return thickened(ink.astype(np.float32))


def thickened(ink: Image) -> Image:
    """Hairlines made as wide as a pen's line beside the digit's size."""
    from scipy import ndimage

    top, bottom, left, right = bounding_box(ink)
    side = max(bottom - top, right - left)
    missing = side * PEN - max(line_width(ink), 1)
    if missing < side * HAIRLINE:
        return ink
    size = 2 * round(missing / 2) + 1
    wide = ndimage.maximum_filter(np.pad(ink, size), footprint=disc(size))[size:-size, size:-size]
    soft: Image = ndimage.gaussian_filter(wide, side / 80).astype(np.float32)
    return soft


def line_width(ink: Image) -> float:
    """The mean width of the lines, in pixels: across a line, the distance to its edge is a quarter of it on average."""
    from scipy import ndimage

    inside = np.pad(ink > 0.4, 1)
    return 4 * float(ndimage.distance_transform_edt(inside).sum()) / max(1, int(inside.sum())) - 1


def disc(size: int) -> Image:
    """A disc `size` pixels across, as the footprint of a filter."""
    rows, columns = np.mgrid[:size, :size] - (size - 1) / 2
    inside: Image = rows**2 + columns**2 <= ((size - 1) / 2 + 0.3) ** 2
    return inside
