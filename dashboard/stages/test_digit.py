"""A test digit of MNIST as the page shows it: its name and its picture, or its number alone where MNIST is not here."""

from __future__ import annotations

import lenetlab as ll
from dashboard.figures.heatmaps import packed_levels
from dashboard.texts import test_digit as words


def picture(index: int, mnist: ll.Mnist | None) -> dict[str, object]:
    if mnist is None or index >= len(mnist.labels):
        return {"name": str(index), "z": None}
    name = words.TEST_DIGIT.format(index=index, label=int(mnist.labels[index]))
    return {"name": name, "z": packed_levels(mnist.images[index])}
