"""Saliency and its relatives: what each number of a stage does to one logit.

The gradient is computed by walking the kept stages backwards, by the rule of each kind of stage (see `kinds`); no
autograd graph is built, so a trace that was saved and loaded can be explained as well.
"""

from __future__ import annotations

import torch
from torch import Tensor

from lenetlab.config import CLASSES
from lenetlab.drawing import shown
from lenetlab.kinds import KINDS
from lenetlab.replacements import only_computed
from lenetlab.single_image import undisturbed
from lenetlab.trace import Trace, check_trace
from lenetlab.whole_numbers import whole_number


def saliency(trace: Trace, target: int | None = None) -> Tensor:
    """∂ logit[target] / ∂ input, signed, (28, 28), in logits per unit of the normalised input.

    Where it is positive, more ink there would raise the target's score. target: 0 to 9; None takes the predicted
    digit. Source: Simonyan, Vedaldi & Zisserman 2013, "Deep inside convolutional networks" (there, the magnitude).
    Raises ValueError for another target, and where `trace` is no Trace.
    """
    return gradients(trace, target)["input"][0]


def gradients(trace: Trace, target: int | None = None) -> dict[str, Tensor]:
    """∂ logit[target] / ∂ output of every stage from the input to fc3, each shaped as that stage's output.

    target: 0 to 9; None takes the predicted digit. Nothing goes back through a number that was replaced: no input
    changes it. Raises ValueError for another target, and where `trace` is no Trace.
    """
    check_trace(trace)
    return gradients_of(trace, seed_of(trace.prediction if target is None else checked_digit(target, "target")))


def checked_digit(value: object, field: str) -> int:
    """The digit, 0 to 9; ValueError that names the field where it is none."""
    digit = whole_number(value)
    if digit is None or not 0 <= digit < CLASSES:
        raise ValueError(f"{field} is {shown(value)}; allowed: None or 0 to {CLASSES - 1}")
    return digit


def seed_of(digit: int, against: int | None = None) -> Tensor:
    """∂ (logit[digit] − logit[against]) / ∂ logits, (10,); of one logit alone where there is nothing against it."""
    seed = torch.zeros(CLASSES, dtype=torch.float32, device="cpu")
    seed[digit] += 1
    if against is not None:
        seed[against] -= 1
    return seed


def gradients_of(trace: Trace, seed: Tensor) -> dict[str, Tensor]:
    """∂ (seed · logits) / ∂ output of every stage from the input to fc3, each shaped as that stage's output."""
    from_the_last = {}
    with undisturbed():
        gradient = seed  # (10,)
        for layer in reversed(trace[:-1]):
            from_the_last[layer.name] = gradient
            computed = only_computed(gradient, layer.name, trace.replaced)
            gradient = KINDS[layer.kind].gradient(layer, computed)
    return dict(reversed(from_the_last.items()))
