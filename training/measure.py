"""How well a model reads: logits of many images, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import torch
from torch import Tensor

from lenetlab import CLASSES, Conv1Config, LeNet, digit_score
from training.data import Digits, normalise

BATCH = 500
BINS = 15
Z95 = 1.959964


def logits_of(model: LeNet, digits: Digits, conv1: Conv1Config = Conv1Config()) -> Tensor:  # noqa: B008
    """The model's logits, (N, 10)."""
    with torch.no_grad():
        parts = [model(normalise(images), conv1) for images in digits.images.split(BATCH)]
    return torch.cat(parts) if parts else torch.empty(0, CLASSES)


def hits(logits: Tensor, labels: Tensor) -> float:
    """The share, 0 to 1, whose highest logit is their label's."""
    return float(logits.argmax(1).eq(labels).double().mean())


def accuracy(model: LeNet, digits: Digits, conv1: Conv1Config) -> float:
    return hits(logits_of(model, digits, conv1), digits.labels)


def accuracies(model: LeNet, digits: Digits, configurations: Iterable[Conv1Config]) -> dict[Conv1Config, float]:
    return {conv1: accuracy(model, digits, conv1) for conv1 in configurations}


def interval(share: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval (1927) of a share that was found in `count` trials."""
    middle = (share + Z95**2 / (2 * count)) / (1 + Z95**2 / count)
    half = Z95 * sqrt(share * (1 - share) / count + Z95**2 / (4 * count**2)) / (1 + Z95**2 / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def confusion(logits: Tensor, labels: Tensor) -> Tensor:
    """How often a digit (row) was read as another (column): (10, 10) counts."""
    return torch.bincount(labels * CLASSES + logits.argmax(1), minlength=CLASSES**2).view(CLASSES, CLASSES)


def misread(logits: Tensor, labels: Tensor) -> list[tuple[int, int, int]]:
    """What was not read as its label says, in order: (index, label, what it was read as)."""
    guess = logits.argmax(1)
    wrong = guess.ne(labels).nonzero().flatten().tolist()
    return [(i, int(labels[i]), int(guess[i])) for i in wrong]


@dataclass(frozen=True)
class Bin:
    """Of the images whose best probability lies in this bin: how many, their mean probability, the share of hits."""

    count: int
    confidence: float
    accuracy: float


def calibration(logits: Tensor, labels: Tensor) -> list[Bin]:
    """The images by their best probability, in 15 bins of equal width (Guo et al. 2017); empty bins are left out."""
    best, guess = logits.softmax(1).max(1)
    which = (best * BINS).long().clamp(max=BINS - 1)
    hit = guess.eq(labels).double()
    inside = [which == i for i in range(BINS)]
    return [Bin(int(m.sum()), float(best[m].double().mean()), float(hit[m].mean())) for m in inside if m.any()]


def calibration_error(bins: list[Bin]) -> float:
    """Expected calibration error: how far probability and share of hits lie apart, on average over the images."""
    return sum(b.count * abs(b.confidence - b.accuracy) for b in bins) / sum(b.count for b in bins)


def share_refused(logits: Tensor, threshold: float) -> float:
    """The share of images that do not look like a digit, with this threshold for the score."""
    return float((digit_score(logits) < threshold).double().mean())
