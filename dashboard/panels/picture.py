"""Pictures of digits: opened, dropped, pasted or taken, reduced in the page, read, and laid on the canvas as its ink.

A picture is answered with the digit that it becomes, 28×28, and with its steps; nothing of it is kept on the server.
The page lays the digit behind the strokes, as it does with a sample, so that all else works as with a drawing.
"""

from __future__ import annotations

import base64

from dash import Dash, html

from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.picture import bytes_of, levels_of, steps_or_refusal
from dashboard.stages.origin import origin_of
from dashboard.texts import picture as words
from dashboard.widgets import button, control


def open_button() -> html.Button:
    return button(ids.OPEN_PICTURE, words.OPEN, "picture", words.OPEN_TITLE)


def camera() -> html.Div:
    """Where there may be a camera to point at paper: on what is held in the hand. The stylesheet hides it elsewhere."""
    body = html.Div(button(ids.TAKE_PICTURE, words.TAKE, "camera", words.TAKE_TITLE))
    return html.Div(control(words.CAMERA, words.CAMERA_HELP, body), className="camera")


def choosers() -> html.Div:
    """A place in which the page's code puts the browser's own choices of a file.

    Dash has no component that leaves a chosen file in the page: its upload sends it whole.
    """
    return html.Div(className="choosers")


def register(app: Dash) -> None:
    @answers(app, contract.PICTURE)
    def answer_picture(question: object) -> dict[str, object]:
        return answer_to(question.get("picture") if isinstance(question, dict) else None)


def answer_to(picture: object) -> dict[str, object]:
    """The digit that the picture becomes, in base64, and its steps; or why it is refused. Raises StateError."""
    steps = steps_or_refusal(bytes_of(picture))
    if isinstance(steps, str):
        return {"refusal": steps}
    image = base64.b64encode(levels_of(steps).tobytes()).decode()
    return {"refusal": None, "image": image, **origin_of(steps).to_json()}
