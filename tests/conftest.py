"""What all tests share: one thread, the model, MNIST where it is, and skipping with a reason where it is not.

With LENETLAB_REQUIRE_ALL=1, as in CI, what would be skipped fails instead.
"""

from __future__ import annotations

import os

import hypothesis
import pytest
import torch

import lenetlab as ll

torch.set_num_threads(1)
# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def need(available: object, reason: str) -> None:
    """Skip the test when something it needs is not there; fail it where everything is required."""
    if available:
        return
    if os.environ.get("LENETLAB_REQUIRE_ALL"):
        pytest.fail(f"required, but {reason}", pytrace=False)
    pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lines are not counted while a browser is driven: the server runs in processes of its own, and time is short."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def model() -> ll.LeNet:
    return ll.load_pretrained()


@pytest.fixture(scope="session")
def mnist() -> ll.Mnist:
    need(ll.has_mnist("test"), f"MNIST is not in {ll.data_dir()}: python -m lenetlab download")
    return ll.load_mnist("test")


@pytest.fixture(scope="session")
def seven() -> ll.Drawing:
    """A 7 as a person draws it on the fine canvas."""
    return ll.Drawing([[(40, 28), (70, 27), (100, 28), (85, 60), (72, 85), (64, 115)]])
