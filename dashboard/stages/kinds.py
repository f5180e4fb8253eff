"""What each kind of stage is on the page, in one table: its pictures, its text, and how a number of it is explained.

A new kind of stage needs one entry here, its pictures in `panes` and its words in `texts`; `stages` and `derivation`
read the table and know no kind by name. What a kind computes stands in `lenetlab`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import lenetlab as ll
from dashboard.stages import panes
from dashboard.stages.exponentials import exponentials_of
from dashboard.stages.panes import Pane
from dashboard.texts import dense as dense_texts
from dashboard.texts import derivation as words
from dashboard.texts import stages as texts
from dashboard.texts import steps as step_texts
from dashboard.texts.stages import Text

Shown = TypeVar("Shown", ll.PreprocessStep, ll.LayerTrace)


@dataclass(frozen=True)
class DerivationView:
    """How the page says where a number came from.

    how: the rule in words. source: how one input in a row is called.
    all_terms: whether every term is shown, not just the largest. pane(layer, unit, trace): a picture of the terms.
    """

    how: str
    source: str = words.UNIT
    all_terms: bool = False
    pane: Callable[[ll.LayerTrace, int, ll.Trace], Pane] | None = None


@dataclass(frozen=True)
class StageKind(Generic[Shown]):
    """One kind of stage: a step of the preprocessing, or a stage of the network.

    panes(shown, previous, trace): its pictures; previous: the stage before it, None for the first.
    text(shown, trace): what is said of it. derivation: None for a step, whose numbers are not explained one by one.
    """

    panes: Callable[[Shown, str | None, ll.Trace], tuple[Pane, ...]]
    text: Callable[[Shown, ll.Trace], Text]
    derivation: DerivationView | None = None


StepKind = StageKind[ll.PreprocessStep]
LayerKind = StageKind[ll.LayerTrace]


def softmax_text(layer: ll.LayerTrace, trace: ll.Trace) -> Text:
    """The text gets the exponentials of the picture beside it, since a text does no arithmetic of its own on them."""
    return dense_texts.softmax(layer, trace, exponentials_of(trace).tolist())


KINDS: Mapping[str, StageKind[Any]] = MappingProxyType(
    {
        "ink": StepKind(panes=panes.drawing, text=step_texts.drawing),
        "crop": StepKind(panes=panes.crop, text=step_texts.crop),
        "scale": StepKind(panes=panes.scale, text=step_texts.scale),
        "centre": StepKind(panes=panes.centre, text=step_texts.centre),
        "input": LayerKind(
            panes=panes.network_input,
            text=texts.network_input,
            derivation=DerivationView(how=words.INPUT_HOW),
        ),
        "conv": LayerKind(
            panes=panes.convolution,
            text=texts.convolution,
            derivation=DerivationView(how=words.SUM_HOW),
        ),
        "relu": LayerKind(
            panes=panes.relu,
            text=texts.relu,
            derivation=DerivationView(how=words.RELU_HOW),
        ),
        "max_pool": LayerKind(
            panes=panes.max_pool,
            text=texts.max_pool,
            derivation=DerivationView(how=words.MAX_POOL_HOW),
        ),
        "avg_pool": LayerKind(
            panes=panes.avg_pool,
            text=texts.avg_pool,
            derivation=DerivationView(how=words.AVG_POOL_HOW),
        ),
        "flatten": LayerKind(
            panes=panes.flatten,
            text=texts.flatten,
            derivation=DerivationView(how=words.FLATTEN_HOW),
        ),
        "linear": LayerKind(
            panes=panes.dense,
            text=dense_texts.linear,
            derivation=DerivationView(how=words.SUM_HOW, pane=panes.products_pane),
        ),
        "softmax": LayerKind(
            panes=panes.softmax,
            text=softmax_text,
            derivation=DerivationView(
                how=words.SOFTMAX_HOW,
                source=words.DIGIT,
                all_terms=True,
            ),
        ),
    }
)
