"""units: what every channel and unit likes, as the network itself says; nearest: test digits that look alike inside."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

import lenetlab as ll

CHANNELS = {"conv1": 16, "conv2": 32, "fc1": 120, "fc2": 84, "fc3": 10}
AFTER = {"conv1": "relu1", "conv2": "relu2", "fc1": "relu3", "fc2": "relu4", "fc3": "fc3"}


def test_every_configuration_has_units_of_every_stage_with_weights() -> None:
    for conv1 in ll.Conv1Config.all():
        found = ll.units(conv1)
        assert found.conv1 == conv1
        for stage, count in (CHANNELS | {"conv1": conv1.filters}).items():
            assert found[stage].mean.shape == (count, 10)
            assert found[stage].top.shape == found[stage].bottom.shape == (count, 9)
            assert int(found[stage].top.max()) < 10_000
            assert int(found[stage].bottom.min()) >= 0


@pytest.mark.parametrize("conv1", [ll.Conv1Config(), ll.Conv1Config(3, 2, 1, 6)], ids=str)
@pytest.mark.parametrize(("stage", "unit"), [("conv1", 3), ("conv2", 17), ("fc1", 60), ("fc2", 8), ("fc3", 7)])
def test_the_digits_that_are_named_excite_the_unit_more_than_any_others_do(
    model: ll.LeNet, mnist: ll.Mnist, conv1: ll.Conv1Config, stage: str, unit: int
) -> None:
    def excitement(index: int) -> float:
        trace = ll.trace(model, ll.preprocess(mnist.images[index]), conv1)
        return float(trace[AFTER[stage]].output[unit].max())

    of_stage = ll.units(conv1)[stage]
    top, bottom = ([excitement(int(i)) for i in indices[unit]] for indices in (of_stage.top, of_stage.bottom))
    named = {*of_stage.top[unit].tolist(), *of_stage.bottom[unit].tolist()}
    others = [excitement(i) for i in range(0, 10_000, 200) if i not in named]
    assert top == sorted(top, reverse=True)
    assert bottom == sorted(bottom)
    assert min(top) >= max(others) - 1e-4
    assert max(bottom) <= min(others) + 1e-4


def test_the_mean_by_digit_is_highest_for_the_digit_that_a_logit_is_of() -> None:
    assert ll.units()["fc3"].mean.argmax(1).tolist() == list(range(10))


def test_a_stage_without_units_and_a_number_of_filters_that_is_not_offered_are_refused() -> None:
    with pytest.raises(ll.UnknownStageError, match="no stage 'relu1'"):
        ll.units()["relu1"]
    with pytest.raises(ValueError, match="conv1 has 7 filters; units are measured with 6, 12 or 16"):
        ll.units(ll.Conv1Config(filters=7))


def test_units_of_other_weights_missing_or_damaged_are_refused_by_name(tmp_path: Path) -> None:
    weights = tmp_path / "mine.safetensors"
    weights.write_bytes(ll.pretrained_path().read_bytes())
    with pytest.raises(ll.CheckpointError, match=r"mine.units.safetensors: there is no such file; python -m"):
        ll.units(checkpoint=weights)
    ll.units_path(weights).write_bytes(ll.units_path().read_bytes())
    assert torch.equal(ll.units(checkpoint=weights)["conv1"].top, ll.units()["conv1"].top)
    save_file({**load_file(weights), "more": torch.zeros(1)}, weights)
    with pytest.raises(ll.CheckpointError, match="was measured of other weights than"):
        ll.units(checkpoint=weights)
    ll.units_path(weights).write_bytes(b"no safetensors")
    with pytest.raises(ll.CheckpointError, match="is damaged or no safetensors file"):
        ll.units(checkpoint=weights)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("k5s1p0f16.conv1.mean", torch.tensor(1.0, dtype=torch.float16)),
        ("k5s1p0f16.conv1.mean", torch.full((16, 10), float("nan"), dtype=torch.float16)),
        ("k5s1p0f16.conv1.bottom", torch.full((16, 9), -1, dtype=torch.int16)),
        ("k5s1p0f16.fc1.top", torch.full((120, 9), 30_000, dtype=torch.int16)),
        ("k5s1p0f16.fc1.top", torch.full((120, 9), 2.7, dtype=torch.float16)),
        ("k5s1p0f16.conv1.top", torch.zeros(3, 9, dtype=torch.int16)),
    ],
)
def test_a_file_with_numbers_that_are_none_of_units_is_refused(
    tmp_path: Path, name: str, numbers: torch.Tensor
) -> None:
    weights = tmp_path / "mine.safetensors"
    weights.write_bytes(ll.pretrained_path().read_bytes())
    save_file(
        {**load_file(ll.units_path()), name: numbers}, ll.units_path(weights), {"weights_sha256": ll.sha256(weights)}
    )
    with pytest.raises(ll.CheckpointError, match="its numbers are not those of units"):
        ll.units(checkpoint=weights)


def test_what_is_no_configuration_no_path_or_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="conv1 is None; expected a Conv1Config, such as"):
        ll.units(None)  # type: ignore[arg-type]
    with pytest.raises(ll.CheckpointError, match="checkpoint is 3; expected the path"):
        ll.units(checkpoint=3)  # type: ignore[arg-type]
    ll.units_path(tmp_path / "mine.safetensors").write_bytes(ll.units_path().read_bytes())
    with pytest.raises(ll.CheckpointError, match=r"mine.safetensors: there is no such file$"):
        ll.units(checkpoint=tmp_path / "mine.safetensors")


def test_units_with_other_shapes_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "mine.safetensors"
    weights.write_bytes(ll.pretrained_path().read_bytes())
    tensors = load_file(ll.units_path())
    tensors["k5s1p0f16.conv1.top"] = torch.zeros(16, 3, dtype=torch.int16)
    save_file(tensors, ll.units_path(weights), {"weights_sha256": ll.sha256(weights)})
    with pytest.raises(ll.CheckpointError, match="its numbers are not those of units"):
        ll.units(checkpoint=weights)


def test_the_file_is_small() -> None:
    assert ll.units_path().stat().st_size < 700_000


# ---- nearest ----


@pytest.mark.parametrize("stage", ["relu4", "input", "pool2"])
def test_the_nearest_digit_to_a_test_digit_is_itself_and_the_others_follow_by_distance(
    model: ll.LeNet, mnist: ll.Mnist, stage: str
) -> None:
    trace = ll.trace(model, ll.preprocess(mnist.images[123]))
    found = ll.nearest(trace, stage, n=5).tolist()
    assert found[0] == 123
    assert len(set(found)) == 5
    traces = [ll.trace(model, ll.preprocess(mnist.images[i])) for i in [*found, 7, 3000, 9999]]
    far = [float((one[stage].output - trace[stage].output).norm()) for one in traces]
    assert far[:5] == sorted(far[:5])
    assert min(far[5:]) >= far[4]


def test_near_in_relu4_are_digits_of_the_same_kind(model: ll.LeNet, mnist: ll.Mnist) -> None:
    trace = ll.trace(model, ll.preprocess(ll.drawn_sample(24).drawing))
    labels = [int(mnist.labels[i]) for i in ll.nearest(trace)]
    assert len(labels) == 9
    assert labels.count(trace.prediction) >= 7


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("relu9",), ll.UnknownStageError, "no stage 'relu9'"),
        (("softmax",), ValueError, "stage is 'softmax'; expected one before it"),
        (("relu4", 0), ValueError, "n is 0; allowed: a whole number from 1"),
        (("relu4", 1.5), ValueError, "n is 1.5; allowed"),
        (("relu4", 10_001), ValueError, "n is 10,001; allowed: 1 to 10,000"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    model: ll.LeNet, mnist: ll.Mnist, arguments: tuple[str, int], error: type[Exception], message: str
) -> None:
    trace = ll.trace(model, ll.preprocess(mnist.images[0]))
    with pytest.raises(error, match=message):
        ll.nearest(trace, *arguments)
