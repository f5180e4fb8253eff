"""What the network of a trace makes of other inputs: its weights, and what was replaced in it, on a whole batch.

B batch. Differentiable, so that autograd can be used where the rules of `kinds` are for one image alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.layers import Weights
from lenetlab.model import steps
from lenetlab.replacements import is_of_output, output_of
from lenetlab.trace import Trace


def stages_of_batch(trace: Trace, x: Tensor, after: str | None = None) -> Iterator[tuple[str, Tensor]]:
    """The name and the outputs of every stage up to fc3, (B, ...), for inputs (B, 1, 28, 28).

    after: a stage that x is the output of; the first that is computed is the one behind it.
    """
    skip = after is not None
    for stage in steps(trace.conv1)[:-1]:
        if skip:
            skip = stage.name != after
            continue
        x = with_what_was_set(trace, stage.name, stage.apply(x, *trace.weights.get(stage.name, ())))
        yield stage.name, x


def with_what_was_set(trace: Trace, stage: str, y: Tensor) -> Tensor:
    where = trace.replaced.get(output_of(stage))
    return y if where is None else torch.where(where, trace[stage].output, y)


def logits_of_batch(trace: Trace, x: Tensor, after: str | None = None) -> Tensor:
    """(B, 10), for inputs (B, 1, 28, 28), or for outputs (B, ...) of the stage `after`."""
    for _, y in stages_of_batch(trace, x, after):
        x = y
    return x


def slopes_of_batch(trace: Trace, x: Tensor, seed: Tensor, after: str | None = None) -> Tensor:
    """∂ (seed · logits) / ∂ x for each of a batch, shaped as x; seed: (10,)."""
    with torch.enable_grad():
        variable = x.detach().clone().requires_grad_()
        (slopes,) = torch.autograd.grad(logits_of_batch(trace, variable, after), variable, seed.expand(len(x), -1))
    return slopes


def probabilities_of_batch(trace: Trace, x: Tensor) -> Tensor:
    """(B, 10), for inputs (B, 1, 28, 28)."""
    return with_what_was_set(trace, "softmax", F.softmax(logits_of_batch(trace, x), 1))


def retraced(trace: Trace, x: Tensor | None = None, weights: Mapping[str, Weights] | None = None) -> Trace:
    """The trace of another input (1, 28, 28), or with other weights, or both; outputs that were set stay set.

    Of other weights none are said to be replaced: they are all others.
    """
    replaced = trace.replaced
    if weights is not None:
        replaced = {name: where for name, where in replaced.items() if is_of_output(name)}
    of_network = {name: (weight.clone(), bias.clone()) for name, (weight, bias) in (weights or trace.weights).items()}
    changed = replace(trace, weights=of_network, replaced=replaced)
    first = with_what_was_set(changed, "input", trace["input"].output if x is None else x)
    later = [y[0] for _, y in stages_of_batch(changed, first[None], after="input")]
    last = with_what_was_set(changed, "softmax", later[-1].softmax(0))
    return replace(changed, activations=(first, *later, last))
