"""One reading of one drawing: everything that the panels show, computed by lenetlab."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

import lenetlab as ll
from dashboard.state import CanvasState, Settings

RANDOM_SEED = 0


@dataclass(frozen=True, eq=False)
class Reading:
    """The preprocessing of a drawing, the trace of the network, and the saliency of the predicted digit (28, 28)."""

    steps: tuple[ll.PreprocessStep, ...]
    trace: ll.Trace
    saliency: Tensor


@lru_cache(maxsize=2)
def model_with(weights: str) -> ll.LeNet:
    """The model with its pretrained weights, or with random ones that are the same in every worker."""
    return ll.load_pretrained() if weights == "pretrained" else ll.LeNet(seed=RANDOM_SEED).eval()


def read(canvas: CanvasState, settings: Settings) -> Reading:
    """Raises lenetlab's InputError, DrawingError or MnistMissingError, or StateError."""
    steps = ll.preprocess_steps(canvas.drawing())
    trace = ll.trace(model_with(settings.weights), ll.input_of(steps), settings.conv1)
    return Reading(steps, trace, ll.saliency(trace))
