"""The strokes of a digit in a sheet's relief: connected, sharp, and no part of a frame, a border or the dust.

H, W: sides of the picture in pixels. Sizes are shares of a side, so that a photo and a thumbnail are treated alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lenetlab.ink import Image
from lenetlab.relief import LEAST_LIGHT, Relief

Mask = NDArray[np.bool_]
Box = tuple[slice, slice]
Reason = Literal["speck", "border", "frame", "shadow"]

GRAINS = 5.0  # Ink stands out from the paper by so many standard deviations of its grain.
LEAST_CONTRAST = 0.04  # of the light
EDGE = 0.35  # of the ink's darkness, where a stroke ends
TOUCHING = np.ones((3, 3))  # Pixels are connected with all eight around them.
SPECK_PIXELS, SPECK_SIDE, SPECK_SHARE = 3.0, 0.02, 0.01  # a speck's pixels; of the picture's side; of the largest part
BORDER = 0.02  # of the shorter side: how near a part lies to the border that runs along it
ALONG_BORDER, ALONG_SIDE = 0.5, 0.9  # of a part's pixels; of one side
FILLING, SOLID = 0.9, 0.25  # A digit that fills its picture spans so much of both sides, and of its own box.
SPAN, LINE, HOLLOW = 0.97, 0.03, 0.12  # of a side: how long a line is, and how wide; of its box: what a net covers
FRAMED, ALONG_FRAME = 0.6, 0.8  # A frame spans so much of both sides; so many of its pixels lie along its box.
SHARP = 0.85  # of a part's outline
NEAR = 0.35  # of the digit's longer side: how far a part of it may lie from the rest
LEAST_WEIGHT, LEAST_WEIGHT_OF_LARGE, LARGE = 0.04, 0.02, 0.2  # of the largest part's ink, and of its longer side


@dataclass(frozen=True, eq=False)
class Part:
    """A connected part of a relief: its box, its pixels in that box, and the sum of its heights."""

    label: int
    box: Box
    mask: Mask
    weight: float

    @property
    def height(self) -> int:
        """Of its box, in pixels."""
        return int(self.box[0].stop - self.box[0].start)

    @property
    def side(self) -> int:
        """The longer side of its box, in pixels."""
        return max(int(s.stop - s.start) for s in self.box)


@dataclass(frozen=True, eq=False)
class Strokes:
    """What stands on a sheet.

    mask: which pixels belong to the digit, (H, W). darkness: of its ink, in the relief's unit; 0 where there is none.
    parts: all that may be strokes, of this digit or another. dropped: how many parts were left out, and why.
    """

    mask: Mask
    darkness: float
    parts: tuple[Part, ...]
    dropped: Counter[Reason]


def strokes_of(relief: Relief, light_is_even: bool = False) -> Strokes:
    """What stands out from the grain, is connected, and is neither a frame, a border, a shadow nor a speck.

    light_is_even: nothing in this relief is taken for a shadow.
    """
    from scipy import ndimage

    dropped: Counter[Reason] = Counter()
    least = max(GRAINS * relief.grain, LEAST_CONTRAST)
    rough = without_specks(relief.height > least)
    if not rough.any():
        dropped["speck"] = int((relief.height > least).any())
        return Strokes(rough, 0.0, (), dropped)
    darkness = float(np.percentile(relief.height[rough], 85))
    labels, _ = ndimage.label(relief.height > max(least, EDGE * darkness), TOUCHING)
    parts = parts_of(labels, relief.height)
    kept = []
    for part in parts:
        reason = why_not(part, parts, relief, light_is_even)
        if reason is None:
            kept.append(part)
        else:
            dropped[reason] += 1
    if not kept:
        return Strokes(np.zeros_like(rough), 0.0, (), dropped)
    main = max(kept, key=lambda part: part.weight)
    digit = [part for part in kept if belongs_to(part, main)]
    mask: Mask = np.isin(labels, [part.label for part in digit])
    return Strokes(mask, float(np.percentile(relief.height[mask], 75)), tuple(kept), dropped)


def parts_of(labels: NDArray[np.int32], height: Image) -> list[Part]:
    """The connected parts by their labels (H, W)."""
    from scipy import ndimage

    boxes = ndimage.find_objects(labels)
    weights = np.bincount(labels.ravel(), height.ravel())[1:]
    return [
        Part(i + 1, box, labels[box] == i + 1, float(weight))
        for i, (box, weight) in enumerate(zip(boxes, weights, strict=True))
    ]


def why_not(part: Part, parts: list[Part], relief: Relief, light_is_even: bool) -> Reason | None:
    """Why a part is no stroke, None if it may be one. The cheapest question first."""
    if part.weight <= SPECK_SHARE * max(other.weight for other in parts):
        return "speck"
    if runs_along_border(part, relief.height.shape):
        return "border"
    if is_frame(part, relief.height.shape):
        return "frame"
    return None if light_is_even or is_sharp(part, relief) else "shadow"


def without_specks(mask: Mask) -> Mask:
    """The mask (H, W) without what is no larger than a grain of dust."""
    from scipy import ndimage

    labels, count = ndimage.label(mask, TOUCHING)
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    areas[0] = 0
    least = max(SPECK_PIXELS, SPECK_SIDE * min(mask.shape), SPECK_SHARE * areas.max())
    kept: Mask = (areas >= least)[labels]
    return kept


def runs_along_border(part: Part, shape: tuple[int, ...]) -> bool:
    """Whether a part lies along the border, as the edge of a desk does: most of it, or all along one side.

    A digit that fills its picture does not.
    """
    spans = [(s.stop - s.start) / side for s, side in zip(part.box, shape, strict=True)]
    if min(spans) > FILLING and part.mask.mean() > SOLID:
        return False
    for axis, (s, side) in enumerate(zip(part.box, shape, strict=True)):
        ends = [part.mask.take(end, axis) for end, there in ((0, s.start == 0), (-1, s.stop == side)) if there]
        if any(end.sum() > ALONG_SIDE * shape[1 - axis] for end in ends):
            return True
    band = max(1, round(BORDER * min(shape)))
    rows, columns = (places + s.start for places, s in zip(np.nonzero(part.mask), part.box, strict=True))
    near = (rows < band) | (columns < band) | (rows >= shape[0] - band) | (columns >= shape[1] - band)
    return bool(near.mean() > ALONG_BORDER)


def is_frame(part: Part, shape: tuple[int, ...]) -> bool:
    """Whether a part is a line across the picture, a net of lines, or runs along all sides of a large box."""
    spans = [(s.stop - s.start) / side for s, side in zip(part.box, shape, strict=True)]
    if max(spans) > SPAN and min(spans) < LINE:
        return True
    if float(part.mask.mean()) > HOLLOW:
        return False
    if max(spans) > SPAN:
        return True
    band = max(1, round(BORDER * min(part.mask.shape)))
    middle = part.mask[band:-band, band:-band]
    return bool(min(spans) > FRAMED and middle.sum() < (1 - ALONG_FRAME) * part.mask.sum())


def is_sharp(part: Part, relief: Relief) -> bool:
    """Whether the picture itself has an edge along most of a part's outline, and not its relief alone.

    The paper between two strokes stands out from them too, but ends in paper; and light and shadow have no edge.
    """
    from scipy import ndimage

    reach = max(1, round(0.04 * part.side))
    around = tuple(slice(max(0, s.start - 2 * reach), s.stop + 2 * reach) for s in part.box)
    level = relief.level[around]
    before = [min(s.start, 2 * reach) for s in part.box]
    after = [size - start - side for size, start, side in zip(level.shape, before, part.mask.shape, strict=True)]
    filled = ndimage.binary_fill_holes(np.pad(part.mask, tuple(zip(before, after, strict=True))))
    outline = filled & ~ndimage.binary_erosion(filled)
    size = 2 * reach + 1
    high, low = ndimage.maximum_filter(level, size), ndimage.minimum_filter(level, size)
    contrast = (high - low) / np.maximum(high, LEAST_LIGHT)
    own = float(np.median(relief.height[part.box][part.mask]))
    return float((contrast[outline] > 0.5 * own).mean()) > SHARP


def belongs_to(part: Part, main: Part) -> bool:
    """Whether a part is large enough beside the largest, and near enough to it, to be of the same digit."""
    if part is main:
        return True
    gap = max(max(a.start - b.stop, b.start - a.stop, 0) for a, b in zip(part.box, main.box, strict=True))
    share = part.weight / main.weight
    is_large = part.side > LARGE * main.side and share > LEAST_WEIGHT_OF_LARGE
    return gap < NEAR * main.side and (share > LEAST_WEIGHT or is_large)
