"""What a chosen channel or unit likes: measured once over MNIST's test digits, and set beside the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import Dash, html

import lenetlab as ll
from dashboard import contract, ids
from dashboard.questions import answers
from dashboard.reading.errors import StateError, shortened
from dashboard.reading.reading import Reading, reading_or_hint
from dashboard.reading.state import ReadingQuestion
from dashboard.stages.channels import CHANNELS_OF
from dashboard.stages.derivation import line
from dashboard.stages.test_digit import picture
from dashboard.texts import likes as words
from dashboard.texts.numbers import fixed
from dashboard.weights import units_in_use

VALUES = {"conv1": "relu1", "conv2": "relu2", "fc1": "relu3", "fc2": "relu4", "fc3": "fc3"}


def layout() -> html.Div:
    return html.Div(id=ids.LIKES, className="likes")


def register(app: Dash) -> None:
    @answers(app, contract.LIKES)
    def answer_likes(question: object) -> dict[str, object] | str:
        asked = ReadingQuestion.from_json(question)
        stage, unit = checked_place(question, asked)
        if asked.settings.weights != "pretrained":
            return words.OF_PRETRAINED
        units = units_in_use(asked.settings.conv1)
        if units is None:
            return words.NOT_MEASURED
        reading = reading_or_hint(asked.drawing, asked.settings)
        return reading if isinstance(reading, str) else likes_of(reading, units[stage], stage, unit)


def checked_place(question: object, asked: ReadingQuestion) -> tuple[str, int]:
    """The stage that was measured and the number of the unit there. Raises StateError for a place that there is not."""
    place = question if isinstance(question, Mapping) else {}
    stage, unit = place.get("stage"), place.get("unit")
    if not isinstance(stage, str) or stage not in CHANNELS_OF:
        raise StateError(f"stage is {shortened(stage)}; allowed: {', '.join(CHANNELS_OF)}")
    count = asked.settings.conv1.shapes[CHANNELS_OF[stage]][0]
    if isinstance(unit, bool) or not isinstance(unit, int) or not 0 <= unit < count:
        raise StateError(f"unit is {shortened(unit)}; allowed: 0 to {count - 1}")
    return CHANNELS_OF[stage], unit


def likes_of(reading: Reading, of_stage: ll.StageUnits, stage: str, unit: int) -> dict[str, object]:
    """mean: by digit, shares of the largest. most, least: test digits, the most telling first."""
    value = float(reading.trace[VALUES[stage]].output[unit].max())
    means = of_stage.mean[unit].tolist()
    longest = max(map(abs, means)) or 1.0
    mnist = ll.load_mnist("test") if ll.has_mnist("test") else None
    notes = [words.NO_PICTURES] * (mnist is None) + [words.UNCHANGED] * bool(reading.trace.replaced)
    return {
        "yours": words.YOURS.format(value=fixed(value, 2), count=sum(mean < value for mean in means)),
        "mean": [line(str(digit), fixed(mean, 2), mean / longest) for digit, mean in enumerate(means)],
        "most": pictures(of_stage.top[unit].tolist(), mnist),
        "least": pictures(of_stage.bottom[unit].tolist(), mnist),
        "note": " ".join(notes),
    }


def pictures(indices: Sequence[int], mnist: ll.Mnist | None) -> list[dict[str, object]]:
    """The test digits with their pictures; those that are not on this server by their numbers alone."""
    return [picture(index, mnist) for index in indices]
