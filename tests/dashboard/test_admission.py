"""Who gets in: limits for each address, urgency, and turns in a lane that is told of in the environ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard import contract
from dashboard.app import create_app
from dashboard.serving.admission import Window, urgency_of
from dashboard.serving.settings import deployment_of
from dashboard.serving.turns import LANE, Answer
from tests.dashboard.conftest import SEVEN, URL, about, body_of, drawing

BODY = body_of(contract.READING, about(drawing(SEVEN)))


@pytest.fixture
def limited() -> FlaskClient:
    return create_app(deployment_of({"LENETLAB_RATE_LIMIT": "3 per hour"})).server.test_client()


def test_an_address_that_asks_too_much_is_told_when_to_come_back_and_others_are_not_concerned(
    limited: FlaskClient,
) -> None:
    own = {"REMOTE_ADDR": "10.0.0.1"}
    assert [limited.post(URL, json=BODY, environ_overrides=own).status_code for _ in range(5)] == [
        200,
        200,
        200,
        429,
        429,
    ]
    refused = limited.post(URL, json=BODY, environ_overrides=own)
    assert refused.headers["Retry-After"] == "1"
    assert limited.get("/", environ_overrides=own).status_code == 200
    assert limited.post(URL, json=BODY, environ_overrides={"REMOTE_ADDR": "10.0.0.2"}).status_code == 200


def test_behind_a_proxy_that_is_trusted_each_visitor_counts_alone() -> None:
    settings = {"LENETLAB_RATE_LIMIT": "1 per hour", "LENETLAB_TRUSTED_PROXIES": "10.0.0.9"}
    client = create_app(deployment_of(settings)).server.test_client()

    def ask(visitor: str, proxy: str) -> int:
        headers = {"X-Forwarded-For": visitor}
        return client.post(URL, json=BODY, headers=headers, environ_overrides={"REMOTE_ADDR": proxy}).status_code

    assert [ask("1.1.1.1", "10.0.0.9"), ask("2.2.2.2", "10.0.0.9"), ask("1.1.1.1", "10.0.0.9")] == [200, 200, 429]
    assert [ask("3.3.3.3", "10.0.0.8"), ask("4.4.4.4", "10.0.0.8")] == [200, 429], "no header of a stranger is believed"


@given(most=st.integers(1, 5), hits=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 40)), max_size=40))
def test_in_every_window_an_address_gets_as_many_as_it_may_and_no_more(most: int, hits: list[tuple[str, int]]) -> None:
    window, allowed, asked = Window(most, 10), {}, {}
    for address, now in sorted(hits, key=lambda hit: hit[1]):
        key = (address, now // 10)
        asked[key] = asked.get(key, 0) + 1
        allowed[key] = allowed.get(key, 0) + window.hit(address, float(now))
    assert allowed == {key: min(count, most) for key, count in asked.items()}


@pytest.mark.parametrize(
    ("priority", "urgency"),
    [("", 3), ("u=6", 6), ("u=0, i", 0), ("i, u=5", 5), ("u=9", 3), ("u=66", 3), ("v=1", 3), ("x" * 10_000, 3)],
)
def test_urgency_is_read_as_rfc_9218_has_it(priority: str, urgency: int) -> None:
    assert urgency_of(priority) == urgency


def test_only_what_is_computed_waits_for_a_turn(client: FlaskClient) -> None:
    class Turns:
        waiting = 0
        asked: list[int] = []  # noqa: RUF012

        def run(self, work: Callable[[], Answer], urgency: int) -> Answer | str:
            self.asked.append(urgency)
            return "busy" if urgency == 7 else "gone" if urgency == 5 else work()

    turns = Turns()
    lane: dict[str, Any] = {LANE: turns}

    def post(priority: str) -> Any:
        return client.post(URL, json=BODY, headers={"Priority": priority}, environ_overrides=lane)

    assert client.get("/", environ_overrides=lane).status_code == 200
    assert client.get("/health", environ_overrides=lane).status_code == 200
    assert turns.asked == []
    assert client.get("/ready", environ_overrides=lane).text == "ready"
    assert post("u=6").get_json()["response"]["prediction"]["children"] == "7"
    busy = post("u=7")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
    assert post("u=5").status_code == 499
    assert turns.asked == [3, 6, 7, 5]
