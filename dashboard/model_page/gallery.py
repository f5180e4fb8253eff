"""The digits that were misread: what is shown of them, and the answer to the page that asks for a pair or for all."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

import lenetlab as ll
from dashboard import ids
from dashboard.figures.heatmaps import packed_levels
from dashboard.model_page.parts import fold
from dashboard.reading.errors import StateError, is_digit, shortened
from dashboard.texts import model as words
from dashboard.widgets import aria, data

MOST_SHOWN = 200  # digits in one answer
COMMON_PAIRS = 8


def gallery(evaluation: ll.card.Evaluation) -> html.Section:
    """The digits that were misread, which the page asks for when they are first shown."""
    if reason := why_no_gallery(evaluation.misread):
        return fold("misread", words.NO_GALLERY, html.P(reason, className="missing"))
    title = html.P(id=ids.MODEL_FOUND, className="gallery-title", **aria(live="polite"))
    shown = [pairs(evaluation.confusion, evaluation.misread or ()), title, html.Div(id=ids.MODEL_GALLERY)]
    return fold("misread", words.GALLERY, *shown)


def pairs(counts: Sequence[Sequence[int]], misread: Sequence[ll.card.Misread]) -> html.Div:
    """Buttons for the commonest confusions, after one for all."""
    misses = [(n, i, j) for i, row in enumerate(counts) for j, n in enumerate(row) if i != j and n]
    commonest = sorted(misses, key=lambda entry: (-entry[0], entry[1:]))[:COMMON_PAIRS]
    choices = [(words.all_chip(len(misread)), "", "")]
    choices += [(words.chip(i, j, n), str(i), str(j)) for n, i, j in commonest]
    chips = [
        html.Button(text, className="chip", **data(label=label, read=read), **aria(pressed="false"))
        for text, label, read in choices
    ]
    return html.Div(chips, className="chips", role="group", **aria(label=words.CHIPS))


def are_shown(evaluation: ll.card.Evaluation) -> bool:
    """Whether a click on a confusion shows the digits."""
    return not why_no_gallery(evaluation.misread)


def why_no_gallery(misread: Sequence[ll.card.Misread] | None) -> str:
    """Why there are no misread digits to be shown; empty where there are."""
    if misread is None:
        return words.NO_MISREAD
    if not misread:
        return words.NONE_MISREAD
    return "" if ll.has_mnist("test") else words.NO_MNIST


def pair_from(asked: object) -> tuple[int, int] | None:
    """The pair of digits that the page asks for; None for all. Raises StateError for anything else."""
    if asked == {} or asked is None:
        return None
    values = [asked.get(name) for name in ("label", "read")] if isinstance(asked, dict) else []
    digits = [value for value in values if is_digit(value)]
    if len(digits) != 2:
        raise StateError(f"the pair of digits is {shortened(asked)}; allowed: a label and a reading, each 0 to 9")
    return digits[0], digits[1]


def misread(card: ll.Card, pair: tuple[int, int] | None) -> dict[str, object]:
    """The misread test digits of a pair, or all: what stands over them, and each as an image with what it says."""
    if not ll.has_mnist("test"):
        return {"title": words.NO_MNIST, "digits": []}
    images = ll.load_mnist("test").images
    rows = [digit for digit in card.evaluation.misread or () if pair in (None, (digit.label, digit.read))]
    shown = [digit for digit in rows if digit.index < len(images)][:MOST_SHOWN]
    digits = [
        {"index": d.index, "label": d.label, "caption": words.caption(d), "name": words.name_of(d),
         "z": packed_levels(images[d.index])}
        for d in shown
    ]  # fmt: skip
    return {"title": words.gallery_title(len(shown), len(rows), pair), "digits": digits}
