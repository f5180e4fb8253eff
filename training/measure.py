"""How well a model reads: the logits of many images, and figures that are computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import torch
from torch import Tensor

from lenetlab import CLASSES, Conv1Config, LeNet, card, digit_score
from training.data import Digits, normalise

BATCH = 500
BINS = 15
Z95 = 1.959964


def logits_of(model: LeNet, digits: Digits, conv1: Conv1Config = Conv1Config()) -> Tensor:  # noqa: B008
    """The model's logits, (N, 10)."""
    with torch.no_grad():
        starts = range(0, len(digits), BATCH)
        parts = [model(normalise(digits.images[start : start + BATCH]), conv1) for start in starts]
    return torch.cat(parts) if parts else torch.empty(0, CLASSES)


def hits(logits: Tensor, labels: Tensor) -> float:
    """The share, 0 to 1, whose highest logit is their label's."""
    return float(logits.argmax(1).eq(labels).double().mean())


def accuracy(model: LeNet, digits: Digits, conv1: Conv1Config) -> float:
    return hits(logits_of(model, digits, conv1), digits.labels)


def accuracies(model: LeNet, digits: Digits, configurations: Iterable[Conv1Config]) -> dict[Conv1Config, float]:
    return {conv1: accuracy(model, digits, conv1) for conv1 in configurations}


def interval(share: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval (1927) of a share that was counted in `count` trials; the share lies within it."""
    middle = (share + Z95**2 / (2 * count)) / (1 + Z95**2 / count)
    half = Z95 * sqrt(share * (1 - share) / count + Z95**2 / (4 * count**2)) / (1 + Z95**2 / count)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def share_of(logits: Tensor, labels: Tensor) -> card.Share:
    """The share of hits, with its interval and the number of images."""
    return share_of_hits(logits.argmax(1).eq(labels).tolist())


def share_of_hits(hit: Sequence[bool]) -> card.Share:
    share = sum(hit) / len(hit)
    return card.Share(share, interval(share, len(hit)), len(hit))


def confusion(logits: Tensor, labels: Tensor) -> Tensor:
    """How often a digit (row) was read as another (column): (10, 10) counts."""
    return torch.bincount(labels * CLASSES + logits.argmax(1), minlength=CLASSES**2).view(CLASSES, CLASSES)


def misread(logits: Tensor, labels: Tensor) -> tuple[card.Misread, ...]:
    """Each image that was not read as its label, in order."""
    read_as = logits.argmax(1)
    wrong = read_as.ne(labels).nonzero().flatten().tolist()
    return tuple(card.Misread(i, int(labels[i]), int(read_as[i])) for i in wrong)


def calibration(logits: Tensor, labels: Tensor) -> card.Calibration:
    """How far probabilities and shares of hits lie apart: in each bin, and on average (expected calibration error)."""
    bins = calibration_bins(logits, labels)
    apart = sum(b.count * abs(b.confidence - b.accuracy) for b in bins)
    return card.Calibration(apart / sum(b.count for b in bins), bins)


def calibration_bins(logits: Tensor, labels: Tensor) -> tuple[card.Bin, ...]:
    """The images by their best probability, in 15 bins of equal width (Guo et al. 2017); empty bins are left out."""
    confidence, read_as = logits.softmax(1).max(1)
    bin_of_image = (confidence * BINS).long().clamp(max=BINS - 1)
    hit = read_as.eq(labels).double()
    bins = []
    for i in range(BINS):
        inside = bin_of_image == i  # (N,), bool
        if inside.any():
            mean_confidence = float(confidence[inside].double().mean())
            bins.append(card.Bin(int(inside.sum()), mean_confidence, float(hit[inside].mean())))
    return tuple(bins)


def share_refused(logits: Tensor, threshold: float) -> float:
    """The share of images that do not look like a digit, with this threshold for the score."""
    return float((digit_score(logits) < threshold).double().mean())
