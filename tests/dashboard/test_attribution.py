"""Which pixels carry an answer, as the page is told: the maps of all methods, their checks, and what is erased."""

from __future__ import annotations

import base64
import re
from typing import Any

import numpy as np
import pytest

import lenetlab as ll
from dashboard import contract
from dashboard.stages.attribution import ERASURES
from dashboard.texts import attribution as words
from tests.dashboard.conftest import SEVEN, URL, Ask, about, body_of, drawing

PAPER = -ll.MNIST_MEAN / ll.MNIST_STD


def unpacked(packed: dict[str, str], *shape: int) -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(packed["bdata"]), "<f4").reshape(shape)


@pytest.fixture
def trace(model: ll.LeNet, seven: ll.Drawing) -> ll.Trace:
    return ll.trace(model, ll.preprocess(seven))


def maps(ask: Ask, **others: object) -> dict[str, Any]:
    told: dict[str, Any] = ask(contract.ATTRIBUTION, about(drawing(SEVEN), **others))
    return told


def checks(ask: Ask, method: str, **others: object) -> dict[str, Any]:
    told: dict[str, Any] = ask(contract.ATTRIBUTION_CHECK, about(drawing(SEVEN), method=method, **others))
    return told


@pytest.mark.parametrize("digit", [None, 1])
def test_every_method_of_the_library_has_its_map(ask: Ask, trace: ll.Trace, digit: int | None) -> None:
    told = maps(ask, digit=digit)
    assert told["digit"] == (7 if digit is None else digit)
    assert [entry["method"] for entry in told["maps"]] == list(ll.METHODS)
    for entry in told["maps"]:
        expected = ll.attribute(trace, entry["method"], told["digit"]).map.numpy()
        assert np.allclose(unpacked(entry["values"], 28, 28), expected, atol=1e-6), entry["method"]
        assert entry["bound"] == pytest.approx(float(np.abs(expected).max()))
        assert entry["name"] in entry["label"]


def test_every_method_has_a_name_and_is_explained() -> None:
    assert set(words.METHODS) == set(words.SHORT) == set(words.WHAT) == set(ll.METHODS)


@pytest.mark.parametrize("method", list(ll.METHODS))
def test_the_checks_say_in_words_what_the_library_measures(ask: Ask, trace: ll.Trace, method: str) -> None:
    check = ll.check_attribution(trace, method)
    sums, random, deletion = checks(ask, method)["checks"]
    if check.error is None:
        assert sums == words.NO_SUM
    else:
        said = [float(text.replace("−", "-")) for text in re.findall(r"\*\*(.*?)\*\*", sums)]
        total = float(check.attribution.map.sum())
        assert said == pytest.approx([total, total - check.error], abs=0.051)
    correlation = check.randomisation["conv1"]
    assert ("do not trust" in random) == (correlation >= 0.6)
    assert ("with care" in random) == (0.3 <= correlation < 0.6)
    assert ("**sooner" in deletion) == (check.deletion_area < check.random_area)


def test_what_is_erased_is_what_the_map_calls_important_and_the_answer_is_that_of_the_network(
    ask: Ask, model: ll.LeNet, trace: ll.Trace
) -> None:
    told = checks(ask, "integrated_gradients")
    order = unpacked(told["order"], 784).astype(int)
    values = ll.attribute(trace, "integrated_gradients").map.flatten()
    assert sorted(order) == list(range(784))
    assert (values[order].diff() <= 1e-6).all()
    assert len(told["erased"]) == ERASURES + 1
    for step in (0, 3, 10, ERASURES):
        left = trace["input"].output.clone().flatten()
        left[order[: step * 28]] = PAPER
        read = ll.trace(model, left.view(1, 1, 28, 28))
        assert f"**{read.prediction}**" in told["erased"][step]
        assert (str(step * 28) in told["erased"][step]) == (step > 0)


def test_without_ink_there_is_nothing_to_point_at(ask: Ask) -> None:
    assert "Draw a digit" in ask(contract.ATTRIBUTION, about(drawing()))
    assert "Draw a digit" in ask(contract.ATTRIBUTION_CHECK, about(drawing(), method="saliency"))


@pytest.mark.parametrize("digit", [10, -1, 1.5, True, "1", [3]])
def test_a_digit_that_is_none_is_refused_by_name(client: Any, digit: object) -> None:
    answer = client.post(URL, json=body_of(contract.ATTRIBUTION, about(drawing(SEVEN), digit=digit)))
    refusal = answer.get_json()["sideUpdate"]["notice-text"]["children"]
    assert f"digit is {digit!r}; allowed: 0 to 9, or none" in refusal


@pytest.mark.parametrize("method", ["lime", None, 3, ["saliency"]])
def test_a_method_that_there_is_not_is_refused_by_name(client: Any, method: object) -> None:
    answer = client.post(URL, json=body_of(contract.ATTRIBUTION_CHECK, about(drawing(SEVEN), method=method)))
    refusal = answer.get_json()["sideUpdate"]["notice-text"]["children"]
    assert f"method is {method!r}; allowed: saliency, " in refusal
