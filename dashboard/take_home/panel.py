"""Take it home: the stage in view as picture and numbers, the whole trace, a report, and the lines of Python.

Each of them is made when it is asked for, out of what was read; nothing of it touches the drawing. The picture is made
by the page, of the graph as it is.
"""

from __future__ import annotations

import datetime
from typing import Any

from dash import Dash, html
from dash.dcc.express import send_bytes, send_string

from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.errors import StateError, shortened
from dashboard.reading.picture import bytes_of
from dashboard.reading.reading import Reading, reading_or_hint
from dashboard.reading.state import CanvasState, ReadingQuestion
from dashboard.take_home import exports
from dashboard.take_home.report import report
from dashboard.take_home.snippets import snippet_of_stage
from dashboard.texts import take_home as words
from dashboard.widgets import aria, button, region


def layout() -> html.Section:
    return region(
        "take-it-home",
        words.REGION,
        html.Div(
            [
                html.P(words.NOTHING_YET, id=ids.TAKE_HOME_NOTE, className="take-note", role="status"),
                html.Div(
                    [
                        group(
                            words.STAGE_GROUP,
                            taker(ids.PNG, words.PNG, "picture", words.PNG_TITLE),
                            taker(ids.CSV, words.CSV, "numbers", words.CSV_TITLE),
                        ),
                        group(
                            words.ALL_GROUP,
                            taker(ids.REPORT, words.REPORT, "report", words.REPORT_TITLE),
                            taker(ids.NPZ, words.NPZ, "archive", words.NPZ_TITLE),
                        ),
                    ],
                    className="take-groups",
                ),
                python(),
            ],
            id=ids.TAKE_HOME,
        ),
        class_name="take-home",
    )


def group(name: str, *buttons: html.Button) -> html.Div:
    return html.Div(
        [html.H3(name), html.Div([*buttons], className="tools")],
        className="take-group",
        role="group",
        **aria(label=name),
    )


def taker(id: str, name: str, icon: str, title: str) -> html.Button:
    """A button that does nothing until there is a reading; the note says so."""
    return button(id, name, icon, title, **aria(disabled="true", describedby=ids.TAKE_HOME_NOTE))


def python() -> html.Div:
    code = html.Pre(
        html.Code(id=ids.PYTHON_CODE), tabIndex=0, className="python-code", role="region", **aria(label=words.CODE)
    )
    return html.Div(
        [
            html.Div(
                [
                    taker(ids.PYTHON, words.PYTHON, "copy", words.PYTHON_TITLE),
                    html.Span(id=ids.PYTHON_STATUS, className="python-status", role="status"),
                ],
                className="tools",
            ),
            html.Details(
                [html.Summary(words.SHOW_CODE), html.P(words.CODE_HELP, className="note"), code],
                className="python-block",
            ),
        ],
        className="take-python",
    )


def register(app: Dash) -> None:
    @answers(app, contract.DOWNLOAD)
    def answer_download(question: object) -> dict[str, Any] | None:
        asked, reading = reading_asked_for(question)
        wanted, layer = (question.get(name) if isinstance(question, dict) else None for name in ("file", "layer"))
        picture = question.get("picture") if isinstance(question, dict) else None
        if reading is None:
            return None
        return file_for(wanted, asked, reading, layer, None if picture is None else bytes_of(picture))

    @answers(app, contract.PYTHON)
    def answer_python(question: object) -> str:
        asked, reading = reading_asked_for(question)
        layer, index = (question.get(name) if isinstance(question, dict) else None for name in ("layer", "index"))
        if reading is None:
            return ""
        canvas = CanvasState.from_json(asked.drawing)
        return snippet_of_stage(canvas, asked.settings, reading, exports.stage_at(layer), index)


def reading_asked_for(question: object) -> tuple[ReadingQuestion, Reading | None]:
    """What is asked about, and its reading where there is one. Raises StateError for what no page asks."""
    asked = ReadingQuestion.from_json(question)
    reading = reading_or_hint(asked.drawing, asked.settings)
    return asked, None if isinstance(reading, str) else reading


def file_for(
    wanted: object, asked: ReadingQuestion, reading: Reading, layer: object, picture: bytes | None = None
) -> dict[str, Any]:
    """The file that a button asks for: its name, type and content. Raises StateError for one that there is not.

    picture: the file that the digit behind the strokes was read out of, for the report.
    """
    if wanted == "csv":
        stage = exports.stage_at(layer)
        return send_string(exports.csv_of(exports.values_of(reading, stage)), f"lenetlab-{stage}.csv", type="text/csv")
    if wanted == "npz":
        return send_bytes(exports.npz_of(reading.trace), "lenetlab-trace.npz")
    if wanted == "report":
        canvas = CanvasState.from_json(asked.drawing)
        page = report(canvas, asked.settings, reading, datetime.date.today(), picture)
        return send_string(page, "lenetlab-report.html", type="text/html")
    raise StateError(f"file is {shortened(wanted)}; allowed: csv, npz, report")
