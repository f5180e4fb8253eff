"""AttributionCheck and check_attribution(): whether a map can be trusted.

P pixels, N points of a curve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lenetlab.attribute import Attribution, attribute
from lenetlab.drawing import shown
from lenetlab.methods import PAPER
from lenetlab.model import LeNet
from lenetlab.rerun import probabilities_of_batch, retraced
from lenetlab.single_image import undisturbed
from lenetlab.trace import Trace

RANDOM_SEED = 0
RANDOMISED = ("fc3", "fc2", "fc1", "conv2", "conv1")  # in this order, each with all before it
POINTS = 29  # of a curve: from no pixel to all 784 in steps of 28
RANDOM_ORDERS = 10


@dataclass(frozen=True, eq=False, repr=False)
class AttributionCheck:
    """What speaks for a map, and what against it.

    attribution: the map. error: how far it is from adding up, in logits; None of methods that do not mean to.
    randomisation: by stage, from fc3 down to conv1, the rank correlation of magnitudes, −1 to 1, of this map and of the
    one that is found when the weights of that stage and of all after it are random. A map that hardly changes does not
    depend on what the network has learned.
    deletion, insertion: (N,), the target's probability as the pixels that speak most for it are covered with paper,
    from none to all; and as they come first onto blank paper. random_order: (N,), the mean deletion curve of pixels in
    random order; read from its end, it is that of insertion.
    """

    attribution: Attribution
    error: float | None
    randomisation: Mapping[str, float]
    deletion: Tensor
    insertion: Tensor
    random_order: Tensor

    @property
    def deletion_area(self) -> float:
        """The area under the deletion curve, 0 to 1: small where covering few pixels changes the answer."""
        return area(self.deletion)

    @property
    def insertion_area(self) -> float:
        """The area under the insertion curve, 0 to 1: large where few pixels are enough for the answer."""
        return area(self.insertion)

    @property
    def random_area(self) -> float:
        """The area that both curves would have in random order."""
        return area(self.random_order)

    def __repr__(self) -> str:
        kept = ", ".join(f"{stage} {correlation:+.2f}" for stage, correlation in self.randomisation.items())
        lines = [
            f"AttributionCheck of {self.attribution!r}",
            f"with random weights from the end on: {kept}",
            f"deletion {self.deletion_area:.3f}, insertion {self.insertion_area:.3f}, random {self.random_area:.3f}",
        ]
        return "\n  ".join(lines)


def check_attribution(
    trace: Trace,
    method: str,
    target: int | None = None,
    against: int | None = None,
    stages: Sequence[str] = RANDOMISED,
) -> AttributionCheck:
    """Put a map to the test: does it add up, does it depend on the weights, do the pixels matter that it names?

    Cascading randomisation: Adebayo et al. 2018. Deletion and insertion: Petsiuk, Das & Saenko 2018; both end points
    are measured, the areas are trapezoids. The curves are of the target's probability, whatever it is set against.
    stages: of the cascade, those after which the maps are compared; the fewer, the quicker.
    Raises ValueError as `attribute` does, and for a stage without weights.

    >>> from lenetlab import LeNet, drawn_sample, preprocess, trace
    >>> check = check_attribution(trace(LeNet(seed=1), preprocess(drawn_sample(0).drawing)), "saliency", 7)
    >>> list(check.randomisation)
    ['fc3', 'fc2', 'fc1', 'conv2', 'conv1']
    """
    for stage in stages:
        if stage not in RANDOMISED:
            raise ValueError(f"stages has {shown(stage)}; allowed: {', '.join(RANDOMISED)}")
    found = attribute(trace, method, target, against)
    with undisturbed():
        first_to_last = found.map.flatten().argsort(descending=True, stable=True)  # (P,)
        return AttributionCheck(
            attribution=found,
            error=found.error,
            randomisation=randomisation(trace, found, stages),
            deletion=deletion(trace, found.target, first_to_last),
            insertion=deletion(trace, found.target, first_to_last.flip(0)).flip(0),
            random_order=in_random_order(trace, found.target),
        )


# ---- random weights ----


def randomisation(trace: Trace, found: Attribution, stages: Sequence[str]) -> dict[str, float]:
    """The rank correlation with the map after each stage, from the last one on, has got random weights."""
    of_random = LeNet(RANDOM_SEED).weights(trace.conv1)
    weights = dict(trace.weights)
    correlations = {}
    for stage in RANDOMISED:
        weights[stage] = of_random[stage]
        if stage not in stages:
            continue
        randomised = retraced(trace, weights=weights)
        again = attribute(randomised, found.method, found.target, found.against).map
        correlations[stage] = rank_correlation(found.map.abs(), again.abs())
    return correlations


def rank_correlation(one: Tensor, other: Tensor) -> float:
    """Spearman's, −1 to 1, by SciPy; 0 where either is the same everywhere."""
    from scipy.stats import rankdata  # on use: it takes a quarter of a second to load

    ranks = torch.stack([torch.from_numpy(rankdata(values.flatten().numpy())) for values in (one, other)])
    correlation = float(torch.corrcoef(ranks)[0, 1])
    return correlation if correlation == correlation else 0.0


# ---- deletion and insertion ----


def deletion(trace: Trace, target: int, order: Tensor) -> Tensor:
    """The target's probability as pixels are covered with paper in this order, (N,), from none to all."""
    x = trace["input"].output.flatten()  # (P,)
    rank = torch.empty_like(order).scatter_(0, order, torch.arange(len(order), device="cpu"))  # (P,), of each pixel
    points = torch.linspace(0, len(order), POINTS, dtype=torch.float32, device="cpu")
    covered = points.round().view(-1, 1)  # (N, 1), how many
    inputs = torch.where(rank < covered, PAPER, x).view(-1, *trace["input"].output.shape)  # (N, 1, 28, 28)
    return probabilities_of_batch(trace, inputs)[:, target]


def in_random_order(trace: Trace, target: int) -> Tensor:
    generator = torch.Generator("cpu").manual_seed(RANDOM_SEED)
    pixels = trace["input"].output.numel()
    orders = [torch.randperm(pixels, generator=generator, device="cpu") for _ in range(RANDOM_ORDERS)]
    return torch.stack([deletion(trace, target, order) for order in orders]).mean(0)


def area(curve: Tensor) -> float:
    """By trapezoids, over a width of 1."""
    return float(torch.trapezoid(curve, dx=1 / (len(curve) - 1)))
