"""Data-parallel training with two processes, as `torchrun` starts them."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import lenetlab as ll

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]


@pytest.fixture
def part_of_mnist(mnist: ll.Mnist, tmp_path: Path) -> Path:
    """A folder with the first 7,000 training and 300 test images, in MNIST's own format."""
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name, split, count in (("train", ll.load_mnist("train"), 7_000), ("t10k", mnist, 300)):
        for kind, array in (("images-idx3", split.images[:count]), ("labels-idx1", split.labels[:count])):
            header = np.array([0x800 + array.ndim, *array.shape], ">u4").tobytes()
            (raw / f"{name}-{kind}-ubyte").write_bytes(header + array.tobytes())
    return tmp_path / "data"


def start_training(processes: int, data: Path, path: Path) -> subprocess.Popen[str]:
    small = ["--epochs", "3", "--batch-size", "100", "--handwritten", "400", "--nondigits", "100", "--brief"]
    several = ["torch.distributed.run", "--standalone", "--nproc-per-node", str(processes), "-m"]
    launch = [sys.executable, "-m", *(several if processes > 1 else []), "training"]
    return subprocess.Popen(
        [*launch, "--output", str(path), "--threads", "1", "--average-decay", "0.9", *small],
        cwd=ROOT, env={**os.environ, "LENETLAB_DATA": str(data)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def card_of(training: subprocess.Popen[str], path: Path) -> ll.Card:
    said, complained = training.communicate(timeout=300)
    assert training.returncode == 0, complained[-3_000:]
    assert said.count("wrote ") == 1
    return ll.read_card(path)


def test_two_processes_train_as_well_as_one(part_of_mnist: Path, tmp_path: Path) -> None:
    paths = {processes: tmp_path / f"of{processes}.safetensors" for processes in (1, 2)}
    trainings = [start_training(processes, part_of_mnist, path) for processes, path in paths.items()]
    cards = [card_of(training, path) for training, path in zip(trainings, paths.values(), strict=True)]
    one, two = (card.held_back.validation or 0.0 for card in cards)
    assert min(one, two) >= 0.8
    assert abs(one - two) <= 0.06
    assert [len(card.history) for card in cards] == [3, 3]
    assert sorted(p.name for p in tmp_path.glob("of*")) == [
        "of1.json", "of1.safetensors", "of2.json", "of2.safetensors"]  # fmt: skip
