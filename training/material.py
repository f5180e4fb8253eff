"""What a run learns from: MNIST, handwriting of the generator's with some print, and what is no digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from training.data import Digits, concatenated
from training.nondigits import drawn_nondigits
from training.recipe import Recipe
from training.search import PRINT, handwriting
from training.typeset import has_typeset, typeset_digits

# Of the digits that are not MNIST's, in print: enough to show that print as such is nothing to refuse.
TYPESET_SHARE = 0.02


@dataclass(frozen=True, eq=False)
class Material:
    """Three sources; the labels of the last are all NO_DIGIT. styles: of what is handwritten, to search among."""

    mnist: Digits
    handwritten: Digits
    nondigits: Digits
    styles: Tensor | None = None


def gather(mnist: Digits, recipe: Recipe, workers: int | None = None, rank: int = 0, ranks: int = 1) -> Material:
    """Draw as many images as the recipe asks for; each of several processes draws its own share and gets only that."""
    device = mnist.labels.device
    own = len(mnist) // ranks
    fits = min(part for part in recipe.parts if part) >= ranks and steps_per_epoch(own, recipe, ranks)
    if not fits:
        shared = f"{len(mnist):,} images and {ranks} processes"
        raise ValueError(f"batch_size is {recipe.batch_size}: too small or too large for {shared}")
    share = torch.arange(rank, own * ranks, ranks, device=device)
    seed = (recipe.seed, rank)
    written = handwriting(recipe.handwritten // ranks, seed, workers)
    in_print = typeset_digits(round(len(written.styles) * TYPESET_SHARE) if has_typeset() else 0, seed, workers)
    return Material(
        mnist.take(share),
        concatenated([written.digits, in_print]).to(device),
        drawn_nondigits(recipe.nondigits // ranks, seed, workers).to(device),
        torch.cat([written.styles, torch.full((len(in_print),), PRINT)]),
    )


def batches(
    material: Material,
    recipe: Recipe,
    generator: torch.Generator,
    ranks: int = 1,
    chances: Tensor | None = None,
) -> Iterator[Digits]:
    """One epoch: every image of MNIST once in random order, but for a last incomplete batch, with the others mixed in.

    chances: how often each of what is handwritten comes up, None for all alike. Each of several processes makes its
    share of every batch; a remainder that cannot be shared out evenly is left out.
    """
    from_mnist, *others = (part // ranks for part in recipe.parts)
    order = torch.randperm(len(material.mnist), generator=generator)
    for start in range(0, steps_per_epoch(len(material.mnist), recipe, ranks) * from_mnist, from_mnist):
        parts = [material.mnist.take(order[start : start + from_mnist].to(material.mnist.labels.device))]
        sources = ((material.handwritten, chances), (material.nondigits, None))
        for (source, weights), count in zip(sources, others, strict=True):
            if weights is None or not count:
                chosen = torch.randint(len(source), (count,), generator=generator)
            else:
                chosen = torch.multinomial(weights, count, replacement=True, generator=generator)
            parts.append(source.take(chosen.to(source.labels.device)))
        yield concatenated(parts)


def steps_per_epoch(own: int, recipe: Recipe, ranks: int = 1) -> int:
    """How many batches a process can make of its own share of MNIST."""
    return own // (recipe.parts[0] // ranks)
