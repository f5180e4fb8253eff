"""Training, on a small part of MNIST: it learns, repeats itself, resumes, and loses nothing."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch

import lenetlab as ll
from training import __main__ as command
from training.augment import distort
from training.data import Digits, Splits, load_splits
from training.evaluate import accuracy
from training.loop import random_configuration, train
from training.recipe import Recipe
from training.state import Run, load_state, save_state, start

CPU = torch.device("cpu")
QUICK = Recipe(epochs=2, batch_size=50, learning_rate=3e-3, average_decay=0.9)


def first(digits: Digits, count: int) -> Digits:
    return digits.take(torch.arange(count))


@pytest.fixture(scope="module")
def splits(mnist: ll.Mnist) -> Splits:
    whole = load_splits(CPU)
    return replace(
        whole, train=first(whole.train, 3_000), validation=first(whole.validation, 500), test=first(whole.test, 500)
    )


def test_the_splits_are_apart_and_always_the_same(mnist: ll.Mnist) -> None:
    splits, again = load_splits(CPU), load_splits(CPU)
    assert [len(part) for part in (splits.train, splits.validation, splits.test)] == [55_000, 5_000, 10_000]
    assert torch.equal(splits.validation.images, again.validation.images)
    held_back = {image.numpy().tobytes() for image in splits.validation.images}
    assert not any(image.numpy().tobytes() in held_back for image in splits.test.images)
    assert splits.sha256 == ll.read_card()["data_sha256"]


def test_two_short_epochs_learn_digits(splits: Splits) -> None:
    run = start(QUICK, CPU)
    held_back = train(run, splits, lambda run: None)
    assert held_back == accuracy(run.average, splits.validation, ll.Conv1Config()) >= 0.85
    assert all(accuracy(run.average, splits.validation, conv1) >= 0.5 for conv1 in ll.Conv1Config.all())


def weights(model: ll.LeNet) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def test_a_resumed_run_ends_as_an_uninterrupted_one(splits: Splits, tmp_path: Path) -> None:
    path = tmp_path / "run.state.safetensors"
    small = replace(splits, train=first(splits.train, 500))

    class Interrupted(Exception):
        pass

    def stop_after_one(run: object) -> None:
        save_state(run, path)
        raise Interrupted

    straight, broken_off = start(QUICK, CPU), start(QUICK, CPU)
    train(straight, small, lambda run: None)
    with pytest.raises(Interrupted):
        train(broken_off, small, stop_after_one)
    resumed = load_state(path, CPU)
    assert (resumed.epoch, resumed.recipe) == (1, QUICK)
    train(resumed, small, lambda run: None)
    torch.testing.assert_close(weights(resumed.average), weights(straight.average), rtol=0, atol=0)


@pytest.mark.parametrize("content", [None, b"", b"no state"])
def test_a_state_that_is_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "run.state.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ll.CheckpointError, match=r"no interrupted run|not the state"):
        load_state(path, CPU)


def test_distortion_keeps_shape_and_range_and_is_repeatable(splits: Splits) -> None:
    images = first(splits.train, 64).images
    once, twice = (distort(images, QUICK, torch.Generator().manual_seed(1)) for _ in range(2))
    assert torch.equal(once, twice)
    assert once.shape == images.shape
    assert 0 <= once.min() <= once.max() <= 1 + 1e-6
    still = replace(QUICK, rotation=0, scale=0, shear=0, shift=0)
    torch.testing.assert_close(distort(images, still, torch.Generator()), images, atol=1e-5, rtol=0)


def test_the_random_configurations_reach_every_setting() -> None:
    chance = random.Random(0)
    chosen = {random_configuration(chance) for _ in range(3_000)}
    assert {c.filters for c in chosen} == set(range(1, 17))
    assert set(ll.Conv1Config.all()) <= chosen


@pytest.mark.parametrize(
    ("setting", "message"),
    [({"epochs": 0}, "epochs is 0; allowed: 1 to 10,000"), ({"shift": float("nan")}, "shift is nan"),
     ({"batch_size": -1}, "batch_size is -1"), ({"average_decay": 2}, "average_decay is 2; allowed: 0 to 0.99999"),
     ({"seed": 10**14}, "seed is 100000000000000")],
)  # fmt: skip
def test_a_recipe_that_cannot_be_is_refused(setting: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Recipe(**setting)


@pytest.fixture
def small_mnist(splits: Splits, monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(splits, train=first(splits.train, 1_000))
    monkeypatch.setattr(command, "load_splits", lambda device: small)


def run_command(path: Path, *options: str) -> int:
    return command.main(["--output", str(path), "--epochs", "1", "--batch-size", "100", "--threads", "1", *options])


def test_the_command_writes_a_checkpoint_with_its_card(small_mnist: None, tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    assert run_command(path, "--seed", "3") == 0
    ll.load(path)
    card = ll.read_card(path)
    assert (card["seed"], card["epochs"]) == (3, 1)
    assert len(card["accuracy"]["test_by_configuration"]) == 36
    assert sorted(p.name for p in tmp_path.iterdir()) == ["own.json", "own.safetensors"]


def test_a_better_checkpoint_stays_unless_told_otherwise_and_nothing_is_lost(
    small_mnist: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=9), path, {"accuracy": {"validation": 0.999}})
    before = path.read_bytes()
    assert run_command(path) == 0
    assert path.read_bytes() == before
    ll.load(tmp_path / "own.candidate.safetensors")
    assert "--replace" in capsys.readouterr().out
    assert run_command(path, "--replace") == 0
    assert ll.read_card(path)["accuracy"]["validation"] < 0.999
    assert (tmp_path / "own.previous.safetensors").read_bytes() == before
    assert json.loads((tmp_path / "own.previous.json").read_text())["accuracy"]["validation"] == 0.999


def test_an_interrupt_keeps_what_was_done_and_says_how_to_go_on(
    small_mnist: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.safetensors"

    def interrupt_after_an_epoch(run: Run, state_path: Path) -> None:
        save_state(run, state_path)
        if run.epoch:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "save_state", interrupt_after_an_epoch)
        assert run_command(path, "--epochs", "2") == 130
    assert "after 1 of 2 epochs; go on with: python -m training --resume" in capsys.readouterr().err
    assert not path.exists()
    assert run_command(path) == 2
    assert "holds an interrupted run; go on with --resume" in capsys.readouterr().err
    assert command.main(["--output", str(path), "--resume"]) == 0
    assert ll.read_card(path)["epochs"] == 2


def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--resume", "--output", str(tmp_path / "own.safetensors")]) == 2
    assert command.main(["--epochs", "0"]) == 2
    assert command.main(["--output", str(tmp_path / "own.pt")]) == 2
    assert command.main(["--output", str(tmp_path / "none" / "own.safetensors")]) == 2

    def no_network() -> None:
        raise ll.MnistMissingError("MNIST could not be fetched")

    monkeypatch.setattr(command, "download_mnist", no_network)
    assert command.main(["--output", str(tmp_path / "own.safetensors")]) == 2
    assert command.main(["--label-smoothing", "1.5"]) == 2
    assert capsys.readouterr().err.count("\n") == 6
    assert not list(tmp_path.iterdir())
    with pytest.raises(SystemExit) as caught:
        command.main(["--resume", "--epochs", "3"])
    assert caught.value.code == 2
