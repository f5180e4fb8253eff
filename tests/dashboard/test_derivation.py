"""How a chosen number came about, as the page is told; and the parts of the page that are plain HTML."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lenetlab as ll
from dashboard import contract
from tests.dashboard.conftest import SEVEN, Ask, about, drawing


def derivation(ask: Ask, cell: dict[str, object], canvas: object = None) -> dict[str, object]:
    shown: dict[str, object] = ask(contract.DERIVATION, about(canvas or drawing(SEVEN), **cell))
    return shown


@pytest.mark.parametrize(
    ("stage", "index"),
    [("conv1", [3, 6, 12]), ("relu1", [0, 0, 0]), ("pool1", [2, 5, 5]), ("conv2", [7, 3, 4]), ("pool3", [1, 2, 3]),
     ("flatten", [37]), ("fc1", [52]), ("fc3", [7]), ("softmax", [7]), ("input", [0, 14, 14])],
)  # fmt: skip
def test_the_number_is_that_of_the_trace_and_its_terms_are_there(
    ask: Ask, model: ll.LeNet, seven: ll.Drawing, stage: str, index: list[int]
) -> None:
    trace = ll.trace(model, ll.preprocess(seven))
    expected = ll.explain(trace, stage, index)
    shown = derivation(ask, {"stage": stage, "index": index})
    assert f"{expected.value:.4f}".replace("-", "−") in str(shown["title"])
    assert 1 <= len(shown["terms"]) <= 10  # type: ignore[arg-type]
    rows, columns = expected.receptive_field
    assert shown["field"] == [rows.start, columns.start, len(rows), len(columns)]
    assert (shown["pane"] is not None) == (stage in ("fc1", "fc3"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    stage=st.sampled_from(["conv1", "fc1", "ink", "nothing"]) | st.none() | st.integers(),
    index=st.lists(st.integers(-2, 600) | st.text(max_size=2) | st.none(), max_size=4)
    | st.text(max_size=3)
    | st.none(),
)
def test_a_place_that_there_is_not_gets_no_derivation_and_no_error(ask: Ask, stage: object, index: object) -> None:
    shown = derivation(ask, {"stage": stage, "index": index})
    assert shown is None or shown["stage"] == stage


@pytest.mark.parametrize("canvas", [drawing(), {}, "drawing", 7])
def test_without_a_drawing_nothing_is_derived(ask: Ask, canvas: object) -> None:
    assert derivation(ask, {"stage": "conv1", "index": [0, 0, 0]}, canvas or {"size": 140}) is None
