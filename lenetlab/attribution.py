"""Saliency and its relatives: what each number of a stage does to one logit.

The gradient is computed by walking the kept stages backwards, one rule per kind of stage; no autograd graph is built,
so a trace that was saved and loaded can be explained as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from numbers import Integral

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.single_image import quick_conv2d_backward, undisturbed
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
    if isinstance(digit, bool) or not isinstance(digit, Integral) or not 0 <= digit < classes:
        raise ValueError(f"target is {target!r}; allowed: None or 0 to {classes - 1}")
    found = {}
    with undisturbed():
        gradient = torch.zeros(classes, dtype=torch.float32)  # (10,)
        gradient[digit] = 1
        for layer in reversed(trace[:-1]):
            found[layer.name] = gradient
            gradient = BACKWARD[layer.kind](layer, gradient)
    return dict(reversed(found.items()))


def _through_conv(layer: LayerTrace, gradient: Tensor) -> Tensor:
    assert layer.weight is not None
    stride, padding = layer.params["stride"], layer.params["padding"]
    return quick_conv2d_backward()(gradient, layer.input, layer.weight, [stride] * 2, [padding] * 2)


def _through_max_pool(layer: LayerTrace, gradient: Tensor) -> Tensor:
    if layer.params["kernel_size"] == 1:
        return gradient
    _, winners = F.max_pool2d(layer.input, layer.params["kernel_size"], return_indices=True)  # (C, m, m), flat places
    cells = torch.zeros_like(layer.input).flatten(1)  # (C, n·n)
    return cells.scatter_(1, winners.flatten(1), gradient.flatten(1)).view(layer.input.shape)


def _through_avg_pool(layer: LayerTrace, gradient: Tensor) -> Tensor:
    shares = averaging_matrix(layer.input.shape[-1], layer.params["output_size"])
    return (gradient.flatten(1) @ shares).view(layer.input.shape)


@lru_cache(maxsize=32)
def averaging_matrix(n: int, m: int) -> Tensor:
    """(m·m, n·n): row i holds the share that each of n × n cells has in cell i of an adaptive average pool to m × m."""
    cells = torch.eye(n * n, dtype=torch.float32).view(n * n, n, n)
    return F.adaptive_avg_pool2d(cells, m).flatten(1).T.contiguous()


def _through_linear(layer: LayerTrace, gradient: Tensor) -> Tensor:
    assert layer.weight is not None
    return gradient @ layer.weight


BACKWARD: dict[str, BackwardRule] = {
    "input": lambda layer, gradient: gradient,
    "conv": _through_conv,
    "relu": lambda layer, gradient: gradient * layer.output.sign(),
    "max_pool": _through_max_pool,
    "avg_pool": _through_avg_pool,
    "flatten": lambda layer, gradient: gradient.view(layer.input.shape),
    "linear": _through_linear,
}
