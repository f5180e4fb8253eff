"""One reading of one drawing: everything that the panels show, computed by lenetlab."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

import lenetlab as ll
from dashboard.reading.edits import nudge_of, replacements_of
from dashboard.reading.errors import StateError, TooLargeError
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState, ReadingQuestion
from dashboard.texts import prediction as words
from dashboard.texts.numbers import whole
from dashboard.weights import weights_in_use


@dataclass(frozen=True, eq=False)
class Reading:
    """The preprocessing of a drawing, the trace of the network, and the saliency of the predicted digit (28, 28).

    digit_score: how much it looks like a digit at all, 0 to 1; None in a network that has not learned to tell.
    nudge: by how much ink at most every pixel was changed against the answer before the network read it.
    """

    steps: tuple[ll.PreprocessStep, ...]
    trace: ll.Trace
    saliency: Tensor
    digit_score: float | None = None
    nudge: float = 0.0

    def step(self, name: str) -> ll.PreprocessStep:
        """The preprocessing step of that name."""
        return next(step for step in self.steps if step.name == name)

    @property
    def is_digit(self) -> bool:
        return looks_like_a_digit(self.digit_score)


def digit_score_of(trace: ll.Trace, weights: str) -> float | None:
    """How much it looks like a digit; None in a network that has not learned to tell: of random weights, or changed."""
    return float(ll.digit_score(trace.logits)) if weights == "pretrained" and not trace.replaced else None


def looks_like_a_digit(score: float | None) -> bool:
    """Where nothing is known of that, it is taken for one."""
    threshold = weights_in_use().digit_threshold
    return score is None or threshold is None or score >= threshold


def read(canvas: CanvasState, settings: Settings) -> Reading:
    """Raises lenetlab's InputError, DrawingError or MnistMissingError, or StateError."""
    steps = ll.preprocess_steps(canvas.drawing())
    trace = ll.trace(
        weights_in_use().models[settings.weights],
        ll.input_of(steps),
        settings.conv1,
        replace=replacements_of(canvas.edits, settings),
    )
    bound = nudge_of(canvas.edits, settings)
    if bound:
        trace = ll.nudge(trace, method="sign", bound=bound).trace
    score = None if bound else digit_score_of(trace, settings.weights)
    return Reading(steps, trace, ll.saliency(trace), score, bound)


def reading_or_hint(canvas: object, settings: Settings) -> Reading | str:
    """The reading of what the page sent, or in plain words why there is none."""
    if canvas is None:
        return words.BLANK
    try:
        state = CanvasState.from_json(canvas)
        return words.BLANK if state.blank else read(state, settings)
    except ll.BlankInputError:
        return words.NO_INK.format(blank=words.BLANK)
    except ll.FullInputError:
        return words.TOO_FULL
    except TooLargeError as error:
        return words.TOO_LARGE[error.part].format(count=whole(error.count), most=whole(error.most))
    except (ll.DrawingError, StateError) as error:
        return words.UNREADABLE.format(why=error)
    except ll.MnistMissingError:
        return words.SAMPLE_GONE


def digit_or_hint(asked: ReadingQuestion, no_digit: str) -> Reading | str:
    """The reading of a digit, or in plain words why there is none; `no_digit` where this does not look like one."""
    reading = reading_or_hint(asked.drawing, asked.settings)
    return no_digit if isinstance(reading, Reading) and not reading.is_digit else reading
