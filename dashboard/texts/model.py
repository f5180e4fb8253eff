"""What the Model page says, with the numbers of the model card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import lenetlab as ll
from dashboard.texts.canvas import REGION as DRAWING_PAGE
from dashboard.texts.measures import (
    TRY,
    canvas,
    drawn_in_a_sentence,
    fonts,
    interval,
    read_as,
    source,
    times,
)
from dashboard.texts.model_kinds import kind, photo, style
from dashboard.texts.numbers import fixed, percent, significant, whole
from dashboard.texts.prediction import UNLIKE_A_DIGIT

TITLE = "The model"
LEAD = (
    f"One set of weights reads with every first convolution that the page “{DRAWING_PAGE}” offers: here is how well, "
    "on digits it never learned from."
)
LOADING = "Reading the model card …"

CHIPS = "Which misread digits are shown"
HOW_TO_MEASURE = "To measure it and write it into the card: python -m training.evaluate --write-card"
MISSING = {
    "accuracy": f"This model card does not say how well each configuration reads. {HOW_TO_MEASURE}",
    "confusion": f"This model card does not say which digit is taken for which. {HOW_TO_MEASURE}",
    "calibration": f"This model card does not say how sure the network was when it was right. {HOW_TO_MEASURE}",
    "drawn": f"This model card says nothing about digits drawn with different brushes. {HOW_TO_MEASURE}",
    "photos": f"This model card says nothing about pictures of digits on paper. {HOW_TO_MEASURE}",
    "score": f"This model card does not say how often something else passes for a digit. {HOW_TO_MEASURE}",
    "generality": (
        "This model card does not say how hands are read that the network never met. To measure it and write it into "
        "the card: python -m training.generality"
    ),
    "filters": f"This model card says nothing about other numbers of filters. {HOW_TO_MEASURE}",
    "history": "This model card has no training curve. Only training writes one: python -m training",
}
NO_MISREAD = f"This model card does not name the digits that were misread. {HOW_TO_MEASURE}"
NO_MNIST = (
    "The digits themselves are test images of MNIST, which is not on this server. To fetch it: "
    "python -m lenetlab download"
)
NONE_MISREAD = "Not a single test digit was misread."
NOT_STATED = "not in this card"


def best(rows: Sequence[ll.card.Measured]) -> ll.card.Measured:
    return max(rows, key=lambda row: row.accuracy.value)


def worst(rows: Sequence[ll.card.Measured]) -> ll.card.Measured:
    return min(rows, key=lambda row: row.accuracy.value)


# ---- what is said of each picture ----


@dataclass(frozen=True)
class Said:
    """see: what there is to see in a picture, in one sentence, to which act adds what a click does, where it does.

    more: how to read it, and what else it tells.
    """

    see: str
    more: str
    act: str = ""


def of_confusion(counts: Sequence[Sequence[int]], pressable: bool) -> Said:
    misses = [
        (count, label, read) for label, row in enumerate(counts) for read, count in enumerate(row) if label != read
    ]
    total, wrong = sum(map(sum, counts)), sum(count for count, _, _ in misses)
    more = "A row is the digit that was written, a column what it was read as; grey cells were read right."
    if not wrong:
        return Said(f"All {whole(total)} test digits were read right.", more)
    most, label, read = max(misses, key=lambda miss: miss[0])
    return Said(
        f"{whole(wrong)} of {whole(total)} test digits were misread, most often a {label} as a {read}.",
        f"{more} Most often a {label} was taken for a {read}: {times(most)}, in the default configuration.",
        act="click a coloured cell to see its digits" if pressable else "",
    )


def of_accuracy(rows: Sequence[ll.card.Measured], pressable: bool = True) -> Said:
    top, low = best(rows), worst(rows)
    cheapest = min(rows, key=lambda row: row.conv1.multiply_adds)
    dearest = max(rows, key=lambda row: row.conv1.multiply_adds)
    factor = dearest.conv1.multiply_adds / cheapest.conv1.multiply_adds
    points = 100 * (top.accuracy.value - low.accuracy.value)
    see = f"{fixed(factor, 1)} times the cost buys {fixed(points, 1)} points of accuracy at most."
    more = (
        f"Each point is one of {len(rows)} first convolutions. Bars are 95 % intervals; larger points have more "
        "filters; the ringed one is the default."
    )
    if pressable:
        more += f" “{TRY}” in the table draws with a configuration too."
    return Said(see, more, act="click a point to draw with it" if pressable else "")


def of_calibration(calibration: Mapping[str, ll.card.Calibration], tempered: Mapping[str, float]) -> Said:
    """tempered: by source, the error with the temperature of the card; empty if it states none."""
    errors = listed({name: entry.error for name, entry in calibration.items()})
    more = (
        "Of all answers given with 90 % confidence, nine in ten should be right. The larger a point, the more images; "
        f"few are in the middle. Mean distance: {errors}."
    )
    if tempered:
        more += f" With the temperature that was chosen on hands it never met: {listed(tempered)}."
    return Said("On the dotted line it is right as often as it says; below that line it is too sure of itself.", more)


def listed(errors: Mapping[str, float]) -> str:
    """Errors by source."""
    return ", ".join(f"{percent(error, 1)} for {source(name)}" for name, error in errors.items())


ALL_MISREAD = "All misread digits"
GALLERY = "Look how many you would have read right yourself; press one to walk through the network with it."
NO_GALLERY = "None of them can be shown here."


def of_drawn(drawn: Mapping[str, Sequence[ll.card.Drawn]]) -> Said:
    rows = [(name, row) for name, own in drawn.items() for row in own]
    name, hardest = min(rows, key=lambda pair: pair[1].accuracy.value)
    return Said(
        f"The lowest point, {percent(hardest.accuracy.value)}, is {drawn_in_a_sentence(name, hardest.moved)}, "
        f"{canvas(hardest.size)}, brush {significant(hardest.brush)}.",
        "Digits written by hand, drawn with every brush on both canvases: as they were written, and moved and scaled "
        "at random.",
    )


def of_photos(rows: Sequence[ll.card.Photographed]) -> Said:
    hardest = min(rows, key=lambda row: row.accuracy.value)
    return Said(
        f"The lowest point is {photo(hardest.kind)}: {percent(hardest.accuracy.value, 1)} ({source(hardest.source)}).",
        "The same digits on paper, as cameras, scanners and books deliver them: made by a generator, never trained "
        "on. A picture that is refused counts as misread. Bars are 95 % intervals.",
    )


def of_printed(printed: ll.card.Share) -> str:
    """What is read of digits in print, which nobody wrote."""
    return (
        f"In print: {percent(printed.value, 1)}{interval(printed)} of the ten digits in {fonts(printed)}, which it "
        "never learned from either."
    )


def of_score(score: ll.card.DigitScore) -> Said:
    refused = max(score.refused.items(), key=lambda pair: pair[1], default=None)
    accepted = max(score.accepted.items(), key=lambda pair: pair[1], default=None)
    more = f"The network says “{UNLIKE_A_DIGIT}” when all ten scores are low."
    if refused:
        more += f" It says so of at most {percent(refused[1], 1)} of real digits ({source(refused[0])})."
    if not accepted:
        return Said("The bars are the digits it refuses.", more)
    more += (
        " What it was taught to refuse says little about the rest of the world, so some kinds were kept from it: other "
        "shapes, signs and scribbles, and print of several alphabets. Letters that are a digit in somebody's hand, "
        "such as O, l or Z, are left out."
    )
    return Said(f"What most often passes for a digit: {kind(accepted[0])}, {percent(accepted[1], 0)} of them.", more)


def of_generality(found: ll.card.Generality) -> Said:
    hardest = min(found.styles, key=lambda row: row.accuracy.value)
    return Said(
        f"The hardest to read unmet: {style(hardest.style)}, {percent(hardest.accuracy.value, 1)}; all other styles "
        f"reach {percent(hardest.met, 1)}.",
        "Whoever writes here is a stranger to the network. To see how strangers look to it, short runs of "
        f"{found.recipe.epochs} epochs were each kept from one style while they learned, a fifth of the ways to write "
        "every digit or a range of hands, and then read digits in it. They learned less than the weights in use, so "
        "look how far the two marks of a row lie apart: that is what a strange hand costs.",
    )


def of_temperature(found: ll.card.Generality) -> str:
    """How sure such runs are of hands that they never met; empty if the card states no temperature."""
    if found.temperature is None:
        return ""
    error, tempered = (
        sum(errors) / len(found.styles)
        for errors in ([row.error for row in found.styles], [row.tempered for row in found.styles])
    )
    return (
        "Of a strange hand a network is easily too sure. Logits divided by a temperature of "
        f"{significant(found.temperature)}, chosen on these styles, say how sure it may be: probability and share of "
        f"hits then lie {percent(tempered, 1)} apart on average, and {percent(error, 1)} without. Everywhere else on "
        "these pages probabilities are shown without it."
    )


def of_filters(rows: Sequence[ll.card.AnyFilters]) -> Said:
    first, last = rows[0], rows[-1]
    return Said(
        f"With {first.filters} of {last.filters} filters the mean is {percent(first.mean, 1)}, with all of them "
        f"{percent(last.mean, 1)}: look where the curve turns flat.",
        f"The first n of the {last.filters} filters can be used alone; the mean and the worst are over all other "
        "settings.",
    )


def of_history(epochs: Sequence[ll.card.Epoch]) -> Said:
    first, last = epochs[0], epochs[-1]
    return Said(
        f"The share misread falls from {percent(1 - first.default, 1)} after epoch {first.number} to "
        f"{percent(1 - last.default, 2)} after epoch {last.number}.",
        f"Of digits held back to watch by. The smallest configuration ends at {percent(1 - last.smallest, 2)}. The "
        "scale is logarithmic: each line down is about half of the one above.",
    )


KERNELS = Said(
    "Look for edges and strokes: orange weights add what lies under them, blue ones take it away.",
    "Kernel size, stride and padding each have a set of kernels of their own: {sets} sets, all made by the same "
    "training. A row is a setting (s stride, p padding), a column a filter; with 6 or 12 filters the first 6 or 12 are "
    "used. The same shade is the same weight within a size.",
)


def of_recipe(card: ll.Card) -> str:
    recipe, seconds = card.recipe, card.seconds
    if recipe is None or recipe.seed is None or seconds is None or card.trained_on is None or card.date is None:
        return "This model card does not say how the weights were made."
    return (
        f"The recipe: {card.trained_on}; {recipe.epochs} epochs in steps of {recipe.batch_size} images, seed "
        f"{recipe.seed}, {fixed(seconds / 60, 0)} minutes, {card.date}."
    )


def of_spread(spread: ll.card.Spread | None) -> str:
    if spread is None:
        return "This model card does not say how much the figures vary with the seed: python -m training.spread"
    return (
        f"How much is chance? {len(spread.runs)} short runs of {spread.recipe.epochs} epochs with other seeds gave "
        f"{percent(spread.mean.default)} ± {fixed(100 * spread.deviation.default, 2)} in the default configuration."
    )


# ---- the digits that were misread ----


def gallery_title(shown: int, total: int, pair: tuple[int, int] | None) -> str:
    """What the digits below are, and how many of all are shown."""
    name = ALL_MISREAD if pair is None else read_as(*pair)
    if shown == total:
        return f"{name}: {whole(total)}"
    return f"{name}: the first {whole(shown)} of {whole(total)}"


def chip(label: int, read: int, count: int) -> str:
    return f"{label} → {read} · {whole(count)}"


def all_chip(count: int) -> str:
    return f"All {whole(count)}"


def caption(digit: ll.card.Misread) -> str:
    return f"{digit.label} → {digit.read}"


def name_of(digit: ll.card.Misread) -> str:
    return (
        f"{caption(digit)}: MNIST test digit {whole(digit.index)}, labelled {read_as(digit.label, digit.read)}. "
        f"Open it on the page {DRAWING_PAGE}"
    )
