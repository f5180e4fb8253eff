"""MNIST as tensors: 55,000 images to train on, 5,000 held back to choose by, 10,000 to report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lenetlab import MNIST_MEAN, MNIST_STD, Mnist, load_mnist

HELD_BACK = 5_000
SPLIT_SEED = 1998
NO_DIGIT = 10  # the label of a drawing that is not a digit


@dataclass(frozen=True, eq=False)
class Digits:
    """images: float32 (N, 1, 28, 28), ink in [0, 1]; labels: int64 (N,), 0 to 9 or NO_DIGIT."""

    images: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, index: Tensor) -> Digits:
        return Digits(self.images[index], self.labels[index])

    def to(self, device: torch.device) -> Digits:
        return Digits(self.images.to(device), self.labels.to(device))


@dataclass(frozen=True, eq=False)
class Splits:
    """The three parts of MNIST, and the SHA-256 of the training images and labels they come from."""

    train: Digits
    validation: Digits
    test: Digits
    sha256: str


def load_splits(device: torch.device) -> Splits:
    """Read MNIST; which images are held back never changes, whatever the seed.

    Raises MnistMissingError, and ValueError for a set too small to hold any back.
    """
    mnist = load_mnist("train")
    if len(mnist.labels) <= HELD_BACK:
        raise ValueError(f"MNIST has {len(mnist.labels):,} training images here; more than {HELD_BACK:,} are needed")
    everything = to_digits(mnist, device)
    order = torch.randperm(len(everything), generator=torch.Generator().manual_seed(SPLIT_SEED)).to(device)
    return Splits(
        train=everything.take(order[HELD_BACK:]),
        validation=everything.take(order[:HELD_BACK]),
        test=load_test(device),
        sha256=hashlib.sha256(mnist.images.tobytes() + mnist.labels.tobytes()).hexdigest(),
    )


def load_test(device: torch.device) -> Digits:
    """The 10,000 test images. Raises MnistMissingError."""
    return to_digits(load_mnist("test"), device)


def to_digits(mnist: Mnist, device: torch.device) -> Digits:
    images = torch.tensor(mnist.images, device=device, dtype=torch.float32).div_(255).unsqueeze(1)  # (N, 1, 28, 28)
    return Digits(images, torch.tensor(mnist.labels, device=device, dtype=torch.int64))


def concatenated(parts: Sequence[Digits]) -> Digits:
    return Digits(torch.cat([part.images for part in parts]), torch.cat([part.labels for part in parts]))


def normalise(images: Tensor) -> Tensor:
    """Ink in [0, 1] as the network takes it: shifted and scaled to MNIST's mean and deviation."""
    return (images - MNIST_MEAN) / MNIST_STD
