"""A run in progress, as one safetensors file: enough to go on after an interrupt as if there had been none.

Every epoch draws its random numbers from (seed, epoch), so nothing but the state at the end of an epoch is needed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from lenetlab import CheckpointError, LeNet, replace_file
from training.recipe import Recipe


@dataclass(eq=False)
class Run:
    """The moving parts of a training run: the weights, their moving average, the optimizer, and how far it got.

    history: for every epoch its number and the accuracy on the images held back, in the default configuration and in
    the smallest.
    """

    recipe: Recipe
    model: LeNet
    average: LeNet
    optimizer: torch.optim.Optimizer
    epoch: int = 0
    steps: int = 0
    seconds: float = 0.0
    history: list[tuple[int, float, float]] = field(default_factory=list)


def start(recipe: Recipe, device: torch.device) -> Run:
    model, average = (LeNet(recipe.seed).to(device).to(memory_format=torch.channels_last) for _ in range(2))
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.95), weight_decay=recipe.weight_decay)
    return Run(recipe, model, average.eval(), optimizer)


def save_state(run: Run, path: Path) -> None:
    tensors = {f"model.{name}": tensor for name, tensor in run.model.state_dict().items()}
    tensors |= {f"average.{name}": tensor for name, tensor in run.average.state_dict().items()}
    for index, moments in run.optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{index}.{name}": torch.as_tensor(value) for name, value in moments.items()}
    header = {
        "epoch": run.epoch,
        "steps": run.steps,
        "seconds": run.seconds,
        "history": run.history,
        "recipe": asdict(run.recipe),
    }
    contiguous = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    replace_file(path, lambda temporary: save_file(contiguous, temporary, metadata={"run": json.dumps(header)}))


def load_state(path: Path, device: torch.device) -> Run:
    """Raises CheckpointError when the file is missing or `save_state` did not write it."""
    if not path.is_file():
        raise CheckpointError(f"there is no interrupted run to resume: {path} does not exist")
    try:
        with safe_open(path, "pt") as file:
            header = json.loads(file.metadata()["run"])
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
        run = start(Recipe(**header["recipe"]), device)
        run.model.load_state_dict(_part(tensors, "model."))
        run.average.load_state_dict(_part(tensors, "average."))
        moments: dict[int, dict[str, Tensor]] = {}
        for name, tensor in _part(tensors, "optimizer.").items():
            index, moment = name.split(".")
            moments.setdefault(int(index), {})[moment] = tensor
        run.optimizer.load_state_dict({**run.optimizer.state_dict(), "state": moments})
        run.epoch, run.steps, run.seconds = int(header["epoch"]), int(header["steps"]), float(header["seconds"])
        run.history = [(int(epoch), float(default), float(smallest)) for epoch, default, smallest in header["history"]]
        if not 0 <= run.epoch <= run.recipe.epochs:
            raise ValueError(f"epoch is {run.epoch}; allowed: 0 to {run.recipe.epochs}")
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise CheckpointError(f"{path} is not the state of a training run ({error})") from error
    return run


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
