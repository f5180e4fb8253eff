"""Random distortion of a whole batch at once: affine, and thicker lines."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.recipe import Recipe

HALF_IMAGE = 14.0
ROOM_FOR_THICKER = 0.1  # how much smaller a digit becomes when its lines grow by a pixel on every side


def distort(images: Tensor, recipe: Recipe, generator: torch.Generator) -> Tensor:
    """Thicken, rotate, scale, shear and shift each of (B, 1, 28, 28) by its own random amounts; ink stays in [0, 1]."""
    n = len(images)

    def amount(limit: float) -> Tensor:
        return (torch.rand(n, generator=generator) * 2 - 1) * limit

    angle = torch.deg2rad(amount(recipe.rotation))
    cos, sin = angle.cos(), angle.sin()
    shear = amount(recipe.shear)
    width, height = 1 + amount(recipe.scale), 1 + amount(recipe.scale)
    right, down = amount(recipe.shift) / HALF_IMAGE, amount(recipe.shift) / HALF_IMAGE
    chance = torch.rand(n, generator=generator)
    thicker = (1 - chance / recipe.thicken).clamp(min=0) if recipe.thicken else torch.zeros(n)  # (B,), 0 to 1
    width, height = width / (1 + ROOM_FOR_THICKER * thicker), height / (1 + ROOM_FOR_THICKER * thicker)
    rows = [cos / width, (shear * cos - sin) / width, right, sin / height, (shear * sin + cos) / height, down]
    transform = torch.stack(rows, 1).view(n, 2, 3).to(images.device)  # (B, 2, 3), from output to input places
    grid = F.affine_grid(transform, list(images.shape), align_corners=False)  # (B, 28, 28, 2)
    return F.grid_sample(thickened(images, thicker.to(images.device)), grid, align_corners=False)


def thickened(images: Tensor, amounts: Tensor) -> Tensor:
    """Each image (1, 28, 28) with thicker lines: 0 leaves it, 1 gives each pixel the most ink of its 3×3 neighbours."""
    grown = F.max_pool2d(images, 3, stride=1, padding=1)  # (B, 1, 28, 28)
    return torch.lerp(images, grown, amounts.view(-1, 1, 1, 1))
