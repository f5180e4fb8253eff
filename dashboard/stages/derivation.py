"""One number that the learner has chosen: how it came about, and which pixels it depends on, as the page shows it.

The page makes the same of a convolution's numbers by itself, while the kernel slides: see client/src/stages/ledger.ts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import lenetlab as ll
from dashboard.contract import MOST_TERMS
from dashboard.reading.reading import Reading
from dashboard.stages.kinds import KINDS, DerivationView
from dashboard.texts import derivation as words
from dashboard.texts.numbers import fixed, significant, whole


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
    pane = None if view.pane is None else view.pane(layer, derivation.index[0], trace)
    field = derivation.receptive_field
    return {
        "stage": derivation.stage,
        "index": list(derivation.index),
        "name": place_of(derivation.index, unit),
        "value": number(derivation.value),
        "how": words.SET_HOW if derivation.replaced else view.how,
        **sum_of(derivation, view, layer),
        "sees": sees(field),
        "field": [field.rows.start, field.columns.start, len(field.rows), len(field.columns)],
        "pane": None if pane is None else pane.to_json(),
    }


def sum_of(derivation: ll.Derivation, view: DerivationView, layer: ll.LayerTrace) -> dict[str, Any]:
    """The terms that are shown one by one, what the others add up to, the bias, and the total.

    Each has its share of the longest bar, with its sign: terms, rest and bias make the share of the total.
    """
    terms = derivation.terms if view.all_terms else derivation.largest(MOST_TERMS)
    others = len(derivation.inputs) - len(terms)
    rest = derivation.remainder(len(terms)) if others else 0.0
    parts = [*(term.product for term in terms), rest, derivation.bias, derivation.value]
    longest = max(map(abs, parts)) or 1.0
    cell = words.CELL_OF_ONE if len(layer.input) == 1 else words.CELL
    bias = line(words.BIAS, signed(derivation.bias), derivation.bias / longest)
    return {
        "terms": [term_line(term, place_of(term.index, view.source, cell), longest) for term in terms],
        "rest": line(words.OTHERS.format(count=whole(others)), signed(rest), rest / longest) if others else None,
        "bias": None if layer.bias is None or derivation.replaced else bias,
        "total": line(words.TOTAL, number(derivation.value), derivation.value / longest),
    }


def line(text: str, value: str, share: float) -> dict[str, object]:
    return {"text": text, "value": value, "share": share}


def term_line(term: ll.Term, place: str, longest: float) -> dict[str, object]:
    """One product. place: of its input, in words."""
    return {
        "place": place,
        "index": list(term.index),
        "input": number(term.input),
        "weight": number(term.weight),
        "product": signed(term.product),
        "share": term.product / longest,
    }


def place_of(index: Sequence[int], unit: str, cell: str = words.CELL) -> str:
    """A place in words. unit, cell: how one of a stage with one axis or three is called."""
    if len(index) == 1:
        return unit.format(unit=index[0])
    channel, row, column = index
    return cell.format(channel=channel, row=row, column=column)


def number(value: float) -> str:
    """Four digits after the point, or four that count where those would all be zero."""
    return fixed(value, 4) if value == 0 or abs(value) >= 0.001 else significant(value, 4)


def signed(value: float) -> str:
    """A number that is added, with its sign."""
    return words.SIGNED.format(number=number(value)) if value > 0 else number(value)


def sees(field: ll.ReceptiveField) -> str:
    return words.SEES.format(
        top=field.rows[0],
        bottom=field.rows[-1],
        left=field.columns[0],
        right=field.columns[-1],
        count=len(field.rows) * len(field.columns),
    )
