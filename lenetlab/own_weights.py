"""The copy of a model's weights that a trace keeps: one for all traces made while the weights stay the same."""

from __future__ import annotations

from weakref import WeakKeyDictionary, WeakValueDictionary

import torch
from torch import Tensor

from lenetlab.config import Conv1Config
from lenetlab.layers import Weights
from lenetlab.model import LeNet


class OwnWeights(dict[str, Weights]):
    """Weight and bias by stage, copied. It lives as long as some trace has it."""


# Only what some trace still has is found here, so nothing is kept for its own sake.
_LATEST: WeakKeyDictionary[LeNet, WeakValueDictionary[Conv1Config, OwnWeights]] = WeakKeyDictionary()


def own_weights(model: LeNet, conv1: Conv1Config) -> OwnWeights:
    """The weights of the model in this configuration, copied, or the copy of an earlier trace that holds the same.

    Numbers are compared, since a model can be changed in ways that no counter sees. Raises ValueError as
    `LeNet.weights` does.
    """
    at_work = model.weights(conv1)
    latest = _LATEST.get(model)
    if latest is None:
        latest = _LATEST[model] = WeakValueDictionary()
    known = latest.get(conv1)
    if known is not None and all(is_same(at_work[name], known[name]) for name in known):
        return known
    copied = OwnWeights({name: (own(weight), own(bias)) for name, (weight, bias) in at_work.items()})
    latest[conv1] = copied
    return copied


def is_same(one: Weights, other: Weights) -> bool:
    """Whether both hold the same numbers, on the CPU and as float32."""
    pairs = zip(one, other, strict=True)
    return all(live.is_cpu and live.dtype == torch.float32 and torch.equal(live, copy) for live, copy in pairs)


def own(tensor: Tensor) -> Tensor:
    """A copy, float32 on the CPU."""
    ready = tensor.is_cpu and tensor.dtype == torch.float32
    return tensor.clone() if ready else tensor.to("cpu", torch.float32, copy=True)
