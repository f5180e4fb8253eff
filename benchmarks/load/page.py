"""How often a page asks about a growing stroke: what client/src/reading/pace.ts and live.ts decide."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

EVERY, QUICK, PATIENCE, LONGEST_WAIT = 0.060, 0.100, 1.5, 8.0  # seconds
ROOM, LONGEST_PAUSE, SLOWEST_QUICK = 0.050, 1.0, 0.250  # seconds
SHARE, SMOOTHING, MOST_SKIPPED = 3, 0.3, 8


@dataclass
class Film:
    """next_at: from when on the next question may be asked. skip: how many of the next ones do without stages."""

    next_at: float = 0.0
    skip: int = 0
    delay: float = 0.0
    quickest: dict[bool, float] = field(default_factory=lambda: {False: SLOWEST_QUICK, True: SLOWEST_QUICK})

    def ask(self, moment: float) -> bool:
        """A question is sent now. Gives whether it asks for stages."""
        self.rest(moment, EVERY)
        with_stages = self.skip == 0
        self.skip = max(self.skip - 1, 0)
        return with_stages

    def heard(self, moment: float, with_stages: bool, took: float) -> None:
        """An answer came, or was given up after this time."""
        self.quickest[False] = min(self.quickest[False], took)
        if with_stages:
            self.quickest[True] = min(self.quickest[True], took)
        self.delay += SMOOTHING * (took - self.quickest[with_stages] - self.delay)
        pause = min(SHARE * max(self.delay - ROOM, 0), LONGEST_PAUSE)
        self.rest(moment, pause)
        if with_stages:
            self.skip = min(math.floor((took + pause) / QUICK), MOST_SKIPPED)
        elif pause > 0:
            self.skip = max(self.skip, 1)

    def refused(self, moment: float, wait: float) -> None:
        """A busy server asks to wait so long."""
        self.skip = MOST_SKIPPED
        self.rest(moment, wait)

    def rest(self, moment: float, seconds: float) -> None:
        """Ask nothing for so long."""
        self.next_at = max(self.next_at, moment + seconds)
