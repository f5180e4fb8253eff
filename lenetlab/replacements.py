"""What a trace computes with in place of what the network has: weights, or what a stage gives."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from numbers import Real

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lenetlab.drawing import shown
from lenetlab.layers import Weights
from lenetlab.whole_numbers import whole_number

Value = float | Tensor | NDArray[np.generic]
Index = int | tuple[int, ...]
Replacement = Value | Mapping[Index, Value]


def check_names(replace: object, names: Collection[str]) -> None:
    """Raise ValueError unless every key is one of the names, such as "conv1.weight" or "relu2.output"."""
    if not isinstance(replace, Mapping):
        raise ValueError(
            f'replace is {type(replace).__name__}; expected a mapping such as {{"relu2.output": {{5: 0.0}}}}'
        )
    for name in replace:
        if name not in names:
            close = difflib.get_close_matches(str(name), names, n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise ValueError(f"replace has {shown(name)}, which there is not.{hint} There are: {', '.join(names)}")


def output_of(stage: str) -> str:
    """The key of what a stage gives, in `replace` and in `Trace.replaced`."""
    return f"{stage}.output"


def only_computed(values: Tensor, stage: str, where: Mapping[str, Tensor]) -> Tensor:
    """The values of a stage's numbers, 0 for those that were set: nothing goes back through them.

    where: as `Trace.replaced` has it.
    """
    is_set = where.get(output_of(stage))
    return values if is_set is None else values * ~is_set


def is_of_output(name: str) -> bool:
    return name.endswith(output_of(""))


def take_in(
    replace: Mapping[str, Replacement], weights: dict[str, Weights], where: dict[str, Tensor], stages: Sequence[str]
) -> dict[str, Replacement]:
    """Put replaced weights among `weights`, and where they are into `where`; return what replaces outputs, by stage.

    Raises ValueError for a key, an index or a value that is none.
    """
    of_weights = {f"{stage}.{part}": (stage, i) for stage in weights for i, part in enumerate(("weight", "bias"))}
    of_outputs = {output_of(stage): stage for stage in stages}
    check_names(replace, [*of_weights, *of_outputs])
    for name, (stage, i) in of_weights.items():
        if name in replace:
            pair = list(weights[stage])
            pair[i], where[name] = replaced(name, pair[i], replace[name])
            weights[stage] = (pair[0], pair[1])
    return {stage: replace[name] for name, stage in of_outputs.items() if name in replace}


def replaced(name: str, tensor: Tensor, replacement: object) -> tuple[Tensor, Tensor]:
    """A copy of the tensor with the replacement in it, and where that is: bool, of the same shape.

    replacement: a number for all of it, a tensor of its shape, or a mapping from an index, of the first axis or of
    more, to what comes there. Raises ValueError that names the place, what was given and what is allowed.
    """
    new, where = tensor.clone(), torch.zeros(tensor.shape, dtype=torch.bool, device="cpu")
    entries = replacement.items() if isinstance(replacement, Mapping) else [((), replacement)]
    for index, value in entries:
        place = checked_place(name, tensor, index)
        field = f"replace[{name!r}]" + (f"[{', '.join(map(str, place))}]" if place else "")
        new[place] = checked_value(field, value, tensor[place].shape)
        where[place] = True
    return new, where


def checked_place(name: str, tensor: Tensor, index: object) -> tuple[int, ...]:
    given = index if isinstance(index, tuple) else (index,)
    place = tuple(number for number in map(whole_number, given) if number is not None)
    fits = len(place) == len(given) <= tensor.ndim
    if not fits or not all(0 <= i < size for i, size in zip(place, tensor.shape, strict=False)):
        axes = ", ".join(f"0 to {size - 1}" for size in tensor.shape)
        raise ValueError(f"replace[{name!r}] has the index {shown(index)}; allowed: {axes}, from the first axis on")
    return place


def checked_value(field: str, value: object, shape: Sequence[int]) -> Tensor:
    """The value as float32 on the CPU: a number, or numbers of this shape."""
    numbers = as_numbers(value)
    if numbers is None:
        raise ValueError(f"{field} is {shown(value)}; expected a number, or a tensor of shape {tuple(shape)}")
    if numbers.ndim and numbers.shape != torch.Size(shape):
        raise ValueError(f"{field} has shape {tuple(numbers.shape)}; expected {tuple(shape)}")
    if not torch.isfinite(numbers).all():
        raise ValueError(f"{field} has numbers that are not finite")
    return numbers


def as_numbers(value: object) -> Tensor | None:
    """Real numbers as float32 on the CPU; None for anything else, truth values and complex numbers among it."""
    if isinstance(value, Tensor):
        is_real = value.dtype is not torch.bool and not value.is_complex()
        plain = is_real and value.layout is torch.strided and not value.is_meta
        return value.detach().to("cpu", torch.float32) if plain else None
    if isinstance(value, np.ndarray):
        is_real = np.issubdtype(value.dtype, np.floating) or np.issubdtype(value.dtype, np.integer)
        return torch.from_numpy(np.array(value, np.float32)) if is_real else None
    if not isinstance(value, Real) or isinstance(value, (bool, np.bool_)):
        return None
    try:
        return torch.tensor(float(value), dtype=torch.float32, device="cpu")
    except OverflowError:
        return torch.tensor(float("inf"), dtype=torch.float32, device="cpu")
