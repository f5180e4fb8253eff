"""How a chosen number came about, as the page is told: its ledger, and the pixels that it depends on."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lenetlab as ll
from dashboard import contract
from dashboard.stages.derivation import MOST_TERMS, signed
from dashboard.texts import derivation as words
from tests.dashboard.conftest import SEVEN, Ask, about, drawing


def derivation(ask: Ask, cell: dict[str, object], canvas: object = None) -> dict[str, Any]:
    shown: dict[str, Any] = ask(contract.DERIVATION, about(canvas or drawing(SEVEN), **cell))
    return shown


CELLS = [
    ("conv1", [3, 6, 12]), ("relu1", [0, 0, 0]), ("pool1", [2, 5, 5]), ("conv2", [7, 3, 4]), ("pool3", [29, 2, 1]),
    ("flatten", [37]), ("fc1", [52]), ("fc3", [7]), ("softmax", [7]), ("input", [0, 14, 14]),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "index"), CELLS)
def test_the_number_is_that_of_the_trace_and_its_terms_are_there(
    ask: Ask, model: ll.LeNet, seven: ll.Drawing, stage: str, index: list[int]
) -> None:
    trace = ll.trace(model, ll.preprocess(seven))
    expected = ll.explain(trace, stage, index)
    shown = derivation(ask, {"stage": stage, "index": index})
    assert shown["value"] == shown["total"]["value"] == f"{expected.value:.4f}".replace("-", "−")
    assert shown["index"] == index
    assert 1 <= len(shown["terms"]) <= (10 if stage == "softmax" else MOST_TERMS)
    assert shown["terms"][0]["index"] in expected.indices.tolist()
    rows, columns = expected.receptive_field
    assert shown["field"] == [rows.start, columns.start, len(rows), len(columns)]
    assert (shown["pane"] is not None) == (stage in ("fc1", "fc3"))


@pytest.mark.parametrize(("stage", "index"), CELLS)
def test_all_bars_have_one_scale_and_add_up_to_that_of_the_total(ask: Ask, stage: str, index: list[int]) -> None:
    shown = derivation(ask, {"stage": stage, "index": index})
    lines = [*shown["terms"], *(line for line in (shown["rest"], shown["bias"]) if line)]
    shares = [line["share"] for line in lines]
    assert sum(shares) == pytest.approx(shown["total"]["share"], abs=1e-5)
    longest = max(abs(share) for share in [*shares, shown["total"]["share"]])
    assert longest == pytest.approx(1) or longest == 0


def test_the_largest_terms_come_first_and_the_others_have_a_line_with_their_number_and_sum(
    ask: Ask, model: ll.LeNet, seven: ll.Drawing
) -> None:
    expected = ll.explain(ll.trace(model, ll.preprocess(seven)), "fc1", [52])
    shown = derivation(ask, {"stage": "fc1", "index": [52]})
    sizes = [abs(term["share"]) for term in shown["terms"]]
    assert sizes == sorted(sizes, reverse=True)
    assert shown["rest"]["text"] == words.OTHERS.format(count=len(expected.inputs) - MOST_TERMS)
    assert shown["rest"]["value"] == signed(expected.remainder(MOST_TERMS))
    assert shown["bias"]["value"] == signed(expected.bias)


def test_beside_the_ledger_of_a_dense_unit_stand_all_of_its_products_in_the_order_of_the_input(
    ask: Ask, model: ll.LeNet, seven: ll.Drawing
) -> None:
    expected = ll.explain(ll.trace(model, ll.preprocess(seven)), "fc2", [3]).products.numpy()
    pane = derivation(ask, {"stage": "fc2", "index": [3]})["pane"]
    assert pane["slot"] == "kernels"
    shown = np.frombuffer(base64.b64decode(pane["figure"]["data"][0]["z"]["bdata"]), "<f4")
    np.testing.assert_allclose(shown[~np.isnan(shown)], expected, atol=1e-5)
    low, high = pane["ends"]
    assert low == pytest.approx(min(expected.min(), -expected.max() / 2), abs=1e-5)
    assert high == pytest.approx(max(expected.max(), -expected.min() / 2), abs=1e-5)


@pytest.mark.parametrize(("stage", "index"), [("relu1", [0, 0, 0]), ("pool1", [2, 5, 5]), ("softmax", [3])])
def test_where_all_terms_are_shown_there_are_no_others_and_without_a_bias_no_line_of_it(
    ask: Ask, stage: str, index: list[int]
) -> None:
    shown = derivation(ask, {"stage": stage, "index": index})
    assert shown["rest"] is None
    assert shown["bias"] is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.0000"), (1.5, "+1.5000"), (-0.25, "−0.2500"), (0.000512, "+0.000512"), (-1.5e-7, "−1.5·10⁻⁷")],
)
def test_what_is_added_has_its_sign_and_what_is_small_the_digits_that_count(value: float, text: str) -> None:
    assert signed(value) == text


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
