"""Take it home: the stage in view as picture and numbers, the whole trace, a report, and the lines of Python.

Each of them is made when it is asked for, out of what was read; nothing of it touches the drawing. The picture is made
by the page, of the graph as it is.
"""

from __future__ import annotations

import datetime
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.dcc.express import send_bytes, send_string

from dashboard import ids
from dashboard.reading.reading import Reading, reading_or_hint
from dashboard.reading.state import CanvasState, Settings, StateError
from dashboard.stages.stages import TIMELINE
from dashboard.take_home import exports
from dashboard.take_home.report import report
from dashboard.take_home.snippets import snippet_of_stage
from dashboard.texts import take_home as words
from dashboard.widgets import aria, button, data, region

NUMBER_OF_SETTINGS = 5


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
            **data(stages=" ".join(TIMELINE)),
        ),
        dcc.Download(id=ids.DOWNLOAD),
        dcc.Store(id=ids.PYTHON_WANTED_STORE),
        dcc.Store(id=ids.PYTHON_STORE),
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
    made = button(id, name, icon, title)
    for attribute, value in aria(disabled="true", describedby=ids.TAKE_HOME_NOTE).items():
        setattr(made, attribute, value)
    return made


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
    @app.callback(
        Output(ids.DOWNLOAD, "data"),
        Output(ids.TAKE_HOME_NOTE, "children"),
        Input(ids.CSV, "n_clicks"),
        Input(ids.NPZ, "n_clicks"),
        Input(ids.REPORT, "n_clicks"),
        State(ids.READ_STORE, "data"),
        State(ids.LAYER, "value"),
        prevent_initial_call=True,
    )
    def answer_download(
        csv: object, npz: object, report_: object, read: object, layer: object
    ) -> tuple[object, object]:
        state, settings, reading = what_was_read(read)
        if state is None or isinstance(reading, str):
            return no_update, reading
        file = file_for(ctx.triggered_id, state, settings, reading, layer)
        return file, words.SAVED.format(name=file["filename"])

    @app.callback(Output(ids.PYTHON_STORE, "data"), Input(ids.PYTHON_WANTED_STORE, "data"), prevent_initial_call=True)
    def answer_python(wanted: object) -> dict[str, object]:
        if not isinstance(wanted, dict):
            raise StateError("what is asked for is not what the page sends")
        state, settings, reading = what_was_read(wanted.get("read"))
        if state is None or isinstance(reading, str):
            return {"id": wanted.get("id"), "code": ""}
        stage = exports.stage_at(wanted.get("layer"))
        code = snippet_of_stage(state, settings, reading, stage, index_of(wanted.get("cell"), stage))
        return {"id": wanted.get("id"), "code": code}

    app.clientside_callback(
        ClientsideFunction("take_home", "follow"),
        Input(ids.READ_STORE, "data"),
        Input(ids.STAGES_STORE, "data"),
        Input(ids.LAYER, "value"),
        Input(ids.CELL_STORE, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("take_home", "answer"),
        Output(ids.PYTHON_CODE, "children"),
        Input(ids.PYTHON_STORE, "data"),
        prevent_initial_call=True,
    )


def what_was_read(data: object) -> tuple[CanvasState | None, Settings, Reading | str]:
    """The canvas, the settings and their reading, as the page keeps them; or, without a canvas, why there is none.

    Raises StateError for what no page keeps.
    """
    if not isinstance(data, list) or len(data) != 1 + NUMBER_OF_SETTINGS:
        raise StateError("what was read is not what the page sends")
    canvas, *values = data
    settings = Settings.from_page(*values)
    reading = reading_or_hint(canvas, settings)
    return None if isinstance(reading, str) else CanvasState.from_json(canvas), settings, reading


def file_for(
    wanted: object, canvas: CanvasState, settings: Settings, reading: Reading, layer: object
) -> dict[str, Any]:
    """The file that one of the buttons asks for, as dcc.Download takes it. Raises StateError for another button."""
    if wanted == ids.CSV:
        stage = exports.stage_at(layer)
        return send_string(exports.csv_of(exports.values_of(reading, stage)), f"lenetlab-{stage}.csv", type="text/csv")
    if wanted == ids.NPZ:
        return send_bytes(exports.npz_of(reading.trace), "lenetlab-trace.npz")
    if wanted == ids.REPORT:
        page = report(canvas, settings, reading, datetime.date.today())
        return send_string(page, "lenetlab-report.html", type="text/html")
    raise StateError(f"there is no download {str(wanted)[:60]!r}")


def index_of(cell: object, stage: str) -> object:
    """The index of the cell chosen, where it is one of this stage."""
    return cell.get("index") if isinstance(cell, dict) and cell.get("stage") == stage else None
