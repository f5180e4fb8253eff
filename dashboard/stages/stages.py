"""The stages of a reading in the order of the timeline, each with its pictures and its text."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.reading.reading import Reading
from dashboard.stages.kinds import KINDS
from dashboard.stages.panes import Pane
from dashboard.texts.stages import Text


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of the timeline. params: its settings, such as the kernel size of a convolution."""

    name: str
    kind: str
    panes: tuple[Pane, ...]
    text: Text
    params: dict[str, float]

    def to_json(self) -> dict[str, object]:
        """What the page keeps of a stage, to show it without a request."""
        return {
            "name": self.name,
            "kind": self.kind,
            "panes": [pane.to_json() for pane in self.panes],
            **asdict(self.text),
            "params": self.params,
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
    )


def text_of(reading: Reading, name: str) -> Text:
    """What is said of one stage."""
    shown = shown_of(reading, name)
    return KINDS[kind_of(shown)].text(shown, reading.trace)


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
