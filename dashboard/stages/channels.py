"""Whose channels or units those of a stage are: what is measured, changed and named once for several stages."""

from __future__ import annotations

CHANNELS_OF = {
    "conv1": "conv1", "relu1": "conv1", "pool1": "conv1",
    "conv2": "conv2", "relu2": "conv2", "pool2": "conv2", "pool3": "conv2",
    "fc1": "fc1", "relu3": "fc1", "fc2": "fc2", "relu4": "fc2", "fc3": "fc3", "softmax": "fc3",
}  # fmt: skip
