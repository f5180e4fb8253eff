"""The evaluation command: a table to read, JSON to compute with, figures to look at."""

import gzip
import json
import re
from html import escape
from pathlib import Path

import plotly.graph_objects as go
import pytest
import torch
from dash import dcc

import lenetlab as ll
from dashboard.model_page import page
from dashboard.model_page.tables import tables as model_tables
from training import evaluate as command
from training.data import Digits
from training.evaluation import LITTLE, Effort, evaluate
from training.nondigits import KINDS, UNSEEN_KINDS, drawable
from training.pen import PenDigit
from training.photos import PHOTOS
from training.plots import plots
from training.printed import PRINTED, has_printed
from training.tables import tables

PEN = [PenDigit(1, (((0.5, 0.3), (0.5, 0.7)),)), PenDigit(7, (((0.4, 0.4), (0.6, 0.4), (0.5, 0.7)),))] * 2
TINY = Effort(generated=20, nondigits=5, held_back=20, photos=2, every_filters=True, fonts=1)


@pytest.fixture(scope="module")
def some_images(mnist: ll.Mnist) -> Digits:
    images = torch.tensor(mnist.images[:200]).float().div(255).unsqueeze(1)
    return Digits(images, torch.tensor(mnist.labels[:200]).long())


@pytest.fixture(scope="module")
def evaluation(model: ll.LeNet, some_images: Digits) -> ll.card.Evaluation:
    return evaluate(model, some_images, PEN, 0.5, TINY)


def test_it_measures_everything_there_is_to_measure(
    evaluation: ll.card.Evaluation, model: ll.LeNet, some_images: Digits
) -> None:
    assert [row.conv1 for row in evaluation.configurations] == list(ll.Conv1Config.all())
    accuracy = evaluation.configurations[7].accuracy
    conv1 = ll.Conv1Config.all()[7]
    with torch.inference_mode():
        x = (some_images.images - ll.MNIST_MEAN) / ll.MNIST_STD
        hits = model(x, conv1).argmax(1).eq(some_images.labels).sum()
    assert accuracy.value == pytest.approx(int(hits) / 200)
    assert accuracy.interval is not None
    assert accuracy.interval[0] < accuracy.value <= accuracy.interval[1]
    assert [row.filters for row in evaluation.filters] == list(range(1, 17))
    assert sum(map(sum, evaluation.confusion)) == 200
    assert [(row.size, row.brush, row.moved) for row in evaluation.drawn["pen"]][:7] == [
        (140, 4, False), (140, 6, False), (140, 10, False), (140, 14, False), (28, 1.2, False), (28, 2, False),
        (28, 3, False)]  # fmt: skip
    assert len(evaluation.drawn["pen"]) == len(evaluation.drawn["generated"]) == 14
    assert {(row.kind, row.source) for row in evaluation.photos} == {(k, s) for k in PHOTOS for s in ("mnist", "pen")}
    assert {row.accuracy.count for row in evaluation.photos if row.source == "mnist"} == {2}
    assert set(evaluation.calibration) == {"mnist", "pen", "generated"}
    kinds = (*drawable((*KINDS, *UNSEEN_KINDS)), *(PRINTED if has_printed() else ()))
    assert set(evaluation.digit_score.accepted) == set(kinds)
    assert (evaluation.printed is not None) == has_printed()


def test_what_was_measured_is_a_card_that_can_be_written_and_read_again(evaluation: ll.card.Evaluation) -> None:
    card = ll.Card(evaluation=evaluation)
    assert ll.Card.from_json(json.loads(json.dumps(card.to_json(), allow_nan=False))) == card


def test_with_a_temperature_the_calibration_is_measured_at_it_too(
    evaluation: ll.card.Evaluation, model: ll.LeNet, some_images: Digits
) -> None:
    as_it_is, cooler = (evaluate(model, some_images, [], 0.5, LITTLE, at) for at in (1.0, 3.0))
    assert evaluation.tempered == {}
    assert as_it_is.tempered == pytest.approx({name: row.error for name, row in as_it_is.calibration.items()})
    assert cooler.tempered["generated"] > as_it_is.tempered["generated"]
    assert "with temperature" in tables(as_it_is)
    assert "with temperature" not in tables(evaluation)


def test_what_was_misread_is_named_one_by_one(
    evaluation: ll.card.Evaluation, model: ll.LeNet, some_images: Digits
) -> None:
    untrained = evaluate(ll.LeNet(seed=0), some_images, [], 0.5, LITTLE)
    for found in (evaluation, untrained):
        counts = [[0] * 10 for _ in range(10)]
        for digit in found.misread or ():
            assert digit.label == some_images.labels[digit.index] != digit.read
            counts[digit.label][digit.read] += 1
        assert counts == [[0 if i == j else n for j, n in enumerate(row)] for i, row in enumerate(found.confusion)]
    assert len(untrained.misread or ()) > 100


def test_the_committed_card_names_what_its_checkpoint_misreads(model: ll.LeNet, mnist: ll.Mnist) -> None:
    stated = ll.read_card().evaluation.misread
    assert stated
    for digit in stated:
        image = torch.tensor(mnist.images[digit.index]).float().div(255)
        x = (image - ll.MNIST_MEAN) / ll.MNIST_STD
        found = ll.trace(model, x[None, None]).prediction
        assert (mnist.labels[digit.index], found) == (digit.label, digit.read)


def test_without_pen_strokes_it_measures_the_rest(model: ll.LeNet, some_images: Digits) -> None:
    evaluation = evaluate(model, some_images, [], 0.5, LITTLE)
    assert "pen" not in evaluation.drawn
    assert evaluation.filters == ()
    assert "Pen strokes" not in tables(evaluation)
    assert "Generated strokes" in tables(evaluation)
    drawn = next(plot for plot in plots(ll.Card(evaluation=evaluation)) if plot.name == "drawn")
    assert {trace.name for trace in drawn.figure.data} == {"Generated, as written", "Generated, moved and scaled"}


def test_the_tables_say_what_was_measured(evaluation: ll.card.Evaluation) -> None:
    text = tables(evaluation)
    worst = min(row.accuracy.value for row in evaluation.configurations)
    assert f"worst {100 * worst:.2f}" in text
    assert "85,822" in text
    assert "thin line, 12 megapixels" in text
    assert "two digits taken for a digit" in text
    assert max(map(len, text.splitlines())) <= 120


def test_the_report_has_the_figures_tables_and_words_of_the_page_model_but_for_what_a_click_does() -> None:
    card = ll.read_card()
    shown = {plot.name: plot for plot in plots(card)}
    assert list(shown) == ["confusion", "accuracy", "calibration", "drawn", "photos", "score", "filters", "history"]
    for name, component in graphs_in(page.content(card)).items():
        if not name.startswith("kernels-"):
            figure = json.loads(shown[name].figure.to_json())
            assert without_clicks(json.loads(component.to_json())) == figure, name
    tables_of_the_page = model_tables(card, {}, pressable=False)
    assert {name: plot.table.to_json() for name, plot in shown.items() if name != "accuracy"} == {
        name: table for name, table in tables_of_the_page.items() if name != "accuracy"
    }
    for plot in shown.values():
        assert plot.said.see.endswith(".")
        assert "click to" not in f"{plot.said} {plot.figure.to_json()}"


def graphs_in(component: object) -> dict[str, go.Figure]:
    """The figures of the page, by name."""
    if isinstance(component, (list, tuple)):
        return {name: figure for part in component for name, figure in graphs_in(part).items()}
    if isinstance(component, dcc.Graph):
        return {component.id.removeprefix("model-"): component.figure}
    return graphs_in(getattr(component, "children", None) or [])


def without_clicks(figure: dict) -> dict:
    """The figure of the page as a report has it, where a click does nothing."""
    for trace in figure["data"]:
        if "hovertemplate" in trace:
            trace["hovertemplate"] = re.sub("<br>click to [a-z ]+", "", trace["hovertemplate"])
    return figure


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch, some_images: Digits) -> None:
    monkeypatch.setattr(command, "load_test", lambda device: some_images)
    monkeypatch.setattr(command, "evaluate", lambda *arguments, **named: evaluate(*arguments, effort=TINY, **named))


def pen_file(folder: Path) -> Path:
    lines = [json.dumps({"digit": pen.digit, "strokes": pen.strokes}) for pen in PEN]
    path = folder / "pen.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_the_command_prints_and_writes(quickly: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, html_file = tmp_path / "report.json", tmp_path / "report.html"
    options = ["--pen", str(pen_file(tmp_path)), "--every", "2", "--json", str(report), "--html", str(html_file)]
    assert command.main(options) == 0
    written = json.loads(report.read_text())
    assert written["pen"][0]["count"] == 2
    assert capsys.readouterr().out.strip() == tables(ll.Card.from_json({"evaluation": written}).evaluation)
    html = html_file.read_text(encoding="utf-8")
    assert html.count('class="plotly-graph-div"') == 8
    assert 'src="http' not in html


def test_a_report_of_what_the_card_states_measures_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "load_test", pytest.fail)
    report = tmp_path / "report.html"
    assert command.main(["--from-card", "--html", str(report)]) == 0
    stated = ll.read_card()
    assert capsys.readouterr().out.strip() == tables(stated.evaluation)
    html = report.read_text(encoding="utf-8")
    assert html.count('class="plotly-graph-div"') == 8
    for plot in plots(stated):
        assert escape(plot.said.see) in html
        assert escape(plot.said.more) in html
    for option in (["--write-card"], ["--every", "2"], ["--pen", "pen.jsonl.gz"]):
        with pytest.raises(SystemExit):
            command.main(["--from-card", *option])


def test_a_card_of_a_stranger_cannot_put_code_into_the_report(tmp_path: Path, model: ll.LeNet) -> None:
    odd = "</script><script>alert(1)</script>"
    path = tmp_path / "odd.safetensors"
    score = {"digits_refused": {odd: 0.5}, "others_accepted": {odd: 0.5}}
    ll.save(model, path, {"evaluation": {"digit_score": score}})
    report = tmp_path / "report.html"
    assert command.main(["--checkpoint", str(path), "--from-card", "--html", str(report)]) == 0
    assert odd not in report.read_text(encoding="utf-8")


def test_a_card_that_states_little_gives_a_short_report(
    tmp_path: Path, model: ll.LeNet, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bare.safetensors"
    ll.save(model, path, {"name": "bare"})
    report = tmp_path / "report.html"
    assert command.main(["--checkpoint", str(path), "--from-card", "--html", str(report)]) == 0
    assert capsys.readouterr().out == "the card states no evaluation\n"
    assert "plotly-graph-div" not in report.read_text(encoding="utf-8").split("</head>")[1]


def checkpoint(folder: Path, model: ll.LeNet, **evaluation: object) -> Path:
    path = folder / "some.safetensors"
    ll.save(model, path, {"seed": 3, "evaluation": {"digit_score": {"threshold": 0.25}, **evaluation}})
    return path


def test_what_was_measured_goes_into_the_card(quickly: None, tmp_path: Path, model: ll.LeNet) -> None:
    path = checkpoint(tmp_path, model, note="of its author")
    options = ["--checkpoint", str(path), "--pen", str(pen_file(tmp_path)), "--write-card"]
    assert command.main(options) == 0
    card = ll.read_card(path)
    assert card.seed == 3
    assert card.evaluation.digit_score.threshold == 0.25
    assert card.evaluation.extra == {"note": "of its author"}
    assert len(card.evaluation.configurations) == 36


def test_a_card_is_not_written_where_it_would_lose(
    quickly: None, tmp_path: Path, model: ll.LeNet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "default_path", lambda: tmp_path / "none.jsonl.gz")
    path = checkpoint(tmp_path, model, pen=[{"size": 28, "brush": 2, "moved": False, "accuracy": 0.9}])
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
