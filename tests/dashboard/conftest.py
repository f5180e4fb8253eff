"""The app and a client that asks its questions as the page does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import contract
from dashboard.app import create_app

URL = "/_dash-update-component"
SEVEN = "M40,28L70,27L100,28L85,60L72,85L64,115"
DEFAULTS = {setting.name: setting.default for setting in contract.SETTINGS}
Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def app() -> Dash:
    return create_app()


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def body_of(question: contract.Question, asked: object) -> dict[str, object]:
    """The body that the page sends for a question."""

    def reference(name: str) -> dict[str, object]:
        id, _, property = name.partition(".")
        return {"id": id, "property": property}

    outputs = [reference(name) for name in question.outputs]
    several = len(outputs) > 1
    return {
        "output": f"..{'...'.join(question.outputs)}.." if several else question.outputs[0],
        "outputs": outputs if several else outputs[0],
        "inputs": [{**reference(question.input), "value": asked}],
        "changedPropIds": [question.input],
        "state": [],
    }


def about(canvas: object, **others: object) -> dict[str, object]:
    """A question about a drawing with the default settings; `others` are settings, or more of the question."""
    settings = {**DEFAULTS, **{name: value for name, value in others.items() if name in DEFAULTS}}
    more = {name: value for name, value in others.items() if name not in DEFAULTS}
    return {"drawing": canvas, "settings": settings, **more}


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """`ask(contract.SAMPLE, {...})`: the answer to a question, a value for each of its outputs."""

    def ask(question: contract.Question, asked: object) -> Any:
        answer = client.post(URL, json=body_of(question, asked))
        assert answer.status_code == 200, answer.text
        response = answer.get_json()["response"]
        values = [response[id][property] for id, property in (name.split(".") for name in question.outputs)]
        return values if len(values) > 1 else values[0]

    return ask


def drawing(*paths: str, size: int = 140, brush: object = 10, sample: object = None) -> dict[str, object]:
    """A drawing as the page sends it."""
    return {"size": size, "strokes": [[brush, path] for path in paths], "sample": sample}
