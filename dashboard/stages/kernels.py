"""The kernels of both convolutions as the page keeps them: they change with the settings, not with the drawing."""

from __future__ import annotations

from torch import Tensor

from dashboard.contract import CONVOLUTIONS
from dashboard.figures import heatmaps
from dashboard.figures.colours import symmetric_ends
from dashboard.reading.settings import Settings
from dashboard.texts import panes as words
from dashboard.weights import weights_in_use


def kernels_of(settings: Settings) -> dict[str, object]:
    """Figure, weights and biases of each convolution with these settings."""
    weights = weights_in_use().models[settings.weights].weights(settings.conv1)
    return {name: kernels_json(*weights[name]) for name in CONVOLUTIONS}


def kernels_json(weight: Tensor, bias: Tensor) -> dict[str, object]:
    """weight: (out, in, k, k). The figure shows what fits beside the maps.

    With one input channel these are all kernels, arranged as the maps they make; else the slices of one kernel,
    arranged as the maps they read: kernel 0 until the page puts the weights of another in its place.
    """
    kernels = weight.detach().numpy()
    alone = kernels.shape[1] == 1
    shown = kernels[:, 0] if alone else kernels[0]
    label = words.KERNEL if alone else words.SLICE
    ends = symmetric_ends(kernels)
    return {
        "figure": heatmaps.maps_figure(shown, label, ends),
        "ends": ends,
        "weight": heatmaps.packed(kernels),
        "bias": heatmaps.packed(bias.detach().numpy()),
    }
