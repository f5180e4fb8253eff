"""The server: malformed requests get a 4xx, never a traceback; headers, caching and sizes."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import contract
from dashboard.app import create_app
from dashboard.panels import prediction
from dashboard.questions import properties_of_questions
from dashboard.serving import files
from tests.dashboard.conftest import SEVEN, URL, about, body_of, drawing

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"{}", b'"text"', b"\xff\xfe", b'{"output": "none.children"}', b"[" * 50_000,
     b'{"output": ["a"]}', b"9" * 6_000],
)  # fmt: skip
def test_a_body_that_is_no_callback_is_a_bad_request(client: FlaskClient, body: bytes) -> None:
    answer = client.post(URL, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "change",
    [
        {"inputs": []},
        {"inputs": None},
        {"inputs": [{"id": "stride", "property": "value"}]},
        {"state": [{"id": "canvas", "property": "figure"}]},
        {"outputs": None},
        {"outputs": []},
        {"outputs": {"id": 1}},
        {"changedPropIds": "stride.value"},
        {"changedPropIds": [1]},
    ],
)
def test_a_callback_with_other_parts_than_its_own_is_a_bad_request(
    app: Dash, client: FlaskClient, change: dict[str, Any]
) -> None:
    body = body_of(contract.READING, about(drawing(SEVEN))) | change
    assert client.post(URL, json=body).status_code == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(value=anything, which=st.sampled_from(["drawing", "stride", "filters", "weights", "live", "stages"]))
def test_no_value_whatever_makes_the_server_fail(client: FlaskClient, value: object, which: str) -> None:
    canvas = value if which == "drawing" else drawing(SEVEN)
    others = {} if which == "drawing" else {which: value}
    body = body_of(contract.READING, about(canvas, **others))
    answer = client.post(URL, data=json.dumps(body), content_type="application/json")
    assert answer.status_code in (200, 204)
    assert "Traceback" not in answer.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(value=anything, question=st.sampled_from(contract.QUESTIONS))
def test_nothing_that_is_asked_makes_the_server_fail(
    client: FlaskClient, value: object, question: contract.Question
) -> None:
    answer = client.post(URL, data=json.dumps(body_of(question, value)), content_type="application/json")
    assert answer.status_code in (200, 204)
    assert "Traceback" not in answer.text


def test_the_server_answers_the_questions_of_the_contract_and_nothing_else(app: Dash) -> None:
    answered = {name for name, known in app.callback_map.items() if "callback" in known}
    assert answered == {body_of(question, None)["output"] for question in contract.QUESTIONS}


def test_what_dash_calls_in_the_page_is_about_components_that_the_page_has(app: Dash) -> None:
    of_questions = set(properties_of_questions())
    known = {getattr(part, "id", None) for part in app.layout._traverse()}
    used = {
        entry["id"]
        for callback in app.callback_map.values()
        for entry in (*callback["inputs"], *callback["state"])
        if f"{entry['id']}.{entry['property']}" not in of_questions
    }
    assert len(used) >= 10
    assert used <= known


@pytest.mark.parametrize("depth", range(300, 1_100, 25))
def test_no_depth_of_nesting_makes_the_server_fail(app: Dash, client: FlaskClient, depth: int) -> None:
    text = json.dumps(body_of(contract.READING, about("DEEP")))
    deep = text.replace('"DEEP"', "[" * depth + "]" * depth)
    assert client.post(URL, data=deep, content_type="application/json").status_code in (200, 400)


@pytest.mark.parametrize("path", ["nope/x.js", "dash/nope.js", "dash/dcc/nope.js", "dash/dash.py"])
def test_a_file_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/_dash-component-suites/{path}").status_code == 404


def test_a_body_over_the_limit_is_too_large(client: FlaskClient) -> None:
    answer = client.post(URL, data=b" " * 600_000, content_type="application/json")
    assert answer.status_code == 413


def test_other_methods_and_types_are_refused(client: FlaskClient) -> None:
    assert client.post(URL, data="x", content_type="text/plain").status_code in (400, 415)
    assert client.put(URL, json={}).status_code == 405


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/health", "/_dash-layout"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_first_requests_of_a_new_worker_may_come_all_at_once(client: FlaskClient) -> None:
    scripts = re.findall(r'<script src="([^"]+)"', client.get("/").text)
    assert len(scripts) > 8
    server = create_app().server

    def status(url: str) -> int:
        with server.test_client().get(url) as answer:
            return answer.status_code

    with ThreadPoolExecutor(len(scripts)) as visitors:
        found = dict(zip(scripts, visitors.map(status, scripts), strict=True))
    assert set(found.values()) == {200}, found


def test_the_page_names_no_other_host(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "http://" not in page
    assert "https://" not in page


def test_packaged_files_are_compressed_and_cached_for_a_year(client: FlaskClient) -> None:
    for file in files.packaged_files().values():
        answer = client.get(file.url, headers={"Accept-Encoding": "gzip, br"})
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        plain = client.get(file.url, headers={"Accept-Encoding": "identity"})
        assert plain.data == file.body
    assert client.get(f"{files.URL}/0000/plotly.min.js").status_code == 404


def test_a_first_visit_loads_at_most_900_kb_and_every_file_but_the_page_is_kept_for_a_year(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Encoding": "br"})
    names = re.findall(r'(?:<script src|<link rel="stylesheet" href)="([^"]+)"', client.get("/").text)
    files = [client.get(name, headers={"Accept-Encoding": "br"}) for name in names]
    assert {file.headers["Content-Encoding"] for file in files} == {"br"}
    assert all("max-age=31536000" in file.headers["Cache-Control"] for file in files)
    assert len(page.data) + sum(len(file.data) for file in files) <= 900_000


def test_all_stages_weigh_at_most_300_kb_on_the_wire(app: Dash, client: FlaskClient) -> None:
    body = body_of(contract.READING, about(drawing(SEVEN), stages=True, kernels=True, padding=2))
    answer = client.post(URL, json=body, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= 300_000


def test_a_fault_of_the_server_is_an_answer_with_words_and_no_traceback(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(prediction, "reading_or_hint", broken)
    answer = client.post(URL, json=body_of(contract.READING, about(drawing(SEVEN))))
    assert answer.status_code == 500
    assert "Something went wrong on the server" in answer.get_json()["sideUpdate"]["notice-text"]["children"]
    assert "secret" not in answer.text


def test_the_server_is_healthy(client: FlaskClient) -> None:
    assert client.get("/health").text == "OK"
