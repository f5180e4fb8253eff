"""Several processes, perhaps on several machines, as `torchrun` starts them; one process alone needs none of it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel


@dataclass(frozen=True)
class World:
    """How many processes train together, which of them this is, and the device that it computes on."""

    device: torch.device
    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process is the one that writes files and prints."""
        return self.rank == 0

    @property
    def workers(self) -> int:
        """How many processes may draw at once for this one."""
        return max(1, (os.cpu_count() or 1) // self.size)

    def wrap(self, module: nn.Module) -> nn.Module:
        """The module, averaging its gradients over all processes. A step uses the weights of some configurations."""
        if self.size == 1:
            return module
        # Two memory formats of a kernel over one channel are the same layout; DDP takes them for different ones.
        warnings.filterwarnings("ignore", "Grad strides do not match bucket view strides")
        devices = [self.device] if self.device.type == "cuda" else None
        return DistributedDataParallel(module, device_ids=devices, find_unused_parameters=True)

    def wait(self) -> None:
        """Wait until all processes have come to this point."""
        if self.size > 1:
            distributed.barrier()


@contextmanager
def joined_world() -> Iterator[World]:
    """The world that `torchrun` set up: NCCL between GPUs, gloo between CPUs."""
    cuda = torch.cuda.is_available()
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield World(torch.device("cuda" if cuda else "cpu"))
        return
    if missing := [name for name in ("RANK", "LOCAL_RANK", "MASTER_ADDR") if name not in os.environ]:
        raise ValueError(f"WORLD_SIZE is set, but not {', '.join(missing)}: start several processes with torchrun")
    device = torch.device("cuda", int(os.environ["LOCAL_RANK"])) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
    distributed.init_process_group("nccl" if cuda else "gloo")
    try:
        yield World(device, distributed.get_rank(), distributed.get_world_size())
    finally:
        distributed.destroy_process_group()
