"""How long it takes to say why: a contrast, the attribution methods and a check, beside Captum's integrated gradients.

The budgets: integrated gradients of 50 steps in half of Captum's time, and all methods of one drawing in a second.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from captum.attr import IntegratedGradients

import lenetlab as ll
from benchmarks.interleave import interleave

OURS = "lenetlab: integrated gradients, 50 steps"
CAPTUM = "Captum: integrated gradients, 50 steps"
ALL = "lenetlab: every attribution method"
SHARE_OF_CAPTUM = 0.5
ALL_MS = 1_000


def main(rounds: int = 20) -> int:
    torch.set_num_threads(1)
    model = ll.load_pretrained()
    x = ll.preprocess(ll.drawn_sample(seed=1).drawing)
    trace = ll.trace(model, x)
    captum = IntegratedGradients(model.sequential())
    candidates: dict[str, Callable[[], object]] = {
        CAPTUM: lambda: captum.attribute(x, baselines=0, target=trace.prediction, n_steps=50),
        OURS: lambda: ll.attribute(trace, "integrated_gradients"),
        ALL: lambda: [ll.attribute(trace, method) for method in ll.METHODS],
        "lenetlab: the check of one map": lambda: ll.check_attribution(trace, "saliency"),
        "lenetlab: contrast": lambda: ll.contrast(trace, 7, 1),
        "lenetlab: nudge": lambda: ll.nudge(trace),
    }
    budgets = {OURS: f"  (budget {SHARE_OF_CAPTUM})", ALL: f"  (budget {ALL_MS:,} ms)"}
    for name, timing in interleave(candidates, CAPTUM, rounds).items():
        print(f"{name:44} {timing.microseconds / 1000:8.1f} ms  {timing.ratio:5.2f}{budgets.get(name, '')}")
    return 0
