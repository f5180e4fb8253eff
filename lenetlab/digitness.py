"""The digit score: whether an input looks like a digit at all."""

from __future__ import annotations

import torch
from torch import Tensor

from lenetlab.config import CLASSES


def digit_score(logits: Tensor) -> Tensor:
    """How much an input looks like a digit, 0 to 1, from its logits (10,) or (B, 10): a number or (B,).

    Softmax shares out certainty among the ten digits even for a scribble. So the network learns an eleventh answer,
    "no digit", whose logit is always 0: the score is the probability of the ten together, Σ exp(zᵢ) / (1 + Σ exp(zᵢ)),
    which rises with every logit. For a model that was not trained in this way, the score means nothing.
    Raises ValueError for anything else than a tensor of logits, probabilities among it.

    >>> float(digit_score(torch.full((10,), -20.0))) < 1e-6
    True
    """
    if not isinstance(logits, Tensor) or not logits.is_floating_point() or logits.shape[-1:] != (CLASSES,):
        got = f"{logits.dtype} {tuple(logits.shape)}" if isinstance(logits, Tensor) else type(logits).__name__
        raise ValueError(f"logits is {got}; expected a floating-point tensor (10,) or (B, 10), such as trace.logits")
    if are_probabilities(logits):
        raise ValueError("logits holds probabilities, which sum to 1; expected the scores before softmax: trace.logits")
    return torch.sigmoid(torch.logsumexp(logits, -1))


def are_probabilities(numbers: Tensor) -> bool:
    """Whether each row of ten numbers is what softmax gives; ten logits are, too, only by the rarest chance."""
    if not numbers.numel() or bool((numbers < 0).any()):
        return False
    return bool(((numbers.sum(-1) - 1).abs() < 1e-3).all())
