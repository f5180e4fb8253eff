"""Recipe: every setting of a training run, in one frozen record that the model card repeats."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import cos, pi

ALLOWED: dict[str, tuple[float, float]] = {
    "epochs": (1, 10_000),
    "batch_size": (1, 55_000),
    "seed": (0, 2**31 - 1),
    "learning_rate": (0, 1),
    "weight_decay": (0, 10),
    "label_smoothing": (0, 0.9),
    "average_decay": (0, 0.99999),
    "rotation": (0, 180),
    "scale": (0, 0.9),
    "shear": (0, 2),
    "shift": (0, 28),
}


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
        for entry in fields(self):
            value, (low, high) = getattr(self, entry.name), ALLOWED[entry.name]
            if not low <= value <= high:
                raise ValueError(f"{entry.name} is {value}; allowed: {low:,} to {high:,}")

    def learning_rate_at(self, progress: float) -> float:
        """One cycle (Smith & Topin 2017): a cosine up to the peak in the first 30 %, and down to nearly nothing."""
        warm_up = 0.3
        if progress < warm_up:
            return self.learning_rate * (0.04 + 0.96 * (1 - cos(pi * progress / warm_up)) / 2)
        return self.learning_rate * (1e-3 + (1 + cos(pi * (progress - warm_up) / (1 - warm_up))) / 2)
