"""LayerTrace, Trace and trace(): every stage of one forward pass, kept.

C channels, H and W height and width, D features; nothing in a trace has a batch axis.
"""

from __future__ import annotations

import difflib
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TypeVar, overload

import torch
from torch import Tensor

from lenetlab.config import Conv1Config
from lenetlab.drawing import shown
from lenetlab.figure import Figure
from lenetlab.layers import Weights
from lenetlab.model import DEFAULT_CONV1, LeNet, check_input, steps
from lenetlab.own_weights import own, own_weights
from lenetlab.replacements import Replacement, output_of, replaced, take_in
from lenetlab.single_image import quick_operations, undisturbed
from lenetlab.trace_files import REPLACED, read_trace, write_trace
from lenetlab.whole_numbers import whole_number

T = TypeVar("T")
NO_WEIGHTS = (None, None)
WRAPPED = ("module", "_orig_mod")  # DataParallel and its relatives; torch.compile


class UnknownStageError(KeyError, IndexError):
    """The trace has no stage of this name or at this position; the message lists the stages that it has."""

    def __str__(self) -> str:
        return str(self.args[0])


def entry_of(by_name: Mapping[str, T], name: object) -> T:
    """What belongs to the stage of that name. Raises UnknownStageError with the nearest name, and all of them."""
    if isinstance(name, str):
        if name in by_name:
            return by_name[name]
        close = difflib.get_close_matches(name, by_name, n=1)
        raise UnknownStageError(no_stage(name, f" Did you mean {close[0]!r}?" if close else "", by_name))
    raise UnknownStageError(no_stage(name, " Expected a name.", by_name))


def no_stage(name: object, hint: str, names: Iterable[str]) -> str:
    return f"no stage {shown(name)}.{hint} There are: {', '.join(names)}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LayerTrace:
    """One stage of a forward pass.

    name: "conv1"; kind: input, conv, relu, max_pool, avg_pool, flatten, linear or softmax.
    input, output: what the stage received and what it returned, (C, H, W) or (D,), float32 on the CPU, detached.
    weight, bias: the weights that the stage used, (out, in, k, k) or (out, in), and (out,); None where it has none.
    params: its settings, such as kernel_size, stride and padding.
    """

    name: str
    kind: str
    input: Tensor
    output: Tensor
    weight: Tensor | None
    bias: Tensor | None
    params: Mapping[str, int]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from lenetlab.pictures import of_layer

        return of_layer(self)

    def plot(self) -> Figure:
        """The stage as a Plotly figure: its maps side by side, or its units as bars. ImportError without Plotly."""
        from lenetlab import plots

        return plots.tiles(self.output, self.name)

    def __repr__(self) -> str:
        shape = ",".join(map(str, self.output.shape))
        low, high = map(float, self.output.aminmax())
        weights = 0 if self.weight is None or self.bias is None else self.weight.numel() + self.bias.numel()
        suffix = f"  {weights:,} weights" if weights else ""
        return f"{self.name:<8} {self.kind:<8} f32[{shape}]".ljust(32) + f" {low:8.3f} .. {high:8.3f}{suffix}"


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """Every stage of one forward pass, with the weights it was made with.

    Index by name, position or slice, iterate in order, ask for `.logits`, `.probabilities`, `.prediction`.
    replaced: where something else was computed with than the network has: by "conv1.weight" or "relu2.output", bool of
    its shape. What came there stands in the weights and outputs themselves.
    """

    conv1: Conv1Config
    activations: tuple[Tensor, ...]
    weights: Mapping[str, Weights]
    replaced: Mapping[str, Tensor] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, LayerTrace]:
        """The stages by name, in order; made when first asked for."""
        inputs = (self.activations[0], *self.activations[:-1])
        layers = {}
        for step, x, y in zip(steps(self.conv1), inputs, self.activations, strict=True):
            weight, bias = self.weights.get(step.name, NO_WEIGHTS)
            layers[step.name] = LayerTrace(step.name, step.kind, x, y, weight, bias, dict(step.params))
        return layers

    @cached_property
    def layers(self) -> tuple[LayerTrace, ...]:
        """All stages, in the order of the forward pass."""
        return tuple(self.by_name.values())

    @overload
    def __getitem__(self, key: str | int) -> LayerTrace: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[LayerTrace, ...]: ...
    def __getitem__(self, key: str | int | slice) -> LayerTrace | tuple[LayerTrace, ...]:
        """The stage with that name or position, from the end where it is negative, or the stages of a slice.

        Raises UnknownStageError (a KeyError and an IndexError) that lists all stages.
        """
        if isinstance(key, str):
            return entry_of(self.by_name, key)
        if isinstance(key, slice):
            return self.layers[key]
        position = whole_number(key)
        if position is None or not -len(self) <= position < len(self):
            allowed = f" Allowed are names, and positions from {-len(self)} to {len(self) - 1}."
            raise UnknownStageError(no_stage(key, allowed, self.names))
        return self.layers[position]

    def __iter__(self) -> Iterator[LayerTrace]:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.activations)

    def __contains__(self, name: object) -> bool:
        """Whether there is a stage of that name."""
        return isinstance(name, str) and name in self.by_name

    def __repr__(self) -> str:
        digit, p = self.top(1)[0]
        head = f"Trace({self.conv1}): reads {digit} with {p:.1%}"
        changed = [f"replaced: {int(where.sum()):,} in {name}" for name, where in self.replaced.items()]
        return "\n  ".join([head, *changed, *map(repr, self.layers)])

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from lenetlab.pictures import of_trace

        return of_trace(self)

    def plot(self) -> Figure:
        """The ten probabilities as a Plotly figure. Raises ImportError where Plotly is not installed."""
        from lenetlab import plots

        return plots.bars([str(digit) for digit in range(10)], self.probabilities.tolist(), str(self.conv1))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all stages, in the order of the forward pass."""
        return tuple(self.by_name)

    @property
    def logits(self) -> Tensor:
        """The ten scores before softmax, (10,)."""
        return self.activations[-2]

    @property
    def probabilities(self) -> Tensor:
        """The ten probabilities, (10,), summing to one."""
        return self.activations[-1]

    @property
    def prediction(self) -> int:
        """The digit with the highest logit, 0 to 9, which has the highest probability."""
        return int(self.logits.argmax())

    def top(self, k: int = 3) -> list[tuple[int, float]]:
        """The k most probable digits with their probabilities, best first; k is 1 to 10."""
        number = whole_number(k)
        if number is None or not 1 <= number <= len(self.logits):
            raise ValueError(f"k is {shown(k)}; allowed: 1 to {len(self.logits)}")
        digits = self.logits.argsort(descending=True, stable=True)[:number].tolist()
        return [(digit, float(self.probabilities[digit])) for digit in digits]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the trace with its weights as an uncompressed .npz file, whole or not at all."""
        arrays: dict[str, Tensor] = {}
        for layer in self.layers:
            parts = {"output": layer.output, "weight": layer.weight, "bias": layer.bias}
            arrays |= {f"{layer.name}.{part}": tensor for part, tensor in parts.items() if tensor is not None}
        arrays |= {f"{name}{REPLACED}": where.float() for name, where in self.replaced.items()}
        write_trace(path, asdict(self.conv1), arrays)

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Trace:
        """Read a trace that `save` wrote. Raises TraceFileError (a ValueError) for any other file, before anything is
        read that its configuration does not ask for."""
        with undisturbed():
            return Trace(*read_trace(path))


def trace(
    model: LeNet,
    x: Tensor,
    conv1: Conv1Config = DEFAULT_CONV1,
    *,
    replace: Mapping[str, Replacement] | None = None,
) -> Trace:
    """Run one forward pass and keep every stage.

    x: (1, 1, 28, 28), as `preprocess` makes it. The trace keeps its own copy of the weights it was made with, so it
    stays true when the model is trained on; traces made with the same weights share one copy. The model is not touched:
    no hooks, no gradients, no change of mode. Its layers are not called, which makes a trace quick; so hooks that
    change what a layer gives have no effect here.
    replace: what to compute with instead. The keys are "conv1.weight", "conv1.bias" and so on for every stage that has
    weights, and "relu2.output" and so on for every stage; a value is a number for all of it, a tensor of its shape, or
    a mapping from an index, of the first axis or of more, to what comes there: {"conv1.weight": {3: kernel},
    "relu2.output": {5: 0.0}}. Of an output, later stages see what came in its place; what is read goes by the logits,
    whatever comes in the place of softmax. The trace says what was replaced; the model stays as it is.
    Raises ValueError for another shape or type of `x` or of a replacement, or numbers in them that are not finite, for
    a key or an index of `replace` that there is not, where `model` is no LeNet or has a forward or layers of its own
    that compute something else (see `LeNet.weights`), and where `conv1` is no Conv1Config.

    >>> from lenetlab import LeNet
    >>> trace(LeNet(seed=0), torch.zeros(1, 1, 28, 28))["conv1"].output.shape
    torch.Size([16, 24, 24])
    """
    check_model(model)
    check_input(x, batch=1)
    with undisturbed():
        y = own(x[0])  # (1, 28, 28)
        check_finite(x if y.dtype == x.dtype else y[None])
        weights: dict[str, Weights] = own_weights(model, conv1)
        where: dict[str, Tensor] = {}
        outputs: Mapping[str, Replacement] = {}
        if replace is not None:
            weights = dict(weights)
            outputs = take_in(replace, weights, where, [step.name for step in steps(conv1)])
        activations = []
        for step in steps(conv1, quick_operations()):
            y = step.apply(y, *weights.get(step.name, ()))
            if step.name in outputs:
                name = output_of(step.name)
                y, where[name] = replaced(name, y, outputs[step.name])
            if where and not y.isfinite().all():
                raise ValueError(
                    f"replace makes numbers of {step.name} infinite: {', '.join(where)} hold too large ones"
                )
            activations.append(y)
    return Trace(conv1, tuple(activations), weights, where)


def check_model(model: object) -> None:
    """Raise ValueError unless the model is a LeNet whose forward pass is LeNet's own."""
    if isinstance(model, LeNet):
        if type(model).forward is LeNet.forward and "forward" not in model.__dict__:
            return
        raise ValueError(
            f"model is {type(model).__name__} with a forward of its own, which a trace does not follow; "
            "expected LeNet's own forward"
        )
    inner = next((name for name in WRAPPED if isinstance(getattr(model, name, None), LeNet)), None)
    if inner is not None:
        raise ValueError(f"model is {type(model).__name__} around a LeNet; give trace what is in it: model.{inner}")
    got = shown(model) if isinstance(model, (str, os.PathLike)) else type(model).__name__
    raise ValueError(f"model is {got}; expected a LeNet, as load_pretrained(), load(path) or LeNet(seed=0) gives")


def check_trace(trace: object) -> None:
    """Raise ValueError unless what was given as a trace is one."""
    if isinstance(trace, Trace):
        return
    is_model = isinstance(trace, torch.nn.Module)
    hint = ": give it what trace(model, x) returns, and not the model itself" if is_model else ", as trace() returns it"
    raise ValueError(
        f"trace is {shown(trace) if isinstance(trace, str) else type(trace).__name__}; expected a Trace{hint}"
    )


def check_finite(x: Tensor) -> None:
    """Raise ValueError where `x` has NaN or infinity in it; the message says where."""
    if math.isfinite(x.sum().item()):  # a sum of finite numbers may be infinite, so this is only the quick way
        return
    places = (~torch.isfinite(x)).nonzero().tolist()
    if places:
        where = tuple(places[0])
        raise ValueError(f"x[{', '.join(map(str, where))}] is {float(x[where])}; expected finite numbers")
