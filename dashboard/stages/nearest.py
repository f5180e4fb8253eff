"""The test digits whose inner picture is nearest to that of a drawing: the last units before the answer, by distance.

All 10,000 take a second to read, so the page asks for a part of them at a time and keeps the nearest of all parts.
"""

from __future__ import annotations

from functools import lru_cache

from torch import Tensor

import lenetlab as ll
from dashboard.contract import NEAREST_PARTS
from dashboard.reading.reading import Reading
from dashboard.stages.test_digit import inputs_of, picture
from dashboard.weights import weights_in_use

STAGE = "relu4"
MOST = 9
KEPT = 160  # parts whose inner pictures a worker keeps, 85 kB each


def nearest_in(reading: Reading, weights: str, part: int) -> list[dict[str, object]]:
    """The nearest of one part of the test digits, the nearest first, each with its distance and its picture."""
    mnist = ll.load_mnist("test")
    size = len(mnist.labels) // NEAREST_PARTS
    trace = reading.trace
    if trace.replaced:
        found = ll.outputs(trace, inputs_of(mnist.images[part * size : (part + 1) * size]), STAGE)
    else:
        found = inner_pictures(weights_in_use().sha256, trace.conv1, weights, part, size)  # (size, 84)
    distances = (found - trace[STAGE].output).norm(dim=1)
    order = distances.argsort(stable=True)[:MOST].tolist()
    return [{"distance": float(distances[i]), **picture(part * size + i, mnist)} for i in order]


@lru_cache(maxsize=KEPT)
def inner_pictures(sha256: str, conv1: ll.Conv1Config, weights: str, part: int, size: int) -> Tensor:
    """What the stage gives for one part of the test digits, (size, 84). sha256: of the checkpoint they belong to."""
    x = inputs_of(ll.load_mnist("test").images[part * size : (part + 1) * size])
    return ll.outputs(ll.trace(weights_in_use().models[weights], x[:1], conv1), x, STAGE)
