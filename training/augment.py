"""Random affine distortion of a whole batch at once."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.recipe import Recipe

HALF_IMAGE = 14.0


def distort(images: Tensor, recipe: Recipe, generator: torch.Generator) -> Tensor:
    """Rotate, scale, shear and shift every image of (B, 1, 28, 28) by its own random amounts; ink stays in [0, 1]."""
    n = len(images)

    def amount(limit: float) -> Tensor:
        return (torch.rand(n, generator=generator) * 2 - 1) * limit

    angle = torch.deg2rad(amount(recipe.rotation))
    cos, sin = angle.cos(), angle.sin()
    shear = amount(recipe.shear)
    width, height = 1 + amount(recipe.scale), 1 + amount(recipe.scale)
    right, down = amount(recipe.shift) / HALF_IMAGE, amount(recipe.shift) / HALF_IMAGE
    rows = [cos / width, (shear * cos - sin) / width, right, sin / height, (shear * sin + cos) / height, down]
    transform = torch.stack(rows, 1).view(n, 2, 3).to(images.device)  # (B, 2, 3), from output to input places
    grid = F.affine_grid(transform, list(images.shape), align_corners=False)  # (B, 28, 28, 2)
    return F.grid_sample(images, grid, align_corners=False)
