"""The elastic loss: several configurations of one network, trained on the same images in the same step.

"Slimmable neural networks" (Yu et al. 2018), "Once-for-all" (Cai et al. 2019). Every step trains the default
configuration and one other of each stride. The default also teaches the others ("in-place distillation", Yu & Huang
2019).
"""

from __future__ import annotations

import random

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lenetlab import CONV1_ALLOWED, Conv1Config, LeNet

DEFAULT = Conv1Config()
STRIDES = (1, 2)
OFFERED_FILTERS = (6, 6, 12, 16)  # the smallest twice as often: it has the most to learn
ANY_FILTERS_SHARE = 0.2


class ElasticLoss(nn.Module):
    """The mean loss of some configurations, the first of which teaches the others.

    The network's answer is read as eleven logits: its own ten, and a logit of 0 for "no digit"
    (see `lenetlab.digit_score`).
    """

    def __init__(self, model: LeNet, distillation: float) -> None:
        super().__init__()
        self.model = model
        self.distillation = distillation

    def forward(self, images: Tensor, labels: Tensor, configurations: list[Conv1Config]) -> Tensor:
        """images: normalised (B, 1, 28, 28); labels: (B,), 0 to 9 or NO_DIGIT."""
        losses: list[Tensor] = []
        teacher = images.new_empty(0)
        for conv1 in configurations:
            logits = F.pad(self.model(images, conv1), (0, 1))  # (B, 11)
            loss = F.cross_entropy(logits, labels)
            if losses:
                loss = torch.lerp(loss, F.cross_entropy(logits, teacher), self.distillation)
            else:
                teacher = logits.detach().softmax(1)  # (B, 11)
            losses.append(loss)
        return torch.stack(losses).mean()


def configurations(choose: random.Random) -> list[Conv1Config]:
    """The default, and one random configuration for each of STRIDES."""
    others = [random_configuration(choose, stride) for stride in STRIDES]
    return [DEFAULT, *others]


def random_configuration(choose: random.Random, stride: int) -> Conv1Config:
    """Kernel size and padding with equal chances; mostly the offered numbers of filters, at times any number."""
    filters = CONV1_ALLOWED["filters"] if choose.random() < ANY_FILTERS_SHARE else OFFERED_FILTERS
    return Conv1Config(
        kernel_size=choose.choice(CONV1_ALLOWED["kernel_size"]),
        stride=stride,
        padding=choose.choice(CONV1_ALLOWED["padding"]),
        filters=choose.choice(filters),
    )
