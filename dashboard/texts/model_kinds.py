"""The names on the Model page of what the network was not made for: other drawings, pictures, strange hands.

What a name here does not know keeps the name that the card gives it.
"""

from __future__ import annotations

LEARNED = {
    "letter": "letters",
    "sign": "signs",
    "stroke letter": "letters of plotter fonts",
    "stroke sign": "other alphabets and signs",
    "turned letter": "letters turned or mirrored",
    "symbol": "made-up symbols",
    "shape": "geometric shapes",
    "pictogram": "made-up pictograms",
    "scribble": "scribbles",
    "part of a digit": "parts of digits",
    "two digits": "two digits",
    "almost nothing": "almost nothing",
}
NEVER_MET = {
    "unseen shape": "shapes never trained on",
    "unseen sign": "signs never trained on",
    "unseen scribble": "coils and hatching",
    "short scribble": "scribbles of few points",
}
PRINTED = {
    "printed Latin letter": "Latin print",
    "printed Greek letter": "Greek print",
    "printed Cyrillic letter": "Cyrillic print",
    "printed letter of an alphabet never met": "print in other alphabets",
    "printed sign": "printed signs",
}
REAL = "real digits"
OTHERS = "other kinds"
GROUPS = {
    "kinds it learned": LEARNED,
    "kinds it never met": NEVER_MET,
    "print, never met": PRINTED,
}
KINDS = LEARNED | NEVER_MET | PRINTED
PHOTOS = {
    "clean": "clean paper",
    "falling light": "light that falls to a half",
    "corner shadow": "a shadow over a corner",
    "vignette": "dark corners of a lens",
    "grain, JPEG": "grain, saved as JPEG",
    "grain, WebP": "grain, saved as WebP",
    "specks": "single specks",
    "ruled paper": "ruled paper",
    "frame of 1 pixel": "a frame of 1 pixel",
    "frame of 2 pixels": "a frame of 2 pixels",
    "letterbox": "black bars",
    "strip of desk": "the edge of a desk",
    "sheet askew": "a sheet askew on a desk",
    "white on black": "white on black, on a page",
    "equal brightness": "as bright as the paper",
    "pale pencil": "a pale pencil",
    "thin line, 12 megapixels": "a thin line, 12 megapixels",
}
STYLES = {
    "leaning far forward": "leaning far forward",
    "leaning back": "leaning back",
    "narrow": "narrow digits",
    "wide": "wide digits",
    "hasty": "hasty hands",
}
STYLES |= {f"ways {number} of 5": f"ways to write, {number} of 5" for number in range(1, 6)}


def kind(name: str) -> str:
    """The name of a kind of drawing that is no digit."""
    return KINDS.get(name, name)


def group(name: str) -> str:
    """What a kind of drawing that is no digit belongs to."""
    return next((group for group, kinds in GROUPS.items() if name in kinds), OTHERS)


def photo(name: str) -> str:
    """The name of a kind of picture."""
    return PHOTOS.get(name, name)


def style(name: str) -> str:
    """The name of a style of writing that was kept aside."""
    return STYLES.get(name, name)
