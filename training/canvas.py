"""Drawings by the thousand, as the network sees them: at every size and thickness that a canvas allows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from lenetlab import MNIST_MEAN, MNIST_STD, Drawing, preprocess
from training.data import Digits

# The next three are fractions of the canvas: the height of a digit, and the brush.
SMALLEST, TALLEST = 0.2, 0.88
THINNEST = {28: 0.03, 140: 0.012}
THICKEST = 0.13
THICKEST_OF_HEIGHT = 0.42
FINE_CANVAS_SHARE = 0.6
CHUNK = 500

Seen = tuple[NDArray[np.uint8], int]
T = TypeVar("T")
S = TypeVar("S")


def draw_many(draw: Callable[[T], Seen], items: Sequence[T], workers: int | None = None, chunk: int = CHUNK) -> Digits:
    """The image and the label that `draw` returns for each item; the same however many processes draw.

    chunk: items that a process draws at a time; few for what takes long.
    """
    workers = min(workers or os.cpu_count() or 1, 1 + len(items) // (4 * chunk))
    if workers == 1:
        return as_digits([draw(item) for item in progress(items, len(items))])
    with ProcessPoolExecutor(workers, get_context("spawn"), torch.set_num_threads, (1,)) as pool:
        return as_digits(list(progress(pool.map(draw, items, chunksize=chunk), len(items))))


def progress(items: Iterable[S], total: int) -> Iterable[S]:
    shown: Iterable[S] = tqdm(items, "drawing", total, leave=False, disable=None if total > CHUNK else True)
    return shown


def seeds(count: int, entropy: tuple[int, ...]) -> range:
    """`count` seeds; those of another entropy are almost certainly different ones."""
    first = int(np.random.SeedSequence(entropy).generate_state(1, np.uint64)[0]) >> 2
    return range(first, first + count)


def canvas_settings(rng: np.random.Generator) -> tuple[int, float, float]:
    """The size of the canvas, the height of the drawing as a fraction of it, and the brush in canvas units."""
    size = 140 if rng.random() < FINE_CANVAS_SHARE else 28
    height = SMALLEST + (TALLEST - SMALLEST) * rng.beta(1, 1.6)
    thinnest, thickest = THINNEST[size], min(THICKEST, THICKEST_OF_HEIGHT * height)
    share = rng.random()
    if rng.random() < 0.5:  # half of them evenly by width, half evenly by its logarithm
        brush = thinnest + (thickest - thinnest) * share
    else:
        brush = thinnest * (thickest / thinnest) ** share
    return size, float(height), float(brush * size)


def seen(drawing: Drawing | Image.Image) -> NDArray[np.uint8]:
    """The drawing or picture as the network sees it, (28, 28), before normalising, in 256 grey levels like MNIST."""
    image = preprocess(drawing)[0, 0] * MNIST_STD + MNIST_MEAN
    return np.asarray((image * 255).round().clamp(0, 255).to(torch.uint8))


def as_digits(drawn: list[Seen]) -> Digits:
    images = torch.from_numpy(np.stack([image for image, _ in drawn])).float().div_(255).unsqueeze(1)  # (N, 1, 28, 28)
    return Digits(images, torch.tensor([label for _, label in drawn]))
