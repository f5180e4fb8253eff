"""All words of the page that speak of a stage of the network, in plain English and with the learner's own numbers.

`**…**` is set in bold. `[words](#before)` names a thing on the page: a picture ("before", "kernels", "stage"), or an
id; `[words](?term)` is a word of the glossary. The page makes links of both. The preprocessing has its words in
`steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lenetlab as ll
from dashboard import ids
from dashboard.texts.numbers import equals_percent, fixed, percent, significant, whole
from dashboard.texts.overview import STAGES

ZERO_BASED = "Channels, rows and columns count from 0, as in Python."


@dataclass(frozen=True)
class Paragraph:
    """text: what is true on paper too. invitation: the sentences after it that ask for what only the page can do."""

    text: str
    invitation: str = ""


@dataclass(frozen=True)
class Text:
    """title: of the stage. shape: of what it holds. paragraphs: what happens in it, and what to look for."""

    title: str
    shape: str
    paragraphs: tuple[Paragraph, ...]


def with_invitation(paragraph: Paragraph) -> str:
    """All of a paragraph, as the page shows it."""
    return f"{paragraph.text} {paragraph.invitation}" if paragraph.invitation else paragraph.text


def network_input(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    low, high = map(float, layer.output.aminmax())
    return Text(
        STAGES["input"],
        "1 × 28 × 28",
        (
            Paragraph(
                f"[The same picture](#before), [normalised](?normalise): (ink − {significant(ll.MNIST_MEAN)}) / "
                f"{significant(ll.MNIST_STD)}, the mean and the standard deviation of MNIST. Paper becomes "
                f"{fixed(low, 2)}, your darkest ink {fixed(high, 2)}."
            ),
            Paragraph(f"**[These 784 numbers](#stage) are all that the network gets.** {ZERO_BASED}"),
        ),
    )


def convolution(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    channels, size = layer.input.shape[0], layer.input.shape[1]
    maps, side = layer.output.shape[0], layer.output.shape[1]
    k, s, p = (layer.params[name] for name in ("kernel_size", "stride", "padding"))
    channel, row, column = place_of_largest(layer)
    if channels == 1:
        reads = f"[Your {size} × {size} drawing](#before)"
    else:
        reads = f"[{channels} maps](#before) of {size} × {size}, all read at once"
    return Text(
        f"Convolution {layer.name[-1]}",
        shape_of(layer),
        (
            Paragraph(
                f"{reads}, **[{maps} kernels](#kernels)** of {k} × {k}, [stride](?stride) {s}"
                f"{rings_of(p)}: **[{maps} maps](#stage) of {side} × {side}**, because "
                f"{size_formula(size, k, s, p)} = {side}."
            ),
            Paragraph(
                f"Every cell is a sum of {whole(channels * k * k)} products, input × [weight](?weight), plus the "
                "kernel's [bias](?bias). Orange says that the kernel's pattern is there, blue that its opposite is, "
                "clear that neither is.",
                invitation=f"[Slide the kernel](#{ids.SLIDE_BLOCK}) to see each sum.",
            ),
            Paragraph(
                f"The strongest answer to your drawing is **{fixed(float(layer.output.max()), 2)}**, in channel "
                f"{channel}, row {row}, column {column}."
            ),
        ),
    )


def relu(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    count, cut = layer.input.numel(), int((layer.input < 0).sum())
    return Text(
        f"ReLU {layer.name[-1]}",
        shape_of(layer),
        (
            Paragraph(
                "[ReLU](?ReLU): every number below zero becomes zero, the others stay: **max(0, x)**. Here "
                f"{whole(cut)} of {whole(count)} numbers were cut ({percent(cut / count, 0)}): all that is "
                "[blue](#before) before is [clear](#stage) after."
            ),
            Paragraph("Without this bend, all layers together could do no more than a single one."),
        ),
    )


NOTHING_TO_POOL = (
    Paragraph(
        "With a stride of 2 the first convolution has halved its maps itself. So this stage has **nothing left to do** "
        "and hands them on as they are."
    ),
    Paragraph(
        "After a stride of 1 it keeps the largest number of every 2 × 2 window.",
        invitation="Set the stride to 1 to see it at work.",
    ),
)


def max_pool(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    before, after = layer.input.shape[1], layer.output.shape[1]
    if layer.params["kernel_size"] == 1:
        return Text(f"Max pool {layer.name[-1]}", shape_of(layer), NOTHING_TO_POOL)
    odd = f" {before} is odd, so the last row and column are left out." if before % 2 else ""
    return Text(
        f"Max pool {layer.name[-1]}",
        shape_of(layer),
        (
            Paragraph(
                f"[Pooling](?pooling): of every 2 × 2 window only [the largest number](#before) goes on, so {before} × "
                f"{before} becomes **[{after} × {after}](#stage)**.{odd}"
            ),
            Paragraph("What the kernels found stays; where exactly they found it matters less."),
        ),
    )


def avg_pool(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    maps, before, after = layer.input.shape[0], layer.input.shape[1], layer.output.shape[1]
    return Text(
        "Average pool 3",
        shape_of(layer),
        (
            Paragraph(
                f"Each map of [{before} × {before}](#before) becomes **[{after} × {after}](#stage)**; every cell is "
                "the mean of the cells it covers."
            ),
            Paragraph(
                f"Whatever the first convolution is set to, {maps} maps of {after} × {after} come out here, so the "
                "dense layers that follow always fit."
            ),
        ),
    )


def flatten(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    maps, side = layer.input.shape[0], layer.input.shape[1]
    return Text(
        STAGES["flatten"],
        shape_of(layer),
        (
            Paragraph(
                f"The [{maps} maps](#before) of {side} × {side} are laid end to end: {maps} × {side} × {side} = "
                f"**[{layer.output.numel()} numbers](#stage)** in a row. Nothing is computed.",
                invitation="Point at one to see where it came from.",
            ),
            Paragraph(f"Unit {side * side} is channel 1, row 0, column 0."),
        ),
    )


def linear(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    inputs, outputs = layer.input.numel(), layer.output.numel()
    sums = Paragraph(
        f"**[{outputs} units](#stage)**, each the sum of [all {inputs} inputs](#before), each times a "
        f"[weight](?weight) of its own, plus a [bias](?bias): {inputs} × {outputs} = {whole(inputs * outputs)} weights."
    )
    if layer.name == "fc3":
        return Text("Dense 3: the logits", shape_of(layer), (sums, leading_scores(trace)))
    return Text(f"Dense {layer.name[-1]}", shape_of(layer), (sums, strongest_unit(layer)))


def strongest_unit(layer: ll.LayerTrace) -> Paragraph:
    unit = int(layer.output.argmax())
    return Paragraph(
        f"The strongest unit for your drawing is number {unit}, with {fixed(float(layer.output[unit]), 2)}.",
        invitation="[What weighs most](#kernels) for it is listed; choose another unit to see its sum.",
    )


def leading_scores(trace: ll.Trace) -> Paragraph:
    (first, _), (second, _) = trace.top(2)
    return Paragraph(
        "One score for each digit, its [logit](?logit). "
        f"**{first} leads with {fixed(float(trace.logits[first]), 2)}**, {second} follows "
        f"with {fixed(float(trace.logits[second]), 2)}. Scores may be negative and add up to nothing in particular."
    )


def softmax(layer: ll.LayerTrace, trace: ll.Trace, exponentials: Sequence[float]) -> Text:
    """exponentials: of the ten logits, each less the largest, as `lenetlab.explain` has them."""
    digit, probability = trace.top(1)[0]
    largest, total = significant(exponentials[digit], 4), sum_in_digits(sum(exponentials))
    return Text(
        STAGES["softmax"],
        shape_of(layer),
        (
            Paragraph(
                "[Ten scores](#before) become [ten probabilities](#stage) by [softmax](?softmax). The largest score is "
                "subtracted from all ten; then [e to the power](#kernels) of each is divided by the sum of all ten. "
                "The subtraction changes no quotient, it only keeps the numbers small."
            ),
            Paragraph(
                f"For {digit}, which has the largest score, that is e^0 = {largest}, and so "
                f"**{largest} / {total} {equals_percent(probability)}**."
            ),
            Paragraph("They add up to 1. A lead of one logit makes a digit 2.7 times as likely as the other."),
        ),
    )


def sum_in_digits(total: float) -> str:
    """A sum of exponentials, 1 or more: with more places where four would round it to 1, though the others count."""
    return fixed(total, 7) if round(total, 4) == 1 else fixed(total, 4)


def place_of_largest(layer: ll.LayerTrace) -> tuple[int, ...]:
    """Channel, row and column of the largest number."""
    index = int(layer.output.argmax())
    place: list[int] = []
    for size in reversed(layer.output.shape):
        index, position = divmod(index, size)
        place.insert(0, position)
    return tuple(place)


def shape_of(layer: ll.LayerTrace) -> str:
    return " × ".join(map(str, layer.output.shape))


def rings_of(padding: int) -> str:
    return "" if padding == 0 else f", [padding](?padding) {padding}"


def size_formula(size: int, kernel_size: int, stride: int, padding: int) -> str:
    """How the side of the maps follows from the settings; rounded down only where there is something to round."""
    room = size + 2 * padding - kernel_size
    padded = f"{size} + 2·{padding}" if padding else str(size)
    quotient = f"({padded} − {kernel_size})/{stride}"
    return f"⌊{quotient}⌋ + 1" if room % stride else f"{quotient} + 1"
