"""The training loop: one-cycle schedule, elastic loss, and a moving average of the weights."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn
from tqdm import tqdm

from lenetlab import Conv1Config
from training.augment import distort
from training.data import Digits, normalise
from training.elastic import ElasticLoss, configurations
from training.material import Material, batches, steps_per_epoch
from training.measure import accuracy
from training.parallel import World
from training.search import Handwriting, chances
from training.state import Run

EPOCH_SEEDS = 1_000_003  # spreads the seeds of epochs, so that no two runs share one
ESTIMATED_AFTER = 30  # steps
SHOWN_EVERY = 20  # steps
# The configurations reported after every epoch: the default, and the one with the fewest weights.
WATCHED = (Conv1Config(), Conv1Config(kernel_size=3, stride=2, filters=6))


def train(run: Run, material: Material, validation: Digits, world: World, after_epoch: Callable[[Run], object]) -> None:
    """Train to the recipe's last epoch; `after_epoch` is called in the leading process after each one."""
    loss = world.wrap(ElasticLoss(run.model, run.recipe.distillation))
    while run.epoch < run.recipe.epochs:
        began = time.perf_counter()
        train_epoch(run, loss, material, world)
        run.epoch += 1
        run.seconds += time.perf_counter() - began
        if not all(weight.isfinite().all() for weight in run.average.parameters()):
            raise ValueError(f"training came apart in epoch {run.epoch}; a lower learning_rate may help")
        if world.leads:
            report(run, validation)
            after_epoch(run)
        world.wait()


def report(run: Run, validation: Digits) -> None:
    """One line: how far, how well, and how long it will take."""
    default, smallest = (accuracy(run.average, validation, conv1) for conv1 in WATCHED)
    run.history.append((run.epoch, default, smallest))
    minutes_left = run.seconds / run.epoch * (run.recipe.epochs - run.epoch) / 60
    tqdm.write(
        f"epoch {run.epoch}/{run.recipe.epochs}: {default:.2%} of {len(validation):,} held back in the default"
        f" configuration, {smallest:.2%} in the smallest; about {minutes_left:.0f} min to go"
    )


def train_epoch(run: Run, loss: nn.Module, material: Material, world: World) -> None:
    recipe = run.recipe
    epoch_seed = recipe.seed * EPOCH_SEEDS + run.epoch
    choose = random.Random(epoch_seed)  # the same in every process
    generator = torch.Generator().manual_seed(epoch_seed * world.size + world.rank)
    steps = steps_per_epoch(len(material.mnist), recipe, world.size)
    bar = tqdm(
        batches(material, recipe, generator, world.size, chances_now(run, material, generator)),
        desc=f"epoch {run.epoch + 1}/{recipe.epochs}",
        total=steps,
        unit="step",
        leave=False,
        disable=None if world.leads else True,
    )
    run.model.train()
    began = time.perf_counter()
    for i, batch in enumerate(bar):
        for group in run.optimizer.param_groups:
            group["lr"] = recipe.learning_rate_at((run.epoch + i / steps) / recipe.epochs)
        loss_of_batch = train_step(run, loss, batch, configurations(choose), generator)
        if run.steps == ESTIMATED_AFTER and world.leads:
            seconds_per_step = (time.perf_counter() - began) / (i + 1)
            tqdm.write(f"training takes about {seconds_per_step * steps * recipe.epochs / 60:.0f} min here")
        if i % SHOWN_EVERY == 0:
            bar.set_postfix(loss=f"{float(loss_of_batch):.3f}", refresh=False)


def chances_now(run: Run, material: Material, generator: torch.Generator) -> Tensor | None:
    """How often each handwritten digit comes up in this epoch; all alike in the first, when nothing is read yet.

    What is read so far follows from the state at the end of the last epoch alone, so that a run can be resumed.
    """
    if material.styles is None or not run.epoch:
        return None
    return chances(run.average, Handwriting(material.handwritten, material.styles), run.recipe.search, generator)


def train_step(
    run: Run, loss: nn.Module, batch: Digits, chosen: list[Conv1Config], generator: torch.Generator
) -> Tensor:
    """One step on one batch in the chosen configurations. Returns the loss."""
    images = normalise(distort(batch.images, run.recipe, generator)).contiguous(memory_format=torch.channels_last)
    run.optimizer.zero_grad()
    loss_of_batch: Tensor = loss(images, batch.labels, chosen)
    loss_of_batch.backward()
    run.optimizer.step()
    run.steps += 1
    update_average(run)
    return loss_of_batch.detach()


def update_average(run: Run) -> None:
    """Move the average towards the weights: quickly in the first steps, when they are still poor."""
    decay = min(run.recipe.average_decay, (1 + run.steps) / (10 + run.steps))
    with torch.no_grad():
        torch._foreach_lerp_(list(run.average.parameters()), list(run.model.parameters()), 1 - decay)
