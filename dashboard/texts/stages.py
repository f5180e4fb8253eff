"""All words of the page that speak of a stage of the network, in plain English and with the learner's own numbers.

`**…**` is set in bold. `[words](#before)` names a thing on the page: a picture ("before", "kernels", "stage"), or an
id; `[words](?term)` is a word of the glossary. The page makes links of both. The preprocessing has its words in
`steps`, the dense layers in `dense`. What is always in view of them fits into a panel of 250 × 520 pixels: a test
counts the letters.
"""

from __future__ import annotations

from dataclasses import dataclass

import lenetlab as ll
from dashboard import ids
from dashboard.texts.numbers import fixed, percent, significant, whole
from dashboard.texts.overview import STAGES

ZERO_BASED = "Channels, rows and columns count from 0, as in Python."


@dataclass(frozen=True)
class Text:
    """What is said of a stage, from one thought down to the detail. All but `attempt` is true on paper too.

    title, shape: of the stage and of what it holds. idea: what it does, in one sentence. why: the reason for it, which
    goes on from the stage before. numbers: the learner's own. detail: what is shown when asked for. attempt: what to
    try on the page.
    """

    title: str
    shape: str
    idea: str
    why: str
    numbers: tuple[str, ...]
    detail: tuple[str, ...]
    attempt: str


def network_input(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    low, high = map(float, layer.output.aminmax())
    return Text(
        title=STAGES["input"],
        shape="1 × 28 × 28",
        idea="[The same picture](#before) on another scale: paper just below zero, [ink well above](#stage).",
        why="Numbers [around zero](?normalise) make learning quick and steady. The digit now has its size and its "
        "place, and nothing else of your drawing will be looked at.",
        numbers=(
            f"Paper becomes **{fixed(low, 2)}**, your darkest ink **{fixed(high, 2)}**.",
            "28 × 28 = **784 numbers**: all that the network gets.",
        ),
        detail=(
            f"(ink − {significant(ll.MNIST_MEAN)}) / {significant(ll.MNIST_STD)}: the mean and the standard deviation "
            "of [MNIST](?MNIST).",
            ZERO_BASED,
        ),
        attempt="Point at the edge of a line: where the ink covers half a pixel, the number lies in between.",
    )


# ---- convolutions and what follows them ----


def convolution(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    channels, size = layer.input.shape[0], layer.input.shape[1]
    maps, side = layer.output.shape[0], layer.output.shape[1]
    k, s, p = (layer.params[name] for name in ("kernel_size", "stride", "padding"))
    channel, row, column = place_of_largest(layer)
    idea, why, attempt = first_convolution(maps) if channels == 1 else second_convolution(channels)
    return Text(
        title=f"Convolution {layer.name[-1]}",
        shape=shape_of(layer),
        idea=idea,
        why=why,
        numbers=(
            f"{maps} kernels of {k} × {k}, [stride](?stride) {s}{rings_of(p)}: **[{maps} maps](#stage) of {side} × "
            f"{side}**.",
            f"Strongest match: **{fixed(float(layer.output.max()), 2)}**, in channel {channel}, row {row}, column "
            f"{column}.",
            "Orange: the pattern is there. Blue: its opposite.",
        ),
        detail=(
            f"The side of a map: {size_formula(size, k, s, p)} = {side}.",
            f"Every cell is a sum of {whole(channels * k * k)} products, input × [weight](?weight), plus the kernel's "
            "[bias](?bias). The clearer a cell, the nearer its sum is to zero.",
            "Nobody designs these weights: training finds them.",
        ),
        attempt=attempt,
    )


def first_convolution(maps: int) -> tuple[str, str, str]:
    """Idea, reason, and what to try."""
    return (
        f"[{maps} kernels](#kernels) search [your drawing](#before), each for one small pattern.",
        "Digits are made of strokes and edges, and those look alike everywhere. So one [kernel](?kernel) can search "
        "all the 784 numbers with the same few weights.",
        f"[Slide the kernel](#{ids.SLIDE_BLOCK}) and watch a map grow, sum by sum.",
    )


def second_convolution(channels: int) -> tuple[str, str, str]:
    """Idea, reason, and what to try."""
    return (
        f"Patterns of patterns: each of [these kernels](#kernels) searches [all {channels} maps](#before) at once.",
        "Strokes and edges put together make corners, bends and crossings. One cell here sees about half the width of "
        "your digit's picture.",
        f"[Slide the kernel](#{ids.SLIDE_BLOCK}): each sum now reaches through {channels} maps.",
    )


RELU_WHY = {
    "relu1": "Only what was found goes on. And without such a bend, sums of sums would be just sums: many layers could "
    "do no more than one.",
    "relu2": "As after the first convolution, only finds go on: what did not fit shall not cancel what did.",
    "relu3": "Units that found nothing fall silent. Without this bend, Dense 1 and Dense 2 would amount to a single "
    "layer.",
    "relu4": "Silence once more: the ten sums that come next hear only the units that found something.",
}
RELU_ATTEMPT = {
    "relu1": "Point at a [blue cell](#before): at the same place [after](#stage) stands a zero.",
    "relu2": "Look for a map that is [clear all over](#stage): nowhere in your drawing is its pattern.",
    "relu3": "Add a stroke to your digit: [other units](#stage) wake up.",
    "relu4": "Take a random sample: do [the same units](#stage) stay awake?",
}


def relu(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    count, cut = layer.input.numel(), int((layer.input < 0).sum())
    return Text(
        title=f"ReLU {layer.name[-1]}",
        shape=shape_of(layer),
        idea="[Numbers below zero](#before) become zero, [the others](#stage) stay.",
        why=RELU_WHY[layer.name],
        numbers=(
            f"**{whole(cut)} of {whole(count)} numbers** were cut ({percent(cut / count, 0)}): blue before, clear "
            "after.",
            f"The largest stays: **{fixed(float(layer.output.max()), 2)}**.",
        ),
        detail=(
            "[ReLU](?ReLU) is max(0, x): straight above zero, flat below, and so bent at zero.",
            "With nothing below zero left, the colours need one side only: from clear for 0 to orange.",
        ),
        attempt=RELU_ATTEMPT[layer.name],
    )


POOL_WHY = {
    "pool1": "That a pattern was found counts more than its exact cell. A digit drawn a little differently stays much "
    "the same, and a quarter of the numbers is left to read.",
    "pool2": "Corners and bends, too, may lie a little off. Each number that goes on now speaks for a larger part of "
    "your drawing.",
}
POOL_ATTEMPT = {
    "pool1": "Choose an orange cell: which of its [four numbers](#before) won?",
    "pool2": "Choose a cell: how much of your drawing is its [receptive field](?receptive field)?",
}


def max_pool(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    before, after = layer.input.shape[1], layer.output.shape[1]
    if layer.params["kernel_size"] == 1:
        return nothing_to_pool(layer)
    odd = f" {before} is odd, so the last row and column are left out." if before % 2 else ""
    return Text(
        title=f"Max pool {layer.name[-1]}",
        shape=shape_of(layer),
        idea="Of every [2 × 2 cells](#before), only [the largest number](#stage) goes on.",
        why=POOL_WHY[layer.name],
        numbers=(
            f"Each map: {before} × {before} becomes **[{after} × {after}](#stage)**.{odd}",
            f"{whole(layer.input.numel())} numbers become **{whole(layer.output.numel())}**.",
        ),
        detail=(
            "This is called max [pooling](?pooling). The windows lie side by side: each number is in one of them only.",
            "Nothing is learned here: the stage has no weights.",
        ),
        attempt=POOL_ATTEMPT[layer.name],
    )


def nothing_to_pool(layer: ll.LayerTrace) -> Text:
    maps, side = layer.output.shape[0], layer.output.shape[1]
    return Text(
        title=f"Max pool {layer.name[-1]}",
        shape=shape_of(layer),
        idea="Nothing left to do: [the maps](#before) pass through [as they are](#stage).",
        why="With a [stride](?stride) of 2 the first convolution has halved its maps itself. To halve them again would "
        "cost too much detail.",
        numbers=(f"{maps} maps of {side} × {side} come in, **the same {maps} go on**.",),
        detail=("After a stride of 1, the largest number of every 2 × 2 cells goes on.",),
        attempt="Set the stride to 1 and see this stage at work.",
    )


def avg_pool(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    maps, before, after = layer.input.shape[0], layer.input.shape[1], layer.output.shape[1]
    return Text(
        title="Average pool 3",
        shape=shape_of(layer),
        idea=f"[Every map](#before) is averaged down to [{after} × {after} numbers](#stage).",
        why="The dense layers can take only a fixed count of numbers. So whatever size the maps have, the same count "
        "leaves here: how much was found in each region.",
        numbers=(
            f"Each of the {maps} maps: {before} × {before} becomes **{after} × {after}**.",
            f"The largest mean is **{fixed(float(layer.output.max()), 2)}**.",
        ),
        detail=(
            "Every cell is the mean of the cells that it covers.",
            f"{before} is no multiple of {after}, so some neighbouring windows share a row or a column.",
        ),
        attempt=f"Change the padding: whatever [comes in](#before), {after} × {after} come out.",
    )


def flatten(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    maps, side = layer.input.shape[0], layer.input.shape[1]
    return Text(
        title=STAGES["flatten"],
        shape=shape_of(layer),
        idea=f"[All {maps} maps](#before) are laid end to end [in one row](#stage).",
        why="So far every number had its place in a picture. The next layers weigh all of them at once, and read them "
        "as a list.",
        numbers=(
            f"{maps} × {side} × {side} = **{layer.output.numel()} numbers**, none of them changed.",
            f"Number {side * side} is channel 1, row 0, column 0.",
        ),
        detail=(
            "The order is fixed: channel after channel, in each row after row. So every number keeps its own weight in "
            "the [dense layer](?dense layer) that follows.",
        ),
        attempt="Point at a number in the row: its place [in the maps](#before) lights up.",
    )


# ---- places and sizes in words ----


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
