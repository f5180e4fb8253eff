"""A reading as files: the numbers of a stage as CSV, the whole trace as .npz."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.reading.errors import StateError, shortened
from dashboard.reading.reading import Reading

MAPS_HEADER = "channel,row,column,value"
UNITS_HEADER = "unit,value"


def stage_at(position: object) -> str:
    """The name of the stage at a position of the timeline. Raises StateError for an unknown position."""
    names = list(STAGES)
    if isinstance(position, bool) or not isinstance(position, int) or not 0 <= position < len(names):
        raise StateError(f"layer is {shortened(position)}; allowed: 0 to {len(names) - 1}")
    return names[position]


def values_of(reading: Reading, stage: str) -> NDArray[np.float32]:
    """The numbers of a stage of the timeline: an image (H, W), maps (C, H, W) or units (D,)."""
    if stage in reading.trace:
        return reading.trace[stage].output.numpy()
    return reading.step(stage).image


def csv_of(values: NDArray[np.float32]) -> str:
    """One line for each number, with all digits of a float32; an image (H, W) is channel 0."""
    maps = values[None] if values.ndim == 2 else values
    places = np.indices(maps.shape).reshape(maps.ndim, -1).T.tolist()
    lines = [
        ",".join([*map(str, place), f"{value:.9g}"]) for place, value in zip(places, maps.ravel().tolist(), strict=True)
    ]
    return "\n".join([UNITS_HEADER if maps.ndim == 1 else MAPS_HEADER, *lines, ""])


def npz_of(trace: ll.Trace) -> bytes:
    """The file that `Trace.save` writes and `lenetlab.Trace.load` reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trace.npz"
        trace.save(path)
        return path.read_bytes()
