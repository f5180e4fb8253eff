"""One number that the learner has chosen: how it came about, and which pixels it depends on, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import lenetlab as ll
from dashboard.reading.reading import Reading
from dashboard.stages.kinds import KINDS, DerivationView
from dashboard.texts import derivation as words
from dashboard.texts.numbers import fixed, power_of_ten, whole

MOST_TERMS = 8


def chosen(data: object) -> tuple[str, list[object]] | None:
    """The stage and the index that a question names; None where it names none."""
    if not isinstance(data, Mapping) or not isinstance(data.get("index"), Sequence):
        return None
    stage, index = data.get("stage"), data["index"]
    return (stage, list(index)) if isinstance(stage, str) and not isinstance(index, str) else None


def derivation_of(reading: Reading, stage: str, index: Sequence[object]) -> dict[str, object] | None:
    """What the page shows of `lenetlab.explain`; None for an unknown stage or place."""
    try:
        derivation = ll.explain(reading.trace, stage, index)  # type: ignore[arg-type]
    except (ll.UnknownStageError, ValueError):
        return None
    view = KINDS[derivation.kind].derivation
    return None if view is None else derivation_json(derivation, view, reading.trace)


def derivation_json(derivation: ll.Derivation, view: DerivationView, trace: ll.Trace) -> dict[str, object]:
    layer = trace[derivation.stage]
    unit = words.DIGIT if layer.output.numel() == ll.CLASSES else words.UNIT
    terms = derivation.terms if view.all_terms else derivation.largest(MOST_TERMS)
    pane = None if view.pane is None else view.pane(layer, derivation.index[0], trace)
    field = derivation.receptive_field
    return {
        "stage": derivation.stage,
        "index": list(derivation.index),
        "title": words.TITLE.format(name=place_of(derivation.index, unit), value=number(derivation.value)),
        "how": view.how,
        "head": list(view.head),
        "terms": [term_row(term, view.source) for term in terms],
        "rest": rest_of(derivation, len(terms)),
        "bias": "" if layer.bias is None else words.BIAS.format(bias=number(derivation.bias)),
        "total": words.TOTAL.format(value=number(derivation.value)),
        "sees": sees(field),
        "field": [field.rows.start, field.columns.start, len(field.rows), len(field.columns)],
        "pane": None if pane is None else pane.to_json(),
    }


def term_row(term: ll.Term, source: str) -> list[str]:
    """One line of the table. source: how one input of a stage with one axis is called."""
    return [place_of(term.index, source), number(term.input), number(term.weight), number(term.product)]


def rest_of(derivation: ll.Derivation, shown: int) -> str:
    """What the terms that are not shown add up to; nothing where all are shown."""
    others = len(derivation.inputs) - shown
    return words.REST.format(count=whole(others), sum=number(derivation.remainder(shown))) if others > 0 else ""


def place_of(index: Sequence[int], unit: str) -> str:
    if len(index) == 1:
        return unit.format(unit=index[0])
    channel, row, column = index
    return words.CELL.format(channel=channel, row=row, column=column)


def number(value: float) -> str:
    """Four digits after the point, or four that count where those would all be zero."""
    return fixed(value, 4) if value == 0 or abs(value) >= 0.001 else power_of_ten(value, 3)


def sees(field: ll.ReceptiveField) -> str:
    return words.SEES.format(
        top=field.rows[0],
        bottom=field.rows[-1],
        left=field.columns[0],
        right=field.columns[-1],
        count=len(field.rows) * len(field.columns),
    )
