"""Digits to look at: held-out MNIST where it is at hand, else digits drawn by rule.

MNIST is downloaded by torchvision, which is imported only then; reading the files takes numpy alone.
"""

from __future__ import annotations

import os
import socket
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lenetlab.config import CLASSES, IMAGE_SIZE

Split = Literal["train", "test"]
FILE_PREFIX: dict[str, str] = {"train": "train", "test": "t10k"}
DOWNLOAD_TIMEOUT_S = 15.0


class MnistMissingError(FileNotFoundError):
    """MNIST files are missing or incomplete; the message says where they should be and how to get them."""


class MnistDamagedError(MnistMissingError):
    """An MNIST file is there but incomplete; the message says which."""


@dataclass(frozen=True, eq=False)
class Mnist:
    """One split of MNIST. images: uint8 (N, 28, 28), white ink on black; labels: uint8 (N,), 0 to 9."""

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]


def data_dir() -> Path:
    """The folder that holds MNIST/raw: the environment variable LENETLAB_DATA, else ~/.cache/lenetlab."""
    return Path(os.environ.get("LENETLAB_DATA") or cache_dir())


def cache_dir() -> Path:
    """~/.cache/lenetlab; where there is no home, a folder for temporary files."""
    try:
        return Path.home() / ".cache" / "lenetlab"
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "lenetlab"


def load_mnist(split: Split = "test") -> Mnist:
    """The 60,000 training or 10,000 test images (LeCun, Cortes, Burges). Raises MnistMissingError."""
    return _load_mnist(split, data_dir())


def has_mnist(split: Split = "test") -> bool:
    """Whether `load_mnist` would find its files."""
    try:
        load_mnist(split)
    except MnistMissingError:
        return False
    return True


def download_mnist() -> Path:
    """Fetch MNIST into `data_dir()` with torchvision, showing its progress, unless it is there. Returns the folder.

    Raises MnistMissingError when there is no network, or torchvision is not installed or cannot be imported, and
    MnistDamagedError, a kind of it, when a file is there but incomplete.
    """
    folder = data_dir()
    try:
        load_mnist("train")
        load_mnist("test")
        return folder
    except MnistDamagedError:
        raise
    except MnistMissingError:
        pass
    usual_timeout = socket.getdefaulttimeout()
    socket.setdefaulttimeout(DOWNLOAD_TIMEOUT_S)
    try:
        from torchvision.datasets import MNIST

        folder.mkdir(parents=True, exist_ok=True)
        MNIST(str(folder), download=True)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        advice = f"{missing}, which fetches it, is not installed: pip install 'lenetlab[training]'"
        raise MnistMissingError(f"MNIST is not in {folder}, and {advice}") from error
    except (ImportError, OSError, RuntimeError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[-1]
        raise MnistMissingError(f"MNIST could not be fetched into {folder}: {reason}") from error
    finally:
        socket.setdefaulttimeout(usual_timeout)
    return folder


@lru_cache(maxsize=4)
def _load_mnist(split: Split, folder: Path) -> Mnist:
    if split not in FILE_PREFIX:
        raise ValueError(f"split is {split!r}; allowed: {', '.join(FILE_PREFIX)}")
    stem = folder / "MNIST" / "raw" / FILE_PREFIX[split]
    images = _read_idx(Path(f"{stem}-images-idx3-ubyte"), (IMAGE_SIZE, IMAGE_SIZE))
    labels = _read_idx(Path(f"{stem}-labels-idx1-ubyte"), ())
    if len(images) != len(labels) or not len(labels) or labels.max() >= CLASSES:
        contents = f"{len(images):,} images and {len(labels):,} labels up to {labels.max(initial=0)}"
        raise MnistDamagedError(f"{stem}-* is not MNIST: {contents}; delete it and run: python -m lenetlab download")
    return Mnist(images, labels)


def _read_idx(path: Path, item_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """An IDX file: a four-byte magic number, the length of each axis as a big-endian four-byte integer, the bytes."""
    if not path.is_file():
        raise MnistMissingError(f"{path} is missing; fetch it with: python -m lenetlab download")
    raw = np.fromfile(path, np.uint8)
    header_size = 4 + 4 * (1 + len(item_shape))
    shape = tuple(raw[4:header_size].view(">u4").tolist()) if raw.size >= header_size else None
    values = raw[header_size:]
    if shape is None or shape[1:] != item_shape or values.size != np.prod(shape):
        raise MnistDamagedError(f"{path} is not whole; delete it and run: python -m lenetlab download")
    values.setflags(write=False)
    return values.reshape(shape)
