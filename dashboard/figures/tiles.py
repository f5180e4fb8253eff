"""Many small maps laid out as one image, so that a stage is one heatmap and not one subplot per map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

# A label must fit above maps of few and small cells, and above many narrow ones: so much of the whole width it needs.
LEAST_LABEL_GAP = 2
LABEL_PART = 0.052


@dataclass(frozen=True)
class Grid:
    """Where each of `count` maps of `height` × `width` cells stands: `columns` in a row, with empty cells between.

    The gap above a row has room for the maps' labels.
    """

    count: int
    height: int
    width: int
    columns: int
    gap: int
    label_gap: int

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the whole, in cells."""
        height = self.rows * (self.height + self.label_gap)
        return height, self.columns * (self.width + self.gap) - self.gap

    def corner(self, index: int) -> tuple[int, int]:
        """Row and column of the upper left cell of a map."""
        row, column = divmod(index, self.columns)
        return row * (self.height + self.label_gap) + self.label_gap, column * (self.width + self.gap)

    @cached_property
    def corners(self) -> list[tuple[int, int]]:
        return [self.corner(index) for index in range(self.count)]

    def to_json(self, names: Sequence[str]) -> dict[str, object]:
        """What the page needs to say which cell of which map the pointer is on."""
        return {
            "names": list(names),
            "corners": self.corners,
            "height": self.height,
            "width": self.width,
            "shape": self.shape,
        }


@lru_cache
def grid_for(count: int, height: int, width: int, labelled: bool = True) -> Grid:
    """A grid that is nearly square, or wider than high where that leaves fewer places empty."""
    least = math.ceil(math.sqrt(count))
    columns = min(range(least, 2 * least), key=lambda c: (-count % c, c))
    gap = max(1, round(0.08 * width))
    room = max(LEAST_LABEL_GAP, math.ceil(LABEL_PART * columns * (width + gap)))
    label_gap = 0 if count == 1 else room if labelled else gap
    return Grid(count, height, width, columns, gap, label_gap)


@lru_cache
def units_grid(count: int) -> Grid:
    """A grid of single cells without gaps, about twice as wide as high, with no place empty."""
    columns = min((c for c in range(1, count + 1) if count % c == 0), key=lambda c: abs(c - math.sqrt(2 * count)))
    return Grid(count, 1, 1, columns, gap=0, label_gap=0)


def tile(maps: NDArray[np.float32], grid: Grid) -> NDArray[np.float32]:
    """One image of all maps (N, H, W), with NaN where there is none."""
    height, width = grid.label_gap + grid.height, grid.width + grid.gap
    places = np.full((grid.rows * grid.columns, height, width), np.nan, np.float32)
    places[: len(maps), grid.label_gap :, : grid.width] = maps
    rows = places.reshape(grid.rows, grid.columns, height, width).swapaxes(1, 2)  # (rows, height, columns, width)
    return rows.reshape(grid.rows * height, grid.columns * width)[:, : grid.shape[1]]
