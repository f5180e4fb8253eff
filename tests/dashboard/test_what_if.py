"""What would change the answer, as the page is told: the drawing without each stroke, and ink along the slope."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
import torch

import lenetlab as ll
from dashboard import contract
from dashboard.stages.what_if import MOST_STROKES, STEPS
from dashboard.texts import what_if as words
from tests.dashboard.conftest import SEVEN, Ask, about, drawing

BAR = "M45,75L95,75"


def what_if(ask: Ask, *paths: str, **others: object) -> Any:
    return ask(contract.WHAT_IF, about(drawing(*paths), **others))


def read(model: ll.LeNet, *paths: str) -> ll.Trace:
    lines = [line for path in paths for line in ll.parse_path(path, "a stroke")]
    return ll.trace(model, ll.preprocess(ll.Drawing(lines, 140, 10)))


def test_every_stroke_says_what_is_read_without_it_and_what_it_adds(ask: Ask, model: ll.LeNet) -> None:
    told = what_if(ask, SEVEN, BAR)
    whole = read(model, SEVEN, BAR)
    assert told["title"] == f"What would change the {whole.prediction}?"
    without = {0: read(model, BAR), 1: read(model, SEVEN)}
    worths = {i: float(whole.logits[7] - rest.logits[7]) for i, rest in without.items()}
    assert [row["stroke"] for row in told["strokes"]] == sorted(worths, key=lambda i: -worths[i])
    for row in told["strokes"]:
        worth = worths[row["stroke"]]
        assert f"**{worth:+.2f}**".replace("-", "−") in row["worth"]
        assert row["name"] == f"Stroke {row['stroke'] + 1}"
    of_the_bar = next(row for row in told["strokes"] if row["stroke"] == 1)
    assert f"**{without[1].prediction}**" in of_the_bar["says"]


def test_a_single_stroke_leaves_nothing_and_without_strokes_that_is_said(ask: Ask, mnist: ll.Mnist) -> None:
    assert [row["says"] for row in what_if(ask, SEVEN)["strokes"]] == [words.NOTHING_LEFT]
    told = ask(contract.WHAT_IF, about(drawing(sample=0)))
    assert (told["strokes"], told["note"]) == ([], words.NO_STROKES)


def test_many_strokes_are_not_tried_one_by_one(ask: Ask) -> None:
    told = what_if(ask, *[SEVEN] * (MOST_STROKES + 1))
    assert told["strokes"] == []
    assert told["note"].startswith(f"The drawing has {MOST_STROKES + 1} strokes of {6 * (MOST_STROKES + 1)} points")
    slowly = SEVEN + "L64,115" * 700
    assert what_if(ask, slowly, slowly, slowly)["strokes"] == []


@pytest.mark.parametrize("weights", ["pretrained", "random"])
def test_the_slider_goes_along_the_sign_of_the_slope_and_says_what_is_read(
    ask: Ask, model: ll.LeNet, weights: str
) -> None:
    network = model if weights == "pretrained" else ll.LeNet(seed=0)
    lines = ll.parse_path(SEVEN, "a stroke")
    trace = ll.trace(network, ll.preprocess(ll.Drawing(lines, 140, 10)))
    nudge = what_if(ask, SEVEN, weights=weights)["nudge"]
    inputs = np.frombuffer(base64.b64decode(nudge["inputs"]["bdata"]), "<f4").reshape(STEPS + 1, 1, 1, 28, 28)
    ink = trace["input"].output.numpy() * ll.MNIST_STD + ll.MNIST_MEAN
    assert np.allclose(inputs[0, 0], ink, atol=1e-5)
    assert inputs.min() >= 0
    assert inputs.max() <= 1
    answers = []
    for image, says in zip(inputs, nudge["says"], strict=True):
        again = ll.trace(network, torch.tensor((image - ll.MNIST_MEAN) / ll.MNIST_STD))
        answers.append(again.prediction)
        assert f"**{again.prediction}**" in says
    found = ll.nudge(trace, method="sign")
    assert found.flipped
    start = nudge["start"]
    assert answers[start] != trace.prediction
    assert set(answers[:start]) == {trace.prediction}
    assert float(np.abs(inputs[start] - inputs[0]).max()) <= found.bound * (1 + 2 / STEPS)


def test_without_ink_there_is_nothing_to_change(ask: Ask) -> None:
    assert "Draw a digit" in what_if(ask)
