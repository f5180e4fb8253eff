"""Characters in print, in the fonts that the package matplotlib brings, where it is installed: to learn from.

DejaVu and STIX have the letters of a dozen alphabets, arrows, signs and little pictures. They teach what is no digit;
the digits of the same fonts, set in the same ways, teach that print as such is nothing to refuse. `training.printed`
measures with other fonts, and with alphabets that are left out here.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lenetlab import CLASSES, InputError
from training.canvas import Seen, as_digits, draw_many, seeds, seen
from training.data import NO_DIGIT, Digits
from training.hershey import LEFT_OUT
from training.lookalikes import ALIKE, likeness_of_ink

FONTS = (
    "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf",
    "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "STIXGeneral.ttf", "STIXGeneralBol.ttf",
    "STIXGeneralItalic.ttf",
)  # fmt: skip
# Unicode's categories of letters without marks, and of signs.
CATEGORIES = frozenset(("Lu", "Ll", "Lo", "Sm", "So", "Sc", "Po"))
# Alphabets that are kept aside to measure with, and signs that are no more than lines, dots and blocks.
KEPT_ASIDE = frozenset(("ARMENIAN", "GEORGIAN", "HEBREW", "BRAILLE", "BOX", "BLOCK"))
SIGNS = "signs"
HEIGHT = 56  # of the type, in pixels
SIDE = 2 * HEIGHT  # of the sheet
LEAST_HEIGHT, LEAST_WIDTH = 0.4, 0.2  # of a character, in HEIGHTs: others are dots and dashes
# How many pixels a line may become thinner or thicker by, on each side.
LIGHTER, BOLDER = 1, 2
CHUNK = 50


def has_typeset() -> bool:
    """Whether the fonts are installed."""
    return find_spec("matplotlib") is not None and all((folder() / name).is_file() for name in FONTS)


def folder() -> Path:
    """Where matplotlib keeps its fonts; it is not imported for that."""
    spec = find_spec("matplotlib")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0] if places else "") / "mpl-data" / "fonts" / "ttf"


def typeset_digits(count: int, entropy: tuple[int, ...], workers: int | None = None) -> Digits:
    """`count` digits in print, the same for the same entropy."""
    return draw_many(typeset_digit, seeds(count, (*entropy, 4)), workers, CHUNK) if count else none()


def typeset_nondigits(count: int, entropy: tuple[int, ...], workers: int | None = None) -> Digits:
    """`count` characters in print that are no digit and do not look like one, all with the label NO_DIGIT."""
    return draw_many(typeset_nondigit, seeds(count, (*entropy, 5)), workers, CHUNK) if count else none()


def none() -> Digits:
    return Digits(torch.empty(0, 1, 28, 28), torch.empty(0, dtype=torch.int64))


def typeset_digit(seed: int) -> Seen:
    rng = np.random.default_rng((seed, 4))
    while True:
        digit = int(rng.integers(CLASSES))
        try:
            return seen(picture(str(digit), any_font(rng), rng)), digit
        except InputError:  # a thin line that was made thinner
            continue


def typeset_nondigit(seed: int) -> Seen:
    """A character as the network sees it: none that is small, looks like a digit or stands in several parts."""
    rng = np.random.default_rng((seed, 5))
    while True:
        font = any_font(rng)
        character = any_character(font, rng)
        if not is_large(font, character):
            continue
        try:
            found = seen(picture(character, font, rng)), NO_DIGIT
        except InputError:
            continue
        if float(likeness_of_ink(as_digits([found]).images)) < ALIKE:
            return found


def any_font(rng: np.random.Generator) -> str:
    return FONTS[int(rng.integers(len(FONTS)))]


def any_character(font: str, rng: np.random.Generator) -> str:
    """A character of the font; an alphabet of four times as many letters comes up twice as often."""
    alphabets = alphabets_of(font)
    often = np.sqrt([len(letters) for letters in alphabets])
    letters = alphabets[int(rng.choice(len(alphabets), p=often / often.sum()))]
    return letters[int(rng.integers(len(letters)))]


@cache
def alphabets_of(font: str) -> tuple[str, ...]:
    """The characters of a font that may be no digit, those of one alphabet or kind together."""
    with import_module("fontTools.ttLib").TTFont(str(folder() / font), lazy=True) as reader:
        codes: list[int] = sorted(reader.getBestCmap())
    together: defaultdict[str, str] = defaultdict(str)
    for code in codes:
        character = chr(code)
        plain = unicodedata.normalize("NFKD", character)[0]  # an alef as a sign of mathematics is Hebrew all the same
        alphabet = unicodedata.name(plain, "").partition(" ")[0].partition("-")[0]
        if alphabet and alphabet not in KEPT_ASIDE and is_no_number(character):
            together[alphabet if character.isalpha() else SIGNS] += character
    return tuple(together.values())


def is_no_number(character: str) -> bool:
    """Whether a character is a letter or a sign: no number in a circle or in another alphabet, no O or Z."""
    if unicodedata.category(character) not in CATEGORIES or unicodedata.numeric(character, None) is not None:
        return False
    return not any(part in LEFT_OUT for part in unicodedata.normalize("NFKD", character))


def is_large(font: str, character: str) -> bool:
    left, top, right, bottom = loaded(font).getbbox(character)
    return max(right - left, bottom - top) >= LEAST_HEIGHT * HEIGHT and (
        min(right - left, bottom - top) >= LEAST_WIDTH * HEIGHT
    )


def picture(character: str, font: str, rng: np.random.Generator) -> Image.Image:
    """The character, black on white, with thinner or thicker lines, narrower or wider, upright or leaning."""
    middle = SIDE / 2
    sheet = Image.new("L", (SIDE, SIDE), 255)
    ImageDraw.Draw(sheet).text((middle, middle), character, 0, loaded(font), anchor="mm")
    pixels = int(rng.integers(-LIGHTER, BOLDER + 1))
    if pixels > 0:
        sheet = sheet.filter(ImageFilter.MinFilter(2 * pixels + 1))
    elif pixels < 0:
        sheet = sheet.filter(ImageFilter.MaxFilter(1 - 2 * pixels))
    width, slant = rng.uniform(0.8, 1.3), rng.normal(0, 0.12)
    matrix = (width, slant, middle * (1 - width - slant), 0.0, 1.0, 0.0)
    return sheet.transform(sheet.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC, fillcolor=255)


@cache
def loaded(font: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(folder() / font), HEIGHT)
