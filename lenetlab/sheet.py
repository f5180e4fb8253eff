"""The sheet in a picture: what was written on, without the desk, the bars or the page around it.

H, W: sides of the picture in pixels. SciPy is imported on use, since most of what lenetlab does needs none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lenetlab.boxes import border_of, bounding_box
from lenetlab.ink import Image

Mask = NDArray[np.bool_]

LEAST_SIDE = 48  # pixels: a smaller picture shows no desk
BORDER = 0.8  # of a picture's border, at most, belongs to the sheet: else a stroke is cut off there, and no desk
LEAST_SHARE, GREATEST_SHARE = 0.3, 0.985  # of a picture that its sheet may take up
DARKEST = 0.55  # of the lighter one's brightness: sheet and surroundings differ more than light and shadow do
FULLNESS = 0.95  # of its convex hull, and
SQUARENESS = 0.88  # of the smallest upright box around it in any direction; a disc, such as a filled 0, has 0.79
RIM = 0.012  # of the sheet's shorter side, which holds the blur of its edge


@dataclass(frozen=True, eq=False)
class Sheet:
    """The part of a picture that was written on: its box, and which pixels of that box belong to it, (h, w)."""

    rows: slice
    columns: slice
    belongs: Mask

    @property
    def is_whole(self) -> bool:
        """Whether every pixel of the box belongs to the sheet."""
        return bool(self.belongs.all())

    def cut(self, picture: Image) -> Image:
        """Its part of a picture (H, W) or (H, W, 3), each pixel beyond it as the nearest one that belongs to it."""
        part = picture[self.rows, self.columns]
        if self.is_whole:
            return part
        from scipy import ndimage

        nearest = ndimage.distance_transform_edt(~self.belongs, return_distances=False, return_indices=True)
        filled: Image = part[tuple(nearest)]
        return filled


def whole_sheet(grey: Image) -> Sheet:
    """A sheet that is all of the picture (H, W)."""
    return Sheet(slice(0, grey.shape[0]), slice(0, grey.shape[1]), np.ones(grey.shape, bool))


def sheet_within(grey: Image) -> Sheet | None:
    """The sheet of a picture (H, W) in [0, 1] that shows more than its sheet, None where it shows nothing else.

    A sheet on a dark desk, a page between black bars, a black figure on a white page: an area with four straight
    sides, three tenths of the picture at least, that differs from what lies around it more than light and shadow do.
    """
    if min(grey.shape) < LEAST_SIDE:
        return None
    low, high = np.percentile(grey, (4, 96))
    for is_light in (True, False):
        area = largest_area(grey > (low + high) / 2 if is_light else grey <= (low + high) / 2)
        if area is None or not LEAST_SHARE <= area.mean() <= GREATEST_SHARE or border_of(area).mean() > BORDER:
            continue
        dark, light = sorted((np.median(grey[area]), np.median(grey[~area])))
        if dark <= DARKEST * light and has_four_sides(area):
            return inner(area)
    return None


def largest_area(mask: Mask) -> Mask | None:
    """The largest connected area of a mask (H, W), its holes filled; None where the mask is empty."""
    from scipy import ndimage

    labels, count = ndimage.label(mask)
    if not count:
        return None
    filled: Mask = ndimage.binary_fill_holes(labels == np.bincount(labels.ravel())[1:].argmax() + 1)
    return filled


def has_four_sides(area: Mask) -> bool:
    """Whether hardly anything is missing from an area to be convex, nor its hull to be a box, turned or not.

    The smallest box around a hull has a side along one of the hull's own. Source: Freeman and Shapira 1975.
    """
    from scipy import ndimage
    from scipy.spatial import ConvexHull, QhullError

    points = np.argwhere(area & ~ndimage.binary_erosion(area))  # (N, 2)
    try:
        hull = ConvexHull(points)
    except QhullError:
        return False
    corners = points[hull.vertices].astype(np.float64)  # (V, 2)
    sides = np.diff(corners, axis=0, append=corners[:1])
    along = sides / np.linalg.norm(sides, axis=1, keepdims=True)
    across = along[:, ::-1] * (1, -1)
    box = float((np.ptp(corners @ along.T, axis=0) * np.ptp(corners @ across.T, axis=0)).min())
    return bool(area.sum() >= FULLNESS * hull.volume and hull.volume >= SQUARENESS * box)


def inner(area: Mask) -> Sheet | None:
    """The sheet that an area (H, W) is, without its rim; None where nothing is left."""
    from scipy import ndimage

    kept = ndimage.binary_erosion(area, iterations=max(2, round(RIM * min(area.shape))))
    if not kept.any():
        return None
    top, bottom, left, right = bounding_box(kept)
    return Sheet(slice(top, bottom), slice(left, right), kept[top:bottom, left:right])
