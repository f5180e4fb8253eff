"""All words of the page that speak of a stage, in plain English and with the learner's own numbers.

`**…**` is set in bold. `[words](#before)` names a thing on the page: a picture ("before", "kernels", "stage"), or an
id; `[words](?term)` is a word of the glossary. The page makes links of both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import lenetlab as ll
from dashboard.texts.numbers import equals_percent, percent, typeset

SLIDE_BLOCK = "slide-block"  # the id of the controls that let the kernel slide
ZERO_BASED = "Channels, rows and columns count from 0, as in Python."


@dataclass(frozen=True)
class Text:
    """title: of the stage. shape: of what it holds. paragraphs: what happens in it, and what to look for."""

    title: str
    shape: str
    paragraphs: tuple[str, ...]


def of_step(step: ll.PreprocessStep) -> Text:
    """The text of one preprocessing step."""
    return set_in_type(STEP_TEXTS[step.name](step))


def of_layer(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    """The text of one stage of the network."""
    return set_in_type(LAYER_TEXTS[layer.kind](layer, trace))


def set_in_type(text: Text) -> Text:
    return replace(text, paragraphs=tuple(map(typeset, text.paragraphs)))


def drawing(step: ll.PreprocessStep) -> Text:
    height, width = step.image.shape
    return Text(
        "Drawing",
        f"{height} × {width}",
        (
            f"[What you drew](#stage), as numbers: **{height} × {width} = {height * width:,} pixels**, each from 0 "
            f"(paper) to 1 (ink). Your ink fills {percent(float(step.image.mean()), 1)} of the canvas.",
            "The network never sees this picture. It was trained on digits that all have the same size and place, "
            "those of [MNIST](?MNIST) among them, so the next stages bring yours there.",
        ),
    )


def crop(step: ll.PreprocessStep) -> Text:
    top, left, height, width = (int(step.params[name]) for name in ("top", "left", "height", "width"))
    return Text(
        "Crop to the ink",
        f"{height} × {width}",
        (
            f"Everything outside your ink is [cut away](#stage). What is left starts at row {top}, column {left} of "
            "[the drawing](#before) and is "
            f"**{height} × {width}** pixels.",
            "From here on it does not matter where on the canvas you drew.",
        ),
    )


def scale(step: ll.PreprocessStep) -> Text:
    height, width, factor = int(step.params["height"]), int(step.params["width"]), step.params["factor"]
    if factor == 1:
        what = "It has the size of MNIST's digits already, so it stays as it is."
    else:
        what = (
            f"The longer side becomes 20 pixels: every length is multiplied by {factor:.3g}, which makes it "
            f"**{height} × {width}**. The proportions stay."
        )
    return Text(
        "Scale to 20 pixels",
        f"{height} × {width}",
        (
            what,
            "From here on it does not matter how large you drew. The grey pixels at the edges are those that the ink "
            "covers in part.",
        ),
    )


def centre(step: ll.PreprocessStep) -> Text:
    y, x, top, left = (step.params[name] for name in ("mass_y", "mass_x", "top", "left"))
    return Text(
        "Centre by mass",
        "28 × 28",
        (
            f"[The digit](#before) is laid into [28 × 28 pixels](#stage), starting at row {top:.0f}, column "
            f"{left:.0f}. If the ink had weight, the digit would balance at {y:.1f} pixels down and {x:.1f} "
            "across: **that point comes to the middle**.",
            "Every digit of MNIST was placed by this rule, the 55,000 that the network learned from among them.",
        ),
    )


def network_input(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    low, high = map(float, layer.output.aminmax())
    return Text(
        "Input",
        "1 × 28 × 28",
        (
            f"[The same picture](#before), [normalised](?normalise): (ink − {ll.MNIST_MEAN}) / {ll.MNIST_STD}, the "
            f"mean and the standard deviation of MNIST. Paper becomes {low:.2f}, your darkest ink {high:.2f}.",
            "**[These 784 numbers](#stage) are all that the network gets.** " + ZERO_BASED,
        ),
    )


def convolution(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    channels, size = layer.input.shape[0], layer.input.shape[1]
    maps, side = layer.output.shape[0], layer.output.shape[1]
    k, s, p = (layer.params[name] for name in ("kernel_size", "stride", "padding"))
    channel, row, column = place_of_largest(layer)
    terms = channels * k * k
    drawn = channels == 1
    read = (
        f"[Your {size} × {size} drawing](#before)"
        if drawn
        else f"[{channels} maps](#before) of {size} × {size}, all read at once"
    )
    return Text(
        f"Convolution {layer.name[-1]}",
        f"{maps} × {side} × {side}",
        (
            f"{read}, **[{maps} kernels](#kernels)** of {k} × {k}, [stride](?stride) {s}"
            f"{rings_of(p)}: **[{maps} maps](#stage) of {side} × {side}**, because "
            f"{size_formula(size, k, s, p)} = {side}.",
            f"Every cell is a sum of {terms:,} products, input × [weight](?weight), plus the kernel's [bias](?bias). "
            "Orange says that the kernel's pattern is there, blue that its opposite is, clear that neither is. "
            f"[Slide the kernel](#{SLIDE_BLOCK}) to see each sum.",
            f"The strongest answer to your drawing is **{float(layer.output.max()):.2f}**, in channel {channel}, "
            f"row {row}, column {column}.",
        ),
    )


def relu(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    count, cut = layer.input.numel(), int((layer.input < 0).sum())
    return Text(
        f"ReLU {layer.name[-1]}",
        shape_of(layer),
        (
            "[ReLU](?ReLU): every number below zero becomes zero, the others stay: **max(0, x)**. Here "
            f"{cut:,} of {count:,} numbers were cut ({percent(cut / count, 0)}): all that is [blue](#before) before is "
            "[clear](#stage) after.",
            "Without this bend, all layers together could do no more than a single one.",
        ),
    )


NOTHING_TO_POOL = (
    "With a stride of 2 the first convolution has halved its maps itself. So this stage has **nothing left to do** and "
    "hands them on as they are.",
    "Set the stride to 1 to see it at work: then it keeps the largest number of every 2 × 2 window.",
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
            f"[Pooling](?pooling): of every 2 × 2 window only [the largest number](#before) goes on, so {before} × "
            f"{before} becomes **[{after} × {after}](#stage)**.{odd}",
            "What the kernels found stays; where exactly they found it matters less.",
        ),
    )


def avg_pool(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    maps, before, after = layer.input.shape[0], layer.input.shape[1], layer.output.shape[1]
    return Text(
        "Average pool 3",
        shape_of(layer),
        (
            f"Each map of [{before} × {before}](#before) becomes **[{after} × {after}](#stage)**; every cell is the "
            "mean of the cells it covers.",
            f"Whatever the first convolution is set to, {maps} maps of {after} × {after} come out here, so the dense "
            "layers that follow always fit.",
        ),
    )


def flatten(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    maps, side = layer.input.shape[0], layer.input.shape[1]
    return Text(
        "Flatten",
        shape_of(layer),
        (
            f"The [{maps} maps](#before) of {side} × {side} are laid end to end: {maps} × {side} × {side} = "
            f"**[{layer.output.numel()} numbers](#stage)** in a row. Nothing is computed. Point at one to see where it "
            "came from.",
            f"Unit {side * side} is channel 1, row 0, column 0.",
        ),
    )


def linear(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    inputs, outputs = layer.input.numel(), layer.output.numel()
    sums = (
        f"**[{outputs} units](#stage)**, each the sum of [all {inputs} inputs](#before), each times a "
        f"[weight](?weight) of its own, plus a [bias](?bias): {inputs} × {outputs} = {inputs * outputs:,} weights."
    )
    if layer.name != "fc3":
        strongest = int(layer.output.argmax())
        tail = (
            f"The strongest unit for your drawing is number {strongest}, with {float(layer.output[strongest]):.2f}. "
            "[What weighs most](#kernels) for it is listed; choose another unit to see its sum."
        )
        return Text(f"Dense {layer.name[-1]}", shape_of(layer), (sums, tail))
    (first, _), (second, _) = trace.top(2)
    return Text(
        "Dense 3: the logits",
        shape_of(layer),
        (
            sums,
            "One score for each digit, its [logit](?logit). "
            f"**{first} leads with {float(trace.logits[first]):.2f}**, {second} follows "
            f"with {float(trace.logits[second]):.2f}. Scores may be negative and add up to nothing in particular.",
        ),
    )


def softmax(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    digit, probability = trace.top(1)[0]
    total = float(trace.logits.exp().sum())
    return Text(
        "Softmax",
        shape_of(layer),
        (
            f"[Ten scores](#before) become [ten probabilities](#stage) by [softmax](?softmax): "
            f"[e to the power](#kernels) of each, divided by the sum of all ten. For {digit}: "
            f"e^{float(trace.logits[digit]):.2f} / {total:,.4g} **{equals_percent(probability)}**.",
            "They add up to 1. A lead of one logit makes a digit 2.7 times as likely as the other.",
        ),
    )


def place_of_largest(layer: ll.LayerTrace) -> tuple[int, ...]:
    """Channel, row and column of the largest number."""
    index, place = int(layer.output.argmax()), list[int]()
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
    whole = size + 2 * padding - kernel_size
    padded = f"{size} + 2·{padding}" if padding else str(size)
    quotient = f"({padded} − {kernel_size})/{stride}"
    return f"⌊{quotient}⌋ + 1" if whole % stride else f"{quotient} + 1"


STEP_TEXTS: dict[str, Callable[[ll.PreprocessStep], Text]] = {
    "ink": drawing,
    "crop": crop,
    "scale": scale,
    "centre": centre,
}
LAYER_TEXTS: dict[str, Callable[[ll.LayerTrace, ll.Trace], Text]] = {
    "input": network_input,
    "conv": convolution,
    "relu": relu,
    "max_pool": max_pool,
    "avg_pool": avg_pool,
    "flatten": flatten,
    "linear": linear,
    "softmax": softmax,
}
