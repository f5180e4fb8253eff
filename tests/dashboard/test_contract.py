"""The contract: written once in Python, current in what the page is made of, and true of the library."""

from __future__ import annotations

from pathlib import Path

import pytest

import lenetlab as ll
from dashboard import contract
from dashboard.contract_files import FILES, camel
from dashboard.reading.errors import StateError
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.texts import client as words
from tests.dashboard.conftest import DEFAULTS, drawing


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_generated_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path](), "python -m dashboard.contract_files"


def test_the_settings_are_those_of_the_library() -> None:
    assert (*contract.CONV1_SETTINGS, "weights") == contract.SETTING_NAMES
    for setting in contract.SETTINGS[:-1]:
        assert setting.default == getattr(ll.Conv1Config(), setting.name)
        assert set(setting.choices) <= set(ll.CONV1_ALLOWED[setting.name])


def test_the_page_offers_the_36_configurations() -> None:
    offered = 1
    for setting in contract.SETTINGS[:-1]:
        offered *= len(setting.choices)
    assert offered == len(ll.Conv1Config.all()) == 36
    for conv1 in ll.Conv1Config.all():
        assert all(getattr(conv1, s.name) in s.choices for s in contract.SETTINGS[:-1])


def test_settings_go_to_json_and_back_by_name() -> None:
    assert Settings.from_json(DEFAULTS).to_json() == DEFAULTS


def test_the_stages_and_their_kinds_are_those_of_a_trace(model: ll.LeNet, seven: ll.Drawing) -> None:
    trace = ll.trace(model, ll.preprocess(seven))
    steps = [step.name for step in ll.preprocess_steps(seven) if step.name in contract.STAGES]
    assert list(contract.STAGES) == [*steps, *trace.names]
    assert {layer.name: layer.kind for layer in trace}.items() <= contract.STAGES.items()


def test_the_limits_of_the_server_and_the_links_are_those_of_the_library() -> None:
    limits = contract.DRAWING
    assert (limits.most_strokes, limits.most_points, limits.sizes) == (ll.MAX_STROKES, ll.MAX_POINTS, ll.CANVAS_SIZES)
    stroke, points = "M1,2L3,4", "M" + "L".join(["1,2"] * ll.MAX_POINTS)
    CanvasState.from_json(drawing(*[stroke] * ll.MAX_STROKES)).drawing()
    CanvasState.from_json(drawing(points)).drawing()
    with pytest.raises(StateError, match="501 strokes; allowed: 500"):
        CanvasState.from_json(drawing(*[stroke] * (ll.MAX_STROKES + 1))).drawing()
    with pytest.raises(StateError, match="4,001 points; allowed: 4,000"):
        CanvasState.from_json(drawing(points + "L1,2")).drawing()


def test_a_drawing_of_another_form_is_no_drawing() -> None:
    with pytest.raises(StateError):
        CanvasState.from_json([])


def test_names_are_written_as_typescript_writes_them() -> None:
    assert [camel(name) for name in ("CANVAS", "STAGE_STRIP", "most_strokes")] == [
        "canvas",
        "stageStrip",
        "mostStrokes",
    ]


def test_every_word_of_the_client_has_a_panel_and_a_key() -> None:
    for panel, entries in words.WORDS.items():
        assert entries, panel
        assert all(isinstance(text, str) and text for text in entries.values()), panel
