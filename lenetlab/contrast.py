"""Contrast and contrast(): why one digit and not another, split exactly at every stage.

The network is piecewise linear: for the input at hand it is a chain of sums. So the difference of two logits is, at
every stage, the sum of each number times the slope from it, and of what the biases of the later stages add.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor
from torch.nn.grad import conv2d_weight

from lenetlab.attribution import checked_digit, gradients_of, seed_of
from lenetlab.by_stage import ByStage
from lenetlab.figure import Figure
from lenetlab.largest import largest_first
from lenetlab.replacements import only_computed, output_of
from lenetlab.single_image import undisturbed
from lenetlab.trace import Trace, check_trace

PATH_TO = "conv2"


@dataclass(frozen=True, eq=False, repr=False)
class StageContrast:
    """What the numbers of one stage add to the difference, in logits: parts.sum() + rest = its value.

    parts: gradient × activation of every number of the stage, shaped as its output, (C, H, W) or (D,), float64; above 0
    what speaks for a, below 0 what speaks for b. rest: what the biases of all later stages add, and numbers there that
    were replaced.
    """

    name: str
    parts: Tensor
    rest: float

    @property
    def by_channel(self) -> Tensor:
        """What each channel adds, (C,), or each unit of a stage without maps, (D,)."""
        return self.parts.flatten(1).sum(1) if self.parts.ndim == 3 else self.parts

    def largest(self, n: int = 10) -> list[tuple[int, float]]:
        """The n channels or units that add or take away most, with what they add, largest magnitude first.

        Raises ValueError where n is no whole number from 0.
        """
        by_channel = self.by_channel
        return [(channel, float(by_channel[channel])) for channel in largest_first(by_channel, n).tolist()]

    def __repr__(self) -> str:
        kind = "channel" if self.parts.ndim == 3 else "unit"
        largest = ", ".join(f"{kind} {channel} {share:+.3f}" for channel, share in self.largest(3) if share)
        return f"{self.name:<8} {float(self.parts.sum()):+9.4f}  biases after it {self.rest:+9.4f}   {largest}"


@dataclass(frozen=True, eq=False, repr=False)
class Contrast(ByStage[StageContrast]):
    """Why digit a and not digit b, at every stage from the input to fc3: index it by the stage's name.

    a, b: the digits; b is None where it is the logit of a alone that is split. value: logit a − logit b, or logit a.
    by_path: what comes by way of each pair of channels, (channels of conv2, channels of conv1), float64: through
    channel j of pool1 into channel i of conv2. by_path.sum() is what all of pool1 adds.
    """

    a: int
    b: int | None
    value: float
    stages: Mapping[str, StageContrast]
    by_path: Tensor

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from lenetlab.pictures import of_contrast

        return of_contrast(self)

    def plot(self, stage: str = "input") -> Figure:
        """What each number of a stage adds, as a Plotly figure.

        Raises UnknownStageError (a KeyError) for a stage that there is not, ImportError where Plotly is not installed.
        """
        from lenetlab import plots

        return plots.tiles(self[stage].parts, f"{stage}: for {self.a}")

    def __repr__(self) -> str:
        what = f"logit {self.a}" if self.b is None else f"logit {self.a} − logit {self.b}"
        return "\n  ".join([f"Contrast: {what} = {self.value:.4f}", *map(repr, self.stages.values())])


def contrast(trace: Trace, a: int | None = None, b: int | None = None) -> Contrast:
    """Split logit a − logit b at every stage into what each of its numbers adds; logit a alone where b is None.

    a, b: 0 to 9; a is the predicted digit where it is None. At every stage Σ gradient × activation, and what the biases
    of later stages add, make the difference, to 1e-4 where activations are of usual size, else to 1e-6 of the largest:
    the completeness of a piecewise linear network (gradient × input, Shrikumar et al. 2016; with the biases, Srinivas &
    Fleuret 2019). An input of 0 adds nothing: that is a grey of 13 %, MNIST's mean.
    Raises ValueError for another digit, for b equal to a, and where `trace` is no Trace.

    >>> from lenetlab import LeNet, drawn_sample, preprocess, trace
    >>> c = contrast(trace(LeNet(seed=0), preprocess(drawn_sample(0).drawing)), 7, 1)
    >>> abs(float(c["conv1"].parts.sum()) + c["conv1"].rest - c.value) < 1e-4
    True
    """
    check_trace(trace)
    first = trace.prediction if a is None else checked_digit(a, "a")
    second = None if b is None else checked_digit(b, "b")
    if second == first:
        raise ValueError(f"b is {second}, and so is a: a contrast needs two digits, or b=None for one alone")
    gradients = gradients_of(trace, seed_of(first, second))
    with undisturbed():
        logits = trace.logits.double()
        value = float(logits[first]) - (0.0 if second is None else float(logits[second]))
        return Contrast(first, second, value, stages_of(trace, gradients), paths_of(trace, gradients))


def stages_of(trace: Trace, gradients: Mapping[str, Tensor]) -> dict[str, StageContrast]:
    """From the last stage to the first, so that the biases of what comes later are known; in forward order.

    A number that was replaced is to the stages before it what a bias is: it is added, whatever they give.
    """
    from_the_last: list[StageContrast] = []
    rest = 0.0
    for layer in reversed(trace[:-1]):
        gradient = gradients[layer.name].double()
        parts = gradient * layer.output.double()
        from_the_last.append(StageContrast(layer.name, parts, rest))
        set_by_hand = trace.replaced.get(output_of(layer.name))
        if set_by_hand is not None:
            rest += float(parts[set_by_hand].sum())
            gradient = gradient * ~set_by_hand
        if layer.bias is not None:
            of_bias = gradient.flatten(1).sum(1) if gradient.ndim == 3 else gradient
            rest += float(of_bias @ layer.bias.double())
    return {stage.name: stage for stage in reversed(from_the_last)}


def paths_of(trace: Trace, gradients: Mapping[str, Tensor]) -> Tensor:
    """What goes through each channel of pool1 into each channel of conv2, (channels of conv2, of pool1), float64."""
    layer = trace[PATH_TO]
    assert layer.weight is not None
    slopes = only_computed(gradients[PATH_TO].double(), PATH_TO, trace.replaced)
    padding, stride = layer.params["padding"], layer.params["stride"]
    # The slope of every weight: what went in, correlated with the slopes of what came out, a pair of maps at a time.
    of_each_weight = conv2d_weight(
        layer.input.double()[None], layer.weight.shape, slopes[None], stride, padding
    )  # (out, in, k, k)
    through_each_kernel: Tensor = (of_each_weight * layer.weight.double()).sum((2, 3))
    return through_each_kernel
