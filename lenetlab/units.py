"""What every channel and unit likes: its mean by digit, and the MNIST test digits that excite it most and least.

The numbers are measured by `python -m training.units` and lie in a small file beside the checkpoint: indices and means,
no pictures. U channels or units of a stage.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from lenetlab.by_stage import ByStage
from lenetlab.checkpoints import CheckpointError, pretrained_path
from lenetlab.config import CLASSES, Conv1Config
from lenetlab.drawing import shown
from lenetlab.files import reason, replace_file, sha256
from lenetlab.layers import how_to_make, places_of
from lenetlab.model import DEFAULT_CONV1

EXAMPLES = 9
TEST_IMAGES = 10_000
STAGES = ("conv1", "conv2", "fc1", "fc2", "fc3")
WEIGHTS = "weights_sha256"
PARTS = {"mean": torch.float16, "top": torch.int16, "bottom": torch.int16}


@dataclass(frozen=True, eq=False)
class StageUnits:
    """The channels or units of one stage, each by its largest value: in its map, after its ReLU; of fc3, the logit.

    mean: (U, 10), its mean over the test digits of each class. top, bottom: (U, 9), int64, the indices of the MNIST
    test images in which it is largest, the largest first, and smallest, the smallest first; of equals the first.
    """

    mean: Tensor
    top: Tensor
    bottom: Tensor


@dataclass(frozen=True, eq=False)
class Units(ByStage[StageUnits]):
    """The units of one configuration by stage: conv1, conv2, fc1, fc2 and fc3."""

    conv1: Conv1Config
    stages: Mapping[str, StageUnits]


def units_path(checkpoint: str | os.PathLike[str] | None = None) -> Path:
    """Where the units of a checkpoint lie: beside it; None for the one that comes along.

    Raises CheckpointError (a ValueError) for what is no path.
    """
    return checked_path(checkpoint).with_suffix(".units.safetensors")


def units(conv1: Conv1Config = DEFAULT_CONV1, checkpoint: str | os.PathLike[str] | None = None) -> Units:
    """What the channels and units of a checkpoint like, in one of the 36 configurations.

    checkpoint: its path; None for the one that comes along. Raises CheckpointError (a ValueError) where nothing was
    measured of it, or of other weights, or where the file is damaged; ValueError for another number of filters.
    """
    if not isinstance(conv1, Conv1Config):
        raise ValueError(f"conv1 is {shown(conv1)}; expected a Conv1Config{how_to_make(conv1)}")
    if conv1 not in Conv1Config.all():
        raise ValueError(f"conv1 has {conv1.filters} filters; units are measured with 6, 12 or 16")
    weights, path = checked_path(checkpoint), units_path(checkpoint)
    for file, hint in ((weights, ""), (path, "; python -m training.units makes it")):
        if not file.is_file():
            raise CheckpointError(f"{file}: there is no such file{hint}")
    try:
        with torch.device("cpu"), safe_open(path, "pt") as file:
            if (file.metadata() or {}).get(WEIGHTS) != sha256(weights):
                raise CheckpointError(f"{path} was measured of other weights than {weights}; python -m training.units")
            parts = {part: {stage: file.get_tensor(name_of(conv1, stage, part)) for stage in STAGES} for part in PARTS}
    except (SafetensorError, OSError, MemoryError) as error:
        raise CheckpointError(f"{path} is damaged or no safetensors file ({reason(error)})") from error
    mean, top, bottom = (parts[part] for part in PARTS)
    counts = {place.stage: place.plan.outputs for place in places_of(conv1)} | {"conv1": conv1.filters}
    if not all(are_units(mean[stage], top[stage], bottom[stage], count) for stage, count in counts.items()):
        raise CheckpointError(f"{path} is damaged: its numbers are not those of units")
    stages = {stage: StageUnits(mean[stage].float(), top[stage].long(), bottom[stage].long()) for stage in STAGES}
    return Units(conv1, stages)


def checked_path(checkpoint: object) -> Path:
    if checkpoint is None:
        return pretrained_path()
    if not isinstance(checkpoint, (str, os.PathLike)):
        raise CheckpointError(f"checkpoint is {shown(checkpoint)}; expected the path of a .safetensors file")
    return Path(checkpoint)


def are_units(mean: Tensor, top: Tensor, bottom: Tensor, count: int) -> bool:
    """Whether these are the numbers of so many units, as they lie in the file."""
    parts = {"mean": mean, "top": top, "bottom": bottom}
    shapes = {"mean": (count, CLASSES), "top": (count, EXAMPLES), "bottom": (count, EXAMPLES)}
    fits = all(part.shape == shapes[name] and part.dtype == PARTS[name] for name, part in parts.items())
    indices = fits and all(bool(((part >= 0) & (part < TEST_IMAGES)).all()) for part in (top, bottom))
    return indices and bool(mean.isfinite().all())


def save_units(measured: Mapping[Conv1Config, Mapping[str, StageUnits]], checkpoint: str | os.PathLike[str]) -> Path:
    """Write the units of a checkpoint beside it, whole or not at all. Returns the path."""
    from safetensors.torch import save_file  # on use: nothing else needs it

    tensors = {
        name_of(conv1, stage, part): getattr(of_stage, part).to(dtype).contiguous()
        for conv1, stages in measured.items()
        for stage, of_stage in stages.items()
        for part, dtype in PARTS.items()
    }
    path = units_path(checkpoint)
    replace_file(path, lambda temporary: save_file(tensors, temporary, {WEIGHTS: sha256(checkpoint)}))
    return path


def name_of(conv1: Conv1Config, stage: str, part: str) -> str:
    return f"k{conv1.kernel_size}s{conv1.stride}p{conv1.padding}f{conv1.filters}.{stage}.{part}"
