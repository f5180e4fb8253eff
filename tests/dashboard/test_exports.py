"""What a learner takes home: numbers as CSV, the trace, the report, and lines of Python that run."""

from __future__ import annotations

import base64
import csv
import datetime
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

import lenetlab as ll
from dashboard import contract
from dashboard.contract import STAGES
from dashboard.reading.errors import StateError
from dashboard.reading.reading import Reading, read
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.stages import stages
from dashboard.stages.kinds import KINDS, StageKind
from dashboard.stages.stages import text_of
from dashboard.take_home.exports import csv_of, npz_of, stage_at, values_of
from dashboard.take_home.report import marked_up, report
from dashboard.take_home.snippets import place_in, snippet, snippet_of_stage
from dashboard.texts.numbers import fixed, significant
from dashboard.texts.stages import Text
from tests.conftest import need
from tests.dashboard.conftest import SEVEN, URL, Ask, about, body_of, drawing

DEFAULT = Settings(ll.Conv1Config(), "pretrained")
DAY = datetime.date(2026, 2, 3)


@pytest.fixture(scope="module")
def canvas() -> CanvasState:
    return CanvasState(140, ((10.0, SEVEN), (7.5, "M40,64L41.25,64")), None)


@pytest.fixture(scope="module")
def reading(canvas: CanvasState) -> Reading:
    return read(canvas, DEFAULT)


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(code, names)
    return names


# ---- lines of Python ----


@st.composite
def drawings(draw: st.DrawFn) -> CanvasState:
    """A stroke or several, as a page sends them: two decimals, a brush each, perhaps a sample behind."""
    size = draw(st.sampled_from(ll.CANVAS_SIZES))
    places = st.integers(0, 100 * size).map(lambda n: n / 100)
    lines = draw(st.lists(st.lists(st.tuples(places, places), min_size=2, max_size=30), min_size=1, max_size=3))
    brushes = draw(st.sampled_from([[size / 14], [size / 14, size / 10, size / 20]]))
    strokes = [
        (brushes[i % len(brushes)], "M" + "L".join(f"{x:g},{y:g}" for x, y in line)) for i, line in enumerate(lines)
    ]
    sample = draw(st.none() | st.integers(0, 9_999)) if ll.has_mnist("test") else None
    return CanvasState(size, tuple(strokes), sample)


CONFIGURATIONS = st.builds(
    Settings,
    st.builds(ll.Conv1Config, *(st.sampled_from(allowed) for allowed in ll.CONV1_ALLOWED.values())),
    st.sampled_from(["pretrained", "random"]),
)


@settings(max_examples=25, deadline=None)
@given(state=drawings(), chosen=CONFIGURATIONS, stage=st.sampled_from(list(STAGES)), data=st.data())
def test_the_lines_make_exactly_the_numbers_in_view(
    state: CanvasState, chosen: Settings, stage: str, data: st.DataObject
) -> None:
    reading = read(state, chosen)
    values = values_of(reading, stage)
    made = run(snippet_of_stage(state, chosen, reading, stage))["values"]
    np.testing.assert_array_equal(np.asarray(made), values)
    index = [data.draw(st.integers(0, n - 1)) for n in values.shape]
    asked = [0, *index] if values.ndim == 2 else index
    names = run(snippet_of_stage(state, chosen, reading, stage, asked))
    assert float(names["value"]) == float(values[tuple(index)])


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_lines_that_run_and_say_the_value(
    canvas: CanvasState, reading: Reading, stage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    values = values_of(reading, stage)
    index = [n // 2 for n in values.shape]
    code = snippet_of_stage(canvas, DEFAULT, reading, stage, [0, *index] if values.ndim == 2 else index)
    said = float(re.findall(r"  # (\S+)$", code, re.MULTILINE)[-1])
    assert said == pytest.approx(float(run(code)["value"]), rel=1e-5)
    assert capsys.readouterr().out
    assert ("ll.explain" in code) == (stage in reading.trace)


def test_the_lines_are_short_and_name_the_library_only(canvas: CanvasState, reading: Reading) -> None:
    assert snippet_of_stage(canvas, DEFAULT, reading, "conv2", [3, 4, 5]).splitlines() == [
        "import lenetlab as ll",
        "",
        "strokes = [",
        "    [(40, 28), (70, 27), (100, 28), (85, 60), (72, 85), (64, 115)],",
        "    [(40, 64), (41.25, 64)],",
        "]",
        "drawing = ll.Drawing(strokes, size=140, brush=[10, 7.5])",
        "model = ll.load_pretrained()",
        "trace = ll.trace(model, ll.preprocess(drawing))",
        f'value = trace["conv2"].output[3, 4, 5]  # {float(reading.trace["conv2"].output[3, 4, 5]):.6g}',
        'print(ll.explain(trace, "conv2", (3, 4, 5)))',
    ]


def test_a_sample_and_settings_stand_in_the_lines() -> None:
    need(ll.has_mnist("test"), "MNIST is not there")
    state, chosen = CanvasState(28, (), 123), Settings(ll.Conv1Config(stride=2, filters=6), "random")
    code = snippet(state, chosen)
    assert 'll.load_mnist("test").images[123]' in code
    assert "ll.Drawing(size=28, background=digit)" in code
    assert "ll.LeNet(seed=0).eval()" in code
    assert "ll.Conv1Config(stride=2, filters=6)" in code
    np.testing.assert_array_equal(run(code)["trace"].logits, read(state, chosen).trace.logits)


def test_long_strokes_stay_readable() -> None:
    path = "M" + "L".join(f"{20 + i / 4:g},{30 + i / 3:.2f}" for i in range(200))
    code = snippet(CanvasState(140, ((10.0, path),), None), DEFAULT)
    assert max(map(len, code.splitlines())) <= 100
    assert len(run(code)["strokes"][0]) == 200


@pytest.mark.parametrize("index", [None, "3", [99, 0, 0], [0, 0], [0, 0, -1], [True, 0, 0], [0.5, 0, 0], {}, []])
def test_a_cell_that_is_not_there_is_no_cell(reading: Reading, index: object) -> None:
    assert place_in(values_of(reading, "conv1"), index) is None


# ---- files ----


@pytest.mark.parametrize("stage", ["crop", "input", "conv1", "pool3", "fc1", "softmax"])
def test_a_table_holds_every_number_of_the_stage_at_its_place(reading: Reading, stage: str) -> None:
    values = values_of(reading, stage)
    header, *rows = csv.reader(io.StringIO(csv_of(values)))
    assert header == (["unit", "value"] if values.ndim == 1 else ["channel", "row", "column", "value"])
    back = np.full(values.shape if values.ndim != 2 else (1, *values.shape), np.nan, np.float32)
    for *place, value in rows:
        back[tuple(map(int, place))] = np.float32(value)
    np.testing.assert_array_equal(back.reshape(values.shape), values)


def test_the_trace_comes_back_as_it_was(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "trace.npz"
    file.write_bytes(npz_of(reading.trace))
    back = ll.Trace.load(file)
    assert back.conv1 == reading.trace.conv1
    for before, after in zip(reading.trace, back, strict=True):
        np.testing.assert_array_equal(before.output, after.output)


@pytest.mark.parametrize("position", [-1, 19, 1.5, True, None, "conv1", [0]])
def test_a_stage_that_is_not_there_is_refused_by_name(position: object) -> None:
    with pytest.raises(StateError, match=r"layer is .*; allowed: 0 to 18"):
        stage_at(position)


# ---- the report ----


class Page(HTMLParser):
    """The elements of a page, its words, and what it points to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pictures: list[str] = []
        self.pointers: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        if tag == "svg":
            self.pictures.append(named.get("aria-label") or "")
        self.pointers += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_report_tells_the_whole_story(canvas: CanvasState, reading: Reading) -> None:
    page = Page(report(canvas, DEFAULT, reading, DAY))
    said = " ".join(" ".join(page.words).split())
    assert "How a network read a 7" in said
    assert "3 February 2026" in said
    assert "16 filters of 5×5, stride 1, padding 0" in said
    for name in STAGES:
        assert text_of(reading, name).title in said
    for digit, probability in enumerate(reading.trace.probabilities.tolist()):
        assert f"{digit} {f'{float(reading.trace.logits[digit]):.4f}'.replace('-', '−')}" in said, probability
    assert "ll.load_pretrained()" in said
    assert ll.__version__ in said
    assert "**" not in said
    assert "](" not in said


def test_the_report_invites_to_nothing_that_only_the_page_can_do(canvas: CanvasState, reading: Reading) -> None:
    said = " ".join(Page(report(canvas, DEFAULT, reading, DAY)).words)
    for name in STAGES:
        assert str(Markup(marked_up(text_of(reading, name).attempt)).striptags()) not in said


def test_the_report_says_the_rest_of_what_the_page_says_of_a_stage(canvas: CanvasState, reading: Reading) -> None:
    said = " ".join(" ".join(Page(report(canvas, DEFAULT, reading, DAY)).words).split())
    for name in STAGES:
        text = text_of(reading, name)
        for part in (text.idea, text.why, *text.numbers, *text.detail):
            assert " ".join(str(Markup(marked_up(part)).striptags()).split()) in re.sub(r" (?=[.,:])", "", said), part


def test_the_table_of_the_report_shows_the_exponentials_that_explain_names(
    canvas: CanvasState, reading: Reading
) -> None:
    said = " ".join(" ".join(Page(report(canvas, DEFAULT, reading, DAY)).words).split())
    exponentials = ll.explain(reading.trace, "softmax", 0).inputs.tolist()
    for logit, exponential in zip(reading.trace.logits.tolist(), exponentials, strict=True):
        assert f"{fixed(logit, 4)} {significant(exponential, 4)}" in said
    assert f"Sum {significant(sum(exponentials), 4)}" in said
    assert "The largest score is subtracted first, which changes no quotient." in said


def test_the_report_needs_nothing_else_and_is_light(canvas: CanvasState, reading: Reading) -> None:
    text = report(canvas, DEFAULT, reading, DAY)
    page = Page(text)
    assert len(text.encode()) < 1_000_000
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert page.pointers
    assert all(pointer.startswith("data:image/png;base64,") for pointer in page.pointers)
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    assert not re.search(r"\son\w+=", text)


def test_every_picture_of_the_report_has_words(canvas: CanvasState, reading: Reading) -> None:
    page = Page(report(canvas, DEFAULT, reading, DAY))
    assert len(page.pictures) == len(STAGES) + 4  # the drawing and the saliency above, and two sets of kernels
    assert all(page.pictures)
    assert page.tags.count("h1") == 1


def test_the_report_of_every_kind_of_reading_is_made() -> None:
    dot = CanvasState(28, ((2.0, "M14,14L14.01,14"),), None)
    for conv1 in (ll.Conv1Config(3, 2, 2, 1), ll.Conv1Config(3, 1, 2, 6)):
        for weights in ("pretrained", "random"):
            chosen = Settings(conv1, weights)
            assert "</html>" in report(dot, chosen, read(dot, chosen), DAY)


def test_a_random_network_only_guesses_and_an_eight_is_an_eight(
    canvas: CanvasState, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Settings(ll.Conv1Config(), "random")
    assert "this is a guess" in report(canvas, chosen, read(canvas, chosen), DAY)
    monkeypatch.setattr(ll.Trace, "prediction", 8)
    assert "How a network read an 8" in report(canvas, DEFAULT, reading, DAY)


def test_what_stands_in_the_texts_never_becomes_markup(
    canvas: CanvasState, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = '<script>alert("1")</script><img src=x onerror=y>'
    marked = f"**{hostile}** [{hostile}](#stage)"
    text = Text(hostile, hostile, marked, marked, (marked,), (marked,), marked)
    kind: StageKind[ll.PreprocessStep] = StageKind(panes=KINDS["ink"].panes, text=lambda step, trace: text)
    monkeypatch.setattr(stages, "KINDS", {**KINDS, "ink": kind})
    page = Page(report(canvas, DEFAULT, reading, DAY))
    assert not {"script", "img"} & set(page.tags)
    assert hostile in " ".join(page.words)


# ---- the callbacks ----


@pytest.mark.parametrize(
    ("file", "name"),
    [("csv", "lenetlab-conv2.csv"), ("npz", "lenetlab-trace.npz"), ("report", "lenetlab-report.html")],
)
def test_each_button_gives_its_file(ask: Ask, file: str, name: str) -> None:
    answer = ask(contract.DOWNLOAD, about(drawing(SEVEN), file=file, layer=8))
    assert answer["filename"] == name
    content = base64.b64decode(answer["content"]) if answer["base64"] else answer["content"].encode()
    assert len(content) > 10_000


@pytest.mark.parametrize("canvas", [None, drawing(), {}, "x"])
def test_without_a_reading_there_is_no_file(ask: Ask, canvas: object) -> None:
    assert ask(contract.DOWNLOAD, about(canvas, file="csv", layer=8)) is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (about(drawing(SEVEN), file="exe", layer=8), "file is 'exe'; allowed: csv, npz, report"),
        (about(drawing(SEVEN), file="csv", layer=19), "layer is 19; allowed: 0 to 18"),
        (about(drawing(SEVEN), file="csv", layer=8, weights="none"), "weights is 'none'"),
        ([1], "the question is not what the page sends"),
    ],
)
def test_what_no_page_asks_for_is_refused_in_plain_words(client: FlaskClient, question: object, words: str) -> None:
    assert words in client.post(URL, json=body_of(contract.DOWNLOAD, question)).text


def test_the_lines_are_about_the_stage_or_the_number_in_view(ask: Ask) -> None:
    lines = ask(contract.PYTHON, about(drawing(SEVEN), layer=8, index=[3, 4, 5]))
    assert 'trace["conv2"].output[3, 4, 5]' in lines
    lines = ask(contract.PYTHON, about(drawing(SEVEN), layer=5, index=None))
    assert 'values = trace["conv1"].output' in lines
    assert ask(contract.PYTHON, about(drawing(), layer=5)) == ""
