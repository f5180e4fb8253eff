"""What a channel or unit likes, as the page is told: the library's measurements beside the drawing's own value."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

import lenetlab as ll
from dashboard import contract
from dashboard.stages.channels import CHANNELS_OF
from dashboard.texts import likes as words
from tests.dashboard.conftest import SEVEN, URL, Ask, about, body_of, drawing

# A place in each stage that was measured, and the stage of a trace that has its value.
PLACES = [
    ("conv1", 3, "relu1"), ("pool1", 0, "relu1"), ("conv2", 31, "relu2"), ("fc1", 119, "relu3"), ("relu4", 83, "relu4"),
    ("fc3", 7, "fc3"), ("softmax", 0, "fc3"),
]  # fmt: skip


def likes(ask: Ask, stage: str, unit: object, **others: object) -> Any:
    return ask(contract.LIKES, about(drawing(SEVEN), stage=stage, unit=unit, **others))


@pytest.mark.parametrize(("stage", "unit", "of"), PLACES)
def test_the_test_digits_and_the_means_are_those_that_were_measured(
    ask: Ask, model: ll.LeNet, mnist: ll.Mnist, seven: ll.Drawing, stage: str, unit: int, of: str
) -> None:
    told = likes(ask, stage, unit)
    measured = ll.units()[CHANNELS_OF[stage]]
    for key, indices in (("most", measured.top[unit]), ("least", measured.bottom[unit])):
        assert len(told[key]) == 9
        for picture, index in zip(told[key], indices.tolist(), strict=True):
            image = np.frombuffer(base64.b64decode(picture["z"]["bdata"]), np.uint8).reshape(28, 28)
            assert (image == mnist.images[index]).all()
            assert picture["name"] == f"Test digit {index}, a {mnist.labels[index]}"
    means = measured.mean[unit].tolist()
    assert [float(row["value"].replace("−", "-").replace(",", "")) for row in told["mean"]] == pytest.approx(
        means, abs=0.0051
    )
    value = float(ll.trace(model, ll.preprocess(seven))[of].output[unit].max())
    assert f"**{value:.2f}**".replace("-", "−") in told["yours"]
    assert f"**{sum(mean < value for mean in means)}** of the ten digits" in told["yours"]


@pytest.mark.parametrize(("stage", "of"), [("fc1", "relu3"), ("fc2", "relu4")])
def test_a_unit_that_is_silent_in_the_drawing_has_the_value_after_its_relu(
    ask: Ask, model: ll.LeNet, seven: ll.Drawing, stage: str, of: str
) -> None:
    trace = ll.trace(model, ll.preprocess(seven))
    silent = int(trace[stage].output.argmin())
    assert float(trace[stage].output[silent]) < 0 == float(trace[of].output[silent])
    assert "its largest value is **0.00**" in likes(ask, stage, silent)["yours"]


def test_another_configuration_has_units_of_its_own(ask: Ask) -> None:
    assert likes(ask, "conv2", 3, stride=2)["mean"] != likes(ask, "conv2", 3)["mean"]


def test_of_random_weights_and_of_weights_without_measurements_that_is_said(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert likes(ask, "conv1", 3, weights="random") == words.OF_PRETRAINED

    monkeypatch.setattr("dashboard.panels.likes.units_in_use", lambda conv1: None)
    assert likes(ask, "conv1", 3) == words.NOT_MEASURED


def test_without_mnist_the_digits_are_named_by_their_numbers(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ll, "has_mnist", lambda split: False)
    told = likes(ask, "conv1", 3)
    assert told["note"] == words.NO_PICTURES
    assert [picture["name"] for picture in told["most"]] == [
        str(index) for index in ll.units()["conv1"].top[3].tolist()
    ]


@pytest.mark.parametrize(
    ("stage", "unit", "said"),
    [
        ("flatten", 0, "stage is 'flatten'; allowed: conv1, relu1"),
        (None, 0, "stage is None; allowed: conv1"),
        ("conv1", 16, "unit is 16; allowed: 0 to 15"),
        ("fc1", True, "unit is True; allowed: 0 to 119"),
        ("fc3", -1, "unit is -1; allowed: 0 to 9"),
        ("conv2", "3", "unit is '3'; allowed: 0 to 31"),
    ],
)
def test_a_place_that_was_not_measured_is_refused_by_name(client: Any, stage: object, unit: object, said: str) -> None:
    answer = client.post(URL, json=body_of(contract.LIKES, about(drawing(SEVEN), stage=stage, unit=unit)))
    assert said in answer.get_json()["sideUpdate"]["notice-text"]["children"]
