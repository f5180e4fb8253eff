"""What the network reads of changed inputs, in words: the drawing with pixels erased, or with a little ink added."""

from __future__ import annotations

import torch
from torch import Tensor

import lenetlab as ll
from dashboard.texts.numbers import probability_percent


def read_again(model: ll.LeNet, inputs: Tensor, conv1: ll.Conv1Config) -> list[tuple[int, str]]:
    """For each of the inputs (N, 1, 28, 28), as the network gets them, the digit and how sure it is, in words."""
    with torch.no_grad():
        shares = model(inputs, conv1).softmax(1)  # (N, 10)
    return [(int(row.argmax()), probability_percent(float(row.max()))) for row in shares]
