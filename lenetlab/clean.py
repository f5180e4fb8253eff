"""Ink of a clean image: one tone of paper all over, as MNIST has it, and screenshots, and drawing programs.

H, W: sides of the image in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lenetlab.boxes import border_of
from lenetlab.ink import Image
from lenetlab.relief import Relief
from lenetlab.rules import without_rules
from lenetlab.strokes import TOUCHING, Strokes, strokes_of

LEAST_CONTRAST = 0.1
FULL_CONTRAST = 0.9
NOISE_DEVIATIONS = 6.0
LEAST_PAPER = 0.3  # of all pixels are of the paper's very tone; and
HARDLY_PAPER = 0.1  # where the digit fills the image, cut off at its edges
TONES = 256
SECOND_TONE, LEAST_AREA = 0.02, 30  # of all pixels, and pixels: an even area paler than ink, such as a shadow
PALE = 0.75  # of the ink's darkness


def differences(grey: Image, polarities: Sequence[bool]) -> tuple[Image, bool]:
    """How far each pixel differs from the paper, float32 (H, W) in [0, 1], and whether ink is lighter than paper.

    grey: brightness, (H, W) in [0, 1]. polarities: whether ink may be light, dark (False), or both: then it is on the
    side on which the image differs more from the paper, the median along the border. Noise is cut off at six median
    absolute deviations of the border, none in a clean image, and pale ink is stretched to the full range.
    """
    border = border_of(grey)
    background = np.median(border)
    lighter, darker = grey.max() - background, background - grey.min()
    is_light = polarities[0] if len(polarities) == 1 else bool(lighter >= darker)
    ink: Image = np.clip(grey - background if is_light else background - grey, 0, 1)
    ink[ink <= NOISE_DEVIATIONS * float(np.median(np.abs(border - background)))] = 0
    peak = float(ink.max())
    return (ink if peak >= FULL_CONTRAST or peak < LEAST_CONTRAST else ink / np.float32(peak)), is_light


def clean_ink(
    grey: Image, polarities: Sequence[bool], least_paper: float = LEAST_PAPER
) -> tuple[Image, Strokes] | None:
    """The differences from the paper, without specks, and their strokes; None where the image (H, W) is not clean.

    An image is not clean with more than specks beside the strokes, with rules, or with a second tone of paper.
    least_paper: the share of all pixels that must be of the paper's very tone.
    """
    ink, is_light = differences(grey, polarities)
    if (ink == 0).mean() < least_paper or ink.max() < LEAST_CONTRAST or has_second_tone(ink):
        return None
    if not np.array_equal(without_rules(grey, 0.0), grey):
        return None
    strokes = strokes_of(Relief(ink, grey, is_light, 0.0), light_is_even=True)
    if not strokes.mask.any() or set(strokes.dropped) - {"speck"}:
        return None
    return without_specks(ink, strokes), strokes


def has_second_tone(ink: Image) -> bool:
    """Whether much of an image is of one tone between those of paper and ink."""
    tones = np.bincount((ink * (TONES - 1)).astype(np.int64).ravel(), minlength=TONES)
    return bool(tones[2 : round(PALE * TONES)].max() > max(SECOND_TONE * ink.size, LEAST_AREA))


def without_specks(ink: Image, strokes: Strokes) -> Image:
    """The ink (H, W) without what is neither connected with the strokes nor lies between them."""
    from scipy import ndimage

    labels, _ = ndimage.label(ink > 0, TOUCHING)
    boxes = ndimage.find_objects(labels)
    own = np.unique(labels[strokes.mask])
    ends = [(min(boxes[i - 1][axis].start for i in own), max(boxes[i - 1][axis].stop for i in own)) for axis in (0, 1)]
    between = [
        all(low <= s.start and s.stop <= high for s, (low, high) in zip(box, ends, strict=True)) for box in boxes
    ]
    kept = np.array([False, *between])
    kept[own] = True
    kept[0] = False
    alone: Image = np.where(kept[labels], ink, np.float32(0))
    return alone
