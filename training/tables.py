"""An evaluation as tables to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from textwrap import fill

from lenetlab import CLASSES, card
from training.nondigits import LOOK_ALIKES
from training.printed import FONTS, PRINTED, has_printed, printed_lookalikes

Rows = Iterable[Sequence[object]]

WIDTH = 110
LOOK_ALIKES_LEFT_OUT = f"Letters leave out what is a digit in somebody's hand: {' '.join(LOOK_ALIKES)}, and their like"


def tables(evaluation: card.Evaluation) -> str:
    """Everything that was measured, as plain text."""
    of_strokes = [
        (f"{name.capitalize()} strokes, default configuration", strokes(rows))
        for name, rows in evaluation.drawn.items()
    ]
    parts = [
        ("MNIST test images, every configuration (95 % interval)", configurations(evaluation.configurations)),
        ("Any number of filters: the worst and the mean of its 12 settings", filters(evaluation.filters)),
        ("Read as (columns), in the default configuration", confusion(evaluation.confusion)),
        *of_strokes,
        ("Pictures of digits on paper, read right (95 % interval)", photos(evaluation.photos)),
        ("Expected calibration error", calibration(evaluation)),
        ("Printed digits", printed(evaluation.printed)),
        ("Does it look like a digit?", digit_score(evaluation.digit_score)),
    ]
    return "\n\n".join(f"{title}\n{text}" for title, text in parts if text)


def configurations(rows: Sequence[card.Measured]) -> str:
    if not rows:
        return ""
    heading = ("kernel", "stride", "padding", "filters", "accuracy", "95 %", "weights", "multiply-adds")
    lines = [
        (*astuple(row.conv1), percent(row.accuracy.value), ranged(row.accuracy),
         f"{row.conv1.weights:,}", f"{row.conv1.multiply_adds:,}")
        for row in rows
    ]  # fmt: skip
    shares = [row.accuracy.value for row in rows]
    summary = f"worst {percent(min(shares))}, mean {percent(sum(shares) / len(shares))}, best {percent(max(shares))}"
    return f"{table(heading, lines)}\n{summary}"


def filters(rows: Sequence[card.AnyFilters]) -> str:
    if not rows:
        return ""
    return table(("filters", "worst", "mean"), [(row.filters, percent(row.worst), percent(row.mean)) for row in rows])


def confusion(counts: Sequence[Sequence[int]]) -> str:
    if not counts:
        return ""
    return table(("", *range(10)), [(digit, *row) for digit, row in enumerate(counts)])


def strokes(rows: Sequence[card.Drawn]) -> str:
    """A line for each canvas and brush; what the card lacks of it is left empty."""
    heading = ("canvas", "brush", "as written", "moved and scaled", "digits")
    found = {(row.size, row.brush, row.moved): row.accuracy for row in rows}
    lines = []
    for size, brush in dict.fromkeys((row.size, row.brush) for row in rows):
        both = [found.get((size, brush, moved)) for moved in (False, True)]
        counts = [share.count for share in both if share and share.count is not None]
        ranges = [f"{percent(share.value)} ({ranged(share)})" if share else "" for share in both]
        lines.append((f"{size}×{size}", f"{brush:g}", *ranges, f"{counts[0]:,}" if counts else ""))
    return table(heading, lines)


def photos(rows: Sequence[card.Photographed]) -> str:
    """A line for each kind of picture, and for each source the share read right, beside that of what it reads clean."""
    if not rows:
        return ""
    found = {(row.kind, row.source): row.accuracy for row in rows}
    kinds, sources = (tuple(dict.fromkeys(names)) for names in zip(*found, strict=True))
    lines = []
    for kind in kinds:
        cells: list[str] = []
        for source in sources:
            share, clean = found.get((kind, source)), found.get(("clean", source))
            cells.append(f"{percent(share.value)} ({ranged(share)})" if share else "")
            cells.append(percent(share.value / clean.value) if share and clean and clean.value else "")
        lines.append((kind, *cells))
    heading = [name for source in sources for name in (f"{source}, %", "of clean, %")]
    return table(("picture", *heading), lines)


def calibration(evaluation: card.Evaluation) -> str:
    """As probabilities are, and with the temperature, if it is known what that would change."""
    if not evaluation.calibration:
        return ""
    rows = [(name, percent(entry.error)) for name, entry in evaluation.calibration.items()]
    if not evaluation.tempered:
        return table(("", "error"), rows)
    found = {name: percent(error) for name, error in evaluation.tempered.items()}
    return table(("", "error", "with temperature"), [(*row, found.get(row[0], "")) for row in rows])


def printed(share: card.Share | None) -> str:
    if share is None:
        return ""
    fonts = "" if share.count is None else f"{share.count // CLASSES} fonts"
    return table(("", "read", "95 %"), [(fonts, percent(share.value), ranged(share))])


def digit_score(score: card.DigitScore) -> str:
    shares = {f"{name} digits refused": share for name, share in score.refused.items()}
    shares |= {f"{kind} taken for a digit": share for kind, share in score.accepted.items()}
    at_worst = {
        "MNIST digits refused, worst configuration": score.refused_at_worst,
        "all kinds but unseen taken for a digit, worst configuration": score.accepted_at_worst,
    }
    shares |= {name: share for name, share in at_worst.items() if share is not None}
    if not shares:
        return ""
    heading = "score" if score.threshold is None else f"score below {score.threshold:.3f}"
    listed = table((heading, "share"), [(name, percent(share)) for name, share in shares.items()])
    return f"{listed}\n{LOOK_ALIKES_LEFT_OUT}"


def look_alikes(evaluation: card.Evaluation) -> str:
    """The printed characters that are left out because they look like a digit, in one of the fonts at least.

    Those of the kinds that were measured; empty where the fonts are not installed. They are found by laying every
    character over every way to write a digit, which takes a minute if it was not done before.
    """
    share, measured = evaluation.printed, evaluation.digit_score.accepted
    kinds = [kind for kind in PRINTED if kind in measured]
    if not kinds or not has_printed():
        return ""
    fonts = len(FONTS) if share is None or share.count is None else share.count // CLASSES
    lines = [fill(f"{kind}: {' '.join(printed_lookalikes(kind, fonts))}", WIDTH) for kind in kinds]
    return "\n".join(["Left out because they look like a digit, in one font at least", *lines])


def ranged(share: card.Share) -> str:
    """The 95 % interval, in percent."""
    if share.interval is None:
        return "not stated"
    low, high = share.interval
    return f"{percent(low)} to {percent(high)}"


def percent(share: float) -> str:
    return f"{100 * share:.2f}"


def table(heading: Sequence[object], rows: Rows) -> str:
    """Columns of text, the first aligned to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (heading, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])
