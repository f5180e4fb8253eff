"""Why this digit and not that one, as the page is told: parts of four stages that add up to the difference."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lenetlab as ll
from dashboard import contract
from dashboard.stages.contrast import LEVELS, reasons
from dashboard.texts import why as words
from tests.dashboard.conftest import SEVEN, URL, Ask, about, body_of, drawing
from tests.written_numbers import number

PARTS = {"input": 784, "conv1": 16, "conv2": 32, "fc2": 84}
NO_DIGIT = ("M10,10L130,130", "M130,10L10,130", "M70,5L70,135", "M5,70L135,70")


def why(ask: Ask, **others: object) -> dict[str, Any]:
    told: dict[str, Any] = ask(contract.WHY, about(drawing(SEVEN), **others))
    return told


@pytest.fixture
def trace(model: ll.LeNet, seven: ll.Drawing) -> ll.Trace:
    return ll.trace(model, ll.preprocess(seven))


def test_without_a_wish_the_answer_is_compared_with_the_runner_up(ask: Ask, trace: ll.Trace) -> None:
    told = why(ask)
    runner_up = trace.top(2)[1][0]
    assert (told["digit"], told["against"]) == (7, runner_up)
    assert told["title"] == f"Why 7, not {runner_up}?"
    assert [rival["digit"] for rival in told["rivals"]] == [digit for digit, _ in trace.top(10)[1:]] + [None]


@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_the_lines_of_a_stage_add_up_to_the_difference_of_the_logits(ask: Ask, trace: ll.Trace, level: int) -> None:
    told = why(ask, against=3)["levels"][level]
    lines = [*told["parts"], told["rest"], told["biases"]]
    difference = float(trace.logits[7] - trace.logits[3])
    assert number(told["total"]["value"]) == pytest.approx(difference, abs=6e-5)
    assert sum(number(line["value"]) for line in lines) == pytest.approx(difference, abs=1e-3)
    assert sum(line["share"] for line in lines) == pytest.approx(told["total"]["share"], abs=1e-4)
    others = number(told["rest"]["text"].split()[0])
    assert others == PARTS[told["stage"]] - len(told["parts"])


def test_the_largest_parts_come_first_and_are_those_of_the_library(ask: Ask, trace: ll.Trace) -> None:
    contrast = ll.contrast(trace, 7, 3)
    levels = {level["stage"]: level for level in why(ask, against=3)["levels"]}
    for stage in ("conv1", "conv2", "fc2"):
        told = [(part["index"][0], number(part["value"])) for part in levels[stage]["parts"]]
        expected = contrast[stage].largest(contract.MOST_TERMS)
        assert [index for index, _ in told] == [index for index, _ in expected]
        assert [value for _, value in told] == pytest.approx([value for _, value in expected], abs=6e-5)
    for part in levels["input"]["parts"]:
        channel, row, column = part["index"]
        assert number(part["value"]) == pytest.approx(float(contrast["input"].parts[channel, row, column]), abs=6e-5)


def test_the_balance_is_all_that_speaks_against_the_digit_and_all_that_speaks_for_it(ask: Ask, trace: ll.Trace) -> None:
    contrast = ll.contrast(trace, 7, 3)
    against, favour = next(level for level in why(ask, against=3)["levels"] if level["stage"] == "conv2")["balance"]
    by_channel = contrast["conv2"].by_channel
    assert (against["text"], favour["text"]) == ("for 3", "for 7")
    assert number(against["value"]) == pytest.approx(float(by_channel.clamp(max=0).sum()), abs=6e-3)
    assert number(favour["value"]) == pytest.approx(float(by_channel.clamp(min=0).sum()), abs=6e-3)
    assert max(abs(against["share"]), abs(favour["share"])) == pytest.approx(1)


def test_the_picture_has_what_every_pixel_adds(ask: Ask, trace: ll.Trace) -> None:
    picture = why(ask, against=3)["map"]
    values = np.frombuffer(base64.b64decode(picture["values"]["bdata"]), "<f4").reshape(28, 28)
    expected = ll.contrast(trace, 7, 3)["input"].parts[0].numpy()
    assert np.allclose(values, expected, atol=1e-6)
    assert picture["bound"] == pytest.approx(float(np.abs(expected).max()))


def test_alone_the_logit_itself_is_split(ask: Ask, trace: ll.Trace) -> None:
    told = why(ask, against=None)
    assert (told["against"], told["title"]) == (None, "Why 7?")
    assert number(told["levels"][0]["total"]["value"]) == pytest.approx(float(trace.logits[7]), abs=6e-5)
    assert told["levels"][0]["balance"][0]["text"] == "against 7"


def test_the_answer_itself_is_no_rival_so_the_runner_up_is_taken(ask: Ask) -> None:
    assert why(ask, against=7)["against"] == why(ask)["against"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    conv1=st.sampled_from(ll.Conv1Config.all()),
    random=st.booleans(),
    against=st.one_of(st.none(), st.integers(0, 9)),
)
def test_sums_hold_for_any_drawing_configuration_and_weights(
    model: ll.LeNet, seed: int, conv1: ll.Conv1Config, random: bool, against: int | None
) -> None:
    weights = ll.LeNet(seed=1) if random else model
    trace = ll.trace(weights, ll.preprocess(ll.drawn_sample(seed).drawing), conv1)
    other = None if against == trace.prediction else against
    for level in reasons(trace, other)["levels"]:  # type: ignore[attr-defined]
        lines = [*level["parts"], *filter(None, [level["rest"]]), level["biases"]]
        total = sum(number(line["value"]) for line in lines)
        assert total == pytest.approx(number(level["total"]["value"]), abs=1e-3)


def test_where_no_digit_is_read_there_is_nothing_to_give_reasons_for(ask: Ask) -> None:
    assert ask(contract.WHY, about(drawing(*NO_DIGIT))) == words.NO_ANSWER
    assert "Draw a digit" in ask(contract.WHY, about(drawing()))


@pytest.mark.parametrize("against", [10, -1, 1.5, True, "1", [3], {}])
def test_a_rival_that_is_no_digit_is_refused_by_name(client: Any, against: object) -> None:
    answer = client.post(URL, json=body_of(contract.WHY, about(drawing(SEVEN), against=against)))
    refusal = answer.get_json()["sideUpdate"]["notice-text"]["children"]
    assert f"against is {against!r}; allowed: 0 to 9, 'runner-up', or none" in refusal
