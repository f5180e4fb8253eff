"""From a picture to its ink, and why there is none.

H, W: sides of the picture in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lenetlab.boxes import bounding_box
from lenetlab.clean import HARDLY_PAPER, clean_ink
from lenetlab.ink import Image
from lenetlab.input_errors import BlankInputError, SeveralDigitsError, SmallInputError
from lenetlab.paper import OnPaper, found_on_sheet, ink_of_strokes, thickened
from lenetlab.sheet import sheet_within, whole_sheet
from lenetlab.steps import PreprocessStep
from lenetlab.strokes import GRAINS, Part, Reason, Strokes
from lenetlab.strokes import LEAST_CONTRAST as LEAST_RELIEF

LEAST_CONTRAST = 0.02  # of white
LEAST_SIDE = 5  # pixels
DIGIT = 0.5  # of the highest part's height: a part as high may be a digit of its own,
BESIDE, BELOW = 0.12, 0.25  # where paper as wide as this part of that height lies between them
SEEN: dict[Reason, str] = {
    "speck": "specks",
    "border": "something along the border",
    "frame": "a frame or lines across the whole picture",
    "shadow": "soft shadows",
}


def ink_steps(grey: Image, colours: Image | None, polarities: Sequence[bool]) -> tuple[PreprocessStep, ...]:
    """The steps to a picture's ink, the last of which is "ink"; the only one for a clean picture.

    grey: its brightness, float32 (H, W) in [0, 1]. colours: (H, W, 3) in [0, 1], or None. polarities: whether to look
    for light ink, dark ink (False), or both. Raises BlankInputError, SmallInputError or SeveralDigitsError.
    """
    check_contrast(grey, colours)
    written = sheet_within(grey)
    found = None if written is None else found_on_sheet(written, grey, colours, polarities)
    if found is None or not found.is_written_on:
        clean = clean_ink(grey, polarities)
        if clean is not None:
            return step_of_clean(*clean)
        found = found_on_sheet(whole_sheet(grey), grey, colours, polarities)
    if not found.strokes.mask.any():
        clean = clean_ink(grey, polarities, HARDLY_PAPER)
        if clean is not None:
            return step_of_clean(*clean)
    return steps_on_paper(found)


def step_of_clean(ink: Image, strokes: Strokes) -> tuple[PreprocessStep, ...]:
    """Raises SmallInputError or SeveralDigitsError."""
    check_strokes(strokes)
    return (PreprocessStep("ink", thickened(ink), {}),)


def check_contrast(grey: Image, colours: Image | None) -> None:
    contrast = float(np.ptp(grey) if colours is None else max(np.ptp(grey), np.ptp(colours, axis=(0, 1)).max()))
    if contrast >= LEAST_CONTRAST:
        return
    middle = float(np.median(grey))
    tone = "black" if middle < 0.1 else "white" if middle > 0.9 else "of one tone"
    raise BlankInputError(
        f"there is no ink in the picture: it is {tone} all over, its lightest and darkest pixels {contrast:.1%} of "
        f"white apart; at least {LEAST_CONTRAST:.0%} are needed"
    )


def steps_on_paper(found: OnPaper) -> tuple[PreprocessStep, ...]:
    """Raises BlankInputError, SmallInputError or SeveralDigitsError."""
    sheet, relief, strokes = found.sheet, found.relief, found.strokes
    if not strokes.mask.any():
        raise BlankInputError(f"there is no ink in the picture: {why_none(found)}")
    check_strokes(strokes)
    height, width = found.brightness.shape
    box = {"top": sheet.rows.start, "left": sheet.columns.start, "height": height, "width": width}
    kept = np.where(strokes.mask, relief.height, np.float32(0))
    return (
        PreprocessStep("sheet", found.brightness, box),
        PreprocessStep("light", relief.height, {"grain": relief.grain, "ink_is_light": relief.is_light}),
        PreprocessStep("strokes", kept, {"parts": len(strokes.parts), "dropped": strokes.dropped.total()}),
        PreprocessStep("ink", ink_of_strokes(relief, strokes), {"darkness": strokes.darkness}),
    )


def why_none(found: OnPaper) -> str:
    """What was seen instead of strokes."""
    seen = [SEEN[reason] for reason, count in found.strokes.dropped.items() if count]
    if seen:
        return f"only {' and '.join(seen)} can be seen; write with a darker pen, or cut the picture closer"
    least = max(GRAINS * found.relief.grain, LEAST_RELIEF)
    return (
        f"nothing stands out from the paper by {least:.0%} of its light, which its grain of {found.relief.grain:.1%} "
        "asks for; take the picture in better light, or write with a darker pen"
    )


def check_strokes(strokes: Strokes) -> None:
    """Raises SmallInputError or SeveralDigitsError."""
    count = separate_digits(strokes.parts)
    if count > 1:
        raise SeveralDigitsError(f"{count} separate digits stand in the picture; cut it to one")
    top, bottom, left, right = bounding_box(strokes.mask)
    side = max(bottom - top, right - left)
    if side < LEAST_SIDE:
        raise SmallInputError(
            f"the ink in the picture is {side} pixels high or wide at most; a digit needs at least {LEAST_SIDE}"
        )


def separate_digits(parts: Sequence[Part]) -> int:
    """How many digits the parts of a picture make: high parts with paper between them stand for one each.

    What is low beside the highest, such as the loose top of a 5, belongs to a neighbour.
    """
    highest = max(part.height for part in parts)
    high = [part for part in parts if part.height >= DIGIT * highest]
    return max(groups([part.box[axis] for part in high], apart * highest) for axis, apart in ((1, BESIDE), (0, BELOW)))


def groups(spans: Sequence[slice], gap: float) -> int:
    """How many groups spans make when those less than `gap` apart are joined."""
    ordered = sorted(spans, key=lambda span: span.start)
    count, end = 0, -float("inf")
    for span in ordered:
        count += span.start - end > gap
        end = max(end, span.stop)
    return count
