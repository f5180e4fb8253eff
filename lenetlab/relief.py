"""A sheet's relief: how far each pixel stands out from the paper around it, whatever the light and the colours.

H, W: sides of the picture in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lenetlab.ink import Image
from lenetlab.rules import without_rules

GROUND_SIDE = 110  # pixels, of the reduced picture in which the ground is measured
WINDOW = 0.34  # of the shorter side: whatever is wider is no stroke but ground, such as a shadow or a figure
LEAST_LIGHT = 0.4  # Contrast is a share of the light, but of no less than this: black is never quite black.
COARSE_GRAIN = 0.012  # from which on the picture is smoothed
SMOOTHING = 0.9  # pixels
LEFT_BY_SMOOTHING = 1.6  # What is left of the grain is so much coarser than the differences of neighbours tell.


@dataclass(frozen=True, eq=False)
class Relief:
    """How far each pixel stands out from the ground around it, as a share of the light.

    height: float32 (H, W), 0 to 1. level: the channel it was measured in, smoothed and without rules, (H, W) in
    [0, 1]. is_light: light ink was looked for, not dark. grain: the standard deviation of the noise in `height`.
    """

    height: Image
    level: Image
    is_light: bool
    grain: float


def relief_of(level: Image, is_light: bool) -> Relief:
    """How far each pixel is darker (or lighter) than the ground: a closing (or opening) wider than any stroke.

    level: one channel of a sheet, float32 (H, W) in [0, 1]. Shadows, desks and figures are wider than the window, so
    they are ground; beyond its edge the picture goes on as it ends. Source: the top-hat transform, Serra 1982.
    """
    from scipy import ndimage

    grain = grain_of(level)
    if grain > COARSE_GRAIN:
        level = ndimage.gaussian_filter(level, SMOOTHING)
        grain = grain_of(level) * LEFT_BY_SMOOTHING
    level = without_rules(level, grain)
    ground = ground_of(level, is_light)
    lighter, darker = (level, ground) if is_light else (ground, level)
    height = (lighter - darker) / np.maximum(lighter, LEAST_LIGHT)
    # Most pixels are paper, whose grain lies below the lightest grains, of which a closing is made.
    height = np.clip(height - np.median(height), 0, 1)
    light = max(LEAST_LIGHT, float(np.median(np.maximum(lighter, level))))
    return Relief(height.astype(np.float32), level, is_light, grain / light)


def grain_of(level: Image) -> float:
    """The standard deviation of the noise, from the differences of neighbours, most of which lie within one surface.

    Source: the median absolute deviation, 0.6745 of the standard deviation of normal noise.
    """
    return float(np.median(np.abs(np.diff(level, axis=1)))) / 0.6745 / 2**0.5 if level.shape[1] > 1 else 0.0


def ground_of(level: Image, is_light: bool) -> Image:
    """The picture (H, W) without whatever is narrower than the window, measured where it is cheap: it has no detail."""
    from scipy import ndimage

    factor = max(1, min(level.shape) // GROUND_SIDE)
    small = reduced(level, factor)
    size = 2 * max(1, round(WINDOW * min(small.shape) / 2)) + 1
    padded = np.pad(small, size, mode="edge")
    filtered = (ndimage.grey_opening if is_light else ndimage.grey_closing)(padded, (size, size))
    ground: Image = filtered[size:-size, size:-size]
    if factor == 1:
        return ground
    places = np.ogrid[: level.shape[0], : level.shape[1]]
    rows, columns = ((place + 0.5) / factor - 0.5 for place in places)
    enlarged: Image = ndimage.map_coordinates(ground, np.broadcast_arrays(rows, columns), order=1, mode="nearest")
    return enlarged


def reduced(level: Image, factor: int) -> Image:
    """The mean of squares of `factor` pixels a side; the last row and column of squares are filled as they end."""
    if factor == 1:
        return level
    height, width = (-(-side // factor) for side in level.shape)
    padded = np.pad(level, ((0, height * factor - level.shape[0]), (0, width * factor - level.shape[1])), mode="edge")
    means: Image = padded.reshape(height, factor, width, factor).mean((1, 3))
    return means
