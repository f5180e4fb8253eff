"""The evaluation command: a table to read, JSON to compute with, figures to look at."""

import gzip
import json
from pathlib import Path

import pytest
import torch

import lenetlab as ll
from training import evaluate as command
from training.card import quality_of
from training.data import Digits
from training.evaluation import LITTLE, Effort, evaluate
from training.pen import PenDigit
from training.plots import plots
from training.tables import tables

PEN = [PenDigit(1, (((0.5, 0.3), (0.5, 0.7)),)), PenDigit(7, (((0.4, 0.4), (0.6, 0.4), (0.5, 0.7)),))] * 2
TINY = Effort(generated=20, nondigits=5, held_back=20, every_filters=True)


@pytest.fixture(scope="module")
def some_images(mnist: ll.Mnist) -> Digits:
    images = torch.tensor(mnist.images[:200]).float().div(255).unsqueeze(1)
    return Digits(images, torch.tensor(mnist.labels[:200]).long())


@pytest.fixture(scope="module")
def evaluation(model: ll.LeNet, some_images: Digits) -> dict:
    return evaluate(model, some_images, PEN, 0.5, TINY)


def test_it_measures_everything_there_is_to_measure(evaluation: dict, model: ll.LeNet, some_images: Digits) -> None:
    assert [ll.Conv1Config(r["kernel_size"], r["stride"], r["padding"], r["filters"])
            for r in evaluation["configurations"]] == list(ll.Conv1Config.all())  # fmt: skip
    row = evaluation["configurations"][7]
    conv1 = ll.Conv1Config.all()[7]
    with torch.inference_mode():
        x = (some_images.images - ll.MNIST_MEAN) / ll.MNIST_STD
        hits = model(x, conv1).argmax(1).eq(some_images.labels).sum()
    assert row["test"] == pytest.approx(int(hits) / 200)
    assert row["low"] < row["test"] <= row["high"]
    assert (row["weights"], row["multiply_adds"]) == (conv1.weights, conv1.multiply_adds)
    assert [r["filters"] for r in evaluation["filters"]] == list(range(1, 17))
    assert sum(map(sum, evaluation["confusion"])) == 200
    assert [(r["size"], r["brush"], r["moved"]) for r in evaluation["pen"]][:7] == [
        (140, 4, False), (140, 6, False), (140, 10, False), (140, 14, False), (28, 1.2, False), (28, 2, False),
        (28, 3, False)]  # fmt: skip
    assert len(evaluation["pen"]) == len(evaluation["generated"]) == 14
    assert set(evaluation["calibration"]) == {"mnist", "pen", "generated"}
    assert len(evaluation["digit_score"]["others_accepted"]) == 6
    json.dumps(evaluation, allow_nan=False)


def test_what_was_misread_is_named_one_by_one(evaluation: dict, model: ll.LeNet, some_images: Digits) -> None:
    untrained = evaluate(ll.LeNet(seed=0), some_images, [], 0.5, LITTLE)
    for found in (evaluation, untrained):
        counts = [[0] * 10 for _ in range(10)]
        for index, label, read in found["misread"]:
            assert label == some_images.labels[index] != read
            counts[label][read] += 1
        assert counts == [[0 if i == j else n for j, n in enumerate(row)] for i, row in enumerate(found["confusion"])]
    assert len(untrained["misread"]) > 100


def test_the_committed_card_names_what_its_checkpoint_misreads(model: ll.LeNet, mnist: ll.Mnist) -> None:
    for index, label, read in ll.read_card()["evaluation"]["misread"]:
        image = torch.tensor(mnist.images[index]).float().div(255)
        x = (image - ll.MNIST_MEAN) / ll.MNIST_STD
        assert (mnist.labels[index], ll.trace(model, x[None, None]).prediction) == (label, read)


def test_without_pen_strokes_it_measures_the_rest(model: ll.LeNet, some_images: Digits) -> None:
    evaluation = evaluate(model, some_images, [], 0.5, LITTLE)
    assert "pen" not in evaluation
    assert evaluation["filters"] == []
    assert "Pen strokes" not in tables(evaluation)
    assert "Generated strokes" in tables(evaluation)
    assert not any("pen" in text for text, _ in plots(evaluation))


def test_the_tables_say_what_was_measured(evaluation: dict) -> None:
    text = tables(evaluation)
    worst = min(row["test"] for row in evaluation["configurations"])
    assert f"worst {100 * worst:.2f}" in text
    assert "85,822" in text
    assert "two digits taken for a digit" in text
    assert max(map(len, text.splitlines())) <= 120


def test_every_figure_has_its_sentence_and_its_data(evaluation: dict) -> None:
    shown = plots(evaluation)
    assert len(shown) == 7
    assert all(text.endswith(".") and figure.data for text, figure in shown)
    accuracy = shown[0][1]
    points = sorted(y for trace in accuracy.data for y in trace.y)
    assert points == sorted(row["test"] for row in evaluation["configurations"])


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch, some_images: Digits) -> None:
    monkeypatch.setattr(command, "load_test", lambda device: some_images)
    monkeypatch.setattr(command, "evaluate", lambda *arguments: evaluate(*arguments, TINY))


def pen_file(folder: Path) -> Path:
    lines = [json.dumps({"digit": pen.digit, "strokes": pen.strokes}) for pen in PEN]
    path = folder / "pen.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_the_command_prints_and_writes(quickly: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, page = tmp_path / "report.json", tmp_path / "report.html"
    options = ["--pen", str(pen_file(tmp_path)), "--every", "2", "--json", str(report), "--html", str(page)]
    assert command.main(options) == 0
    written = json.loads(report.read_text())
    assert written["pen"][0]["count"] == 2
    assert capsys.readouterr().out.strip() == tables(written)
    html = page.read_text(encoding="utf-8")
    assert html.count("plotly-graph-div") >= 7
    assert 'src="http' not in html


def checkpoint(folder: Path, model: ll.LeNet, **evaluation: object) -> Path:
    path = folder / "some.safetensors"
    ll.save(model, path, {"seed": 3, "evaluation": {"digit_score": {"threshold": 0.25}, **evaluation}})
    return path


def test_what_was_measured_goes_into_the_card(quickly: None, tmp_path: Path, model: ll.LeNet) -> None:
    path = checkpoint(tmp_path, model)
    options = ["--checkpoint", str(path), "--pen", str(pen_file(tmp_path)), "--write-card"]
    assert command.main(options) == 0
    card = ll.read_card(path)
    assert card["seed"] == 3
    assert card["evaluation"]["digit_score"]["threshold"] == 0.25
    assert len(card["evaluation"]["configurations"]) == 36


def test_a_card_is_not_written_where_it_would_lose(
    quickly: None, tmp_path: Path, model: ll.LeNet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "default_path", lambda: tmp_path / "none.jsonl.gz")
    path = checkpoint(tmp_path, model, pen=[])
    before = path.with_suffix(".json").read_text()
    assert command.main(["--checkpoint", str(path), "--write-card"]) == 2
    assert "the card has figures of pen strokes" in capsys.readouterr().err
    assert path.with_suffix(".json").read_text() == before
    ll.save(model, path, {})
    assert command.main(["--checkpoint", str(path), "--write-card"]) == 2
    assert "states no threshold" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["--write-card", "--every", "2"])


def test_what_cannot_be_done_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], quickly: None) -> None:
    nothing = str(tmp_path / "none.safetensors")
    assert command.main(["--checkpoint", nothing]) == 2
    assert command.main(["--pen", str(tmp_path / "none.jsonl.gz")]) == 2
    assert command.main(["--html", str(tmp_path / "none" / "report.html")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert all(line.startswith("training.evaluate: ") and "none" in line for line in said)
    with pytest.raises(SystemExit):
        command.main(["--every", "0"])


def test_a_card_without_figures_promises_nothing() -> None:
    assert (quality_of({}), ll.digit_threshold({})) == (None, None)
    assert quality_of({"held_back": "good"}) is None
    assert ll.digit_threshold({"evaluation": {"digit_score": 3}}) is None
    assert ll.digit_threshold({"evaluation": {"digit_score": {"threshold": 0.25}}}) == 0.25
