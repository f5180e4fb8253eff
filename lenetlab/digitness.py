"""The digit score: whether an input looks like a digit at all."""

from __future__ import annotations

import torch
from torch import Tensor


def digit_score(logits: Tensor) -> Tensor:
    """How much an input looks like a digit, 0 to 1, from its logits (10,) or (B, 10): a number or (B,).

    Softmax shares out certainty among the ten digits even for a scribble. So the network learns an eleventh answer,
    "no digit", whose logit is always 0: the score is the probability of the ten together, Σ exp(zᵢ) / (1 + Σ exp(zᵢ)),
    which rises with every logit. For a model that was not trained in this way, the score means nothing.

    >>> float(digit_score(torch.full((10,), -20.0))) < 1e-6
    True
    """
    return torch.sigmoid(torch.logsumexp(logits, -1))
