"""trace: every stage of one forward pass, the same numbers as the plain one."""

import contextlib
import copy
import pickle
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

import lenetlab as ll

STAGES = [
    *("input", "conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "pool3"),
    *("flatten", "fc1", "relu3", "fc2", "relu4", "fc3", "softmax"),
]


@pytest.fixture(scope="module")
def x(seven: ll.Drawing) -> torch.Tensor:
    return ll.preprocess(seven)


@pytest.fixture(scope="module")
def trace(model: ll.LeNet, x: torch.Tensor) -> ll.Trace:
    return ll.trace(model, x)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_stage_in_every_configuration_has_the_shape_that_follows_from_it(
    model: ll.LeNet, x: torch.Tensor, conv1: ll.Conv1Config
) -> None:
    trace = ll.trace(model, x, conv1)
    assert {layer.name: tuple(layer.output.shape) for layer in trace} == conv1.shapes
    assert tuple(trace["conv1"].weight.shape) == (conv1.filters, 1, conv1.kernel_size, conv1.kernel_size)


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_the_logits_are_those_of_the_plain_forward_pass(
    model: ll.LeNet, x: torch.Tensor, conv1: ll.Conv1Config
) -> None:
    trace = ll.trace(model, x, conv1)
    with torch.no_grad():
        torch.testing.assert_close(trace.logits, model(x, conv1)[0], atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(trace.probabilities, trace.logits.softmax(0))


def test_stages_come_in_order_and_each_takes_what_the_one_before_gave(trace: ll.Trace) -> None:
    assert [layer.name for layer in trace] == STAGES == list(trace.names)
    for before, after in pairwise(trace):
        assert after.input is before.output


def test_a_stage_is_found_by_name_position_and_slice(trace: ll.Trace) -> None:
    assert trace["fc3"] is trace[-2]
    assert [layer.name for layer in trace[1:3]] == ["conv1", "relu1"]
    assert "conv1" in trace
    assert len(trace) == len(STAGES)


def test_an_unknown_stage_is_answered_with_the_nearest_and_all_there_are(trace: ll.Trace) -> None:
    with pytest.raises(KeyError) as caught:
        trace["conv9"]
    message = str(caught.value)
    assert "conv9" in message
    assert "Did you mean 'conv2'?" in message or "Did you mean 'conv1'?" in message
    assert all(name in message for name in STAGES)


def test_what_was_traced_is_detached_without_batch_axis_and_frozen(trace: ll.Trace) -> None:
    layer = trace["conv1"]
    assert layer.output.shape == (16, 24, 24)
    assert not any(t.requires_grad for t in (layer.input, layer.output, layer.weight, layer.bias))
    with pytest.raises(AttributeError):
        layer.output = None  # type: ignore[misc]


def test_relu_does_not_rewrite_what_the_convolution_gave(trace: ll.Trace) -> None:
    assert float(trace["conv1"].output.min()) < 0
    torch.testing.assert_close(trace["relu1"].output, trace["conv1"].output.clamp(min=0))


def test_a_trace_stays_true_when_the_model_or_the_input_changes_afterwards(seven: ll.Drawing) -> None:
    model, x = ll.LeNet(seed=0), ll.preprocess(seven)
    trace = ll.trace(model, x)
    weight, pixels = trace["fc1"].weight.clone(), trace["input"].output.clone()
    with torch.no_grad():
        x.zero_()
        for parameter in model.parameters():
            parameter.zero_()
            parameter.data.add_(1)
    assert torch.equal(trace["fc1"].weight, weight)
    assert torch.equal(trace["input"].output, pixels)


def test_tracing_leaves_no_trace_on_the_model(seven: ll.Drawing) -> None:
    model = ll.LeNet(seed=0).train()
    ll.trace(model, ll.preprocess(seven))
    assert model.training
    assert all(p.requires_grad and p.grad is None for p in model.parameters())
    assert not any(module._forward_hooks for module in model.modules())


def test_the_top_is_ordered_and_its_first_is_the_prediction(trace: ll.Trace) -> None:
    top = trace.top(10)
    assert top[0][0] == trace.prediction == 7
    assert [p for _, p in top] == sorted((p for _, p in top), reverse=True)
    assert sum(p for _, p in top) == pytest.approx(1)
    with pytest.raises(ValueError, match="k is 11; allowed: 1 to 10"):
        trace.top(11)


def test_a_trace_reads_well(trace: ll.Trace) -> None:
    text = repr(trace)
    assert "reads 7" in text
    assert "conv1    conv     f32[16,24,24]" in text
    assert "416 weights" in text
    assert len(text.splitlines()) == 1 + len(STAGES)


@pytest.mark.parametrize("conv1", [ll.Conv1Config(), ll.Conv1Config(3, 2, 1, 5)], ids=str)
def test_saved_and_loaded_it_is_the_same_with_its_weights(
    model: ll.LeNet, x: torch.Tensor, conv1: ll.Conv1Config, tmp_path: Path
) -> None:
    trace = ll.trace(model, x, conv1)
    trace.save(tmp_path / "trace.npz")
    loaded = ll.Trace.load(tmp_path / "trace.npz")
    assert loaded.conv1 == conv1
    for before, after in zip(trace, loaded, strict=True):
        assert torch.equal(before.output, after.output)
        assert torch.equal(before.input, after.input)
        assert before.params == after.params
        if before.weight is not None:
            assert torch.equal(before.weight, after.weight)
            assert torch.equal(before.bias, after.bias)
    assert torch.equal(ll.saliency(loaded), ll.saliency(trace))


def test_a_file_that_is_no_trace_is_refused_by_name(tmp_path: Path, trace: ll.Trace) -> None:
    whole = tmp_path / "whole.npz"
    trace.save(whole)
    (tmp_path / "truncated.npz").write_bytes(whole.read_bytes()[:5000])
    (tmp_path / "text.npz").write_text("no trace")
    (tmp_path / "empty.npz").write_bytes(b"")
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    for name in ("missing.npz", "truncated.npz", "text.npz", "empty.npz", "other.npz"):
        with pytest.raises(ll.TraceFileError, match=name):
            ll.Trace.load(tmp_path / name)


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, trace: ll.Trace, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "trace.npz"
    trace.save(path)
    before = path.read_bytes()

    def fail(*args: object, **arrays: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", fail)
    with pytest.raises(OSError, match="disk full"):
        trace.save(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["trace.npz"]


def test_a_batch_of_two_is_refused(model: ll.LeNet) -> None:
    with pytest.raises(ValueError, match=r"\(2, 1, 28, 28\); expected \(1, 1, 28, 28\)"):
        ll.trace(model, torch.zeros(2, 1, 28, 28))


def test_a_used_trace_can_be_pickled_and_copied(model: ll.LeNet, x: torch.Tensor) -> None:
    trace = ll.trace(model, x)
    assert trace["conv1"].params["stride"] == 1
    for copied in (pickle.loads(pickle.dumps(trace)), copy.deepcopy(trace)):
        assert torch.equal(copied["conv2"].output, trace["conv2"].output)
        assert copied["conv1"].params == trace["conv1"].params


def test_the_modes_of_the_caller_do_not_leak_into_a_trace(model: ll.LeNet, x: torch.Tensor, tmp_path: Path) -> None:
    expected = ll.trace(model, x)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        under_autocast = ll.trace(model, x)
        saliency = ll.saliency(under_autocast)
    with torch.inference_mode():
        under_inference = ll.trace(model, x)
    for found in (under_autocast, under_inference):
        torch.testing.assert_close(found.logits, expected.logits)
        assert not found.logits.is_inference()
        found.save(tmp_path / "t.npz")
    torch.testing.assert_close(saliency, ll.saliency(expected))


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_a_model_of_another_type_is_traced_in_float32(model: ll.LeNet, x: torch.Tensor, dtype: torch.dtype) -> None:
    other = ll.LeNet().to(dtype)
    other.load_state_dict({name: weight.to(dtype) for name, weight in model.state_dict().items()})
    trace = ll.trace(other, x.to(dtype))
    assert {layer.output.dtype for layer in trace} == {torch.float32}
    torch.testing.assert_close(trace.logits, ll.trace(model, x).logits, atol=0.2, rtol=0.1)
    ll.saliency(trace)


def test_a_trace_with_missing_or_wrong_arrays_is_refused(tmp_path: Path, trace: ll.Trace) -> None:
    whole = tmp_path / "whole.npz"
    trace.save(whole)
    arrays = dict(np.load(whole))
    changes: dict[str, object] = {
        "conv1.weight": None,
        "fc1.bias": np.zeros(3, np.float32),
        "fc3.output": np.zeros(10, np.complex64),
        "relu1.output": np.zeros((16, 24, 24), np.bool_),
        "header": np.array("[" * 100_000),
    }
    for name, value in changes.items():
        changed = {key: array for key, array in arrays.items() if key != name}
        np.savez(tmp_path / "changed.npz", **changed, **({} if value is None else {name: value}))
        with pytest.raises(ll.TraceFileError):
            ll.Trace.load(tmp_path / "changed.npz")


def test_no_damage_to_a_file_makes_loading_fail_in_another_way(tmp_path: Path, trace: ll.Trace) -> None:
    whole = tmp_path / "whole.npz"
    trace.save(whole)
    content, chance = whole.read_bytes(), np.random.default_rng(0)
    interesting = [*range(300), *range(len(content) - 4000, len(content))]
    for _ in range(300):
        damaged = bytearray(content)
        damaged[chance.choice(interesting)] = chance.integers(256)
        (tmp_path / "damaged.npz").write_bytes(damaged)
        with contextlib.suppress(ll.TraceFileError):
            ll.Trace.load(tmp_path / "damaged.npz")
