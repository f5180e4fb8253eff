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
from lenetlab.model import check_input, steps
from lenetlab.replacements import is_of_output, output_of
from lenetlab.single_image import quick_operations, undisturbed
from lenetlab.trace import Trace, check_trace

BATCH = 250  # images at a time: more of them no longer fit the caches of a processor


def outputs(trace: Trace, x: Tensor, stage: str = "fc3") -> Tensor:
    """What a stage gives for other inputs, in the network of the trace: its weights, and what was replaced in it.

    x: normalised images (B, 1, 28, 28), as `preprocess` makes them. Returns (B, ...), float32 on the CPU: for fc3 the
    logits (B, 10). So a changed network can be asked about as many images as one likes.
    Raises UnknownStageError (a KeyError) for a stage that there is not, ValueError for any other shape or type of `x`,
    and where `trace` is no Trace.

    >>> from lenetlab import LeNet, trace
    >>> silenced = trace(LeNet(seed=0), torch.zeros(1, 1, 28, 28), replace={"relu2.output": {5: 0.0}})
    >>> outputs(silenced, torch.rand(7, 1, 28, 28)).shape
    torch.Size([7, 10])
    """
    check_trace(trace)
    check_input(x)
    name = trace[stage].name
    images = x.detach().to("cpu", torch.float32)
    with undisturbed():
        batches = [output_of_batch(trace, batch, name) for batch in images.split(BATCH)]
    return torch.cat(batches)


def output_of_batch(trace: Trace, x: Tensor, stage: str) -> Tensor:
    """What a stage gives for inputs (B, 1, 28, 28): (B, ...)."""
    if stage == "softmax":
        return probabilities_of_batch(trace, x)
    return next(y for name, y in stages_of_batch(trace, x) if name == stage)


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


def logits_of_one(trace: Trace, x: Tensor) -> Tensor:
    """(10,), for one input (1, 28, 28), by the ways that are quickest for one; no gradient goes through them."""
    for stage in steps(trace.conv1, quick_operations())[:-1]:
        x = with_what_was_set(trace, stage.name, stage.apply(x, *trace.weights.get(stage.name, ())))
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
