"""The steps from a picture or a drawing to the input of the network, kept to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lenetlab.ink import Image


@dataclass(frozen=True, eq=False)
class PreprocessStep:
    """One intermediate image.

    name: for a picture that is not clean, first of all sheet (its brightness), light (how far each pixel stands out
    from the paper around it) and strokes (what of that belongs to the digit); then, for every input, ink, crop, scale,
    centre and normalise. image: float32 (H, W) in [0, 1] (normalise: in standard deviations from the mean of MNIST).
    params: what the step did, in pixels of the image before it.
    """

    name: str
    image: Image
    params: Mapping[str, float]
