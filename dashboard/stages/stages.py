"""The stages of a reading in the order of the timeline, each with its pictures and its text."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.reading.reading import Reading
from dashboard.stages.by_hand import ByHand, by_hand_of
from dashboard.stages.kinds import KINDS
from dashboard.stages.panes import Pane
from dashboard.texts.stages import Text


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of the timeline. params: its settings, such as the kernel size of a convolution.

    by_hand: what of it the visitor has set; None for nothing.
    """

    name: str
    kind: str
    panes: tuple[Pane, ...]
    text: Text
    params: dict[str, float]
    by_hand: ByHand | None

    def to_json(self) -> dict[str, object]:
        """What the page keeps of a stage, to show it without a request."""
        return {
            "name": self.name,
            "kind": self.kind,
            "panes": [pane.to_json() for pane in self.panes],
            **asdict(self.text),
            "params": self.params,
            "by_hand": None if self.by_hand is None else asdict(self.by_hand),
        }


def stages_of(reading: Reading) -> list[Stage]:
    """Every stage of the timeline, in order."""
    names = list(STAGES)
    return [stage_of(reading, name, previous) for name, previous in zip(names, [None, *names[:-1]], strict=True)]


def stage_of(reading: Reading, name: str, previous: str | None) -> Stage:
    """One stage. previous: the one before it, None for the first."""
    shown = shown_of(reading, name)
    return Stage(
        name=name,
        kind=kind_of(shown),
        panes=KINDS[kind_of(shown)].panes(shown, previous, reading.trace),
        text=text_of(reading, name),
        params=dict(shown.params),
        by_hand=by_hand_of(reading, name),
    )


def text_of(reading: Reading, name: str) -> Text:
    """What is said of one stage."""
    shown = shown_of(reading, name)
    text = KINDS[kind_of(shown)].text(shown, reading.trace)
    by_hand = by_hand_of(reading, name)
    return text if by_hand is None else replace(text, numbers=(by_hand.summary, *text.numbers))


def shown_of(reading: Reading, name: str) -> ll.PreprocessStep | ll.LayerTrace:
    """The stage of that name: of the network, or a step of the preprocessing."""
    if name in reading.trace:
        return reading.trace[name]
    return reading.step(name)


def kind_of(shown: ll.PreprocessStep | ll.LayerTrace) -> str:
    """A step of the preprocessing is a kind of its own."""
    return shown.kind if isinstance(shown, ll.LayerTrace) else shown.name


def stages_json(reading: Reading) -> list[dict[str, object]]:
    """All stages as the page keeps them, to show any of them without a request."""
    return [stage.to_json() for stage in stages_of(reading)]
