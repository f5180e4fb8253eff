"""What is promised of the weights, beside what was measured of it: before, now, and whether it is kept.

A promise is a bound on one figure of an evaluation. `before.json` holds an evaluation of the weights that came before
pictures, every hand and open-ended kinds of what is no digit, as far as that was measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from lenetlab import Card, card
from training.photos import PHOTOS
from training.tables import percent, table

BEFORE = Path(__file__).with_name("before.json")
Figure = Callable[[card.Evaluation], float | None]

NAMES = {"mnist": "MNIST", "pen": "pen"}  # of the sources of digits

MNIST_COUNT = 10_000  # test images, where a card does not say of how many its shares are
MNIST_LEAST, WORST_LEAST = 0.995, 0.9925
PEN_LEAST = {
    (140, 4.0): 0.97, (140, 6.0): 0.97, (140, 10.0): 0.97, (140, 14.0): 0.96,
    (28, 1.2): 0.96, (28, 2.0): 0.96, (28, 3.0): 0.96,
}  # fmt: skip
PHOTOS_LEAST, PRINTED_LEAST = 0.95, 0.98
CALIBRATION_MOST, TEMPERED_MOST = 0.01, 0.015
REFUSED_MOST = {"mnist": 0.001, "pen": 0.01}
# Of what no training knows; letters that are also a digit in somebody's hand are left out.
ACCEPTED_MOST = {
    "printed Latin letter": 0.08,
    "printed Greek letter": 0.2,
    "printed Cyrillic letter": 0.2,
    "printed letter of an alphabet never met": 0.2,
    "printed sign": 0.2,
    "unseen sign": 0.2,
    "unseen shape": 0.1,
    "unseen scribble": 0.12,
    "short scribble": 0.12,
}
ROUNDING = 1e-9  # a share that was computed may miss a bound that it meets by as much


@dataclass(frozen=True)
class Promise:
    """what: the figure, in words. bound: on it, 0 to 1. at_least: whether the bound is the least or the most allowed.

    of: what the share is taken of, where that is not plain. figure: of an evaluation; None where that states none.
    """

    what: str
    bound: float
    at_least: bool
    figure: Figure
    of: str = ""

    @property
    def allowed(self) -> str:
        return f"at {'least' if self.at_least else 'most'} {100 * self.bound:g} %{self.of}"


@dataclass(frozen=True)
class Row:
    """A promise, and what was measured of it, 0 to 1; None where nothing was."""

    promise: Promise
    before: float | None
    now: float | None

    @property
    def kept(self) -> bool | None:
        """Whether what is measured now keeps the promise; None where nothing is."""
        if self.now is None:
            return None
        over = self.now - self.promise.bound
        return over >= -ROUNDING if self.promise.at_least else over <= ROUNDING


# ---- the figures of an evaluation that something is promised of ----


def of_default(found: card.Evaluation) -> float | None:
    return None if found.default is None else found.default.accuracy.value


def of_worst(found: card.Evaluation) -> float | None:
    return min((row.accuracy.value for row in found.configurations), default=None)


def of_worse(earlier: card.Evaluation) -> Figure:
    """The share of the configurations that read MNIST worse than earlier by more than chance; no card is its own past.

    By chance two shares of as many images differ by three standard errors in one pair of a thousand, and there are 36.
    """
    past = {row.conv1: row.accuracy for row in earlier.configurations}

    def figure(found: card.Evaluation) -> float | None:
        pairs = [(row.accuracy, past[row.conv1]) for row in found.configurations if row.conv1 in past]
        if not pairs or found is earlier:
            return None
        return sum(is_worse(now, then) for now, then in pairs) / len(pairs)

    return figure


def is_worse(now: card.Share, then: card.Share) -> bool:
    variance = sum(share.value * (1 - share.value) / (share.count or MNIST_COUNT) for share in (now, then))
    return then.value - now.value > 3 * sqrt(variance)


def of_pen(size: int, brush: float) -> Figure:
    """As the digits were written or moved and scaled, whichever is read worse."""

    def figure(found: card.Evaluation) -> float | None:
        rows = found.drawn.get("pen", ())
        return min((row.accuracy.value for row in rows if (row.size, row.brush) == (size, brush)), default=None)

    return figure


def of_photos(kind: str, source: str) -> Figure:
    """As a share of what the same digits reach in clean pictures."""

    def figure(found: card.Evaluation) -> float | None:
        shares = {(row.kind, row.source): row.accuracy.value for row in found.photos}
        share, clean = shares.get((kind, source)), shares.get(("clean", source))
        return share / clean if share is not None and clean else None

    return figure


def of_printed(found: card.Evaluation) -> float | None:
    return None if found.printed is None else found.printed.value


def of_calibration(source: str) -> Figure:
    def figure(found: card.Evaluation) -> float | None:
        entry = found.calibration.get(source)
        return None if entry is None else entry.error

    return figure


def of_tempered(source: str) -> Figure:
    return lambda found: found.tempered.get(source)


def of_refused(source: str) -> Figure:
    return lambda found: found.digit_score.refused.get(source)


def of_accepted(kind: str) -> Figure:
    return lambda found: found.digit_score.accepted.get(kind)


# ---- the promises ----

ON_MNIST = (
    Promise("MNIST, default configuration", MNIST_LEAST, True, of_default),
    Promise("MNIST, worst configuration", WORST_LEAST, True, of_worst),
)
ON_ALL_ELSE = (
    *(
        Promise(f"pen, brush {brush:g} on {size}×{size}", least, True, of_pen(size, brush))
        for (size, brush), least in PEN_LEAST.items()
    ),
    *(
        Promise(f"picture, {NAMES[source]}: {kind}", PHOTOS_LEAST, True, of_photos(kind, source), " of clean")
        for source in NAMES
        for kind in PHOTOS
        if kind != "clean"
    ),
    Promise("printed digits", PRINTED_LEAST, True, of_printed),
    Promise("calibration error, MNIST", CALIBRATION_MOST, False, of_calibration("mnist")),
    Promise("calibration error, pen, with temperature", TEMPERED_MOST, False, of_tempered("pen")),
    *(
        Promise(f"{NAMES[source]} digits refused", most, False, of_refused(source))
        for source, most in REFUSED_MOST.items()
    ),
    *(Promise(f"{kind} taken for a digit", most, False, of_accepted(kind)) for kind, most in ACCEPTED_MOST.items()),
)


def before(path: Path = BEFORE) -> card.Evaluation:
    """What was measured before, as far as it was; the entry "note" says of which weights.

    Raises CardError, a ValueError, for a file that holds something else, and OSError for one that is missing.
    """
    return Card.from_json({"evaluation": json.loads(path.read_text(encoding="utf-8"))}).evaluation


def rows(now: card.Evaluation, earlier: card.Evaluation) -> tuple[Row, ...]:
    """Every promise with what both evaluations state of it."""
    no_worse = Promise("MNIST, configurations worse than before", 0, False, of_worse(earlier))
    promises = (*ON_MNIST, no_worse, *ON_ALL_ELSE)
    return tuple(Row(promise, promise.figure(earlier), promise.figure(now)) for promise in promises)


def tabulated(found: Iterable[Row], note: object = "") -> str:
    """The promises as plain text, shares in percent. note: which weights were measured before."""
    listed = tuple(found)
    lines = [
        (row.promise.what, row.promise.allowed, stated(row.before), stated(row.now), verdict(row.kept))
        for row in listed
    ]
    kept = [row.kept for row in listed]
    summary = f"{kept.count(True)} kept, {kept.count(False)} not kept, {kept.count(None)} not measured"
    heading = ("", "promised", "before", "now", "kept")
    said = f"\nbefore: {note}" if note else ""
    return f"What is promised, in percent\n{table(heading, lines)}\n{summary}{said}"


def stated(share: float | None) -> str:
    return "–" if share is None else percent(share)


def verdict(kept: bool | None) -> str:
    return {True: "yes", False: "NO", None: "–"}[kept]
