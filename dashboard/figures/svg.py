"""Pictures without Plotly, for a page that has no scripts: tiled maps and bars as inline SVG, in the same colours.

A map is a PNG with one pixel a cell, which the SVG enlarges; the numbers of the maps stand above them as text.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dashboard.contract import COLOURS
from dashboard.figures.colours import Ends, colourscale, ends_of, symmetric_ends
from dashboard.figures.heatmaps import MAX_LABELLED
from dashboard.figures.tiles import Grid, grid_for, tile

Array = NDArray[np.float32]
Colours = NDArray[np.float64]
WHITE = (255.0, 255.0, 255.0)
BAR_HEIGHT, BARS_WIDTH = 100, 400


def maps_svg(maps: Array, alt: str, grid: Grid | None = None, ends: Ends | None = None) -> str:
    """Maps (N, H, W) side by side, white at zero, orange above and blue below; one scale for all of them."""
    count, height, width = maps.shape
    grid = grid or grid_for(count, height, width, labelled=1 < count <= MAX_LABELLED)
    low, high = ends or ends_of(maps)
    place = (tile(maps, grid) - low) / (high - low)  # (rows, columns), 0 to 1, NaN between the maps
    gaps = np.isnan(place)
    pixels = over(colours_at(colourscale(low, high), np.where(gaps, 0, place)), WHITE)
    pixels[gaps] = WHITE
    return _svg(pixels, alt, _labels(grid) if 1 < grid.count <= MAX_LABELLED else "")


def ink_svg(image: Array, alt: str) -> str:
    """Ink (H, W) in [0, 1], white on black."""
    return _svg(over(colours_at(COLOURS.ink_scale, image), WHITE), alt)


def saliency_svg(image: Array, saliency: Array, alt: str) -> str:
    """The ink (28, 28) with the signed saliency (28, 28) laid over it."""
    below = over(colours_at(COLOURS.ink_scale, image), WHITE)
    low, high = symmetric_ends(saliency)
    return _svg(over(colours_at(COLOURS.overlay_scale, (saliency - low) / (high - low)), below), alt)


def bars_svg(values: Array, alt: str) -> str:
    """A vector (D,) as bars from the line of zero, coloured by sign; few bars have their number below."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    unit = BAR_HEIGHT / ((high - low) or 1.0)
    zero, step = high * unit, BARS_WIDTH / len(values)
    few = len(values) <= 10
    width = (0.75 if few else 0.85) * step
    paths = []
    for colour, has_sign in ((COLOURS.above, values > 0), (COLOURS.below, values < 0)):
        bars = [
            f"M{i * step + (step - width) / 2:.2f} {zero:.2f}h{width:.2f}v{-values[i] * unit:.2f}h{-width:.2f}z"
            for i in np.flatnonzero(has_sign)
        ]
        paths.append(f'<path d="{"".join(bars)}" fill="{colour}"/>')
    names = [
        f'<text x="{(i + 0.5) * step:.1f}" y="{BAR_HEIGHT + 13}" font-size="12" text-anchor="middle">{i}</text>'
        for i in range(len(values) if few else 0)
    ]
    height = BAR_HEIGHT + (16 if few else 0)
    line = f'<path d="M0 {zero:.2f}h{BARS_WIDTH}" class="zero"/>'
    box = f'viewBox="0 0 {BARS_WIDTH} {height}" class="bars"'
    return f'<svg role="img" aria-label="{escape(alt)}" {box}>{"".join(paths)}{line}{"".join(names)}</svg>'


def colours_at(scale: Sequence[Sequence[object]], places: NDArray[np.floating]) -> Colours:
    """The colours (…, 4) at these places, 0 to 1, of one of Plotly's scales: red, green, blue to 255, opacity to 1."""
    stops = [float(str(stop)) for stop, _ in scale]
    colours = np.array([rgba(str(colour)) for _, colour in scale])  # (stops, 4)
    return np.stack([np.interp(places, stops, channel) for channel in colours.T], axis=-1)


def over(colours: Colours, background: Colours | Sequence[float]) -> Colours:
    """The colours (…, 3) that result where colours (…, 4) lie over a background."""
    opacity = colours[..., 3:]
    return colours[..., :3] * opacity + np.asarray(background) * (1 - opacity)


def rgba(colour: str) -> tuple[float, ...]:
    """'#10141f' or 'rgba(24,92,196,0.75)' as its four numbers."""
    if colour.startswith("#"):
        red, green, blue = (float(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
        return red, green, blue, 1.0
    return tuple(float(number) for number in re.findall(r"[\d.]+", colour))


def _png(pixels: Colours) -> str:
    image = Image.fromarray(np.rint(pixels).astype(np.uint8))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def _svg(pixels: Colours, alt: str, labels: str = "") -> str:
    height, width = pixels.shape[:2]
    box = f'viewBox="0 0 {width} {height}" style="--aspect:{width / height:.4f}"'
    picture = f'<image href="{_png(pixels)}" width="{width}" height="{height}"/>'
    return f'<svg role="img" aria-label="{escape(alt)}" {box} class="maps">{picture}{labels}</svg>'


def _labels(grid: Grid) -> str:
    size = round(0.8 * grid.label_gap, 2)
    return "".join(
        f'<text x="{column}" y="{row - 0.2 * grid.label_gap:.2f}" font-size="{size}">{i}</text>'
        for i, (row, column) in enumerate(grid.corners)
    )
