"""`python -m training.units`: what every channel and unit likes, measured on the 10,000 test digits of MNIST.

The result lies beside the checkpoint, where `lenetlab.units` finds it. N images, U channels or units of a stage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from torch import Tensor
from tqdm import tqdm

import training.needs  # noqa: F401  first of all: it says what is not installed
from lenetlab import CLASSES, Conv1Config, LeNet, StageUnits, load, pretrained_path, save_units
from training.command import exit_code
from training.data import Digits, load_test, normalise

BATCH = 500
EXAMPLES = 9
# The stage whose output says how much a unit is excited, by the stage that has its weights.
MEASURED_AT = {"conv1": "relu1", "conv2": "relu2", "fc1": "relu3", "fc2": "relu4", "fc3": "fc3"}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.units", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=pretrained_path(), help="(default: %(default)s)")
    path: Path = parser.parse_args(arguments).checkpoint
    torch.set_num_threads(1)
    return exit_code("training.units", lambda: write(path), "interrupted; nothing was written")


def write(checkpoint: Path) -> None:
    model, digits = load(checkpoint), load_test(torch.device("cpu"))
    configurations = tqdm(Conv1Config.all(), "units", leave=False, disable=None)
    written = save_units({conv1: units_of(model, digits, conv1) for conv1 in configurations}, checkpoint)
    print(f"wrote {written}")


def units_of(model: LeNet, digits: Digits, conv1: Conv1Config) -> dict[str, StageUnits]:
    """The units of every stage that has weights, in one configuration."""
    excited = excitement(model, digits, conv1)
    return {stage: stage_units(excited[stage], digits.labels) for stage in MEASURED_AT}


def excitement(model: LeNet, digits: Digits, conv1: Conv1Config) -> dict[str, Tensor]:
    """By stage, how much each image excites each unit: its largest value, (N, U)."""
    stage_of = {at: stage for stage, at in MEASURED_AT.items()}
    parts: dict[str, list[Tensor]] = {stage: [] for stage in MEASURED_AT}
    network = model.sequential(conv1).eval()
    with torch.no_grad():
        for images in digits.images.split(BATCH):
            x = normalise(images)
            for name, module in network.named_children():
                x = module(x)
                if name in stage_of:
                    parts[stage_of[name]].append(x.flatten(2).amax(2) if x.ndim == 4 else x)
    return {stage: torch.cat(batches) for stage, batches in parts.items()}


def stage_units(excited: Tensor, labels: Tensor) -> StageUnits:
    """excited: (N, U); labels: (N,)."""
    mean = torch.stack([excited[labels == digit].mean(0) for digit in range(CLASSES)], 1)  # (U, 10)
    least_first = excited.argsort(dim=0, stable=True)[:EXAMPLES]  # (9, U)
    most_first = excited.argsort(dim=0, descending=True, stable=True)[:EXAMPLES]
    return StageUnits(mean, most_first.T.contiguous(), least_first.T.contiguous())


if __name__ == "__main__":
    sys.exit(main())
