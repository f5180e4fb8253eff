"""Pictures of digits: how they are opened, what is said of them, and why one is refused."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.texts.cell_readout import INK
from dashboard.texts.numbers import percent, whole

OPEN = "Open picture"
OPEN_TITLE = "Read a digit out of a picture or a photo; dropping or pasting one does the same"
TAKE = "Take a picture"
TAKE_TITLE = "Take a picture of a digit on paper with the camera"
CAMERA = "Camera"
CAMERA_HELP = "Take a picture of one digit on paper. It is reduced in your browser, read, and not kept on the server."

REFUSED = "No digit can be read from this picture: {why}."
TOO_LARGE = "This picture has {width} × {height} pixels, which is more than the page sends."
DAMAGED = "This picture cannot be read: the file is damaged, or is no JPEG, PNG or WebP."

ORIGIN = "Your picture"
CLEAN_ORIGIN = "The ink of your picture"
ON_PAPER = "How its ink was found"
REDUCED = "In these pictures a cell is the mean of **{side} × {side}** pixels."
BRIGHTNESS = "brightness"
LEAST_GRAIN = 0.001  # of white; less is not worth a word
STEP_TITLES = {
    "sheet": "Brightness",
    "light": "Light evened out",
    "strokes": "Strokes kept",
    "ink": "Ink",
}
STEP_NAMES = {"light": "light", "strokes": "strokes", "ink": INK}
CLEAN = "Your picture was clean: its paper has one tone, so its ink is how far each pixel stands out from that tone."
FOUND = (
    "[The paper](#before) of your picture was looked for first, and its light evened out: what is left is how far each "
    "pixel stands out from [the paper around it](#kernels)."
)
GRAIN = "The grain of the paper is **{grain}** of white: what stands out by little more than that is not taken for ink."
DROPPED = "**{dropped}** things that are no part of the digit were left out: specks, and what lies along the border."

CLIENT: dict[str, str] = {
    "note": "The digit of your picture{over}. The stage Drawing shows how it was found.",
    "linked_note": "The digit of a picture{over}.",
    "drop": "Drop the picture here",
    "pasted": "What was pasted",
    "reading": "Reading your picture …",
    "no_picture": "“{name}” is no picture that this browser can open. JPEG, PNG, WebP or GIF would do.",
    "no_file": "There is no picture in what was dropped. Save it as a file first, then drop that.",
    "many_bytes": "“{name}” has {size} MB; pictures of up to {most} MB can be opened.",
    "many_pixels": "“{name}” has {size} megapixels; up to {most} can be opened. Reduce it first.",
    "failed": "The picture could not be sent. Try again when the server can be reached.",
}


def found(params: Mapping[str, Mapping[str, float]]) -> tuple[str, ...]:
    """What was found in a picture, from the settings of its steps by name; marked up as the texts of the stages."""
    if "light" not in params:
        return (CLEAN,)
    said = [FOUND]
    if (grain := params["light"]["grain"]) >= LEAST_GRAIN:
        said.append(GRAIN.format(grain=percent(grain, 1)))
    if dropped := int(params["strokes"]["dropped"]):
        said.append(DROPPED.format(dropped=whole(dropped)))
    return tuple(said)
