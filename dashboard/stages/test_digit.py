"""Test digits of MNIST: as the network gets them, and as the page shows one, by its number where MNIST is not here."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

import lenetlab as ll
from dashboard.figures.heatmaps import packed_levels
from dashboard.texts import test_digit as words


def inputs_of(images: NDArray[np.uint8]) -> Tensor:
    """Images (N, 28, 28) as the network gets them, (N, 1, 28, 28)."""
    return (torch.tensor(images, dtype=torch.float32)[:, None] / 255 - ll.MNIST_MEAN) / ll.MNIST_STD


def picture(index: int, mnist: ll.Mnist | None) -> dict[str, object]:
    if mnist is None or index >= len(mnist.labels):
        return {"name": str(index), "z": None}
    name = words.TEST_DIGIT.format(index=index, label=int(mnist.labels[index]))
    return {"name": name, "z": packed_levels(mnist.images[index])}
