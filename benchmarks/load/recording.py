"""The session of one learner: what a real page asked while it was used, and when. `record.py` makes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.contract import READING

FILE = Path(__file__).with_name("session.json")


@dataclass(frozen=True)
class Moment:
    """at: seconds from the start of the session. name: of the question, as in the contract. value: what is asked."""

    at: float
    name: str
    value: Any

    @property
    def is_live(self) -> bool:
        return self.name == READING.name and self.value["live"]

    @property
    def kind(self) -> str:
        """The question, and of a reading which one."""
        if self.name != READING.name:
            return self.name
        parts = {"live": self.value["live"], "stages": self.value["stages"], "kernels": self.value["kernels"]}
        return " ".join([name for name, is_asked in parts.items() if is_asked]) or "prediction"


@dataclass(frozen=True)
class Session:
    """seconds: how long it takes, with the time in which nothing is asked."""

    seconds: float
    moments: Sequence[Moment]

    def counts(self) -> Counter[str]:
        """How many questions of each kind there are."""
        return Counter(moment.kind for moment in self.moments)


def write(session: Session, path: Path = FILE) -> None:
    rows = [json.dumps([round(one.at, 3), one.name, one.value], separators=(",", ":")) for one in session.moments]
    lines = [f'{{"seconds":{session.seconds:.1f},"moments":[', ",\n".join(rows), "]}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(path: Path = FILE) -> Session:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Session(data["seconds"], [Moment(*row) for row in data["moments"]])
