"""How well digits are read in pictures of them: the same digits in every kind of picture of `training.photos`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lenetlab import InputError, LeNet, card
from training.canvas import Seen, draw_many, seen
from training.data import Digits
from training.measure import logits_of, share_of_hits
from training.pen import PenDigit, pen_drawing
from training.photos import PHOTOS, photo

IMAGE_SIZE = 28
CANVAS = 140
CHUNK = 10  # pictures that a process makes at a time
BRUSHES = (4.0, 11.0)
REFUSED = -1  # the label of a picture that is refused, which no digit is

Ink = NDArray[np.float32]
Item = tuple[str, str, int, Ink, int]


def measure_photos(model: LeNet, test: Digits, pen: Sequence[PenDigit], count: int) -> tuple[card.Photographed, ...]:
    """The accuracy in the default configuration, in every kind of picture, on `count` digits of each source.

    test: the test images of MNIST. pen: strokes; without any, MNIST's alone are measured. The digits are spread evenly
    over all that there are.
    """
    sources = {"mnist": inks_of_mnist(test, count)}
    if pen:
        sources["pen"] = inks_of_pen(pen, count)
    items = [
        (kind, source, seed, ink, label)
        for kind in PHOTOS
        for source, digits in sources.items()
        for seed, (ink, label) in enumerate(digits)
    ]
    drawn = draw_many(seen_photo, items, chunk=CHUNK)
    hit = logits_of(model, drawn).argmax(1).eq(drawn.labels)
    groups: dict[tuple[str, str], list[bool]] = {}
    for (kind, source, *_), is_hit in zip(items, hit.tolist(), strict=True):
        groups.setdefault((kind, source), []).append(is_hit)
    return tuple(card.Photographed(kind, source, share_of_hits(hits)) for (kind, source), hits in groups.items())


def inks_of_mnist(test: Digits, count: int) -> list[tuple[Ink, int]]:
    """Test images, (28, 28), and their labels."""
    return [(test.images[i, 0].cpu().numpy(), int(test.labels[i])) for i in evenly(len(test), count)]


def inks_of_pen(pen: Sequence[PenDigit], count: int) -> list[tuple[Ink, int]]:
    """Pen digits as they were written, drawn with all sorts of brushes, (140, 140), and their labels."""
    brushes = np.random.default_rng(0).uniform(*BRUSHES, len(pen))
    return [(pen_drawing(pen[i], CANVAS, brushes[i]).ink(), pen[i].digit) for i in evenly(len(pen), count)]


def evenly(length: int, count: int) -> list[int]:
    """At most `count` indices, spread evenly over `length`."""
    return sorted({i * length // count for i in range(count)})


def seen_photo(item: Item) -> Seen:
    """A picture as the network sees it; one that is refused is blank, and no digit at all is right for it."""
    kind, _, seed, ink, label = item
    try:
        return seen(photo(kind, ink, seed)), label
    except InputError:
        return np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.uint8), REFUSED
