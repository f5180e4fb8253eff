"""How many digits a model reads right."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from lenetlab import Conv1Config, LeNet
from training.data import Digits, normalise

BATCH = 1_000


def accuracy(model: LeNet, digits: Digits, conv1: Conv1Config) -> float:
    """The share of digits, 0 to 1, whose highest logit is their label's."""
    with torch.inference_mode():
        hits = [
            model(normalise(images), conv1).argmax(1).eq(labels).sum()
            for images, labels in zip(digits.images.split(BATCH), digits.labels.split(BATCH), strict=True)
        ]
    return int(torch.stack(hits).sum()) / len(digits)


def accuracies(model: LeNet, digits: Digits, configurations: Iterable[Conv1Config]) -> dict[Conv1Config, float]:
    return {conv1: accuracy(model, digits, conv1) for conv1 in configurations}
