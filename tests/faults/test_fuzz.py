"""Twenty thousand requests that no page sends: each is answered in words and quickly, none is a fault."""

from __future__ import annotations

import gc
import json
import resource
import time
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import contract
from dashboard.app import create_app
from dashboard.serving.settings import Deployment
from tests import pace
from tests.dashboard.conftest import SEVEN, URL, about, body_of, drawing

CASES = 20_000
SHARES = {"questions": 0.55, "parts": 0.25, "bodies": 0.2}
SLOWEST_SECONDS = 2.0  # on a machine that does other things as well
MOST_MEGABYTES = 150

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(2**63), 2**63, 1e308, -1e308, float("nan"), float("inf"), -0.0])
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["M1,2L3,4", "M1e400,2", "Z", "b:10", "conv1", "\x00", "\ud800", "pretrained", "csv", "report"])
)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=15,
)
number = st.integers(-3, 30) | st.integers() | st.floats()
coordinate = st.floats(-200, 200) | st.sampled_from([1e5, -1e5, 1e6, 0.0])
path = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=12).map(
    lambda points: "M" + "L".join(f"{x!r},{y!r}" for x, y in points)
)
strokes = st.lists(
    st.tuples(st.sampled_from([1, 2.5, 10, 24, 140, 0, -1]) | leaves, path | leaves).map(list), max_size=4
)
drawings = st.fixed_dictionaries(
    {"size": st.sampled_from([28, 140]) | leaves, "strokes": strokes | anything, "sample": st.none() | number | leaves}
)
choices = {setting.name: st.sampled_from(setting.choices) | leaves for setting in contract.SETTINGS}
place = st.lists(number | leaves, max_size=4)
fields = {
    "drawing": drawings | anything,
    "settings": st.fixed_dictionaries(choices) | anything,
    "live": st.booleans() | leaves,
    "stages": st.booleans() | leaves,
    "kernels": st.booleans() | leaves,
    "layer": number | leaves,
    "index": place | number | anything,
    "slot": st.text(max_size=6) | leaves,
    "stage": st.sampled_from(list(contract.STAGES)) | leaves,
    "file": st.sampled_from(["csv", "npz", "report"]) | leaves,
    "pair": place | anything,
    "label": number | leaves,
    "read": number | leaves,
    "cell": place | anything,
}
asked = st.fixed_dictionaries({}, optional=fields) | st.fixed_dictionaries(
    {"drawing": st.just(drawing(SEVEN)), "settings": st.just(about(None)["settings"])},
    optional={name: values for name, values in fields.items() if name not in ("drawing", "settings")},
)
questions = st.sampled_from(contract.QUESTIONS)


@pytest.fixture(scope="module")
def app() -> Dash:
    return create_app(Deployment())


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def cases(share: str) -> Any:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=int(CASES * SHARES[share]), suppress_health_check=checks, deadline=None, database=None)


def check(client: FlaskClient, body: bytes) -> None:
    began = time.process_time()
    answer = client.post(URL, data=body, content_type="application/json")
    assert answer.status_code in (200, 204, 400, 413), (answer.status_code, answer.text[:300])
    assert "Something went wrong" not in answer.text
    cost = time.process_time() - began
    assert cost < SLOWEST_SECONDS or cost < pace.stretched(SLOWEST_SECONDS)


def test_the_shares_are_all_of_the_cases() -> None:
    assert sum(SHARES.values()) == pytest.approx(1)


@cases("questions")
@given(question=questions, value=asked | anything)
def test_whatever_is_asked_is_answered_or_refused_in_words(
    client: FlaskClient, question: contract.Question, value: object
) -> None:
    check(client, json.dumps(body_of(question, value)).encode("utf-8", "surrogatepass"))


names = st.sampled_from(["output", "outputs", "inputs", "state", "changedPropIds", "id", "property", "value"])


@cases("parts")
@given(question=questions, name=names | st.text(max_size=6), value=anything, within=st.booleans())
def test_a_body_with_a_part_changed_is_answered_or_refused(
    client: FlaskClient, question: contract.Question, name: str, value: object, within: bool
) -> None:
    body = body_of(question, about(drawing(SEVEN)))
    changed: dict[str, object] = body["inputs"][0] if within else body  # type: ignore[index]
    changed[name] = value
    check(client, json.dumps(body).encode("utf-8", "surrogatepass"))


@cases("bodies")
@given(data=st.data(), question=questions)
def test_bytes_cut_turned_or_put_in_are_answered_or_refused(
    client: FlaskClient, data: st.DataObject, question: contract.Question
) -> None:
    body = json.dumps(body_of(question, about(drawing(SEVEN)))).encode()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 40)))
    check(client, body[:start] + data.draw(st.binary(max_size=20)) + body[end:])


def test_the_memory_comes_back(client: FlaskClient) -> None:
    """What a thousand odd requests have taken is there for the next thousand."""
    odd = [
        json.dumps(body_of(question, [[[index]] * 50] * 50)).encode()
        for index, question in enumerate(contract.QUESTIONS)
    ]

    def ask_all() -> int:
        for body in odd * 150:
            check(client, body)
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    before = ask_all()
    assert ask_all() - before < MOST_MEGABYTES
