"""`python -m training.sheet PICTURE.png`: a picture of generated drawings, a row for each digit and one of others."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lenetlab import CLASSES, Drawing, drawn_sample, replace_file
from training.command import exit_code
from training.families import All, style_of
from training.nondigits import FROM_HERSHEY, KINDS, non_digit

COLUMNS = 20
TILE = 56  # side of a drawing in the picture, in pixels
PAPER, INK = (250, 250, 247), (28, 36, 48)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.sheet", description=__doc__)
    parser.add_argument("picture", type=Path, help="the PNG file to write")
    path: Path = parser.parse_args(arguments).picture
    return exit_code("training.sheet", lambda: draw(path))


def draw(path: Path) -> None:
    if path.suffix != ".png":
        raise ValueError(f"picture is {path}; expected NAME.png")
    replace_file(path, lambda temporary: sheet().save(temporary, "PNG", optimize=True))
    print(f"wrote {path}")


def sheet() -> Image.Image:
    """Ten rows of digits and a row of drawings that are not digits."""
    seeds = range(COLUMNS)
    rows = [[written_freely(digit, seed) for seed in seeds] for digit in range(CLASSES)]
    # Only kinds that need no fonts, so that the picture is the same wherever it is made.
    kinds = [kind for kind in KINDS if kind not in FROM_HERSHEY]
    others = [non_digit(seed, kinds[seed % len(kinds)]).drawing for seed in range(10 * COLUMNS)]
    on_fine_canvas = [drawing for drawing in others if drawing.size == 140]
    rows.append(on_fine_canvas[:COLUMNS])
    ink = np.vstack([np.hstack([tile(drawing) for drawing in row]) for row in rows])[..., None]  # (H, W, 1)
    colours = np.array(PAPER) * (1 - ink) + np.array(INK) * ink  # (H, W, 3)
    return Image.fromarray(colours.round().astype(np.uint8)).quantize(32)


def written_freely(digit: int, seed: int) -> Drawing:
    """The digit in any of the ways and by any of the hands that training knows."""
    glyph, hand = style_of(All(), digit, np.random.default_rng((seed, digit)))
    return drawn_sample(seed, brush=6, digit=digit, height=0.66, glyph=glyph, hand=hand).drawing


def tile(drawing: Drawing) -> NDArray[np.float32]:
    small = Image.fromarray(drawing.ink()).resize((TILE, TILE), Image.Resampling.BOX)
    return np.asarray(small, np.float32)


if __name__ == "__main__":
    sys.exit(main())
