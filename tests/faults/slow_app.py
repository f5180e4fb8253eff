"""The dashboard with a reading that takes as long as the test says: to see what goes on beside it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from dashboard.app import create_app
from dashboard.panels import prediction

SECONDS = float(os.environ.get("SLOW_SECONDS", "2"))
COMPUTED = os.environ.get("SLOW_COUNT")
original = prediction.reading_or_hint


def slowly(canvas: object, settings: object) -> object:
    """The interpreter is kept busy, as the worst of computations would: nothing in it waits for anything."""
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        sum(range(1_000))
    if COMPUTED:
        with Path(COMPUTED).open("a") as file:
            file.write(".")
    return original(canvas, settings)  # type: ignore[arg-type]


app = create_app()
prediction.reading_or_hint = slowly  # type: ignore[assignment]
server = app.server
