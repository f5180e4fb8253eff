"""One reading of one drawing: everything that the panels show, computed by lenetlab."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

import lenetlab as ll
from dashboard.state import CanvasState, Settings, StateError

RANDOM_SEED = 0
BLANK_HINT = "Draw a digit, or take a random sample: the network reads it as soon as you lift the pen."


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


def reading_or_hint(canvas: object, settings: Settings) -> Reading | str:
    """The reading of what the page sent, or in plain words why there is none."""
    if canvas is None:
        return BLANK_HINT
    try:
        state = CanvasState.from_json(canvas)
        return BLANK_HINT if state.blank else read(state, settings)
    except ll.BlankInputError:
        return "There is no ink on the canvas. " + BLANK_HINT
    except ll.FullInputError as error:
        return f"This cannot be read: {error}. Undo or Clear helps."
    except (ll.DrawingError, StateError) as error:
        return f"This drawing cannot be read: {error}."
    except ll.MnistMissingError:
        return "The sample behind your strokes is not on this server any more. Clear brings you a fresh canvas."
