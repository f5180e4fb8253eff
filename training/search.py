"""A search for the styles of writing that a network misreads most, so that it meets those more often.

A style is a way to write a digit by a hand of a certain kind: leaning forward or not, wide or narrow, hasty or careful.
It is judged by all its digits together. So a digit that nobody could read does not come back again and again, as it
would if single digits were chosen by how badly they are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab import ALL_GLYPHS, CLASSES, Hand, LeNet, any_hand, drawn_sample
from training.canvas import Seen, canvas_settings, draw_many, seeds, seen
from training.data import Digits
from training.families import any_way
from training.measure import logits_of

DIGIT_OF_WAY = torch.tensor([digit for digit, ways in ALL_GLYPHS.items() for _ in ways])
FIRST_WAY = [int((digit > DIGIT_OF_WAY).sum()) for digit in range(CLASSES)]
# A hand leans forward, is wide and hasty above these, which are near the middle of `any_hand`.
MIDDLES = {"slant": 0.12, "aspect": 0.62, "looseness": 0.028}
HANDS = 1 << len(MIDDLES)
PRINT = len(DIGIT_OF_WAY) * HANDS  # one more style, that no hand writes
LOOKED_AT = 40_000  # digits, each time the styles are judged
SHARED = 10  # digits of average difficulty that are added to each style, lest chance judges one with few
# The loss where all digits get the same probability. No digit counts for more, however certainly it is misread.
KNOWING_NOTHING = log(CLASSES)
SELDOM, OFTEN = 0.5, 3.0  # of how often a style would come up otherwise


@dataclass(frozen=True, eq=False)
class Handwriting:
    """digits: as the generator writes them. styles: int64 (N,), the style of each, below `styles_in_all()`."""

    digits: Digits
    styles: Tensor


def styles_in_all() -> int:
    return PRINT + 1


def handwriting(count: int, entropy: tuple[int, ...], workers: int | None = None) -> Handwriting:
    """`count` digits with their styles, the same for the same entropy."""
    drawn = draw_many(written_in_style, seeds(count, (*entropy, 1)), workers)
    return Handwriting(Digits(drawn.images, DIGIT_OF_WAY[drawn.labels // HANDS]), drawn.labels)


def written_in_style(seed: int) -> Seen:
    """A digit as the network sees it, and the number of its style in the place of its label."""
    rng = np.random.default_rng((seed, 1))
    size, height, brush = canvas_settings(rng)
    digit = int(rng.integers(CLASSES))
    way, hand = any_way(digit, rng), any_hand(rng)
    drawing = drawn_sample(seed, size, brush, digit=digit, height=height, glyph=way, hand=hand).drawing
    return seen(drawing), (FIRST_WAY[digit] + ALL_GLYPHS[digit].index(way)) * HANDS + kind_of_hand(hand)


def kind_of_hand(hand: Hand) -> int:
    """0 to 7: one bit for each of MIDDLES."""
    return sum(1 << bit for bit, (trait, middle) in enumerate(MIDDLES.items()) if getattr(hand, trait) > middle)


def chances(model: LeNet, written: Handwriting, strength: float, generator: torch.Generator) -> Tensor:
    """How often each of the digits is to be learned from, (N,), on average once: as its style is misread.

    strength: 0 for all alike, 1 for as often as the loss is high; a style comes up half as often at least, and three
    times as often at most.
    """
    if not strength:
        return torch.ones(len(written.styles))
    some = torch.randperm(len(written.styles), generator=generator)[:LOOKED_AT]
    digits = written.digits.take(some.to(written.digits.labels.device))
    losses = F.cross_entropy(logits_of(model, digits), digits.labels, reduction="none").cpu().double()
    losses = losses.clamp(max=KNOWING_NOTHING)
    styles = written.styles[some]
    total = torch.zeros(styles_in_all(), dtype=torch.float64).index_add_(0, styles, losses)
    count = torch.bincount(styles, minlength=styles_in_all())
    mean = losses.mean().clamp(min=1e-9)
    of_style = (total + SHARED * mean) / (count + SHARED) / mean  # (styles,), 1 for one as hard as all on average
    return of_style.pow(strength).clamp(SELDOM, OFTEN)[written.styles].float()
