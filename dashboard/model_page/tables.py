"""The tables behind the figures of the Model page: the same numbers, for those who do not see the figures.

They are sent as data, and the page makes each when it is opened: as Dash components they would take seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

import lenetlab as ll
from dashboard.contract import CONV1_SETTINGS
from dashboard.texts import measures as words
from dashboard.texts.model_kinds import REAL, group, kind, photo, style
from dashboard.texts.numbers import fixed, percent, significant, whole

Kernels = Mapping[int, Mapping[tuple[int, int], NDArray[np.float32]]]


@dataclass(frozen=True)
class Button:
    """A cell that can be pressed. text: what it shows; name: its accessible name; data: its data attributes."""

    text: str
    name: str
    data: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """name: its caption. rows: the first cell of each is its heading."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | Button]]

    def to_json(self) -> dict[str, object]:
        return asdict(self) | {"label": words.table_of(self.name)}


def tables(card: ll.Card, kernels: Kernels, pressable: bool) -> dict[str, dict[str, object]]:
    """The table of every figure that this card has, by its name. pressable: whether misread digits can be shown."""
    found = card.evaluation
    of_the_card = {
        "accuracy": accuracy(found.configurations),
        "confusion": confusion(found.confusion, pressable),
        "calibration": calibration(found.calibration),
        "drawn": drawn(found.drawn),
        "photos": photos(found.photos, found.printed),
        "score": score(found.digit_score),
        "generality": generality(card.generality),
        "filters": any_filters(found.filters),
        "history": history(card.history),
    }
    kernel_tables = {f"kernels-{size}": kernels_of(size, sets) for size, sets in kernels.items()}
    return {name: table.to_json() for name, table in (of_the_card | kernel_tables).items() if table.rows}


def accuracy(rows: Sequence[ll.card.Measured], pressable: bool = True) -> Table:
    """Every configuration; if pressable, each with a button that takes it to the drawing page where that offers it."""
    offered = set(ll.Conv1Config.all())
    lines = [
        [
            f"{row.conv1.kernel_size}×{row.conv1.kernel_size}",
            str(row.conv1.stride),
            str(row.conv1.padding),
            str(row.conv1.filters),
            percent(row.accuracy.value),
            words.ranged(row.accuracy),
            whole(row.conv1.weights),
            whole(row.conv1.multiply_adds),
            *([try_button(row.conv1) if row.conv1 in offered else ""] if pressable else []),
        ]
        for row in rows
    ]
    columns = [*words.ACCURACY_COLUMNS, *([words.ON_THE_DRAWING_PAGE] if pressable else [])]
    return Table(words.REGIONS["accuracy"], columns, lines)


def try_button(conv1: ll.Conv1Config) -> Button:
    settings = ",".join(str(getattr(conv1, name)) for name in CONV1_SETTINGS)
    return Button(words.TRY, f"{words.TRY}: {words.configuration(conv1)}", {"try": settings})


def confusion(counts: Sequence[Sequence[int]], pressable: bool) -> Table:
    """Rows are the digits written, columns the digits read; a miss is a button that shows its digits."""

    def cell(label: int, read: int, count: int) -> str | Button:
        if label == read or not count or not pressable:
            return whole(count)
        return Button(whole(count), words.pair(label, read, count), {"label": str(label), "read": str(read)})

    lines = []
    for label, row in enumerate(counts):
        cells = [cell(label, read, count) for read, count in enumerate(row)]
        lines.append([str(label), *cells])
    return Table(words.REGIONS["confusion"], (words.WRITTEN_READ, *map(str, range(ll.CLASSES))), lines)


def calibration(calibrations: Mapping[str, ll.card.Calibration]) -> Table:
    lines = [
        [words.source(name), whole(b.count), percent(b.confidence, 1), percent(b.accuracy, 1)]
        for name, entry in calibrations.items()
        for b in entry.bins
    ]
    return Table(words.REGIONS["calibration"], words.CALIBRATION_COLUMNS, lines)


def drawn(by_source: Mapping[str, Sequence[ll.card.Drawn]]) -> Table:
    lines = [
        [
            words.drawn_name(name, row.moved),
            words.canvas(row.size),
            significant(row.brush),
            percent(row.accuracy.value),
            words.ranged(row.accuracy),
        ]
        for name, rows in by_source.items()
        for row in rows
    ]
    return Table(words.REGIONS["drawn"], words.DRAWN_COLUMNS, lines)


def photos(rows: Sequence[ll.card.Photographed], printed: ll.card.Share | None = None) -> Table:
    """Every kind of picture, and print under them."""
    lines = [
        [photo(row.kind), words.source(row.source), percent(row.accuracy.value), words.ranged(row.accuracy)]
        for row in rows
    ]
    if printed is not None:
        lines.append([words.PRINTED, words.fonts(printed), percent(printed.value), words.ranged(printed)])
    return Table(words.REGIONS["photos"], words.PHOTOS_COLUMNS, lines)


def score(score: ll.card.DigitScore) -> Table:
    refused = [[words.source(name), REAL, words.REFUSED, percent(share)] for name, share in score.refused.items()]
    accepted = [[kind(name), group(name), words.ACCEPTED, percent(share)] for name, share in score.accepted.items()]
    lines = [*refused, *accepted]
    return Table(words.REGIONS["score"], words.SCORE_COLUMNS, lines)


def generality(found: ll.card.Generality | None) -> Table:
    lines = [
        [
            style(row.style),
            percent(row.accuracy.value),
            words.ranged(row.accuracy),
            percent(row.met),
            percent(row.error, 1),
            percent(row.tempered, 1),
        ]
        for row in (found.styles if found else ())
    ]
    return Table(words.REGIONS["generality"], words.STYLES_COLUMNS, lines)


def any_filters(rows: Sequence[ll.card.AnyFilters]) -> Table:
    lines = [[str(row.filters), percent(row.worst), percent(row.mean)] for row in rows]
    return Table(words.REGIONS["filters"], words.FILTERS_COLUMNS, lines)


def history(epochs: Sequence[ll.card.Epoch]) -> Table:
    lines = [[str(e.number), percent(1 - e.default), percent(1 - e.smallest)] for e in epochs]
    return Table(words.REGIONS["history"], words.HISTORY_COLUMNS, lines)


def kernels_of(size: int, sets: Mapping[tuple[int, int], NDArray[np.float32]]) -> Table:
    """A row for each kernel: its smallest and its largest weight, and the sum of all."""
    lines = [
        [
            str(stride),
            str(padding),
            str(index),
            fixed(float(kernel.min()), 3),
            fixed(float(kernel.max()), 3),
            fixed(float(kernel.sum()), 3),
        ]
        for (stride, padding), kernels in sets.items()
        for index, kernel in enumerate(kernels)
    ]
    return Table(words.kernels_of(size), words.KERNEL_COLUMNS, lines)
