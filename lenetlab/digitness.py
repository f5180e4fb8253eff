"""The digit score: whether an input looks like a digit at all."""

from __future__ import annotations

from collections.abc import Mapping

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


def digit_threshold(card: Mapping[str, object]) -> float | None:
    """The digit score below which an input does not look like a digit, as a model card states it, or None
    where it states no number from 0 to 1.

    It is chosen so that nearly all of the digits held back from training reach it.
    """
    value: object = card
    for name in ("evaluation", "digit_score", "threshold"):
        value = value.get(name) if isinstance(value, Mapping) else None
    is_share = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_share else None  # type: ignore[arg-type]
