"""Lines that span a sheet, as ruled and squared paper has them, taken out of a picture while strokes stay whole."""

from __future__ import annotations

import numpy as np

from lenetlab.ink import Image

THICKEST = 0.012  # of the sheet's side, and
LEAST_THICKEST = 2  # pixels
LEAST_SIDE = 64  # pixels: in a smaller picture a rule is as wide as a stroke
LEAST_LENGTH = 0.1  # of the sheet's side, in one piece
LEAST_SPAN = 0.55  # of the sheet's side, in all pieces together
END = 0.04  # of the sheet's side, within which a rule ends
GRAINS = 3.0
LEAST_CONTRAST = 0.02
MOST = 0.4  # of all rows: more than that is no ruling


def without_rules(level: Image, grain: float) -> Image:
    """The picture (H, W) in [0, 1] without thin lines that span it, dark or light, level or upright.

    grain: the standard deviation of its noise.
    """
    if min(level.shape) < LEAST_SIDE:
        return level
    for turned in (False, True):
        for is_light in (False, True):
            view = level.T if turned else level
            view = -without_level_rules(-view, grain) if is_light else without_level_rules(view, grain)
            level = view.T if turned else view
    return level


def without_level_rules(level: Image, grain: float) -> Image:
    """The picture without dark lines that run, with gaps, over most of its width.

    A line is thin, so a closing across it takes it away; a stroke that crosses it is longer that way and stays.
    Source: the removal of staff lines by the length of vertical runs, as in the reading of printed music.
    """
    from scipy import ndimage

    height, width = level.shape
    thickest = max(LEAST_THICKEST, round(THICKEST * height))
    padded = np.pad(level, ((thickest, thickest), (0, 0)), mode="edge")
    across: Image = ndimage.grey_closing(padded, (2 * thickest + 1, 1))[thickest:-thickest]
    dark = across - level > max(GRAINS * grain, LEAST_CONTRAST)
    long = ndimage.binary_opening(dark, np.ones((1, max(5, round(LEAST_LENGTH * width)))))
    end = max(1, round(END * width))
    rows = (long.mean(1) > LEAST_SPAN) & long[:, :end].any(1) & long[:, -end:].any(1)
    rows[:thickest] = rows[-thickest:] = False  # What lies at the border may be a stroke that is cut off there.
    if not rows.any() or rows.mean() > MOST:
        return level
    near = ndimage.binary_dilation(rows)[:, None]
    return np.where(near, across, level)
