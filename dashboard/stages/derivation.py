"""One number that the learner has chosen: how it came about, and which pixels it depends on, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import lenetlab as ll
from dashboard.reading.reading import Reading
from dashboard.stages import panes
from dashboard.texts import derivation as words
from dashboard.texts.numbers import typeset

MOST_TERMS = 8


def chosen(data: object) -> tuple[str, list[object]] | None:
    """The stage and the index that the page's store holds; None for what no page sends."""
    if not isinstance(data, Mapping) or not isinstance(data.get("index"), Sequence):
        return None
    stage, index = data.get("stage"), data["index"]
    return (stage, list(index)) if isinstance(stage, str) and not isinstance(index, str) else None


def derivation_of(reading: Reading, stage: str, index: Sequence[object]) -> dict[str, object] | None:
    """What the page shows of `lenetlab.explain`; None for a stage or a place that the trace has not."""
    try:
        found = ll.explain(reading.trace, stage, index)  # type: ignore[arg-type]
    except (ll.UnknownStageError, ValueError):
        return None
    layer = reading.trace[stage]
    field = found.receptive_field
    unit = words.DIGIT if layer.output.numel() == ll.CLASSES else words.UNIT
    sources = words.DIGIT if found.kind == "softmax" else words.UNIT
    terms = found.terms if found.kind == "softmax" else found.largest(MOST_TERMS)
    others = len(found.inputs) - len(terms)
    return {
        "stage": stage,
        "index": list(found.index),
        "title": words.TITLE.format(name=place_of(found.index, unit), value=number(found.value)),
        "how": words.HOW[found.kind],
        "head": words.HEADS.get(found.kind, words.HEAD),
        "terms": [
            [place_of(term.index, sources), *map(number, (term.input, term.weight, term.product))] for term in terms
        ],
        "rest": words.REST.format(count=others, sum=number(found.remainder(len(terms)))) if others > 0 else "",
        "bias": words.BIAS.format(bias=number(found.bias)) if layer.bias is not None else "",
        "total": words.TOTAL.format(value=number(found.value)),
        "sees": words.SEES.format(**spans(field)),
        "field": [field.rows.start, field.columns.start, len(field.rows), len(field.columns)],
        "pane": asdict(panes.weighing_pane(layer, found.index[0], reading.trace)) if found.kind == "linear" else None,
    }


def place_of(index: Sequence[int], unit: str) -> str:
    if len(index) == 1:
        return unit.format(unit=index[0])
    channel, row, column = index
    return words.CELL.format(channel=channel, row=row, column=column)


def number(value: float) -> str:
    """Four digits after the point, or four that count where those would all be zero."""
    text = f"{value:.4f}" if value == 0 or abs(value) >= 0.001 else f"{value:.3e}"
    return typeset(text)


def spans(field: ll.ReceptiveField) -> dict[str, int]:
    return {
        **{"top": field.rows[0], "bottom": field.rows[-1], "left": field.columns[0], "right": field.columns[-1]},
        "count": len(field.rows) * len(field.columns),
    }
