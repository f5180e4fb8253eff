"""Many small maps laid out as one image, so that a stage is one heatmap and not one subplot per map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

# The gap that a label needs above a map: at least this many cells, and at least this part of the width of the whole.
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
        """The facts from which the page can tell which cell of which map the pointer is on."""
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

    def empty_places(columns: int) -> int:
        return -count % columns

    least = math.ceil(math.sqrt(count))
    columns = min(range(least, 2 * least), key=empty_places)  # of several as good, the fewest columns
    gap = max(1, round(0.08 * width))
    if count == 1:
        label_gap = 0
    elif labelled:
        label_gap = max(LEAST_LABEL_GAP, math.ceil(LABEL_PART * columns * (width + gap)))
    else:
        label_gap = gap
    return Grid(count, height, width, columns, gap, label_gap)


@lru_cache
def units_grid(count: int) -> Grid:
    """A grid of single cells without gaps, nearly square, with no place empty."""
    ideal = math.sqrt(count)
    divisors = [columns for columns in range(1, count + 1) if count % columns == 0]
    columns = min(divisors, key=lambda divisor: abs(divisor - ideal))
    return Grid(count, 1, 1, columns, gap=0, label_gap=0)


def tile(maps: NDArray[np.float32], grid: Grid) -> NDArray[np.float32]:
    """One image of all maps (N, H, W), with NaN where there is none."""
    height, width = grid.label_gap + grid.height, grid.width + grid.gap
    places = np.full((grid.rows * grid.columns, height, width), np.nan, np.float32)
    places[: len(maps), grid.label_gap :, : grid.width] = maps
    rows = places.reshape(grid.rows, grid.columns, height, width).swapaxes(1, 2)  # (rows, height, columns, width)
    return rows.reshape(grid.rows * height, grid.columns * width)[:, : grid.shape[1]]
