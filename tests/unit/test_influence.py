"""influence: what a number reaches is the converse of what a number depends on, and what a change of it shows."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll

MODEL = ll.LeNet(seed=1)
CONFIGURATIONS = st.sampled_from(ll.Conv1Config.all())


def trace_of(conv1: ll.Conv1Config) -> ll.Trace:
    x = torch.randn(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    return ll.trace(MODEL, x, conv1)


@given(CONFIGURATIONS, st.tuples(st.just(0), st.integers(0, 27), st.integers(0, 27)), st.data())
def test_a_pixel_reaches_a_number_just_where_it_lies_in_the_receptive_field_of_that_number(
    conv1: ll.Conv1Config, pixel: tuple[int, int, int], data: st.DataObject
) -> None:
    trace = trace_of(conv1)
    reached = ll.influence(trace, "input", pixel)
    assert list(reached) == list(trace.names[1:])
    for layer in trace[1:]:
        assert reached[layer.name].shape == layer.output.shape
        assert reached[layer.name].dtype == torch.bool
        index = tuple(data.draw(st.integers(0, size - 1)) for size in layer.output.shape)
        rows, columns = ll.explain(trace, layer.name, index).receptive_field
        assert bool(reached[layer.name][index]) == (pixel[1] in rows and pixel[2] in columns), (layer.name, index)


@given(CONFIGURATIONS, st.data())
@settings(max_examples=40)
def test_a_number_reaches_those_of_the_next_stage_that_have_it_among_their_terms(
    conv1: ll.Conv1Config, data: st.DataObject
) -> None:
    trace = trace_of(conv1)
    position = data.draw(st.integers(0, len(trace) - 2))
    layer, following = trace[position], trace[position + 1]
    place = tuple(data.draw(st.integers(0, size - 1)) for size in layer.output.shape)
    reached = ll.influence(trace, layer.name, place)[following.name]
    index = tuple(data.draw(st.integers(0, size - 1)) for size in following.output.shape)
    among_its_terms = place in {tuple(term) for term in ll.explain(trace, following.name, index).indices.tolist()}
    assert bool(reached[index]) == among_its_terms


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_a_changed_pixel_changes_nothing_that_it_does_not_reach(conv1: ll.Conv1Config) -> None:
    before = trace_of(conv1)
    x = before["input"].output.clone()
    x[0, 9, 17] += 5
    after = ll.trace(MODEL, x[None], conv1)
    reached = ll.influence(before, "input", (0, 9, 17))
    for layer in before[1:]:
        changed = layer.output != after[layer.name].output
        assert not (changed & ~reached[layer.name]).any(), layer.name
    # With random weights and no blank paper nearly all that is reached does change before the first ReLU.
    assert torch.equal(before["conv1"].output != after["conv1"].output, reached["conv1"])


@pytest.mark.parametrize("stage", ["conv1", "relu1", "pool3", "flatten", "relu3"])
def test_what_was_set_is_reached_by_nothing_and_the_stage_before_it_as_ever(stage: str) -> None:
    plain = trace_of(ll.Conv1Config())
    x = plain["input"].output[None]
    some = ll.trace(MODEL, x, replace={f"{stage}.output": {3: 0.0, 5: 1.0}})
    before, after = (ll.influence(trace, "input", (0, 14, 14)) for trace in (plain, some))
    position = plain.names.index(stage)
    for name in plain.names[1:position]:
        assert torch.equal(after[name], before[name]), name
    assert not after[stage][[3, 5]].any()
    others = [i for i in range(len(before[stage])) if i not in (3, 5)]
    assert torch.equal(after[stage][others], before[stage][others])
    assert len({reached.data_ptr() for reached in after.values()}) == len(after)


def test_the_last_stage_reaches_nothing_and_what_is_left_over_by_a_stride_neither() -> None:
    assert ll.influence(trace_of(ll.Conv1Config()), "softmax", 3) == {}
    trace = trace_of(ll.Conv1Config(5, 2, 0, 6))  # places 0, 2, … 22: the last pixel lies under no kernel
    assert not any(cells.any() for cells in ll.influence(trace, "input", (0, 27, 27)).values())


@pytest.mark.parametrize(
    ("stage", "index", "error", "message"),
    [
        ("conv9", (0, 0, 0), ll.UnknownStageError, "no stage 'conv9'"),
        ("conv1", (0, 24, 0), ll.StageIndexError, r"index is \(0, 24, 0\); allowed in conv1: channel 0 to 15"),
        ("fc1", 120, ll.StageIndexError, "index is 120; allowed in fc1: unit 0 to 119"),
    ],
)
def test_a_stage_or_an_index_that_there_is_not_is_refused(
    stage: str, index: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ll.influence(trace_of(ll.Conv1Config()), stage, index)  # type: ignore[arg-type]
