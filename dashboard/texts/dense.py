"""All words of the page that speak of the dense layers and of the answer; marked up as those in `stages`."""

from __future__ import annotations

from collections.abc import Sequence

import lenetlab as ll
from dashboard.texts.numbers import equals_percent, fixed, probability_percent, significant, whole
from dashboard.texts.overview import STAGES
from dashboard.texts.stages import Text, shape_of


def linear(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    inputs, outputs = layer.input.numel(), layer.output.numel()
    weights = f"{inputs} × {outputs} = **{whole(inputs * outputs)} [weights](?weight)**."
    each = f"Each is the sum of all {inputs} inputs, each times a weight of its own, plus a [bias](?bias)."
    if layer.name == "fc3":
        return Text(
            title="Dense 3: the logits",
            shape=shape_of(layer),
            idea="[Ten scores](#stage), one for each digit: the highest wins.",
            why=f"The layers before have gathered clues. Here every digit adds up what speaks for it in [the {inputs} "
            "inputs](#before), and what against it.",
            numbers=(leading_scores(trace), weights),
            detail=(
                each,
                "The scores are called [logits](?logit). They may be negative and add up to nothing in particular: "
                "only their differences count.",
            ),
            attempt="Choose another digit: [what speaks against it](#kernels)?",
        )
    idea, why, attempt = first_dense(inputs, outputs) if layer.name == "fc1" else second_dense(inputs, outputs)
    return Text(
        title=f"Dense {layer.name[-1]}",
        shape=shape_of(layer),
        idea=idea,
        why=why,
        numbers=(strongest_unit(layer), weights),
        detail=(each, "A kernel uses its weights at every place. Here every weight is used once, for one input."),
        attempt=attempt,
    )


def first_dense(inputs: int, outputs: int) -> tuple[str, str, str]:
    """Idea, reason, and what to try."""
    return (
        f"[{outputs} units](#stage) weigh [all {inputs} numbers](#before) at once.",
        "A kernel sees one small window. A [unit](?unit) sees all of the digit, and can notice a bar at the top "
        "with no loop below.",
        "Choose another unit: [what weighs most](#kernels) for it?",
    )


def second_dense(inputs: int, outputs: int) -> tuple[str, str, str]:
    """Idea, reason, and what to try."""
    return (
        f"[{outputs} units](#stage) put together what [{inputs} others](#before) have found.",
        "What the first dense layer noticed is combined once more, until ten plain sums are enough to tell the digits "
        "apart.",
        "Draw a 1, then a 7: does the same unit lead?",
    )


def strongest_unit(layer: ll.LayerTrace) -> str:
    unit = int(layer.output.argmax())
    return f"Strongest for your drawing: **unit {unit}, with {fixed(float(layer.output[unit]), 2)}**."


def leading_scores(trace: ll.Trace) -> str:
    (first, _), (second, _) = trace.top(2)
    leads, follows = (fixed(float(trace.logits[digit]), 2) for digit in (first, second))
    return f"**{first} leads with {leads}**, {second} follows with {follows}."


def softmax(layer: ll.LayerTrace, trace: ll.Trace, exponentials: Sequence[float]) -> Text:
    """exponentials: of the ten logits, each less the largest, as `lenetlab.explain` has them."""
    (digit, probability), (second, its_probability) = trace.top(2)
    largest, total = significant(exponentials[digit], 4), sum_in_digits(sum(exponentials))
    return Text(
        title=STAGES["softmax"],
        shape=shape_of(layer),
        idea="[Ten scores](#before) become [ten probabilities](#stage) that add up to 1.",
        why="Scores have no fixed scale; shares of a whole can be compared. But the whole is always shared out among "
        "ten digits, so even a scribble has to be one of them.",
        numbers=(
            f"For {digit}: **{largest} / {total} {equals_percent(probability)}**.",
            f"{second} comes next, with {probability_percent(its_probability)}.",
        ),
        detail=(
            "[Softmax](?softmax) subtracts the largest score from all ten, takes [e to the power](#kernels) of each, "
            f"and divides by the sum of all ten. For {digit}, which has the largest score, that is e^0 = {largest}.",
            "The subtraction changes no quotient, it only keeps the numbers small. A lead of one in the score makes a "
            "digit 2.7 times as likely as the other.",
        ),
        attempt="Draw something between a 1 and a 7, and watch the two share the whole.",
    )


def sum_in_digits(total: float) -> str:
    """A sum of exponentials, 1 or more: with more places where four would round it to 1, though the others count."""
    return fixed(total, 7) if round(total, 4) == 1 else fixed(total, 4)
