"""Training, on a small part of MNIST: it learns, repeats itself, resumes, and loses nothing."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

import lenetlab as ll
from training import __main__ as command
from training.augment import bends, distort
from training.data import NO_DIGIT, Digits, Splits, load_splits
from training.elastic import ElasticLoss, configurations
from training.evaluation import Effort
from training.loop import train
from training.material import Material, batches, gather
from training.measure import accuracy, logits_of, share_refused
from training.parallel import World
from training.recipe import QUICK, Recipe
from training.state import Run, load_state, save_state, start
from training.typeset import has_typeset

CPU = torch.device("cpu")
WORLD = World(CPU)
SMALL = Recipe(
    epochs=2, batch_size=50, handwritten=300, nondigits=100, handwritten_share=0.36, nondigit_share=0.09,
    learning_rate=3e-3, average_decay=0.9,
)  # fmt: skip


def first(digits: Digits, count: int) -> Digits:
    return digits.take(torch.arange(count))


@pytest.fixture(scope="module")
def splits(mnist: ll.Mnist) -> Splits:
    whole = load_splits(CPU)
    return replace(
        whole, train=first(whole.train, 3_000), validation=first(whole.validation, 500), test=first(whole.test, 500)
    )


@pytest.fixture(scope="module")
def material(splits: Splits) -> Material:
    return gather(splits.train, SMALL, workers=1)


def test_the_splits_are_apart_and_always_the_same(mnist: ll.Mnist) -> None:
    splits, again = load_splits(CPU), load_splits(CPU)
    assert [len(part) for part in (splits.train, splits.validation, splits.test)] == [55_000, 5_000, 10_000]
    assert torch.equal(splits.validation.images, again.validation.images)
    held_back = {image.numpy().tobytes() for image in splits.validation.images}
    assert not any(image.numpy().tobytes() in held_back for image in splits.test.images)
    assert splits.sha256 == ll.read_card().data_sha256


def test_a_batch_is_made_of_mnist_of_handwriting_and_of_what_is_no_digit(material: Material) -> None:
    generator = torch.Generator().manual_seed(0)
    made = list(batches(material, SMALL, generator))
    from_mnist, written, none = SMALL.parts
    assert (from_mnist, written, none) == (28, 18, 4)
    assert len(made) == 3_000 // 28
    assert all(len(batch) == 50 and int((batch.labels == NO_DIGIT).sum()) == none for batch in made)
    used = torch.cat([batch.images[:from_mnist] for batch in made])
    assert len({image.numpy().tobytes() for image in used}) >= 0.99 * len(used)


@pytest.mark.parametrize("batch_size", [100, 256, 486, 561, 970])
@pytest.mark.parametrize("ranks", [1, 2, 3, 5, 7])
def test_all_processes_make_equally_many_steps(ranks: int, batch_size: int, splits: Splits) -> None:
    recipe = replace(SMALL, batch_size=batch_size, handwritten=100, nondigits=100)
    shares = [len(range(rank, 3_000 // ranks * ranks, ranks)) for rank in range(ranks)]
    assert len(set(shares)) == 1
    part = gather(splits.train, recipe, 1, ranks - 1, ranks)
    assert len(part.mnist) == 3_000 // ranks
    made = list(batches(part, recipe, torch.Generator(), ranks))
    assert len(made) == (3_000 // ranks) // (recipe.parts[0] // ranks)
    assert all(int((batch.labels == NO_DIGIT).sum()) >= 1 for batch in made)


@pytest.mark.parametrize(("ranks", "batch_size"), [(8, 50), (1, 10_000)])
def test_a_batch_that_cannot_be_shared_out_is_refused(ranks: int, batch_size: int, splits: Splits) -> None:
    with pytest.raises(ValueError, match=rf"batch_size is {batch_size}: too small or too large for 3,000 images"):
        gather(splits.train, replace(SMALL, batch_size=batch_size), 1, 0, ranks)


def test_a_run_that_comes_apart_ends_at_once_and_keeps_its_last_good_state(
    splits: Splits, material: Material, tmp_path: Path
) -> None:
    wild = start(replace(SMALL, learning_rate=1.0, average_decay=0.0), CPU)
    with torch.no_grad():
        next(wild.model.parameters()).fill_(float("inf"))
    with pytest.raises(ValueError, match="training came apart in epoch 1; a lower learning_rate may help"):
        train(wild, material, splits.validation, WORLD, lambda run: save_state(run, tmp_path / "state.safetensors"))
    assert not list(tmp_path.iterdir())


def test_several_processes_share_the_work(splits: Splits) -> None:
    parts = [gather(splits.train, SMALL, 1, rank, 2) for rank in range(2)]
    assert [len(part.mnist) for part in parts] == [1_500, 1_500]
    assert not torch.equal(parts[0].handwritten.images, parts[1].handwritten.images)
    in_print = round(0.02 * SMALL.handwritten / 2) if has_typeset() else 0
    assert len(parts[0].handwritten) == SMALL.handwritten // 2 + in_print
    batch = next(batches(parts[0], SMALL, torch.Generator(), ranks=2))
    assert len(batch) == 28 // 2 + 18 // 2 + 4 // 2


@pytest.fixture(scope="module")
def trained(splits: Splits, material: Material) -> Run:
    run = start(SMALL, CPU)
    train(run, material, splits.validation, WORLD, lambda run: None)
    return run


def test_two_short_epochs_learn_digits(trained: Run, splits: Splits, material: Material) -> None:
    assert [epoch for epoch, *_ in trained.history] == [1, 2]
    assert trained.history[-1][1] == accuracy(trained.average, splits.validation, ll.Conv1Config()) >= 0.75
    assert all(accuracy(trained.average, splits.validation, conv1) >= 0.3 for conv1 in ll.Conv1Config.all())
    assert accuracy(trained.average, material.handwritten, ll.Conv1Config()) >= 0.6


def test_what_is_no_digit_is_told_apart(trained: Run, material: Material) -> None:
    refused = [share_refused(logits_of(trained.average, part), 0.5) for part in (material.nondigits, material.mnist)]
    assert refused[0] >= 2 * refused[1]
    assert refused[1] <= 0.2


def test_the_default_teaches_the_others_but_not_itself() -> None:
    images, labels = torch.randn(8, 1, 28, 28), torch.arange(8) + 3
    taught = [ll.Conv1Config(), ll.Conv1Config(stride=2)]
    own, distilled = (ElasticLoss(ll.LeNet(seed=1), share)(images, labels, taught) for share in (0.0, 1.0))
    alone = [ElasticLoss(ll.LeNet(seed=1), 0.0)(images, labels, [conv1]) for conv1 in taught]
    torch.testing.assert_close(own, torch.stack(alone).mean())
    assert not torch.isclose(own, distilled)
    only_default = ElasticLoss(ll.LeNet(seed=1), 1.0)(images, labels, taught[:1])
    torch.testing.assert_close(only_default, alone[0])


def weights(model: ll.LeNet) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def test_a_resumed_run_ends_as_an_uninterrupted_one(splits: Splits, material: Material, tmp_path: Path) -> None:
    path = tmp_path / "run.state.safetensors"
    small = replace(material, mnist=first(splits.train, 300))

    class Interrupted(Exception):
        pass

    def stop_after_one(run: Run) -> None:
        save_state(run, path)
        raise Interrupted

    straight, broken_off = start(SMALL, CPU), start(SMALL, CPU)
    train(straight, small, splits.validation, WORLD, lambda run: None)
    with pytest.raises(Interrupted):
        train(broken_off, small, splits.validation, WORLD, stop_after_one)
    resumed = load_state(path, CPU)
    assert (resumed.epoch, resumed.steps, resumed.recipe) == (1, 300 // SMALL.parts[0], SMALL)
    train(resumed, small, splits.validation, WORLD, lambda run: None)
    assert resumed.history == straight.history
    torch.testing.assert_close(weights(resumed.average), weights(straight.average), rtol=0, atol=0)


@pytest.mark.parametrize("content", [None, b"", b"no state"])
def test_a_state_that_is_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "run.state.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ll.CheckpointError, match=r"no interrupted run|not the state"):
        load_state(path, CPU)


def test_what_is_bent_keeps_its_neighbours_near_it() -> None:
    pulls = 14 * bends(2_000, 1.2, torch.Generator().manual_seed(1))  # (N, 28, 28, 2), in pixels
    assert torch.equal(bends(3, 0, torch.Generator()), torch.zeros(3, 28, 28, 2))
    corners = pulls[:, 0, 0]  # a place that is pulled about itself; others are between those
    assert float(corners.std()) == pytest.approx(1.2 / 3**0.5, rel=0.05)  # of a share from 0 to 1: its root mean square
    between_neighbours = (pulls[:, 1:] - pulls[:, :-1]).abs()
    assert float(between_neighbours.mean()) < 0.25 * float(pulls.abs().mean())
    assert float((pulls[:, 0, 0] * pulls[:, 27, 27]).mean()) == pytest.approx(0, abs=0.05)


def test_distortion_keeps_shape_and_range_and_is_repeatable(splits: Splits) -> None:
    images = first(splits.train, 64).images
    once, twice = (distort(images, SMALL, torch.Generator().manual_seed(1)) for _ in range(2))
    assert torch.equal(once, twice)
    assert once.shape == images.shape
    assert 0 <= once.min() <= once.max() <= 1 + 1e-6
    still = replace(SMALL, rotation=0, scale=0, shear=0, shift=0, bend=0, thicken=0)
    torch.testing.assert_close(distort(images, still, torch.Generator()), images, atol=1e-5, rtol=0)
    thick = distort(images, replace(still, thicken=1), torch.Generator().manual_seed(1))
    assert (thick.sum((1, 2, 3)) > images.sum((1, 2, 3))).float().mean() >= 0.9


def test_a_step_trains_the_default_and_the_random_configurations_reach_every_setting() -> None:
    chance = random.Random(0)
    steps = [configurations(chance) for _ in range(8_000)]
    assert all(step[0] == ll.Conv1Config() for step in steps)
    assert all([conv1.stride for conv1 in step[1:]] == [1, 2] for step in steps)
    chosen = {conv1 for step in steps for conv1 in step}
    assert len(chosen) == 2 * 2 * 3 * 16


@pytest.mark.parametrize(
    ("setting", "message"),
    [({"epochs": 0}, "epochs is 0; allowed: whole numbers from 1 to 10,000"),
     ({"epochs": 2.5}, "epochs is 2.5; allowed: whole numbers"), ({"epochs": True}, "epochs is True; allowed"),
     ({"batch_size": 99.5}, "batch_size is 99.5; allowed: whole numbers"), ({"batch_size": -1}, "batch_size is -1"),
     ({"learning_rate": "0.1"}, "learning_rate is '0.1'; allowed: numbers from 0 to 1"),
     ({"shift": float("nan")}, "shift is nan"), ({"seed": 10**14}, "seed is 1000000"),
     ({"scale": None}, "scale is None; allowed: numbers"),
     ({"average_decay": 2}, "average_decay is 2; allowed: numbers from 0 to 0.99999"),
     ({"handwritten_share": 1}, "handwritten_share is 1; allowed: numbers from 0 to 0.8")],
)  # fmt: skip
def test_a_recipe_that_cannot_be_is_refused(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Recipe(**setting)


def test_the_quick_recipe_is_a_recipe() -> None:
    assert Recipe(**QUICK).epochs < Recipe().epochs


@pytest.fixture
def small_mnist(splits: Splits, monkeypatch: pytest.MonkeyPatch) -> None:
    train, validation, test = (first(part, 300) for part in (splits.train, splits.validation, splits.test))
    small = Splits(train, validation, test, splits.sha256)
    monkeypatch.setattr(command, "load_splits", lambda device: small)
    monkeypatch.setattr(command, "load_pen", lambda path: [])
    monkeypatch.setattr(
        command, "LITTLE", Effort(generated=10, nondigits=3, held_back=50, photos=1, every_filters=False)
    )


def run_command(path: Path, *options: str) -> int:
    small = ["--epochs", "1", "--batch-size", "100", "--handwritten", "100", "--nondigits", "100", "--brief"]
    return command.main(["--output", str(path), *small, "--threads", "1", *options])


@pytest.mark.long
def test_the_command_writes_a_checkpoint_with_its_card(small_mnist: None, tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    assert run_command(path, "--seed", "3") == 0
    ll.load(path)
    card = ll.read_card(path)
    assert (card.seed, card.epochs, len(card.history)) == (3, 1, 1)
    assert card.recipe is not None
    assert (card.recipe.seed, card.recipe.epochs, card.recipe.settings["handwritten"]) == (3, 1, 100)
    assert len(card.evaluation.configurations) == 36
    assert 0 < (ll.digit_threshold(card) or 0) < 1
    assert 0 < (card.held_back.quality or 0) < 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["own.json", "own.safetensors"]


@pytest.mark.long
def test_a_better_checkpoint_stays_unless_told_otherwise_and_nothing_is_lost(
    small_mnist: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=9), path, {"held_back": {"quality": 0.999}})
    before = path.read_bytes()
    assert run_command(path) == 0
    assert path.read_bytes() == before
    ll.load(tmp_path / "own.candidate.safetensors")
    assert "--replace" in capsys.readouterr().out
    assert run_command(path, "--replace") == 0
    assert (ll.read_card(path).held_back.quality or 0) < 0.999
    assert (tmp_path / "own.previous.safetensors").read_bytes() == before
    assert json.loads((tmp_path / "own.previous.json").read_text())["held_back"]["quality"] == 0.999


IN_FULL = {"filters": [{"filters": 1, "worst": 0.5, "mean": 0.6}]}


@pytest.mark.parametrize(
    ("card", "said"),
    [({}, "does not say how well it reads"), (None, "has no card that belongs to it"),
     ({"held_back": {"quality": 0.0}, "evaluation": IN_FULL}, "was measured in full")],
)  # fmt: skip
def test_a_checkpoint_of_which_less_is_known_takes_no_others_place(
    tmp_path: Path, card: dict | None, said: str
) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=9), path, card or {})
    if card is None:
        path.with_suffix(".json").unlink()
    brief = ll.Card.from_json({"held_back": {"quality": 0.9}, "evaluation": {"filters": []}})
    full = ll.Card.from_json({"held_back": {"quality": 0.9}, "evaluation": IN_FULL})
    assert said in command.reason_to_stay(path, brief)
    assert bool(command.reason_to_stay(path, full)) == ("full" not in said)


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
    assert "interrupted; go on with: python -m training --resume --brief" in capsys.readouterr().err
    assert not path.exists()
    assert run_command(path) == 2
    assert "holds an interrupted run; go on with --resume" in capsys.readouterr().err
    assert command.main(["--output", str(path), "--resume", "--brief"]) == 0
    assert ll.read_card(path).epochs == 2


@pytest.mark.long
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--resume", "--output", str(tmp_path / "own.safetensors")]) == 2
    own = str(tmp_path / "own.safetensors")
    assert command.main(["--epochs", "0", "--output", own]) == 2
    assert command.main(["--output", str(tmp_path / "own.pt")]) == 2
    assert command.main(["--output", str(tmp_path / "none" / "own.safetensors")]) == 2

    def no_network() -> None:
        raise ll.MnistMissingError("MNIST could not be fetched")

    monkeypatch.setattr(command, "download_mnist", no_network)
    assert command.main(["--output", str(tmp_path / "own.safetensors")]) == 2
    assert command.main(["--distillation", "1.5", "--output", own]) == 2
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert command.main(["--output", own]) == 2
    said = capsys.readouterr().err.splitlines()
    wanted = ["no interrupted run", "epochs is 0", "expected NAME.safetensors", "no folder", "could not be fetched",
              "distillation is 1.5", "start several processes with torchrun"]  # fmt: skip
    assert [word in line for word, line in zip(wanted, said, strict=True)] == [True] * 7
    assert not list(tmp_path.iterdir())
    for also in (["--epochs", "3"], ["--quick"]):
        with pytest.raises(SystemExit) as caught:
            command.main(["--resume", *also])
        assert caught.value.code == 2
