"""Ink: what the segments of all strokes leave on the pixels of a canvas, without a loop over the segments.

A pixel holds as much ink as its centre lies within the brush, with an edge one pixel wide: exact for a straight edge
across the pixel's middle. So a pixel needs its distance from the segments around it. The canvas is cut into tiles of
7 × 7 pixels. A tile looks only at the segments that reach it, and not at its pixels where one segment fills it; where a
tile lies beside a segment and at neither end, the distance is that from a straight line. So it costs little that
strokes cross often, run far, or are wide.

S segments, n tiles a side, r rows of tiles, T pixels a side of a tile, P pairs of a tile and a segment that reaches it.
Canvas units; pixel (row, column) covers [column, column + 1] × [row, row + 1].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.intp]

TILE = 7
# The centres of a tile's pixels, from the tile's middle.
PIXELS: Numbers = np.arange(float(TILE)) - (TILE - 1) / 2
# Numbers held at once: so many that NumPy's calls cost little, so few that they stay in the processor's cache.
AT_ONCE = 32_768
# A segment shorter than this is a dot: its direction would be lost to rounding.
SHORTEST = 1e-9


@dataclass(frozen=True, eq=False)
class Lines:
    """Segments as lines with a middle; every field is (S,).

    (ux, uy): the direction, of length 1. along, across: the middle's place in that direction, and at right angles to
    it. half: half the length. brush: the diameter of the ink.
    """

    ux: Numbers
    uy: Numbers
    along: Numbers
    across: Numbers
    half: Numbers
    brush: Numbers

    def __getitem__(self, which: Flags | Indices) -> Lines:
        return Lines(*(getattr(self, field.name)[which] for field in fields(self)))

    @property
    def reach(self) -> Numbers:
        """How far from the segment a pixel's centre still holds ink."""
        return reach_of(self.brush)

    @property
    def extent(self) -> Numbers:
        """How far a tile's pixels lie from its middle at most, in the segment's direction and across it alike."""
        extent: Numbers = PIXELS[-1] * (np.abs(self.ux) + np.abs(self.uy))
        return extent


def reach_of(brush: Numbers) -> Numbers:
    return brush / 2 + 0.5


def segments_of(
    strokes: Sequence[Sequence[Sequence[float]]], brushes: Sequence[float]
) -> tuple[Numbers, Numbers, Numbers]:
    """Where the segments of all strokes start and end, (S, 2) of x and y, and their brushes (S,).

    A stroke of one point is one segment that ends where it starts.
    """
    if not strokes:
        return np.empty((0, 2)), np.empty((0, 2)), np.empty(0)
    lines = [np.asarray(stroke, np.float64) for stroke in strokes]
    starts = np.concatenate([line[: max(len(line) - 1, 1)] for line in lines])
    ends = np.concatenate([line[min(len(line) - 1, 1) :] for line in lines])
    return starts, ends, np.repeat(np.asarray(brushes, np.float64), [max(len(line) - 1, 1) for line in lines])


def window_cells(starts: Numbers, ends: Numbers, brushes: Numbers, size: int) -> NDArray[np.int64]:
    """How many pixels of the canvas lie in each segment's window, the box around its ink: (S,)."""
    reach = reach_of(brushes)[:, None]
    low = np.clip(np.floor(np.minimum(starts, ends) - reach), 0, size)  # (S, 2)
    high = np.clip(np.ceil(np.maximum(starts, ends) + reach), 0, size)
    cells: NDArray[np.int64] = (high - low).prod(1).astype(np.int64)
    return cells


def draw_segments(ink: Image, starts: Numbers, ends: Numbers, brushes: Numbers) -> None:
    """Draw segments (S, 2) with round brushes (S,) into `ink`, (size, size) with a size that 7 divides, in place."""
    seen = np.flatnonzero(window_cells(starts, ends, brushes, len(ink)))
    if not len(seen):
        return
    seen = seen[np.argsort(brushes[seen], kind="stable")]
    starts, ends, brushes = starts[seen], ends[seen], brushes[seen]
    lines, reach = _lines(starts, ends, brushes), reach_of(brushes)
    top = np.minimum(starts[:, 1], ends[:, 1]) - reach
    bottom = np.maximum(starts[:, 1], ends[:, 1]) + reach
    n = len(ink) // TILE
    tiles = np.zeros((n, n, TILE, TILE), np.float32)
    middles: Numbers = np.arange(float(n)) * TILE + TILE / 2  # (n,)
    rows_at_once = max(1, AT_ONCE // (n * len(seen)))
    for first in range(0, n, rows_at_once):
        rows = slice(first, first + rows_at_once)
        y = middles[rows]
        meets = (top < y[-1] + TILE / 2) & (bottom > y[0] - TILE / 2)
        if meets.any():
            _draw_rows(tiles[rows], middles, y, lines[meets])
    np.maximum(ink, tiles.swapaxes(1, 2).reshape(ink.shape), out=ink)


def _lines(starts: Numbers, ends: Numbers, brushes: Numbers) -> Lines:
    dx, dy = (ends - starts).T
    x, y = ((starts + ends) / 2).T
    length = np.hypot(dx, dy)
    dot = length < SHORTEST
    length[dot] = 1.0
    ux, uy = np.where(dot, 1.0, dx / length), np.where(dot, 0.0, dy / length)
    return Lines(ux, uy, x * ux + y * uy, y * ux - x * uy, np.where(dot, 0.0, length / 2), brushes)


def _draw_rows(tiles: Image, x: Numbers, y: Numbers, lines: Lines) -> None:
    """Draw the lines on rows of tiles (r, n, T, T), whose middles are at x (n,) and y (r,)."""
    along = (y[:, None] * lines.uy - lines.along)[:, None] + x[:, None] * lines.ux  # (r, n, S), from a line's middle
    across = (y[:, None] * lines.ux - lines.across)[:, None] - x[:, None] * lines.uy
    filled = _filled(along, across, lines)
    near = _near(along, across, lines)
    tiles[filled] = 1.0
    near[filled] = False
    pairs = np.flatnonzero(near)  # (P,), in order of tiles, and for each tile of brushes
    tile, line = np.divmod(pairs, len(lines.brush))
    along, across = along.ravel()[pairs], across.ravel()[pairs]
    flat = tiles.reshape(-1, TILE, TILE)  # a view, since rows of tiles lie one after another
    for first in range(0, len(pairs), AT_ONCE // TILE**2):
        some = slice(first, first + AT_ONCE // TILE**2)
        _draw_pairs(flat, tile[some], along[some], across[some], lines[line[some]])


def _near(along: Numbers, across: Numbers, lines: Lines) -> Flags:
    """Whether any pixel of a tile can be within a line's reach, (r, n, S)."""
    beyond, aside = np.abs(along), np.abs(across)
    beyond -= lines.half + lines.extent
    aside -= lines.extent
    return _squared_distance(beyond, aside) < lines.reach**2


def _filled(along: Numbers, across: Numbers, lines: Lines) -> Flags:
    """Whether one line fills all pixels of a tile with ink, (r, n)."""
    inner, extent = np.where(lines.brush >= 1, lines.reach - 1, 0.0), lines.extent
    wide = np.flatnonzero(inner > extent)
    if not len(wide):
        return np.zeros(along.shape[:2], np.bool_)
    wide_enough = slice(wide[0], None)  # the lines are in order of their brushes: a view does
    beyond, aside = np.abs(along[..., wide_enough]), np.abs(across[..., wide_enough])
    beyond += (extent - lines.half)[wide_enough]
    aside += extent[wide_enough]
    return np.asarray((_squared_distance(beyond, aside) <= inner[wide_enough] ** 2).any(2))


def _draw_pairs(tiles: Image, tile: Indices, along: Numbers, across: Numbers, lines: Lines) -> None:
    """Draw lines on tiles: for each of P pairs the tile's index, its middle's place from the line's, and the line."""
    squared = (PIXELS[:, None] * lines.ux + across)[:, None] - PIXELS[:, None] * lines.uy  # (T, T, P)
    squared *= squared
    at_an_end = np.flatnonzero(np.abs(along) + lines.extent > lines.half)
    if len(at_an_end):
        squared[..., at_an_end] += _squared_beyond(along[at_an_end], lines[at_an_end])
    # Of all lines of one brush only the nearest counts, so one root is taken for each tile, brush and pixel.
    nearest = np.flatnonzero(_changes(tile) | _changes(lines.brush))
    distance = np.sqrt(np.minimum.reduceat(squared, nearest, axis=2))
    tile, brush = tile[nearest], lines.brush[nearest]
    inked = np.minimum(reach_of(brush) - distance, 1.0) * np.minimum(brush, 1.0)
    firsts = np.flatnonzero(_changes(tile))
    inked = np.maximum.reduceat(inked, firsts, axis=2)
    tile = tile[firsts]
    tiles[tile] = np.maximum(tiles[tile], inked.transpose(2, 0, 1))


def _squared_beyond(along: Numbers, lines: Lines) -> Numbers:
    """The square of how far each pixel lies beyond the nearer end of its line, 0 beside it: (T, T, P)."""
    beyond = (PIXELS[:, None] * lines.uy + along)[:, None] + PIXELS[:, None] * lines.ux
    np.abs(beyond, out=beyond)
    beyond -= lines.half
    np.maximum(beyond, 0.0, out=beyond)
    beyond *= beyond
    return beyond


def _squared_distance(beyond: Numbers, aside: Numbers) -> Numbers:
    """The square of a distance from its two parts, of which those below 0 count as 0. Overwrites both."""
    np.maximum(beyond, 0.0, out=beyond)
    np.maximum(aside, 0.0, out=aside)
    beyond *= beyond
    aside *= aside
    beyond += aside
    return beyond


def _changes(values: NDArray[Any]) -> Flags:
    """Whether each value differs from the one before it; the first does."""
    changes = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes
