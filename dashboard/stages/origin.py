"""How a picture became the ink on the canvas: what the stage Drawing shows beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

import lenetlab as ll
from dashboard.figures import heatmaps
from dashboard.stages.panes import INK_ENDS, Pane
from dashboard.texts import picture as words

MOST_CELLS = 110  # of a side: more could not be told apart on the page
LEVELS = 255  # as finely as the numbers are sent, which halves what they take


@dataclass(frozen=True, eq=False)
class Origin:
    """panes: pictures of the steps before the ink on the canvas. numbers: what was found, marked up as in `stages`."""

    panes: tuple[Pane, ...]
    numbers: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {"panes": [pane.to_json() for pane in self.panes], "numbers": list(self.numbers)}


def origin_of(steps: tuple[ll.PreprocessStep, ...]) -> Origin:
    """steps: what `lenetlab.preprocess_steps` has made of the picture."""
    found = {step.name: step for step in steps}
    side = math.ceil(max(found["ink"].image.shape) / MOST_CELLS)
    after = [found[name] for name in words.STEP_NAMES if name in found]
    panes: tuple[Pane, ...]
    if "sheet" in found:
        panes = pane_of([found["sheet"]], "before", words.ORIGIN, side), pane_of(after, "kernels", words.ON_PAPER, side)
    else:
        panes = (pane_of(after, "before", words.CLEAN_ORIGIN, side),)
    numbers = words.found({name: step.params for name, step in found.items()})
    return Origin(panes, numbers if side == 1 else (*numbers, words.REDUCED.format(side=side)))


def pane_of(steps: list[ll.PreprocessStep], slot: str, title: str, side: int) -> Pane:
    """One picture of these steps. side: of the square of pixels that a cell is the mean of."""
    images = np.stack([reduced(step.image, side) for step in steps])
    names = [words.STEP_NAMES.get(step.name, words.BRIGHTNESS) for step in steps]
    return Pane(slot, title, "", INK_ENDS, heatmaps.steps_figure(images, names))


def reduced(image: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """The mean of every `side` × `side` pixels, in 256 levels; those at the end of a row or column are fewer."""
    means = np.asarray(Image.fromarray(image).reduce(side), np.float32)
    return np.asarray((means * LEVELS).round() / LEVELS, np.float32)
