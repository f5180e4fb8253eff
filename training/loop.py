"""The elastic training loop: one set of weights, trained in several configurations at once.

Every step trains the default configuration and a random one ("Once-for-all", Cai et al. 2019, with the cheapest
sampling), with a one-cycle schedule, and keeps a moving average of the weights.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor
from tqdm import tqdm

from lenetlab import CONV1_ALLOWED, Conv1Config
from training.augment import distort
from training.data import Digits, Splits, normalise
from training.evaluate import accuracy
from training.state import Run

DEFAULT = Conv1Config()
SMALL_FILTERS_SHARE = 0.25
EPOCH_SEEDS = 1_000_003  # spreads the seeds of epochs, so that no two runs share one


def train(run: Run, splits: Splits, after_epoch: Callable[[Run], object]) -> float:
    """Train to the recipe's last epoch; `after_epoch` is called after each one. The validation accuracy at the end."""
    if run.epoch >= run.recipe.epochs:
        return accuracy(run.average, splits.validation, DEFAULT)
    while run.epoch < run.recipe.epochs:
        began = time.perf_counter()
        train_epoch(run, splits.train)
        run.epoch += 1
        run.seconds += time.perf_counter() - began
        held_back = accuracy(run.average, splits.validation, DEFAULT)
        tqdm.write(f"epoch {run.epoch}/{run.recipe.epochs}: {held_back:.2%} of {len(splits.validation):,} held back")
        after_epoch(run)
    return held_back


def train_epoch(run: Run, digits: Digits) -> None:
    recipe = run.recipe
    epoch_seed = recipe.seed * EPOCH_SEEDS + run.epoch
    generator = torch.Generator().manual_seed(epoch_seed)
    choose = random.Random(epoch_seed)
    order = torch.randperm(len(digits), generator=generator).to(digits.labels.device)
    batches = order.split(recipe.batch_size)
    bar = tqdm(batches, desc=f"epoch {run.epoch + 1}/{recipe.epochs}", unit="batch", dynamic_ncols=True, leave=False)
    shown_loss, shown_accuracy = 0.0, 0.0
    run.model.train()
    for i, index in enumerate(bar):
        progress = (run.epoch + i / len(batches)) / recipe.epochs
        for group in run.optimizer.param_groups:
            group["lr"] = recipe.learning_rate_at(progress)
        batch = digits.take(index)
        images = normalise(distort(batch.images, recipe, generator))
        loss, logits = train_step(run, images, batch.labels, random_configuration(choose))
        hit = float(logits.argmax(1).eq(batch.labels).float().mean())
        weight = max(0.05, 1 / (i + 1))
        shown_loss += weight * (loss - shown_loss)
        shown_accuracy += weight * (hit - shown_accuracy)
        bar.set_postfix(loss=f"{shown_loss:.3f}", accuracy=f"{shown_accuracy:.2%}", refresh=False)


def train_step(run: Run, images: Tensor, labels: Tensor, other: Conv1Config) -> tuple[float, Tensor]:
    """One step on the default configuration and one other: the mean loss, and the default's logits (B, 10)."""
    run.optimizer.zero_grad()
    losses = []
    for conv1 in (other, DEFAULT):
        logits = run.model(images, conv1)
        loss = F.cross_entropy(logits, labels, label_smoothing=run.recipe.label_smoothing) / 2
        loss.backward()
        losses.append(float(loss.detach()))
    run.optimizer.step()
    with torch.no_grad():
        pairs = zip(run.average.parameters(), run.model.parameters(), strict=True)
        for average, weight in pairs:
            average.lerp_(weight, 1 - run.recipe.average_decay)
    return sum(losses), logits.detach()


def random_configuration(choose: random.Random) -> Conv1Config:
    """A kernel, stride and padding with equal chances; mostly the offered 6, 12 or 16 filters, at times any number."""
    any_number = choose.random() < SMALL_FILTERS_SHARE
    return Conv1Config(
        kernel_size=choose.choice(CONV1_ALLOWED["kernel_size"]),
        stride=choose.choice(CONV1_ALLOWED["stride"]),
        padding=choose.choice(CONV1_ALLOWED["padding"]),
        filters=choose.choice(CONV1_ALLOWED["filters"] if any_number else (6, 12, 16)),
    )
