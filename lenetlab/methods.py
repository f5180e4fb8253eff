"""The attribution methods, in one table: which pixels of an input carry a logit, or the difference of two.

Each takes a trace and a seed (10,): 1 for the digit that is asked about, −1 for the one it is set against. Each returns
a signed map (28, 28), above 0 where a pixel speaks for the digit. A new method is one entry of METHODS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
import torch.nn.functional as F
from torch import Tensor

from lenetlab.attribution import gradients_of
from lenetlab.deep_lift import deep_lift
from lenetlab.influence import not_set, reached_from
from lenetlab.integrated_gradients import integrated_gradients
from lenetlab.preprocess import MNIST_MEAN, MNIST_STD
from lenetlab.rerun import logits_of_batch, slopes_of_batch
from lenetlab.trace import Trace

SIDE = 28
GREY = 0.0  # in network units: ink of 13 %, MNIST's mean
PAPER = -MNIST_MEAN / MNIST_STD
NOISY, NOISE, NOISE_SEED = 50, 0.15, 0
WINDOW, STRIDE = 4, 2
CAM_STAGE = "relu2"


@dataclass(frozen=True)
class Method:
    """One way to say which pixels carry an answer.

    what: in one sentence. source: who described it. map(trace, seed): (28, 28). baseline: the input, in network units,
    that is compared with, the same for all pixels; None where nothing is compared with. complete: whether the map
    should add up to the answer less that of the baseline.
    """

    what: str
    source: str
    map: Callable[[Trace, Tensor], Tensor]
    baseline: float | None = None
    complete: bool = False


def saliency_map(trace: Trace, seed: Tensor) -> Tensor:
    return gradients_of(trace, seed)["input"][0]


def input_x_gradient(trace: Trace, seed: Tensor) -> Tensor:
    return saliency_map(trace, seed) * trace["input"].output[0]


def integrated_gradients_map(trace: Trace, seed: Tensor) -> Tensor:
    return integrated_gradients(trace, seed, GREY)


def smooth_grad(trace: Trace, seed: Tensor) -> Tensor:
    """The mean saliency of NOISY inputs with noise of NOISE times the range of the input, the same every time."""
    x = trace["input"].output
    low, high = x.aminmax()
    generator = torch.Generator("cpu").manual_seed(NOISE_SEED)
    noise = torch.randn(NOISY, *x.shape, generator=generator, dtype=torch.float32, device="cpu")
    return slopes_of_batch(trace, x + noise * NOISE * (high - low), seed).mean(0)[0]


def occlusion(trace: Trace, seed: Tensor) -> Tensor:
    """How far the answer falls when a window of paper is laid on, the mean over all windows that cover a pixel."""
    x = trace["input"].output
    corners = range(0, SIDE - WINDOW + 1, STRIDE)
    windows = torch.zeros(len(corners) ** 2, 1, SIDE, SIDE, dtype=torch.float32, device="cpu")  # 1 under the window
    for i, (row, column) in enumerate((row, column) for row in corners for column in corners):
        windows[i, 0, row : row + WINDOW, column : column + WINDOW] = 1
    covered = torch.lerp(x, torch.full_like(x, PAPER), windows)  # (N, 1, 28, 28)
    # The whole input among them: what is computed alike is rounded alike, so what changes nothing counts as nothing.
    answers = logits_of_batch(trace, torch.cat([x[None], covered])) @ seed  # (1 + N,)
    falls = answers[0] - answers[1:]
    return (falls.view(-1, 1, 1) * windows[:, 0]).sum(0) / windows[:, 0].sum(0)


def grad_cam(trace: Trace, seed: Tensor) -> Tensor:
    """Each map of the last convolution, times its mean slope, enlarged to the input; below 0 what speaks against.

    Cells that no pixel reaches, because they or all before them were set, say nothing of the input.
    """
    maps, slopes = trace[CAM_STAGE].output, gradients_of(trace, seed)[CAM_STAGE]  # (32, m, m)
    if trace.replaced:
        pixels = not_set(trace, "input", torch.ones_like(trace["input"].output, dtype=torch.bool))
        maps = maps * reached_from(trace, "input", pixels)[CAM_STAGE]
    weighted = (slopes.mean((1, 2), keepdim=True) * maps).sum(0)  # (m, m)
    return F.interpolate(weighted[None, None], (SIDE, SIDE), mode="bilinear")[0, 0]


def deep_lift_map(trace: Trace, seed: Tensor) -> Tensor:
    return deep_lift(trace, seed, GREY)


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "saliency": Method(
            what="the slope of the answer: where a little more ink would raise it",
            source="Simonyan, Vedaldi & Zisserman 2013",
            map=saliency_map,
        ),
        "input_x_gradient": Method(
            what="the slope times the pixel",
            source="Shrikumar et al. 2016",
            map=input_x_gradient,
            baseline=GREY,
            complete=True,
        ),
        "integrated_gradients": Method(
            what="the mean slope on the way from grey to the drawing, times how far each pixel goes",
            source="Sundararajan, Taly & Yan 2017",
            map=integrated_gradients_map,
            baseline=GREY,
            complete=True,
        ),
        "smooth_grad": Method(
            what="the mean slope of many copies with noise",
            source="Smilkov et al. 2017",
            map=smooth_grad,
        ),
        "occlusion": Method(
            what="how far the answer falls when a window of paper is laid on",
            source="Zeiler & Fergus 2014",
            map=occlusion,
            baseline=PAPER,
        ),
        "grad_cam": Method(
            what="the maps of the last convolution, each as much as its slope says",
            source="Selvaraju et al. 2017",
            map=grad_cam,
        ),
        "deep_lift": Method(
            what="what differs from grey, followed through every stage",
            source="Shrikumar, Greenside & Kundaje 2017",
            map=deep_lift_map,
            baseline=GREY,
            complete=True,
        ),
    }
)
