"""contrast: every stage's parts and the later biases make the difference of two logits, whatever the network."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import lenetlab as ll

WEIGHTS = {"pretrained": ll.load_pretrained(), "random": ll.LeNet(seed=3)}
DIGITS = st.integers(0, 9)


def trace_of(weights: str, conv1: ll.Conv1Config, seed: int) -> ll.Trace:
    return ll.trace(WEIGHTS[weights], ll.preprocess(ll.drawn_sample(seed).drawing), conv1)


@given(st.sampled_from(sorted(WEIGHTS)), st.sampled_from(ll.Conv1Config.all()), st.integers(0, 999), DIGITS, DIGITS)
def test_at_every_stage_parts_and_later_biases_make_the_difference(
    weights: str, conv1: ll.Conv1Config, seed: int, a: int, other: int
) -> None:
    trace = trace_of(weights, conv1, seed)
    b = other if other != a else None
    c = ll.contrast(trace, a, b)
    value = float(trace.logits[a]) - (0 if b is None else float(trace.logits[b]))
    assert c.value == pytest.approx(value, abs=1e-5)
    assert list(c) == list(trace.names[:-1])
    for layer in trace[:-1]:
        assert c[layer.name].parts.shape == layer.output.shape
        assert float(c[layer.name].parts.sum()) + c[layer.name].rest == pytest.approx(value, abs=1e-4), layer.name


@given(st.sampled_from(sorted(WEIGHTS)), st.sampled_from(ll.Conv1Config.all()), st.integers(0, 999))
def test_paths_add_up_to_the_channels_they_come_from_and_with_biases_to_those_they_lead_to(
    weights: str, conv1: ll.Conv1Config, seed: int
) -> None:
    trace = trace_of(weights, conv1, seed)
    c = ll.contrast(trace, 7, 1)
    assert c.by_path.shape == (32, conv1.filters)
    torch.testing.assert_close(c.by_path.sum(0), c["pool1"].by_channel, atol=1e-4, rtol=1e-4)
    bias, slope = trace["conv2"].bias, ll.gradients(trace, 7)["conv2"] - ll.gradients(trace, 1)["conv2"]
    assert bias is not None
    with_bias = c.by_path.sum(1) + (slope.sum((1, 2)) * bias).double()
    torch.testing.assert_close(with_bias, c["conv2"].by_channel, atol=1e-4, rtol=1e-4)


def test_a_part_is_the_gradient_times_the_activation_and_of_two_digits_the_difference() -> None:
    trace = trace_of("pretrained", ll.Conv1Config(), 24)
    slopes = {digit: ll.gradients(trace, digit) for digit in (7, 1)}
    for layer in trace[:-1]:
        expected = (slopes[7][layer.name] - slopes[1][layer.name]) * layer.output
        torch.testing.assert_close(ll.contrast(trace, 7, 1)[layer.name].parts.float(), expected, atol=1e-5, rtol=1e-4)


def test_a_digit_alone_is_the_predicted_one_where_none_is_named_and_swapping_two_changes_the_sign() -> None:
    trace = trace_of("pretrained", ll.Conv1Config(), 24)
    assert ll.contrast(trace).a == trace.prediction
    assert ll.contrast(trace).b is None
    one, other = ll.contrast(trace, 7, 1), ll.contrast(trace, 1, 7)
    torch.testing.assert_close(one["relu2"].parts, -other["relu2"].parts, atol=1e-6, rtol=1e-5)


def test_the_largest_are_listed_with_their_sign_and_a_contrast_is_readable() -> None:
    c = ll.contrast(trace_of("pretrained", ll.Conv1Config(), 24), 3, 8)
    largest = c["relu2"].largest(4)
    assert len(largest) == 4
    assert [abs(share) for _, share in largest] == sorted((abs(share) for _, share in largest), reverse=True)
    assert largest[0][1] == pytest.approx(float(c["relu2"].by_channel[largest[0][0]]))
    assert repr(c).startswith(f"Contrast: logit 3 − logit 8 = {c.value:.4f}\n  input ")
    assert len(repr(c).splitlines()) == 15


@pytest.mark.parametrize("n", [-1, None, 2.5, "3", True])
def test_how_many_are_listed_is_a_whole_number(n: object) -> None:
    trace = trace_of("random", ll.Conv1Config(), 0)
    listings = (ll.contrast(trace, 1)["conv1"], ll.difference(trace, trace)["conv1"], ll.explain(trace, "fc1", 3))
    for one in listings:
        with pytest.raises(ValueError, match=r"n is .*; allowed: a whole number from 0"):
            one.largest(n)  # type: ignore[arg-type]


def test_a_contrast_of_a_saved_trace_is_the_same(tmp_path: object) -> None:
    trace = trace_of("random", ll.Conv1Config(3, 2, 1, 6), 5)
    trace.save(f"{tmp_path}/trace.npz")
    loaded = ll.Trace.load(f"{tmp_path}/trace.npz")
    assert torch.equal(ll.contrast(trace, 2, 3)["conv1"].parts, ll.contrast(loaded, 2, 3)["conv1"].parts)


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (10, 1, "a is 10; allowed: None or 0 to 9"),
        ("7", None, "a is '7'; allowed"),
        (7, -1, "b is -1; allowed"),
        (7, 7, "b is 7, and so is a"),
        (7, 2.0, "b is 2.0; allowed"),
    ],
)
def test_what_is_no_digit_or_the_same_twice_is_refused(a: int, b: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ll.contrast(trace_of("random", ll.Conv1Config(), 0), a, b)


def test_a_stage_that_there_is_not_and_a_model_in_a_traces_place_are_refused_by_name() -> None:
    c = ll.contrast(trace_of("random", ll.Conv1Config(), 0), 1)
    with pytest.raises(ll.UnknownStageError, match=r"no stage 'conv3'. Did you mean 'conv"):
        c["conv3"]
    with pytest.raises(ll.UnknownStageError, match="no stage 'softmax'"):
        c["softmax"]
    with pytest.raises(ValueError, match="trace is LeNet; expected a Trace"):
        ll.contrast(WEIGHTS["random"], 1)  # type: ignore[arg-type]
