"""What the Model page says, with the numbers of the model card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import lenetlab as ll
from dashboard.model_page.card import (
    AnyFilters,
    Calibration,
    Card,
    Drawn,
    Epoch,
    Measured,
    Misread,
    Recipe,
    Score,
    Spread,
)
from dashboard.texts.measures import (
    KINDS,
    SOURCES,
    TRY,
    canvas,
    configuration,
    drawn_name,
    ranged,
    times,
)
from dashboard.texts.numbers import percent

TITLE = "The model"
LEAD = (
    "One set of weights reads with every first convolution that the page “Draw” offers. Here is how well, on digits "
    "that it never learned from, as its model card states it."
)
LOADING = "Reading the model card …"

CHIPS = "Which misread digits are shown"
HOW_TO_MEASURE = " To measure it and write it into the card: python -m training.evaluate --write-card"
MISSING = {
    name: text + how
    for name, text, how in (
        ("accuracy", "This model card does not say how well each configuration reads.", HOW_TO_MEASURE),
        ("confusion", "This model card does not say which digit is taken for which.", HOW_TO_MEASURE),
        ("calibration", "This model card does not say how sure the network was when it was right.", HOW_TO_MEASURE),
        ("drawn", "This model card says nothing about digits drawn with different brushes.", HOW_TO_MEASURE),
        ("score", "This model card does not say how often something else passes for a digit.", HOW_TO_MEASURE),
        ("filters", "This model card says nothing about other numbers of filters.", HOW_TO_MEASURE),
        ("history", "This model card has no training curve.", " Only training writes one: python -m training"),
    )
}
NO_MISREAD = "This model card does not name the digits that were misread." + HOW_TO_MEASURE
NO_MNIST = (
    "The digits themselves are test images of MNIST, which is not on this server. To fetch it: "
    "python -m lenetlab download"
)
NONE_MISREAD = "Not a single test digit was misread."


def best(rows: Sequence[Measured]) -> Measured:
    return max(rows, key=lambda row: row.accuracy.value)


def worst(rows: Sequence[Measured]) -> Measured:
    return min(rows, key=lambda row: row.accuracy.value)


# ---- the tiles: value, what it is, and what it rests on ----

Tile = tuple[str, str, str]
NOTHING = "–"


def tiles(card: Card, file_bytes: int | None) -> list[Tile]:
    default, rows = card.default, card.configurations
    pen = [row.accuracy.value for row in card.drawn.get("pen", ()) if not row.moved]
    mnist = card.calibration.get("mnist")
    weights = sorted(conv1.weights for conv1 in ll.Conv1Config.all())
    return [
        (
            percent(default.accuracy.value) if default else NOTHING,
            "of the MNIST test digits read right",
            f"default configuration; 95 % interval {ranged(default.accuracy)}" if default else "not in this card",
        ),
        (
            f"{100 * worst(rows).accuracy.value:.2f}–{percent(best(rows).accuracy.value)}" if rows else NOTHING,
            f"over {'all ' * bool(rows)}{len(rows or ())} configurations",
            f"least with {configuration(worst(rows).conv1)}" if rows else "not in this card",
        ),
        (
            f"{100 * min(pen):.1f}–{percent(max(pen), 1)}" if pen else NOTHING,
            "of digits drawn with a pen read right",
            f"over {len(pen)} brushes and canvases; none of them was learned from" if pen else "not in this card",
        ),
        (
            percent(mnist.error, 1) if mnist else NOTHING,
            "calibration error",
            "how far “sure” and “right” lie apart on MNIST" if mnist else "not in this card",
        ),
        (
            f"{ll.Conv1Config().weights:,}",
            "weights at work",
            f"in the default configuration; {weights[0]:,} in the smallest",
        ),
        (
            f"{file_bytes / 1e6:.1f} MB" if file_bytes else NOTHING,
            "in one file",
            "every configuration together" if file_bytes else "the file cannot be read",
        ),
    ]


# ---- a sentence or two for each region ----


def of_accuracy(rows: Sequence[Measured]) -> str:
    top, low = best(rows), worst(rows)
    cheapest = min(rows, key=lambda row: row.conv1.multiply_adds)
    dearest = max(rows, key=lambda row: row.conv1.multiply_adds)
    factor = dearest.conv1.multiply_adds / cheapest.conv1.multiply_adds
    return (
        f"Each point is one first convolution. All {len(rows)} read between {percent(low.accuracy.value)} and "
        f"{percent(top.accuracy.value)} of the test digits, though the dearest takes {factor:.1f} times as many "
        "multiply-adds as the cheapest. Bars are 95 % intervals; larger points have more filters; the ringed one is "
        f"the default. Click a point, or “{TRY}” in the table, to draw with that configuration."
    )


def of_confusion(counts: Sequence[Sequence[int]], pressable: bool) -> str:
    pairs = [(n, i, j) for i, row in enumerate(counts) for j, n in enumerate(row) if i != j]
    total, wrong = sum(map(sum, counts)), sum(n for n, _, _ in pairs)
    most, label, read = max(pairs, key=lambda pair: pair[0])
    start = f"{wrong:,} of {total:,} test digits were misread in the default configuration. "
    if not wrong:
        return start
    what = f"{start}Most often a {label} was taken for a {read}: {times(most)}. Grey cells were read right."
    if not pressable:
        return what
    return f"{what} Click a cell to see its digits, and one of them to walk through the network with it."


def of_calibration(found: Mapping[str, Calibration]) -> str:
    errors = ", ".join(f"{percent(entry.error, 1)} for {SOURCES[name]}" for name, entry in found.items())
    return (
        "Of all answers given with 90 % confidence, nine in ten should be right: such points lie on the dotted line. "
        f"The larger a point, the more images; few are in the middle. Mean distance: {errors}."
    )


def of_drawn(found: Mapping[str, Sequence[Drawn]]) -> str:
    rows = [(name, row) for name, own in found.items() for row in own]
    name, hardest = min(rows, key=lambda pair: pair[1].accuracy.value)
    return (
        "Digits written by hand, drawn with every brush on both canvases: as they were written, and moved and scaled "
        f"at random. The least is {percent(hardest.accuracy.value)}: {drawn_name(name, hardest.moved).lower()}, "
        f"{canvas(hardest.size)}, brush {hardest.brush:g}."
    )


def of_score(score: Score) -> str:
    refused = max(score.refused.items(), key=lambda pair: pair[1], default=None)
    accepted = max(score.accepted.items(), key=lambda pair: pair[1], default=None)
    parts = ["The network says “This does not look like a digit” when all ten scores are low."]
    if refused:
        source = SOURCES.get(refused[0], refused[0])
        parts.append(f"It says so of at most {percent(refused[1], 1)} of real digits ({source}).")
    if accepted:
        parts.append(f"What passes most often is {KINDS.get(accepted[0], accepted[0])}: {percent(accepted[1], 0)}.")
    return " ".join(parts)


def of_filters(rows: Sequence[AnyFilters]) -> str:
    first, last = rows[0], rows[-1]
    return (
        f"The first n of {last.filters} filters can be used alone. With {first.filters} the mean over all other "
        f"settings is {percent(first.mean, 1)}, with {last.filters} it is {percent(last.mean, 1)}."
    )


def of_history(epochs: Sequence[Epoch]) -> str:
    first, last = epochs[0], epochs[-1]
    return (
        f"Of the digits held back to watch by, the default configuration misread {percent(1 - first.default, 1)} after "
        f"epoch {first.number} and {percent(1 - last.default, 2)} after epoch {last.number}; the smallest one "
        f"{percent(1 - last.smallest, 2)}. The scale is logarithmic: each line down is about half of the one above."
    )


def of_recipe(recipe: Recipe | None) -> str:
    if recipe is None:
        return "This model card does not say how the weights were made."
    return (
        f"The recipe: {recipe.trained_on}; {recipe.epochs} epochs in steps of {recipe.batch_size} images, seed "
        f"{recipe.seed}, {recipe.seconds / 60:.0f} minutes, {recipe.date}."
    )


def of_spread(spread: Spread | None) -> str:
    if spread is None:
        return "This model card does not say how much the figures vary with the seed: python -m training.spread"
    return (
        f"How much is chance? {spread.runs} short runs of {spread.epochs} epochs with other seeds gave "
        f"{percent(spread.mean)} ± {100 * spread.deviation:.2f} in the default configuration."
    )


KERNELS = (
    "Kernel size, stride and padding each have a set of kernels of their own: {sets} sets, all made by the same "
    "training. A row is a setting (s stride, p padding), a column a filter; with 6 or 12 filters the first 6 or 12 are "
    "used. Orange weights are positive, blue ones negative, the same shade the same weight within a size."
)


# ---- the digits that were misread ----


def found(shown: int, total: int, pair: tuple[int, int] | None) -> str:
    """What the digits below are, and how many of all are shown."""
    what = f"{pair[0]} read as {pair[1]}" if pair else "All misread digits"
    return f"{what}: {total:,}" if shown == total else f"{what}: the first {shown:,} of {total:,}"


def chip(label: int, read: int, count: int) -> str:
    return f"{label} → {read} · {count:,}"


def all_chip(count: int) -> str:
    return f"All {count:,}"


def caption(digit: Misread) -> str:
    return f"{digit.label} → {digit.read}"


def name_of(digit: Misread) -> str:
    return (
        f"{caption(digit)}: MNIST test digit {digit.index:,}, labelled {digit.label}, read as {digit.read}. "
        "Open it on the page Draw"
    )
