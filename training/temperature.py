"""The temperature: what logits are divided by, so that probabilities become as high as the share of hits."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

LOWEST, HIGHEST = 0.25, 8.0
TRIED = 400


def choose_temperature(logits: Tensor, labels: Tensor) -> float:
    """The temperature at which these logits (N, 10) give their labels (N,) the highest likelihood (Guo et al. 2017).

    The likelihood has one maximum along the temperature, so that a fine net over the range, even in the logarithm,
    finds it as well as a descent would. Raises ValueError where there is nothing to choose by.
    """
    if not len(labels):
        raise ValueError("labels is empty; the temperature is chosen by one digit at least")
    tried = torch.logspace(torch.log10(torch.tensor(LOWEST)), torch.log10(torch.tensor(HIGHEST)), TRIED).tolist()
    losses = [float(F.cross_entropy(logits.double() / temperature, labels)) for temperature in tried]
    return float(tried[losses.index(min(losses))])
