"""Recipe: every setting of a training run, in one frozen record that the model card repeats."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import cos, pi
from numbers import Integral, Real

ALLOWED: dict[str, tuple[float, float]] = {
    "epochs": (1, 10_000),
    "batch_size": (10, 55_000),
    "seed": (0, 2**31 - 1),
    "handwritten": (100, 10_000_000),
    "nondigits": (100, 10_000_000),
    "handwritten_share": (0, 0.8),
    "nondigit_share": (0, 0.2),
    "search": (0, 1),
    "learning_rate": (0, 1),
    "weight_decay": (0, 10),
    "distillation": (0, 1),
    "average_decay": (0, 0.99999),
    "rotation": (0, 180),
    "scale": (0, 0.9),
    "shear": (0, 2),
    "shift": (0, 28),
    "bend": (0, 4),
    "thicken": (0, 1),
}


@dataclass(frozen=True)
class Recipe:
    """How the weights are made. Raises ValueError that names the field, the value and the allowed values.

    epochs: passes over the training images of MNIST. batch_size: images in a step, of which handwritten_share are
    written by the generator and nondigit_share are not digits; handwritten and nondigits: how many of each are drawn
    before training, and a little print beside them. search: how much more often styles of writing come up that are
    misread, 0 for not at all. learning_rate: the peak of the one-cycle schedule. distillation: how much the other
    configurations learn from the default's answers rather than from labels. average_decay: of the moving average of the
    weights, which becomes the checkpoint. rotation in degrees, shift in pixels, scale and shear as fractions: the
    largest random distortion. bend: how far places of an image are pulled about, in pixels, in those that are bent
    most. thicken: the share of images whose lines are made thicker.
    """

    epochs: int = 90
    batch_size: int = 256
    seed: int = 0
    handwritten: int = 160_000
    nondigits: int = 100_000
    handwritten_share: float = 0.33
    nondigit_share: float = 0.12
    search: float = 0.2
    learning_rate: float = 3e-3
    weight_decay: float = 0.02
    distillation: float = 0.5
    average_decay: float = 0.999
    rotation: float = 12.0
    scale: float = 0.12
    shear: float = 0.2
    shift: float = 1.5
    bend: float = 1.2
    thicken: float = 0.25

    def __post_init__(self) -> None:
        for entry in fields(self):
            value, (low, high) = getattr(self, entry.name), ALLOWED[entry.name]
            is_whole = isinstance(entry.default, int)
            is_number = isinstance(value, Integral if is_whole else Real) and not isinstance(value, bool)
            if not is_number or not low <= value <= high:
                kind = "whole numbers" if is_whole else "numbers"
                raise ValueError(f"{entry.name} is {value!r}; allowed: {kind} from {low:,} to {high:,}")
        if self.parts[0] < 1:
            raise ValueError(f"batch_size is {self.batch_size}: with these shares there is no room for MNIST in it")

    def learning_rate_at(self, progress: float) -> float:
        """One cycle (Smith & Topin 2017): a cosine up to the peak in the first 15 %, and down to nearly nothing."""
        warm_up = 0.15
        if progress < warm_up:
            return self.learning_rate * (0.04 + 0.96 * (1 - cos(pi * progress / warm_up)) / 2)
        return self.learning_rate * (1e-3 + (1 + cos(pi * (progress - warm_up) / (1 - warm_up))) / 2)

    @property
    def parts(self) -> tuple[int, int, int]:
        """How many images of a step come from MNIST, from the generator, and are no digits."""
        handwritten = round(self.batch_size * self.handwritten_share)
        nondigits = round(self.batch_size * self.nondigit_share)
        return self.batch_size - handwritten - nondigits, handwritten, nondigits


QUICK: dict[str, int] = {"epochs": 4, "handwritten": 12_000, "nondigits": 3_000}
