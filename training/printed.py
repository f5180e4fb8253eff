"""Printed characters in the fonts of Debian packages, where they are installed: to measure with, never to learn from.

Digits show whether print is read; letters and signs, how often something passes for a digit that nobody wrote by hand.
A character is left out where a font lacks it, and where it is also a digit in somebody's hand.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from lenetlab import CLASSES, MNIST_MEAN, MNIST_STD, preprocess
from training.canvas import Seen, as_digits
from training.data import NO_DIGIT, Digits

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# Of fonts-dejavu, fonts-liberation, fonts-noto-mono, fonts-urw-base35 and fonts-droid-fallback: 20 that differ most.
FONTS = (
    "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-ExtraLight.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf",
    "DejaVuSerif-Italic.ttf", "LiberationSans-Regular.ttf", "LiberationSans-BoldItalic.ttf",
    "LiberationSansNarrow-Regular.ttf", "LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf",
    "LiberationMono-Regular.ttf", "NotoSansMono-Regular.ttf", "DroidSansFallbackFull.ttf", "C059-Roman.otf",
    "NimbusMonoPS-Regular.otf", "P052-Italic.otf", "URWBookman-Light.otf", "URWGothic-Book.otf",
    "Z003-MediumItalic.otf",
)  # fmt: skip
PRINTED = {
    "printed Latin letter": "AEFHKLMNPRTUVWXacdefhkmnprtuvwx",
    "printed Greek letter": "ΓΔΛΞΠΣΦΨΩαηκλμνπτφχψω",
    "printed Cyrillic letter": "АБГДЕЖИЙКЛМНПРТФХЦШЩЪЫЮЯагдежийклмнптфхцшщъыюя",
    "printed letter of an alphabet never met": (
        "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՊՌՎՏՐՔՖაბგდზთკლმნპჟრსტუფქღყშჩცძწჭხჯჰאבגדהחטכלמנעפצקרשת"
    ),
    "printed sign": "#%&*+<=>?@^~§©®±×÷†‡√∞≈≠∂∫∑∏◊→←↑↓★☺☂♠♣♥♦♪♫✓✂€£¥",
}
HEIGHT = 96  # of the type, in pixels


def has_printed() -> bool:
    """Whether all the fonts are installed."""
    return all(name in installed() for name in FONTS)


@cache
def installed() -> dict[str, Path]:
    """The fonts of FONTS that are there, by name."""
    found = {path.name: path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.rglob("*.?t?"))}
    return {name: found[name] for name in FONTS if name in found}


def printed_digits(fonts: int = len(FONTS)) -> Digits:
    """Every digit in the first so many fonts."""
    return as_digits([printed(font, str(digit), digit) for font in FONTS[:fonts] for digit in range(CLASSES)])


def printed_nondigits(kind: str, fonts: int = len(FONTS)) -> Digits:
    """Every character of this kind, one of PRINTED, in the first so many fonts, where those have it: NO_DIGIT each."""
    characters = [(font, character) for font in FONTS[:fonts] for character in PRINTED[kind] if has(font, character)]
    return as_digits([printed(font, character, NO_DIGIT) for font, character in characters])


def printed(font: str, character: str, label: int) -> Seen:
    """The character, black on white, as the network sees it."""
    picture = Image.new("L", (2 * HEIGHT, 2 * HEIGHT), 255)
    ImageDraw.Draw(picture).text((HEIGHT, HEIGHT), character, 0, loaded(font), anchor="mm")
    ink = preprocess(picture)[0, 0] * MNIST_STD + MNIST_MEAN
    return np.asarray((ink * 255).round().clamp(0, 255).to(torch.uint8)), label


def has(font: str, character: str) -> bool:
    """Whether the font has the character, and does not show the box that stands for all it lacks."""
    return shape_of(font, character) not in (shape_of(font, "\uffff"), b"")


def shape_of(font: str, character: str) -> bytes:
    mask: NDArray[np.uint8] = np.array(loaded(font).getmask(character), np.uint8)
    return mask.tobytes()


@cache
def loaded(font: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(installed()[font]), HEIGHT)
