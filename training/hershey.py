"""Letters and signs of several alphabets out of Hershey's stroke fonts, where the package hershey-fonts is installed.

A. V. Hershey drew them for plotters in 1967: a letter is some polylines, much as a pen goes. They are read from where
they are installed, and only to learn what is no digit.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from training.lookalikes import looks_like_a_digit

Line = NDArray[np.float64]

# Fonts whose strokes are single lines, or nearly so. The two of signs are never trained on.
LATIN = ("futural", "rowmans", "cursive", "scripts", "timesi")
OTHERS = ("greek", "greeks", "cyrilc_1", "japanese", "music", "markers", "meteorology", "mathupp")
UNSEEN = ("astrology", "symbolic")
ASCII = [chr(code) for code in range(33, 127)]
# Digits, in whose places other alphabets have digits too, and letters that look like one: O, B, S, Z and their like.
LEFT_OUT = frozenset("0123456789BbCDGgIiJjlOoQqSsYyZz/\\|!()[]{}1'`,.")


def has_hershey() -> bool:
    """Whether the fonts are installed."""
    return find_spec("HersheyFonts") is not None


@cache
def stroke_letters(fonts: tuple[str, ...]) -> tuple[tuple[Line, ...], ...]:
    """Every letter and sign of these fonts that does not look like a digit, its strokes (n, 2) with y down.

    Empty where the fonts are not installed.
    """
    if not has_hershey():
        return ()
    reader = import_module("HersheyFonts").HersheyFonts()
    letters: list[tuple[Line, ...]] = []
    for font in fonts:
        reader.load_default_font(font)
        for character in (character for character in ASCII if character not in LEFT_OUT):
            strokes = [np.array(stroke, np.float64) for stroke in reader.strokes_for_text(character)]
            strokes = [stroke for stroke in strokes if len(stroke) > 1]
            if is_large(strokes) and not looks_like_a_digit(strokes):
                letters.append(tuple(strokes))
    return tuple(letters)


def is_large(strokes: list[Line]) -> bool:
    """Whether strokes are more than a dot, a comma or a dash: those are next to nothing, or a 1."""
    if not strokes:
        return False
    extent = np.ptp(np.vstack(strokes), axis=0)
    return bool(extent.max() >= 8 and extent.min() >= 3)
