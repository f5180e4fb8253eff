"""Recipe: every setting of a training run, in one frozen record that the model card repeats."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import cos, isfinite, pi


@dataclass(frozen=True)
class Recipe:
    """How the weights are made. Raises ValueError that names the field, the value and what is allowed.

    learning_rate: the peak of the one-cycle schedule. average_decay: of the moving average of the weights, which is
    what is kept. rotation in degrees, shift in pixels, scale and shear as fractions: the largest random distortion.
    """

    epochs: int = 8
    batch_size: int = 256
    seed: int = 0
    learning_rate: float = 4e-3
    weight_decay: float = 0.01
    label_smoothing: float = 0.02
    average_decay: float = 0.995
    rotation: float = 12.0
    scale: float = 0.12
    shear: float = 0.2
    shift: float = 1.5

    def __post_init__(self) -> None:
        for field, low in (("epochs", 1), ("batch_size", 1), ("seed", 0)):
            value = getattr(self, field)
            if value < low:
                raise ValueError(f"{field} is {value}; allowed: {low} or more")
        for entry in fields(self):
            if not isfinite(getattr(self, entry.name)) or getattr(self, entry.name) < 0:
                raise ValueError(f"{entry.name} is {getattr(self, entry.name)}; allowed: a number from 0 up")

    def learning_rate_at(self, progress: float) -> float:
        """One cycle (Smith & Topin 2017): a cosine up to the peak in the first 30 %, and down to nearly nothing."""
        warm_up = 0.3
        if progress < warm_up:
            return self.learning_rate * (0.04 + 0.96 * (1 - cos(pi * progress / warm_up)) / 2)
        return self.learning_rate * (1e-3 + (1 + cos(pi * (progress - warm_up) / (1 - warm_up))) / 2)
