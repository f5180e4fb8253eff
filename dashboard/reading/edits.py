"""What the visitor has changed of the network, as the page sends it, checked: kernels, weights, channels, units.

Each belongs to the weights that it was made in: those of a kernel size, stride and padding, pretrained or random.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

import lenetlab as ll
from dashboard.contract import CONV1_SETTINGS, EDITS
from dashboard.reading.errors import StateError, shortened
from dashboard.reading.settings import WEIGHTS, Settings
from dashboard.weights import weights_in_use

NUDGE = "input.nudge"
Place = tuple[int, ...]
Replacements = dict[str, dict[int | Place, NDArray[np.generic] | float]]


@dataclass(frozen=True)
class Edit:
    """One change. name, place: of what `lenetlab.trace` replaces, such as "conv2.weight" at (out, in) or (out, in, row,
    column), and "relu3.output" at (unit,); or "input.nudge" at (). values: of a kernel row by row, or a single one.
    """

    kernel_size: int
    stride: int
    padding: int
    weights: str
    name: str
    place: Place
    values: tuple[float, ...]

    def is_in_force(self, settings: Settings) -> bool:
        """Whether it is a change of the network with these settings, and of a part that it has."""
        conv1 = settings.conv1
        here = (conv1.kernel_size, conv1.stride, conv1.padding, settings.weights)
        if here != (self.kernel_size, self.stride, self.padding, self.weights):
            return False
        return all(i < size for i, size in zip(self.place, sizes_of(self.name, conv1), strict=False))


@lru_cache(maxsize=1_000)
def sizes_of(name: str, conv1: ll.Conv1Config) -> Place:
    """The length of each axis of what can be changed. The numbers of a channel are changed all together.

    It is asked for every change of every request, and the same for all weights.
    """
    stage, _, part = name.partition(".")
    if name == NUDGE:
        return ()
    if part == "output":
        return conv1.shapes[stage][:1]
    weight, _ = weights_in_use().models["random"].weights(conv1)[stage]
    return tuple(weight.shape)


def edits_from(data: object) -> tuple[Edit, ...]:
    """Raises StateError that names the field, the value and what is allowed."""
    if data is None:
        return ()
    if not isinstance(data, list) or len(data) > EDITS.most:
        raise StateError(f"edits is {shortened(data)}; allowed: a list of {EDITS.most} changes at most")
    return tuple(map(edit_from, data))


def edit_from(data: object) -> Edit:
    names = [field.name for field in fields(Edit)]
    if not isinstance(data, Mapping) or sorted(data) != sorted(names):
        raise StateError(f"edit is {shortened(data)}; allowed: an object with {', '.join(names)}")
    conv1 = largest_of(data)
    if data["weights"] not in WEIGHTS:
        raise StateError(f"edit.weights is {shortened(data['weights'])}; allowed: {', '.join(map(str, WEIGHTS))}")
    name = data["name"]
    if not isinstance(name, str) or name not in EDITS.lengths:
        raise StateError(f"edit.name is {shortened(name)}; allowed: {', '.join(EDITS.lengths)}")
    sizes = sizes_of(name, conv1)
    place = checked_place(data["place"], sizes, EDITS.lengths[name])
    values = checked_values(data["values"], math.prod(sizes[len(place) :]), *ends_of(name))
    here = conv1.kernel_size, conv1.stride, conv1.padding, str(data["weights"])
    return Edit(*here, name, place, values)


def ends_of(name: str) -> tuple[float, float]:
    """The least and the largest value of a change."""
    if name == NUDGE:
        return 0.0, 1.0
    far = EDITS.farthest_output if name.endswith(".output") else EDITS.farthest
    return -far, far


def largest_of(data: Mapping[str, object]) -> ll.Conv1Config:
    """The configuration that the change belongs to, with as many filters as there can be."""
    given = {name: data[name] for name in CONV1_SETTINGS if name in data}
    try:
        return ll.Conv1Config(**given, filters=max(ll.CONV1_ALLOWED["filters"]))  # type: ignore[arg-type]
    except ValueError as error:
        raise StateError(f"edit.{str(error)[:200]}") from None


def checked_place(place: object, sizes: Sequence[int], lengths: Sequence[int]) -> Place:
    given = place if isinstance(place, list) else [None]
    numbers = tuple(i for i in given if isinstance(i, int) and not isinstance(i, bool))
    fits = len(given) in lengths and len(numbers) == len(given)
    if fits and all(0 <= i < n for i, n in zip(numbers, sizes, strict=False)):
        return numbers
    axes = ", ".join(f"0 to {size - 1}" for size in sizes) or "no axis"
    counts = " or ".join(map(str, lengths))
    raise StateError(f"edit.place is {shortened(place)}; allowed: {counts} of {axes}, from the first axis on")


def checked_values(values: object, count: int, low: float, high: float) -> tuple[float, ...]:
    given = values if isinstance(values, list) and len(values) == count else []
    numbers = [value for value in given if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if given and len(numbers) == count and all(low <= number <= high for number in numbers):
        return tuple(map(float, numbers))
    raise StateError(f"edit.values is {shortened(values)}; allowed: {count} from {low:g} to {high:g}")


def in_force(edits: Iterable[Edit], settings: Settings) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits if edit.is_in_force(settings))


def replacements_of(edits: Iterable[Edit], settings: Settings) -> Replacements:
    """The changes that are in force with these settings, as `lenetlab.trace` takes them; a later one counts."""
    found: Replacements = {}
    for edit in in_force(edits, settings):
        if edit.name == NUDGE:
            continue
        parts = found.setdefault(edit.name, {})
        parts.pop(edit.place, None)
        parts[edit.place] = as_replacement(edit)
    return found


def nudge_of(edits: Iterable[Edit], settings: Settings) -> float:
    """How much ink at most is added to or taken from every pixel, against the answer; 0 for none."""
    return next((edit.values[0] for edit in reversed(in_force(edits, settings)) if edit.name == NUDGE), 0.0)


def as_replacement(edit: Edit) -> NDArray[np.float32] | float:
    """A number, or the weights of a kernel (k, k)."""
    if len(edit.values) == 1:
        return edit.values[0]
    side = math.isqrt(len(edit.values))
    return np.array(edit.values, np.float32).reshape(side, side)
