"""The app and a client that sends callbacks as the page does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app

Call = Callable[..., Any]

DEFAULTS: dict[str, object] = {
    "kernel-size.value": 5,
    "stride.value": 1,
    "padding.value": 0,
    "filters.value": 16,
    "weights.value": "pretrained",
    "read-store.data": None,
    "drawing-store.data": None,
    "random-sample.n_clicks": 1,
    "layer.value": 0,
}
SEVEN = "M40,28L70,27L100,28L85,60L72,85L64,115"


@pytest.fixture(scope="session")
def app() -> Dash:
    return create_app()


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def body_for(app: Dash, part_of_output: str, changed: str = "", **values: object) -> dict[str, object]:
    """The body that the page would send to the callback that has this output; `values` by id, _ for -.

    changed: what the page sends it for, like "stride.value"; by default its first input.
    """
    output = next(name for name in app.callback_map if part_of_output in name)
    given = {name.replace("_", "-"): value for name, value in values.items()}

    def filled(reference: dict[str, str]) -> dict[str, object]:
        key = f"{reference['id']}.{reference['property']}"
        return {**reference, "value": given.get(reference["id"], DEFAULTS.get(key))}

    known = app.callback_map[output]
    names = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    outputs = [{"id": id, "property": name} for id, name in names]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [filled(entry) for entry in known["inputs"]],
        "state": [filled(entry) for entry in known["state"]],
        "changedPropIds": [changed or f"{known['inputs'][0]['id']}.{known['inputs'][0]['property']}"],
    }


@pytest.fixture
def call(app: Dash, client: FlaskClient) -> Call:
    """`call("prediction.children", drawing_store=...)`: what the server answers, by output id."""

    def call(part_of_output: str, **values: object) -> Any:
        answer = client.post("/_dash-update-component", json=body_for(app, part_of_output, **values))
        assert answer.status_code == 200, answer.text
        return answer.get_json()["response"]

    return call


def drawing(*paths: str, size: int = 140, brush: object = 10, sample: object = None) -> dict[str, object]:
    """A drawing as the page's store holds it."""
    return {"size": size, "strokes": [[brush, path] for path in paths], "sample": sample}
