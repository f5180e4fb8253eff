"""The exponentials that softmax divides, from one place for every picture, sentence and table that shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import lenetlab as ll


def exponentials_of(trace: ll.Trace) -> NDArray[np.float64]:
    """e to the power of each logit less the largest of them, (10,): the very inputs that `lenetlab.explain` names."""
    return ll.explain(trace, "softmax", trace.prediction).inputs.numpy()
