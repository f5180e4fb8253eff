"""Saliency and its relatives: what each number of a stage does to one logit.

The gradient is computed by walking the kept stages backwards, one rule per kind of stage; no autograd graph is built,
so a trace that was saved and loaded can be explained as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.trace import LayerTrace, Trace

BackwardRule = Callable[[LayerTrace, Tensor], Tensor]


def saliency(trace: Trace, target: int | None = None) -> Tensor:
    """∂ logit[target] / ∂ input, signed, (28, 28), in logits per unit of the normalised input.

    Where it is positive, more ink there would raise the target's score. target: 0 to 9; None takes the predicted
    digit. Source: Simonyan, Vedaldi & Zisserman 2013, "Deep inside convolutional networks" (there, the magnitude).
    Raises ValueError for another target.
    """
    return gradients(trace, target)["input"][0]


def gradients(trace: Trace, target: int | None = None) -> dict[str, Tensor]:
    """∂ logit[target] / ∂ output of every stage from the input to fc3, each shaped as that stage's output.

    target: 0 to 9; None takes the predicted digit. Raises ValueError for another target.
    """
    digit = trace.prediction if target is None else target
    classes = len(trace.logits)
    if isinstance(digit, bool) or digit not in range(classes):
        raise ValueError(f"target is {target!r}; allowed: None or 0 to {classes - 1}")
    gradient = F.one_hot(torch.tensor(digit), classes).to(trace.logits.dtype)  # (10,)
    found = {}
    with torch.no_grad():
        for layer in reversed(trace[:-1]):
            found[layer.name] = gradient
            gradient = BACKWARD[layer.kind](layer, gradient)
    return dict(reversed(found.items()))


def _through_conv(layer: LayerTrace, gradient: Tensor) -> Tensor:
    assert layer.weight is not None
    shares = layer.weight.flatten(1).T @ gradient.flatten(1)  # (C·k·k, n·n), what each output hands back to its window
    params = layer.params
    size = layer.input.shape[1:]
    return F.fold(shares, size, params["kernel_size"], stride=params["stride"], padding=params["padding"])


def _through_max_pool(layer: LayerTrace, gradient: Tensor) -> Tensor:
    size = (layer.params["kernel_size"],) * 2
    _, winners = F.max_pool2d(layer.input, size, return_indices=True)
    return F.max_unpool2d(gradient, winners, size, output_size=layer.input.shape[1:])


def _through_avg_pool(layer: LayerTrace, gradient: Tensor) -> Tensor:
    share = averaging_matrix(layer.input.shape[-1], layer.params["output_size"])
    return share.T @ gradient @ share  # (C, n, n)


@lru_cache(maxsize=32)
def averaging_matrix(n: int, m: int) -> Tensor:
    """(m, n): row i holds the share that each of n cells has in cell i of an adaptive average pool to m cells."""
    return F.adaptive_avg_pool1d(torch.eye(n), m).T


def _through_linear(layer: LayerTrace, gradient: Tensor) -> Tensor:
    assert layer.weight is not None
    return gradient @ layer.weight


BACKWARD: dict[str, BackwardRule] = {
    "input": lambda layer, gradient: gradient,
    "conv": _through_conv,
    "relu": lambda layer, gradient: gradient * (layer.output > 0),
    "max_pool": _through_max_pool,
    "avg_pool": _through_avg_pool,
    "flatten": lambda layer, gradient: gradient.view(layer.input.shape),
    "linear": _through_linear,
}
