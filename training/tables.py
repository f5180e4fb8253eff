"""An evaluation as tables to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Rows = Iterable[Sequence[object]]
Record = Mapping[str, Any]


def tables(evaluation: Record) -> str:
    """Everything that `evaluate` measured, as plain text."""
    of_strokes = [
        (f"{name.capitalize()} strokes, default configuration", strokes(evaluation[name]))
        for name in sources(evaluation)
    ]
    parts = [
        ("MNIST test images, every configuration (95 % interval)", configurations(evaluation["configurations"])),
        ("Any number of filters: the worst and the mean of its 12 settings", filters(evaluation["filters"])),
        ("Read as (columns), in the default configuration", confusion(evaluation["confusion"])),
        *of_strokes,
        ("Expected calibration error", calibration(evaluation["calibration"])),
        ("Does it look like a digit?", digit_score(evaluation["digit_score"])),
    ]
    return "\n\n".join(f"{title}\n{text}" for title, text in parts if text)


def sources(evaluation: Record) -> list[str]:
    """Which strokes were measured: of a pen, of the generator, or of both."""
    return [name for name in ("pen", "generated") if name in evaluation]


def configurations(rows: Sequence[Record]) -> str:
    heading = ("kernel", "stride", "padding", "filters", "accuracy", "95 %", "weights", "multiply-adds")
    lines = [
        (r["kernel_size"], r["stride"], r["padding"], r["filters"], percent(r["test"]),
         f"{percent(r['low'])} to {percent(r['high'])}", f"{r['weights']:,}", f"{r['multiply_adds']:,}")
        for r in rows
    ]  # fmt: skip
    shares = [r["test"] for r in rows]
    summary = f"worst {percent(min(shares))}, mean {percent(sum(shares) / len(shares))}, best {percent(max(shares))}"
    return f"{table(heading, lines)}\n{summary}"


def filters(rows: Sequence[Record]) -> str:
    if not rows:
        return ""
    return table(("filters", "worst", "mean"), [(r["filters"], percent(r["worst"]), percent(r["mean"])) for r in rows])


def confusion(counts: Sequence[Sequence[int]]) -> str:
    return table(("", *range(10)), [(digit, *row) for digit, row in enumerate(counts)])


def strokes(rows: Sequence[Record]) -> str:
    heading = ("canvas", "brush", "as written", "moved and scaled", "digits")
    lines = []
    moved = {(row["size"], row["brush"]): row for row in rows if row["moved"]}
    for row in rows:
        size, brush = row["size"], row["brush"]
        if not row["moved"]:
            ranges = ranged(row), ranged(moved[size, brush])
            lines.append((f"{size}×{size}", f"{brush:g}", *ranges, f"{row['count']:,}"))
    return table(heading, lines)


def calibration(calibrations: Record) -> str:
    return table(("", "error"), [(name, percent(entry["error"])) for name, entry in calibrations.items()])


def digit_score(score: Record) -> str:
    refused = [(f"{name} digits refused", percent(share)) for name, share in score["digits_refused"].items()]
    accepted = [(f"{kind} taken for a digit", percent(share)) for kind, share in score["others_accepted"].items()]
    worst = [
        ("MNIST digits refused, worst configuration", percent(score["digits_refused_at_worst"])),
        ("all kinds but unseen taken for a digit, worst configuration", percent(score["others_accepted_at_worst"])),
    ]
    return table((f"score below {score['threshold']:.3f}", "share"), [*refused, *accepted, *worst])


def ranged(row: Record) -> str:
    return f"{percent(row['accuracy'])} ({percent(row['low'])} to {percent(row['high'])})"


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
