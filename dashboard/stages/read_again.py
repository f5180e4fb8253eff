"""What the network reads of changed inputs, in words: the drawing with pixels erased, or with a little ink added."""

from __future__ import annotations

from torch import Tensor

import lenetlab as ll
from dashboard.texts.numbers import probability_percent


def read_again(trace: ll.Trace, inputs: Tensor) -> list[tuple[int, str]]:
    """For each of the inputs (N, 1, 28, 28), as the network gets them, the digit and how sure it is, in words."""
    shares = ll.outputs(trace, inputs, "softmax")  # (N, 10)
    return [(int(row.argmax()), probability_percent(float(row.max()))) for row in shares]
