"""explain: the arithmetic behind any number, against the trace, the weights, and what changing pixels does."""

from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll

CONFIGURATIONS = [
    ll.Conv1Config(),
    ll.Conv1Config(3, 1, 2, 6),
    ll.Conv1Config(3, 2, 0, 12),
    ll.Conv1Config(5, 2, 1, 16),
    ll.Conv1Config(3, 1, 0, 1),
]
STAGES = list(ll.Conv1Config().shapes)


def places(stage: str) -> st.SearchStrategy[tuple[ll.Conv1Config, tuple[int, ...]]]:
    """A configuration, and an index of that stage in it; corners are as likely as all that is between them."""

    def index_of(conv1: ll.Conv1Config) -> st.SearchStrategy[tuple[ll.Conv1Config, tuple[int, ...]]]:
        axes = [st.sampled_from([0, n - 1]) | st.integers(0, n - 1) for n in conv1.shapes[stage]]
        return st.tuples(st.just(conv1), st.tuples(*axes))

    return st.sampled_from(CONFIGURATIONS).flatmap(index_of)


@pytest.fixture(scope="module")
def traces(model: ll.LeNet, seven: ll.Drawing) -> dict[ll.Conv1Config, ll.Trace]:
    return {conv1: ll.trace(model, ll.preprocess(seven), conv1) for conv1 in CONFIGURATIONS}


@pytest.fixture(scope="module")
def trace(traces: dict[ll.Conv1Config, ll.Trace]) -> ll.Trace:
    return traces[ll.Conv1Config()]


@pytest.mark.parametrize("stage", STAGES)
def test_the_terms_of_any_number_add_up_to_it(traces: dict[ll.Conv1Config, ll.Trace], stage: str) -> None:
    @given(places(stage))
    @settings(max_examples=25, deadline=None, derandomize=True)
    def check(place: tuple[ll.Conv1Config, tuple[int, ...]]) -> None:
        conv1, index = place
        layer = traces[conv1][stage]
        d = ll.explain(traces[conv1], stage, index)
        assert (d.stage, d.kind, d.index) == (stage, layer.kind, index)
        assert d.value == float(layer.output[index])
        assert sum(term.product for term in d.terms) + d.bias == pytest.approx(d.value, rel=1e-5, abs=1e-5)
        assert all(term.product == term.input * term.weight for term in d.terms)
        if stage != "softmax":
            assert all(term.input == float(layer.input[term.index]) for term in d.terms)

    check()


def test_a_convolution_multiplies_each_cell_under_the_kernel_with_the_weight_over_it(trace: ll.Trace) -> None:
    d, layer = ll.explain(trace, "conv2", (3, 4, 5)), trace["conv2"]
    cells = list(product(range(16), range(2, 7), range(3, 8)))
    assert d.window == (range(16), range(2, 7), range(3, 8))
    assert [term.index for term in d.terms] == cells
    assert [term.weight for term in d.terms] == [float(layer.weight[3, c, y - 2, x - 3]) for c, y, x in cells]
    assert d.bias == float(layer.bias[3])


def test_the_window_reaches_into_the_padding_and_the_terms_do_not(trace: ll.Trace) -> None:
    d = ll.explain(trace, "conv2", (0, 0, 11))
    assert d.window == (range(16), range(-2, 3), range(9, 14))
    assert {term.index[1:] for term in d.terms} == set(product(range(3), range(9, 12)))
    assert d.terms[0].weight == float(trace["conv2"].weight[0, 0, 2, 0])


def test_a_relu_keeps_what_is_positive_and_cuts_the_rest(trace: ll.Trace) -> None:
    before = trace["relu1"].input
    for index in [np.unravel_index(int(i), before.shape) for i in (before.argmax(), before.argmin())]:
        (term,) = ll.explain(trace, "relu1", index).terms
        assert term.input == float(before[index])
        assert term.weight == (term.input > 0)


def test_a_max_pool_names_the_cells_it_compared_and_the_one_that_won(trace: ll.Trace) -> None:
    d = ll.explain(trace, "pool1", (2, 5, 6))
    assert [term.index for term in d.terms] == [(2, y, x) for y in (10, 11) for x in (12, 13)]
    assert [term.weight for term in d.terms].count(1) == 1
    assert d.value == max(term.input for term in d.terms) == d.largest(1)[0].input


def test_after_a_stride_of_two_pool1_looks_at_one_cell(traces: dict[ll.Conv1Config, ll.Trace]) -> None:
    (term,) = ll.explain(traces[CONFIGURATIONS[2]], "pool1", (2, 5, 6)).terms
    assert (term.index, term.weight) == ((2, 5, 6), 1)


def test_a_pool_never_looks_at_the_last_row_of_a_map_of_odd_size(traces: dict[ll.Conv1Config, ll.Trace]) -> None:
    trace = traces[CONFIGURATIONS[4]]
    assert trace["pool2"].input.shape == (32, 13, 13)
    assert ll.explain(trace, "pool2", (0, 5, 5)).window == (range(1), range(10, 12), range(10, 12))


@pytest.mark.parametrize(
    ("size", "rows"), [(6, [(0, 2), (1, 3), (3, 5), (4, 6)]), (7, [(0, 2), (1, 4), (3, 6), (5, 7)])]
)
def test_windows_of_the_adaptive_pool_overlap_where_four_does_not_divide(
    traces: dict[ll.Conv1Config, ll.Trace], size: int, rows: list[tuple[int, int]]
) -> None:
    trace = next(trace for trace in traces.values() if trace["pool3"].input.shape[-1] == size)
    windows = [ll.explain(trace, "pool3", (0, row, 0)).window[1] for row in range(4)]
    assert [(window.start, window.stop) for window in windows] == rows


def test_flatten_says_where_a_number_came_from(trace: ll.Trace) -> None:
    (term,) = ll.explain(trace, "flatten", 7 * 16 + 2 * 4 + 3).terms
    assert term.index == (7, 2, 3)


def test_softmax_shows_the_ten_exponentials_and_shares_by_their_sum(trace: ll.Trace) -> None:
    d = ll.explain(trace, "softmax", 3)
    logits = trace.logits.double()
    exponentials = [term.input for term in d.terms]
    assert exponentials == pytest.approx((logits - logits.max()).exp().tolist())
    assert max(exponentials) == 1
    assert d.value == pytest.approx(exponentials[3] / sum(exponentials), rel=1e-4)


def test_the_largest_terms_and_the_remainder_are_the_whole(trace: ll.Trace) -> None:
    d = ll.explain(trace, "fc1", 5)
    sizes = [abs(term.product) for term in d.terms]
    assert [abs(term.product) for term in d.largest(8)] == sorted(sizes, reverse=True)[:8]
    assert d.largest(len(sizes) + 1) == d.largest(len(sizes))
    for n in (0, 8, len(sizes)):
        total = sum(term.product for term in d.largest(n)) + d.remainder(n)
        assert total == pytest.approx(float(d.products.sum()))
    with pytest.raises(ValueError, match="n is -1; allowed: a whole number from 0"):
        d.largest(-1)


def test_the_terms_are_to_be_had_as_arrays(trace: ll.Trace) -> None:
    d = ll.explain(trace, "conv1", (4, 0, 0))
    columns = [d.indices.tolist(), d.inputs.tolist(), d.weights.tolist(), d.products.tolist()]
    assert [(list(t.index), t.input, t.weight, t.product) for t in d.terms] == list(zip(*columns, strict=True))


@pytest.fixture(scope="module")
def rising() -> ll.LeNet:
    """A network without a negative weight: more of any pixel makes more of every number that depends on it."""
    model = ll.LeNet(seed=0)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.abs_()
    return model


def with_pixels(value: float, rows: range, columns: range) -> torch.Tensor:
    x = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    x[0, 0, rows.start : rows.stop, columns.start : columns.stop] = value
    return x


@pytest.mark.parametrize("stage", STAGES[:-1])
def test_the_receptive_field_is_all_that_a_number_depends_on_and_nothing_else(rising: ll.LeNet, stage: str) -> None:
    @given(places(stage))
    @settings(max_examples=8, deadline=None, derandomize=True)
    def check(place: tuple[ll.Conv1Config, tuple[int, ...]]) -> None:
        conv1, index = place

        def value(x: torch.Tensor) -> float:
            return float(ll.trace(rising, x, conv1)[stage].output[index])

        plain = with_pixels(0, range(0), range(0))
        rows, columns = ll.explain(ll.trace(rising, plain, conv1), stage, index).receptive_field
        assert rows
        assert columns
        outside = with_pixels(100, range(28), range(28))
        inside = slice(rows.start, rows.stop), slice(columns.start, columns.stop)
        outside[0, 0][inside] = plain[0, 0][inside]
        assert value(outside) == value(plain)
        for row in {rows[0], rows[-1]}:
            assert value(with_pixels(100, range(row, row + 1), columns)) > value(plain)
        for column in {columns[0], columns[-1]}:
            assert value(with_pixels(100, rows, range(column, column + 1))) > value(plain)

    check()


@pytest.mark.parametrize(
    ("stage", "index", "field"),
    [
        ("conv1", (0, 3, 4), (range(3, 8), range(4, 9))),
        ("pool1", (0, 0, 0), (range(6), range(6))),
        ("conv2", (0, 0, 11), (range(0, 10), range(18, 28))),
        ("softmax", (0,), (range(28), range(28))),
    ],
)
def test_receptive_fields_one_can_count(
    trace: ll.Trace, stage: str, index: tuple[int, ...], field: tuple[range, range]
) -> None:
    assert ll.explain(trace, stage, index).receptive_field == field


def test_a_stage_with_one_axis_takes_a_plain_number_too(trace: ll.Trace) -> None:
    assert ll.explain(trace, "fc2", 7).terms == ll.explain(trace, "fc2", (np.int64(7),)).terms


@pytest.mark.parametrize(
    ("stage", "index", "allowed"),
    [
        ("conv1", (16, 0, 0), "channel 0 to 15, row 0 to 23, column 0 to 23"),
        ("conv1", (0, 0, -1), "channel 0 to 15, row 0 to 23, column 0 to 23"),
        ("conv1", (0, 0), "channel 0 to 15, row 0 to 23, column 0 to 23"),
        ("conv1", 0, "channel 0 to 15, row 0 to 23, column 0 to 23"),
        ("fc1", (True,), "unit 0 to 119"),
        ("fc1", "7", "unit 0 to 119"),
        ("fc1", 1.0, "unit 0 to 119"),
        ("fc1", None, "unit 0 to 119"),
    ],
)
def test_an_index_that_is_not_there_is_answered_with_those_that_are(
    trace: ll.Trace, stage: str, index: object, allowed: str
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        ll.explain(trace, stage, index)  # type: ignore[arg-type]
    assert isinstance(caught.value, ll.StageIndexError)
    assert str(caught.value) == f"index is {index!r}; allowed in {stage}: {allowed}"


def test_an_unknown_stage_is_answered_as_a_trace_does(trace: ll.Trace) -> None:
    with pytest.raises(ll.UnknownStageError, match="Did you mean 'conv"):
        ll.explain(trace, "conv9", (0, 0, 0))


def test_it_prints_as_a_ledger(trace: ll.Trace) -> None:
    d = ll.explain(trace, "fc3", trace.prediction)
    lines = repr(d).splitlines()
    assert lines[0].startswith(f"fc3[{trace.prediction}] = {d.value:.6g}: ")
    assert f"{d.largest(1)[0].product:+.6f}" in lines[1]
    assert f"{d.remainder(5):+.6f}   79 smaller products" in lines[6]
    assert f"{d.bias:+.6f}   bias" in lines[7]
    assert lines[8].strip() == "depends on rows 0 to 27, columns 0 to 27 of the input"
