"""The pieces of what a notebook shows: HTML with pictures, on light and dark paper alike.

A number is a colour, the fainter the nearer it is to zero: orange above it, blue below. Nothing is fetched, and no
script runs. C, H, W: channels, height and width.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
from PIL import Image
from torch import Tensor

ABOVE, BELOW = (224, 123, 0), (45, 110, 220)
MOST_MAPS = 16
MAP_SIDE = 56  # of a map on the page, in pixels
STYLE = "font: 13px/1.45 ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums"
ROW = "display: flex; flex-wrap: wrap; gap: 6px; align-items: flex-end; margin: 2px 0 8px"


def block(*parts: str) -> str:
    return f'<div class="lenetlab" style="{STYLE}">{"".join(parts)}</div>'


def heading(text: str) -> str:
    return f'<div style="font-weight: 600; margin: 4px 0">{escape(text)}</div>'


def line(text: str) -> str:
    return f'<div style="opacity: 0.75">{escape(text)}</div>'


def row(parts: Iterable[str]) -> str:
    return f'<div style="{ROW}">{"".join(parts)}</div>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Text in columns; the first is a name, the others are numbers."""
    cell = 'style="text-align: {}; padding: 1px 8px; border: 0"'
    sides = ["left", *["right"] * (len(head) - 1)]
    top = "".join(f"<th {cell.format(side)}>{escape(text)}</th>" for side, text in zip(sides, head, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f"<td {cell.format(side)}>{escape(text)}</td>" for side, text in zip(sides, entries, strict=True))
        + "</tr>"
        for entries in rows
    )
    return f'<table style="font: inherit; border-collapse: collapse; margin: 2px 0 8px"><tr>{top}</tr>{body}</table>'


def bars(labels: Sequence[str], values: Sequence[float], texts: Sequence[str]) -> str:
    """A bar for each value, on one scale, with its label before it and its text behind it."""
    most = max((abs(value) for value in values), default=0.0) or 1.0
    lines = []
    for label, value, text in zip(labels, values, texts, strict=True):
        colour = f"rgb{ABOVE if value >= 0 else BELOW}"
        bar = f'<span style="width: {abs(value) / most * 160:.1f}px; height: 10px; background: {colour}"></span>'
        lines.append(
            '<div style="display: flex; align-items: center; gap: 8px">'
            f'<span style="min-width: 7em">{escape(label)}</span>{bar}<span>{escape(text)}</span></div>'
        )
    return f'<div style="margin: 2px 0 8px">{"".join(lines)}</div>'


def picture(values: Tensor, caption: str, most: float | None = None, side: int = MAP_SIDE) -> str:
    """A map (H, W), or numbers in a row (D,), as a picture with its caption below.

    most: the magnitude that has the full colour; None for the largest of these. side: the height on the page, or the
    width of a row of numbers, in pixels.
    """
    grid = values.detach().cpu().float().numpy()
    is_row = grid.ndim == 1
    height, width = (14, max(side, 3 * len(grid))) if is_row else (side, side)
    size = f"width: {width}px; height: {height}px; image-rendering: pixelated"
    source = data_uri(coloured(grid[None] if is_row else grid, most))
    text = escape(caption)
    image = f'<img alt="{text}" src="{source}" style="{size}; outline: 1px solid rgba(128, 128, 128, 0.4)">'
    below = f'<figcaption style="opacity: 0.75">{text}</figcaption>'
    return f'<figure style="margin: 0; text-align: center">{image}{below}</figure>'


def maps(values: Tensor, channels: Iterable[int] | None = None) -> str:
    """The first maps of (C, H, W), or those of these channels, on one scale; numbers in a row (D,) as one picture."""
    if values.ndim == 1:
        return row([picture(values, f"{len(values)} units")])
    chosen = list(range(len(values)) if channels is None else channels)[:MOST_MAPS]
    most = float(values.abs().max())
    shown = [picture(values[channel], str(channel), most) for channel in chosen]
    left = len(values) - len(chosen)
    return row([*shown, line(f"and {left} more")] if left and channels is None else shown)


def coloured(grid: np.ndarray, most: float | None = None) -> Image.Image:
    """(H, W) as a picture: the sign is the colour, the magnitude how much of it."""
    scale = float(np.abs(grid).max()) if most is None else most
    opacity = np.clip(np.abs(grid) / (scale or 1.0), 0, 1)[..., None] * 255  # (H, W, 1)
    hue = np.where((grid >= 0)[..., None], np.array(ABOVE, float), np.array(BELOW, float))  # (H, W, 3)
    return Image.fromarray(np.concatenate([hue, opacity], 2).round().astype(np.uint8), "RGBA")


def data_uri(image: Image.Image) -> str:
    file = io.BytesIO()
    image.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
