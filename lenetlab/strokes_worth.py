"""StrokeWorth and strokes_worth(): what each stroke of a drawing does to the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import replace as with_changes
from functools import partial

from torch import Tensor

from lenetlab.attribution import checked_digit
from lenetlab.config import Conv1Config
from lenetlab.drawing import Drawing
from lenetlab.input_errors import InputError
from lenetlab.model import DEFAULT_CONV1, LeNet
from lenetlab.preprocess import preprocess
from lenetlab.replacements import Replacement
from lenetlab.trace import Trace, trace


@dataclass(frozen=True, eq=False, repr=False)
class StrokeWorth:
    """One stroke of a drawing.

    stroke: its position, from 0. target: the digit. worth: by how much the logit of the target falls without the
    stroke; below 0 where it rises. without: the trace of the drawing without it. Both are None where nothing is left to
    read.
    """

    stroke: int
    target: int
    worth: float | None
    without: Trace | None

    def __repr__(self) -> str:
        if self.without is None or self.worth is None:
            return f"StrokeWorth(stroke {self.stroke}: without it nothing is left to read)"
        digit, p = self.without.top(1)[0]
        return (
            f"StrokeWorth(stroke {self.stroke}: {self.worth:+.4f} for {self.target}, without it {digit} with {p:.1%})"
        )


def strokes_worth(
    model: LeNet,
    drawing: Drawing,
    conv1: Conv1Config = DEFAULT_CONV1,
    target: int | None = None,
    replace: Mapping[str, Replacement] | None = None,
) -> tuple[StrokeWorth, ...]:
    """What the network says without each of the strokes, the stroke that is worth most first.

    target: 0 to 9; None takes the digit that is read with all of them. replace: as `trace` takes it. What is left is
    framed anew, as if it had been drawn so. Strokes without which nothing can be read come before all others. Every
    stroke is a reading, of a few milliseconds each with 50 strokes and of 40 with the most that a drawing may have.
    Raises ValueError for another target or where `drawing` is no Drawing, and as `preprocess` and `trace` do.

    >>> from lenetlab import Drawing, LeNet
    >>> seven = Drawing([[(40, 28), (100, 28), (64, 115)], [(55, 70), (95, 70)]])
    >>> sorted(one.stroke for one in strokes_worth(LeNet(seed=0), seven))
    [0, 1]
    """
    if not isinstance(drawing, Drawing):
        raise ValueError(f"drawing is {type(drawing).__name__}; expected a Drawing, since it has strokes")
    whole = trace(model, preprocess(drawing), conv1, replace=replace)
    digit = whole.prediction if target is None else checked_digit(target, "target")
    read = partial(trace, model, conv1=conv1, replace=replace)
    worths = [worth_of(read, drawing, stroke, digit, whole) for stroke in range(len(drawing.strokes))]
    return tuple(sorted(worths, key=lambda one: float("-inf") if one.worth is None else -one.worth))


def worth_of(read: Callable[[Tensor], Trace], drawing: Drawing, stroke: int, digit: int, whole: Trace) -> StrokeWorth:
    others = [i for i in range(len(drawing.strokes)) if i != stroke]
    rest = with_changes(
        drawing, strokes=[drawing.strokes[i] for i in others], brush=[drawing.brushes[i] for i in others] or None
    )
    try:
        without = read(preprocess(rest))
    except InputError:
        return StrokeWorth(stroke, digit, None, None)
    return StrokeWorth(stroke, digit, float(whole.logits[digit] - without.logits[digit]), without)
