"""Attribution and attribute(): which pixels carry an answer, by any of the METHODS, on one signed scale."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import torch
from torch import Tensor

from lenetlab.attribution import checked_digit, seed_of
from lenetlab.drawing import shown
from lenetlab.figure import Figure
from lenetlab.methods import METHODS, Method
from lenetlab.replacements import only_computed
from lenetlab.rerun import logits_of_one
from lenetlab.single_image import undisturbed
from lenetlab.trace import Trace, check_trace


@dataclass(frozen=True, eq=False, repr=False)
class Attribution:
    """A map of which pixels carry an answer.

    method: one of METHODS. target, against: the digits; against is None where it is the logit of the target alone.
    map: (28, 28), float32, signed: above 0 what speaks for the target, below 0 what speaks against it. value: the
    answer, logit target − logit against. baseline: the input that is compared with, the same for all pixels, in
    standard deviations from MNIST's mean; None where nothing is. error: how far the map's sum is from the answer less
    that of the baseline, in logits; None of methods that do not mean to add up.
    """

    method: str
    target: int
    against: int | None
    map: Tensor
    value: float
    baseline: float | None
    error: float | None

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from lenetlab.pictures import of_attribution

        return of_attribution(self)

    def plot(self) -> Figure:
        """The map as a Plotly figure. Raises ImportError where Plotly is not installed."""
        from lenetlab import plots

        return plots.heatmap(self.map, f"{self.method}, {self.target}")

    def __repr__(self) -> str:
        against = "" if self.against is None else f" against {self.against}"
        error = "" if self.error is None else f", off by {self.error:+.4f}"
        low, high = map(float, self.map.aminmax())
        return (
            f"Attribution({self.method}, {self.target}{against} = {self.value:.4f}: {low:.3f} .. {high:.3f},"
            f" sums to {float(self.map.sum()):.4f}{error})"
        )


def attribute(trace: Trace, method: str, target: int | None = None, against: int | None = None) -> Attribution:
    """Which pixels carry the logit of `target`, or its difference to that of `against`, by one of METHODS.

    target: 0 to 9; None takes the predicted digit. The trace alone is used, with the weights in it and what was
    replaced; a pixel that was set carries nothing. Raises ValueError for another digit, for a method that there is not,
    for `against` equal to `target`, and where `trace` is no Trace.

    >>> from lenetlab import LeNet, drawn_sample, preprocess, trace
    >>> a = attribute(trace(LeNet(seed=0), preprocess(drawn_sample(0).drawing)), "integrated_gradients", 7)
    >>> a.map.shape
    torch.Size([28, 28])
    """
    check_trace(trace)
    entry = checked_method(method)
    digit = trace.prediction if target is None else checked_digit(target, "target")
    other = None if against is None else checked_digit(against, "against")
    if other == digit:
        raise ValueError(f"against is {other}, and so is target: expected two digits, or against=None")
    seed = seed_of(digit, other)
    with undisturbed():
        # A pixel that was set is no longer the drawing's.
        found = only_computed(entry.map(trace, seed)[None], "input", trace.replaced)[0]
        value = float(trace.logits @ seed)
        error = float(found.sum()) - (value - of_baseline(trace, entry, seed)) if entry.complete else None
    return Attribution(method, digit, other, found, value, entry.baseline, error)


def checked_method(method: object) -> Method:
    if isinstance(method, str) and method in METHODS:
        return METHODS[method]
    close = difflib.get_close_matches(str(method), METHODS, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise ValueError(f"method is {shown(method)}.{hint} There are: {', '.join(METHODS)}")


def of_baseline(trace: Trace, method: Method, seed: Tensor) -> float:
    """The answer to the method's baseline."""
    assert method.baseline is not None
    baseline = torch.full_like(trace["input"].output, method.baseline)
    return float(logits_of_one(trace, baseline) @ seed)
