"""What the tests of several commands of `training` need."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

import lenetlab as ll
from training.data import Digits, Splits, load_splits


@pytest.fixture
def small_splits(mnist: ll.Mnist) -> Splits:
    def few(digits: Digits) -> Digits:
        return digits.take(torch.arange(300))

    whole = load_splits(torch.device("cpu"))
    return replace(whole, train=few(whole.train), validation=few(whole.validation), test=few(whole.test))
