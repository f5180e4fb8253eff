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
from training import promises
from training.data import Digits
from training.evaluation import LITTLE, Effort, evaluate
from training.nondigits import KINDS, LOOK_ALIKES, UNSEEN_KINDS, drawable
from training.pen import PenDigit
from training.photos import PHOTOS
from training.plots import plots
from training.printed import PRINTED, has_printed, printed_lookalikes
from training.tables import look_alikes, tables

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


@pytest.mark.long
def test_with_a_temperature_the_calibration_is_measured_at_it_too(
    evaluation: ll.card.Evaluation, model: ll.LeNet, some_images: Digits
) -> None:
    as_it_is, cooler = (evaluate(model, some_images, [], 0.5, LITTLE, at) for at in (1.0, 3.0))
    assert evaluation.tempered == {}
    assert as_it_is.tempered == pytest.approx({name: row.error for name, row in as_it_is.calibration.items()})
    assert cooler.tempered["generated"] > as_it_is.tempered["generated"]
    assert "with temperature" in tables(as_it_is)
    assert "with temperature" not in tables(evaluation)


@pytest.mark.long
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


@pytest.mark.long
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


def evaluation_of(record: dict[str, object]) -> ll.card.Evaluation:
    return ll.Card.from_json({"evaluation": record}).evaluation


def row_of(what: str, now: dict[str, object], earlier: dict[str, object] | None = None) -> promises.Row:
    found = promises.rows(evaluation_of(now), evaluation_of(earlier or {}))
    return next(row for row in found if row.promise.what == what)


def photographed(clean: float, specks: float) -> dict[str, object]:
    return {
        "photos": [
            {"kind": "clean", "source": "pen", "accuracy": clean},
            {"kind": "specks", "source": "pen", "accuracy": specks},
        ]
    }


def test_a_promise_is_kept_by_a_figure_that_meets_its_bound_exactly_and_by_none_that_misses_it() -> None:
    for share, kept in ((0.975, True), (0.98, True), (0.97, True), (0.9699, False)):
        pen = [{"size": 140, "brush": 6, "moved": False, "accuracy": share}]
        assert row_of("pen, brush 6 on 140×140", {"pen": pen}).kept is kept
    for share, kept in ((0.0, True), (1 - 0.92, True), (0.0801, False)):
        score = {"digit_score": {"others_accepted": {"printed Latin letter": share}}}
        assert row_of("printed Latin letter taken for a digit", score).kept is kept


def test_of_strokes_as_written_and_strokes_moved_the_worse_count() -> None:
    pen = [{"size": 28, "brush": 2, "moved": moved, "accuracy": 0.99 - 0.04 * moved} for moved in (False, True)]
    row = row_of("pen, brush 2 on 28×28", {"pen": pen})
    assert row.now == pytest.approx(0.95)
    assert row.kept is False


def test_no_configuration_may_read_worse_than_before_by_more_than_chance() -> None:
    def of_mnist(share: float) -> dict[str, object]:
        conv1 = {"kernel_size": 5, "stride": 1, "padding": 0, "filters": 16}
        return {"configurations": [{**conv1, "test": share, "count": 10_000}]}

    what = "MNIST, configurations worse than before"
    found = {share: row_of(what, of_mnist(share), of_mnist(0.995)) for share in (0.997, 0.995, 0.993, 0.991)}
    assert [row.kept for row in found.values()] == [True, True, True, False]
    assert (found[0.991].before, found[0.991].now) == (None, 1.0)
    assert row_of(what, of_mnist(0.991)).kept is None


def test_a_picture_is_promised_as_a_share_of_what_the_same_digits_reach_clean() -> None:
    row = row_of("picture, pen: specks", photographed(clean=0.9, specks=0.88), photographed(clean=0.8, specks=0.4))
    assert (row.before, row.now) == pytest.approx((0.5, 0.88 / 0.9))
    assert row.kept is True
    assert row_of("picture, pen: specks", photographed(clean=1.0, specks=0.88)).kept is False
    assert row_of("picture, pen: specks", photographed(clean=0.0, specks=0.0)).now is None


def test_what_is_not_stated_is_a_dash_and_neither_kept_nor_broken() -> None:
    row = row_of("printed digits", {})
    assert (row.before, row.now, row.kept) == (None, None, None)
    text = promises.tabulated([row], note="of nothing")
    assert text.splitlines()[3].split() == ["printed", "digits", "at", "least", "98", "%", "–", "–", "–"]
    assert "0 kept, 0 not kept, 1 not measured" in text
    assert text.endswith("before: of nothing")


def test_the_table_of_promises_says_of_each_what_is_allowed_what_was_what_is_and_whether_it_holds() -> None:
    now = {"printed": {"accuracy": 0.985}, "digit_score": {"digits_refused": {"mnist": 0.0012}}}
    text = promises.tabulated(promises.rows(evaluation_of(now), promises.before()))
    assert re.search(r"^printed digits +at least 98 % +99\.00 +98\.50 +yes$", text, re.M)
    assert re.search(r"^MNIST digits refused +at most 0\.1 % +0\.02 +0\.12 +NO$", text, re.M)
    assert re.search(r"^unseen shape taken for a digit +at most 10 % +30\.00 +– +–$", text, re.M)
    assert max(map(len, text.splitlines())) <= 120


def test_every_promise_is_measured_where_strokes_and_fonts_are_at_hand(evaluation: ll.card.Evaluation) -> None:
    found = promises.rows(evaluation, promises.before())
    missing = {row.promise.what for row in found if row.now is None}
    without_fonts = set() if has_printed() else {row.promise.what for row in found if "printed" in row.promise.what}
    without_hershey = {"unseen sign taken for a digit"} - {
        f"{kind} taken for a digit" for kind in drawable(UNSEEN_KINDS)
    }
    assert missing == without_fonts | without_hershey | {"calibration error, pen, with temperature"}
    kinds = {what for what in (row.promise.what for row in found) if what.startswith("picture")}
    assert len(kinds) == 2 * (len(PHOTOS) - 1)


def test_what_was_measured_before_comes_from_a_file_that_says_of_which_weights(tmp_path: Path) -> None:
    found = promises.before()
    assert found.default is not None
    assert found.default.accuracy.value == 0.9953
    assert "0.1.0" in str(found.extra["note"])
    named = {row.promise.what: row.before for row in promises.rows(evaluation_of({}), found)}
    assert named["MNIST, worst configuration"] == 0.9926
    assert named["unseen shape taken for a digit"] == 0.3
    record = json.loads(promises.BEFORE.read_text(encoding="utf-8")) | photographed(clean=0.9, specks=0.36)
    path = tmp_path / "before.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    with_photos = promises.rows(evaluation_of({}), promises.before(path))
    assert next(row.before for row in with_photos if row.promise.what == "picture, pen: specks") == pytest.approx(0.4)


def test_look_alikes_are_said_letter_by_letter(evaluation: ll.card.Evaluation) -> None:
    assert " ".join(LOOK_ALIKES) in tables(evaluation)
    said = look_alikes(evaluation)
    assert bool(said) == has_printed()
    for kind in PRINTED if has_printed() else ():
        assert set(printed_lookalikes(kind, TINY.fonts)) <= set(said.split(f"{kind}: ")[1].split(":")[0])
    assert look_alikes(evaluation_of({"printed": {"accuracy": 1.0, "count": 10}})) == ""
    assert max(map(len, said.splitlines()), default=0) <= 120


def test_the_report_has_the_figures_tables_and_words_of_the_page_model_but_for_what_a_click_does() -> None:
    card = ll.read_card()
    shown = {plot.name: plot for plot in plots(card)}
    unmet = ["generality"] if card.generality else []
    further = ["drawn", "photos", *unmet, "score", "filters", "history"]
    assert list(shown) == ["confusion", "accuracy", "calibration", *further]
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


def test_the_report_says_of_print_and_of_hands_never_met_what_the_card_states() -> None:
    style = {"style": "hasty", "accuracy": 0.95, "count": 100, "met": 0.975, "error": 0.03, "tempered": 0.01}
    recipe = {"epochs": 4, "batch_size": 256}
    record = ll.read_card().to_json()
    record["evaluation"]["printed"] = {"accuracy": 0.985, "count": 200}
    record["generality"] = {"recipe": recipe, "styles": [style], "temperature": 1.5}
    shown = {plot.name: plot for plot in plots(ll.Card.from_json(record))}
    assert [trace.x for trace in shown["generality"].figure.data] == [(0.95,), (0.975,)]
    assert "a temperature of 1.5" in " ".join(shown["generality"].notes)
    assert "20 fonts" in " ".join(shown["photos"].notes)
    del record["evaluation"]["printed"], record["generality"]["temperature"]
    less = {plot.name: plot for plot in plots(ll.Card.from_json(record))}
    assert less["generality"].notes == less["photos"].notes == ()


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
    found = ll.Card.from_json({"evaluation": written}).evaluation
    said = capsys.readouterr().out
    assert said.strip() == f"{command.as_text(found)}\n\n{look_alikes(found)}".strip()
    assert said.index("What is promised") < said.index("MNIST test images")
    html = html_file.read_text(encoding="utf-8")
    assert html.count('class="plotly-graph-div"') == 8 + (ll.read_card().generality is not None)
    assert 'src="http' not in html


def test_a_report_of_what_the_card_states_measures_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "load_test", pytest.fail)
    report = tmp_path / "report.html"
    assert command.main(["--from-card", "--html", str(report)]) == 0
    stated = ll.read_card()
    count = 8 + (stated.generality is not None)
    assert capsys.readouterr().out.strip() == command.as_text(stated.evaluation)
    html = report.read_text(encoding="utf-8")
    assert html.count('class="plotly-graph-div"') == count
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


@pytest.mark.long
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
