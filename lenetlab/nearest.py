"""nearest(): the test digits of MNIST whose inner picture is nearest to that of a trace."""

from __future__ import annotations

import torch
from torch import Tensor

from lenetlab.drawing import shown
from lenetlab.preprocess import MNIST_MEAN, MNIST_STD
from lenetlab.rerun import outputs
from lenetlab.samples import load_mnist
from lenetlab.trace import Trace, check_trace
from lenetlab.whole_numbers import whole_number

BATCH = 500  # of the test images at a time, so that they need no memory all at once


def nearest(trace: Trace, stage: str = "relu4", n: int = 9) -> Tensor:
    """The indices of the n MNIST test images whose outputs of a stage are nearest to those of the trace: (n,), int64.

    Nearest by Euclidean distance, the nearest first, in the network of the trace: its weights, and what was replaced in
    it. All 10,000 are read, which takes about a second. n: 1 to the number of test images.
    Raises UnknownStageError (a KeyError) for a stage that there is not, ValueError for softmax and for another n or
    where `trace` is no Trace, and MnistMissingError where MNIST is not there.
    """
    check_trace(trace)
    layer = trace[stage]
    if layer.name == trace.names[-1]:
        raise ValueError(f"stage is {layer.name!r}; expected one before it, such as relu4")
    number = whole_number(n)
    if number is None or number < 1:
        raise ValueError(f"n is {shown(n)}; allowed: a whole number from 1")
    mnist = load_mnist("test")
    if number > len(mnist.labels):
        raise ValueError(f"n is {number:,}; allowed: 1 to {len(mnist.labels):,}")
    distances = []
    for start in range(0, len(mnist.labels), BATCH):
        images = torch.tensor(mnist.images[start : start + BATCH], dtype=torch.float32, device="cpu")
        found = outputs(trace, (images[:, None] / 255 - MNIST_MEAN) / MNIST_STD, layer.name)
        distances.append((found - layer.output).flatten(1).norm(dim=1))
    return torch.cat(distances).argsort(stable=True)[:number]
