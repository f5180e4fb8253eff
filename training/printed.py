"""Printed characters in the fonts of Debian packages, where they are installed: to measure with, never to learn from.

Digits show whether print is read; letters and signs, how often something passes for a digit that nobody wrote by hand.
A character is left out where a font lacks it, where it is also a digit in somebody's hand, and where it is refused
before any network sees it, because it stands in several parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from lenetlab import CLASSES, InputError
from training.canvas import Seen, as_digits, seen
from training.data import NO_DIGIT, Digits
from training.lookalikes import ALIKE, likeness_of_ink

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
PACKAGES = ("fonts-freefont-ttf", "fonts-liberation", "fonts-noto-mono", "fonts-urw-base35")
# Of these packages' fonts the 20 that differ most. None is among those of `training.typeset`, which are learned from.
FONTS = (
    "FreeSans.ttf", "FreeSansBold.ttf", "FreeSerif.ttf", "FreeSerifItalic.ttf", "FreeMono.ttf",
    "FreeMonoBoldOblique.ttf", "LiberationSans-Regular.ttf", "LiberationSans-BoldItalic.ttf",
    "LiberationSansNarrow-Regular.ttf", "LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf",
    "LiberationMono-Regular.ttf", "NotoSansMono-Regular.ttf", "NimbusRoman-Bold.otf", "C059-Roman.otf",
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
    characters = legible(kind, fonts)
    return characters.digits.take(characters.likeness.lt(ALIKE).nonzero().flatten())


def printed_lookalikes(kind: str, fonts: int = len(FONTS)) -> str:
    """The characters of this kind that are left out in one font at least because they look like a digit."""
    characters = legible(kind, fonts)
    alike = {name for name, near in zip(characters.names, characters.likeness.tolist(), strict=True) if near >= ALIKE}
    return "".join(name for name in PRINTED[kind] if name in alike)


@dataclass(frozen=True, eq=False)
class Characters:
    """names: one for each of the digits, which have the label NO_DIGIT. likeness: (N,), to a digit, 0 to 1."""

    names: tuple[str, ...]
    digits: Digits
    likeness: Tensor


@cache
def legible(kind: str, fonts: int) -> Characters:
    """The characters of this kind in the first so many fonts, where those have it and it is not refused unread."""
    there = [(font, name) for font in FONTS[:fonts] for name in PRINTED[kind] if has(font, name)]
    found = [(name, ink) for font, name in there if (ink := printed_in_one(font, name)) is not None]
    digits = as_digits([ink for _, ink in found])
    return Characters(tuple(name for name, _ in found), digits, likeness_of_ink(digits.images))


def printed_in_one(font: str, character: str) -> Seen | None:
    """The character, no digit, as the network sees it; None if it is in several parts, which no network is shown."""
    try:
        return printed(font, character, NO_DIGIT)
    except InputError:
        return None


def printed(font: str, character: str, label: int) -> Seen:
    """The character, black on white, as the network sees it."""
    picture = Image.new("L", (2 * HEIGHT, 2 * HEIGHT), 255)
    ImageDraw.Draw(picture).text((HEIGHT, HEIGHT), character, 0, loaded(font), anchor="mm")
    return seen(picture), label


def has(font: str, character: str) -> bool:
    """Whether the font has the character, and does not show the box that stands for all it lacks."""
    return shape_of(font, character) not in (shape_of(font, "\uffff"), b"")


def shape_of(font: str, character: str) -> bytes:
    mask: NDArray[np.uint8] = np.array(loaded(font).getmask(character), np.uint8)
    return mask.tobytes()


@cache
def loaded(font: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(installed()[font]), HEIGHT)
