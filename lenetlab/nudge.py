"""Nudge and nudge(): the smallest change of an input that changes the answer.

B bounds that are tried at once. Bounds and changes are in ink, 0 to 1: 1/255 is one grey level of MNIST.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor

from lenetlab.attribution import checked_digit
from lenetlab.config import CLASSES
from lenetlab.drawing import shown
from lenetlab.preprocess import MNIST_MEAN, MNIST_STD
from lenetlab.replacements import as_numbers
from lenetlab.rerun import logits_of_batch, retraced
from lenetlab.single_image import undisturbed
from lenetlab.trace import Trace, check_trace

COARSE, FINE = 16, 16  # bounds tried first, and between the last that failed and the first that did not
PROJECTED_STEPS = 20
STEP = 0.2  # of the bound
NO_INK, FULL_INK = -MNIST_MEAN / MNIST_STD, (1 - MNIST_MEAN) / MNIST_STD


@dataclass(frozen=True, eq=False, repr=False)
class Nudge:
    """A changed input, and what the network says to it.

    method: one of NUDGES. target: the digit it was nudged towards; None for any other. bound: the most that a pixel was
    allowed to change by, in ink, 0 to 1; what is left of a pixel lies between no ink and full ink. change: (28, 28), in
    ink. trace: that of the changed input. flipped: whether the answer is another one, or the target where there is one;
    if not, no bound up to 1 was enough.
    """

    method: str
    target: int | None
    bound: float
    change: Tensor
    trace: Trace
    flipped: bool

    def __repr__(self) -> str:
        wanted = "another digit" if self.target is None else f"a {self.target}"
        reads = f"reads {self.trace.prediction} with {self.trace.top(1)[0][1]:.1%}"
        outcome = (
            f"{self.bound:.4f} of ink a pixel is enough: {reads}" if self.flipped else f"nothing is enough: {reads}"
        )
        return f"Nudge({self.method}, towards {wanted}: {outcome})"


def nudge(trace: Trace, target: int | None = None, method: str = "projected", bound: float | None = None) -> Nudge:
    """The smallest change, of at most so much ink at each pixel, that makes the network read another digit.

    target: the digit it is to read then, 0 to 9, or None for any other than now. method: "sign", one step along the
    sign of the gradient (Goodfellow, Shlens & Szegedy 2015), or "projected", 20 steps that stay within the bound (Madry
    et al. 2018). Bounds are tried in steps of 1/256; what is found is read anew. It is no proof that less would not do.
    bound: in ink, above 0 and up to 1, for a change of exactly that bound, whether it is enough or not.
    Raises ValueError for another target, method or bound, for a target that is read already, and where `trace` is no
    Trace.

    >>> from lenetlab import LeNet, drawn_sample, preprocess, trace
    >>> n = nudge(trace(LeNet(seed=1), preprocess(drawn_sample(0).drawing)))
    >>> n.flipped, float(n.change.abs().max()) <= n.bound + 1e-6
    (True, True)
    """
    check_trace(trace)
    if not isinstance(method, str) or method not in NUDGES:
        raise ValueError(f"method is {shown(method)}. There are: {', '.join(NUDGES)}")
    digit = None if target is None else checked_digit(target, "target")
    if digit == trace.prediction:
        raise ValueError(f"target is {digit}, which is what the network reads already")
    given = None if bound is None else checked_bound(bound)
    with undisturbed():
        x = trace["input"].output  # (1, 28, 28)
        bound, changed = smallest(trace, digit, NUDGES[method], numbers_to(COARSE) / COARSE if given is None else given)
        if given is None:
            fine = bound - (1 - numbers_to(FINE) / FINE) / COARSE
            bound, changed = smallest(trace, digit, NUDGES[method], fine)
        again = retraced(trace, changed)
        change = (again["input"].output - x)[0] * MNIST_STD
        return Nudge(method, digit, bound, change, again, is_flipped(trace, digit, again.logits[None]).item() is True)


def checked_bound(bound: object) -> Tensor:
    """(1,), float32."""
    number = as_numbers(bound)
    if number is None or number.ndim or not 0 < float(number) <= 1:
        raise ValueError(f"bound is {shown(bound)}; allowed: above 0 and up to 1, in ink, or None for the smallest")
    return number.view(1)


def smallest(trace: Trace, target: int | None, method: NudgeMethod, bounds: Tensor) -> tuple[float, Tensor]:
    """The first of the bounds, rising, that is enough, or the last; and the input (1, 28, 28) that it leads to."""
    changed = method(trace, target, bounds.view(-1, 1, 1, 1))  # (B, 1, 28, 28)
    flipped = is_flipped(trace, target, logits_of_batch(trace, changed))  # (B,)
    first = int(flipped.int().argmax()) if flipped.any() else len(bounds) - 1
    return float(bounds[first]), changed[first]


def numbers_to(n: int) -> Tensor:
    """1 to n, (n,), float32."""
    return torch.arange(1, n + 1, dtype=torch.float32, device="cpu")


def is_flipped(trace: Trace, target: int | None, logits: Tensor) -> Tensor:
    """(B,), for logits (B, 10)."""
    read = logits.argmax(1)
    return read.eq(target) if target is not None else read.ne(trace.prediction)


# ---- the methods ----

NudgeMethod = Callable[[Trace, int | None, Tensor], Tensor]


def along_the_sign(trace: Trace, target: int | None, bounds: Tensor) -> Tensor:
    """One step of each of the bounds (B, 1, 1, 1) along the sign of the slope: (B, 1, 28, 28)."""
    x = trace["input"].output[None]
    direction = slope_of_margin(trace, target, x).sign()
    return within_ink(x + bounds / MNIST_STD * direction, x)


def in_projected_steps(trace: Trace, target: int | None, bounds: Tensor) -> Tensor:
    """Small steps along the sign of the slope, each brought back within its bound: (B, 1, 28, 28)."""
    x = trace["input"].output[None]
    reach = bounds / MNIST_STD
    changed = x.expand(len(bounds), -1, -1, -1)
    for _ in range(PROJECTED_STEPS):
        direction = slope_of_margin(trace, target, changed).sign()
        stepped = torch.minimum(torch.maximum(changed + STEP * reach * direction, x - reach), x + reach)
        changed = within_ink(stepped, x)
    return changed


def slope_of_margin(trace: Trace, target: int | None, x: Tensor) -> Tensor:
    """The slope of logit[target] less the highest other logit; without a target, of the highest other than now."""
    with torch.enable_grad():
        variable = x.detach().clone().requires_grad_()
        logits = logits_of_batch(trace, variable)  # (B, 10)
        digit = trace.prediction if target is None else target
        others = logits[:, [other for other in range(CLASSES) if other != digit]].amax(1)
        margin = logits[:, digit] - others
        (slope,) = torch.autograd.grad((margin if target is not None else -margin).sum(), variable)
    return slope


def within_ink(changed: Tensor, x: Tensor) -> Tensor:
    """Between no ink and full ink, or where x lies outside of that, no further outside than x."""
    return torch.minimum(torch.maximum(changed, x.clamp(max=NO_INK)), x.clamp(min=FULL_INK))


NUDGES: Mapping[str, NudgeMethod] = MappingProxyType({"sign": along_the_sign, "projected": in_projected_steps})
