"""The settings of the first convolution, and the shape that every stage has with them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from lenetlab.whole_numbers import whole_number

IMAGE_SIZE = 28
CLASSES = 10

CONV1_ALLOWED: dict[str, tuple[int, ...]] = {
    "kernel_size": (3, 5),
    "stride": (1, 2),
    "padding": (0, 1, 2),
    "filters": tuple(range(1, 17)),
}

CONV2_FILTERS = 32
CONV2_KERNEL_SIZE = 5
CONV2_PADDING = 2
POOL3_SIZE = 4
FC1_UNITS = 120
FC2_UNITS = 84


def conv_output_size(size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> int:
    """Side of the output of a convolution or a pool over a square of side ``size``: ⌊(n + 2p − k) / s⌋ + 1."""
    return (size + 2 * padding - kernel_size) // stride + 1


@dataclass(frozen=True)
class Conv1Config:
    """The four settings of the first convolution.

    kernel_size: 3 or 5. stride: 1 or 2. padding: 0, 1 or 2 (zeros on every side). filters: 1 to 16.
    Raises ValueError that names the field, the value and the allowed values.

    >>> Conv1Config(stride=2).conv1_size
    12
    """

    kernel_size: int = 5
    stride: int = 1
    padding: int = 0
    filters: int = 16

    def __post_init__(self) -> None:
        for field, allowed in CONV1_ALLOWED.items():
            value = getattr(self, field)
            number = whole_number(value)
            if number not in allowed:
                choices = ", ".join(map(str, allowed))
                raise ValueError(f"{field} is {value!r}; allowed: {choices}")
            object.__setattr__(self, field, number)

    @staticmethod
    def all() -> tuple[Conv1Config, ...]:
        """The 36 configurations of kernel 3|5, stride 1|2, padding 0|1|2 and filters 6|12|16."""
        grid = product(CONV1_ALLOWED["kernel_size"], CONV1_ALLOWED["stride"], CONV1_ALLOWED["padding"], (6, 12, 16))
        return tuple(Conv1Config(*values) for values in grid)

    @property
    def conv1_size(self) -> int:
        """Side of each map of conv1, in cells."""
        return conv_output_size(IMAGE_SIZE, self.kernel_size, self.stride, self.padding)

    @property
    def pool1_window(self) -> int:
        """Side of the window of pool1: 2 after stride 1; 1 after stride 2, which has halved the maps already."""
        return 2 // self.stride

    @property
    def pool1_size(self) -> int:
        """Side of each map of pool1 and of conv2, whose padding keeps it, in cells."""
        return self.conv1_size // self.pool1_window

    @property
    def pool2_size(self) -> int:
        """Side of each map of pool2, in cells."""
        return conv_output_size(self.pool1_size, 2, 2)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Shape of every stage's output, without a batch axis, in the order of the forward pass."""
        n1, n2, n3 = self.conv1_size, self.pool1_size, self.pool2_size
        return {
            "input": (1, IMAGE_SIZE, IMAGE_SIZE),
            "conv1": (self.filters, n1, n1),
            "relu1": (self.filters, n1, n1),
            "pool1": (self.filters, n2, n2),
            "conv2": (CONV2_FILTERS, n2, n2),
            "relu2": (CONV2_FILTERS, n2, n2),
            "pool2": (CONV2_FILTERS, n3, n3),
            "pool3": (CONV2_FILTERS, POOL3_SIZE, POOL3_SIZE),
            "flatten": (CONV2_FILTERS * POOL3_SIZE**2,),
            "fc1": (FC1_UNITS,),
            "relu3": (FC1_UNITS,),
            "fc2": (FC2_UNITS,),
            "relu4": (FC2_UNITS,),
            "fc3": (CLASSES,),
            "softmax": (CLASSES,),
        }

    @property
    def weights(self) -> int:
        """How many weights, biases included, a network of this configuration works with."""
        return sum(outputs * (inputs + 1) for outputs, inputs, _ in self._weighted)

    @property
    def multiply_adds(self) -> int:
        """How many products of an input and a weight are added up to read one image."""
        return sum(outputs * inputs * places for outputs, inputs, places in self._weighted)

    @property
    def _weighted(self) -> tuple[tuple[int, int, int], ...]:
        """For each stage with weights: its outputs, the inputs that each of them sees, and at how many places."""
        return (
            (self.filters, self.kernel_size**2, self.conv1_size**2),
            (CONV2_FILTERS, self.filters * CONV2_KERNEL_SIZE**2, self.pool1_size**2),
            (FC1_UNITS, CONV2_FILTERS * POOL3_SIZE**2, 1),
            (FC2_UNITS, FC1_UNITS, 1),
            (CLASSES, FC2_UNITS, 1),
        )

    def __str__(self) -> str:
        k = self.kernel_size
        return f"{self.filters} filters of {k}×{k}, stride {self.stride}, padding {self.padding}"
