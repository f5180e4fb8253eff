"""The nine test digits nearest to a drawing, part by part, as the page puts them together."""

from __future__ import annotations

import base64

import pytest
from flask.testing import FlaskClient

import lenetlab as ll
from dashboard import contract
from dashboard.reading.reading import read
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.texts import nearest as words
from tests.dashboard.conftest import SEVEN, URL, Ask, about, body_of, drawing

SILENT = {
    "kernel_size": 5, "stride": 1, "padding": 0, "weights": "pretrained",
    "name": "relu2.output", "place": [5], "values": [0.0],
}  # fmt: skip


@pytest.mark.parametrize("edits", [[], [SILENT]], ids=["as it is", "changed"])
@pytest.mark.parametrize("weights", ["pretrained", "random"])
def test_the_nearest_of_all_parts_are_those_of_the_library(
    ask: Ask, mnist: ll.Mnist, edits: list[object], weights: str
) -> None:
    canvas = {**drawing(SEVEN), "edits": [{**edit, "weights": weights} for edit in edits]}  # type: ignore[dict-item]
    found: list[dict[str, object]] = []
    for part in range(contract.NEAREST_PARTS):
        answer = ask(contract.NEAREST, about(canvas, weights=weights, part=part))
        assert len(answer) == 9
        found += answer
    found = sorted(found, key=lambda digit: digit["distance"])[:9]  # type: ignore[arg-type, return-value]
    trace = read(CanvasState.from_json(canvas), Settings(ll.Conv1Config(), weights)).trace
    expected = ll.nearest(trace).tolist()
    assert [digit["name"] for digit in found] == [f"Test digit {index}, a {mnist.labels[index]}" for index in expected]
    assert base64.b64decode(found[0]["z"]["bdata"]) == mnist.images[expected[0]].tobytes()  # type: ignore[index]


def test_without_mnist_that_is_said(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ll, "has_mnist", lambda split="test": False)
    assert ask(contract.NEAREST, about(drawing(SEVEN), part=0)) == words.NO_MNIST


@pytest.mark.parametrize("part", [-1, contract.NEAREST_PARTS, "0", None, True])
def test_a_part_that_there_is_not_is_refused(client: FlaskClient, part: object) -> None:
    response = client.post(URL, json=body_of(contract.NEAREST, about(drawing(SEVEN), part=part)))
    said = response.get_json()["sideUpdate"]["notice-text"]["children"]
    assert f"part is {part!r}; allowed: 0 to {contract.NEAREST_PARTS - 1}" in said
