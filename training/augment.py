"""Random distortion of a whole batch at once: affine, elastic, and thicker lines."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.recipe import Recipe

HALF_IMAGE = 14.0
PULLS = 5  # places along each side of an image that are pulled about, seven pixels from one to the next
ROOM_FOR_THICKER = 0.1  # how much smaller a digit becomes when its lines grow by a pixel on every side


def distort(images: Tensor, recipe: Recipe, generator: torch.Generator) -> Tensor:
    """Thicken, rotate, scale, shear, shift and bend each of (B, 1, 28, 28) by its own random amounts.

    Ink stays in [0, 1].
    """
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
    grid = grid + bends(n, recipe.bend, generator).to(images.device)
    return F.grid_sample(thickened(images, thicker.to(images.device)), grid, align_corners=False)


def bends(count: int, largest: float, generator: torch.Generator) -> Tensor:
    """Elastic distortion (Simard, Steinkraus & Platt 2003): how far every pixel is pulled away, and its neighbours
    nearly as far.

    largest: pixels, the standard deviation of the pull in the image that is bent most; each is bent by a random share
    of it. Returns (count, 28, 28, 2), in the units of `grid_sample`, where half an image is 1.
    """
    strength = torch.rand(count, 1, 1, 1, generator=generator) * largest / HALF_IMAGE
    pulls = torch.randn(count, 2, PULLS, PULLS, generator=generator) * strength
    smooth = F.interpolate(pulls, size=(28, 28), mode="bicubic", align_corners=True)  # (count, 2, 28, 28)
    return smooth.permute(0, 2, 3, 1)


def thickened(images: Tensor, amounts: Tensor) -> Tensor:
    """Each image (1, 28, 28) with thicker lines: 0 leaves it, 1 gives each pixel the most ink of its 3×3 neighbours."""
    grown = F.max_pool2d(images, 3, stride=1, padding=1)  # (B, 1, 28, 28)
    return torch.lerp(images, grown, amounts.view(-1, 1, 1, 1))
