"""The main path, the same in Chromium, Firefox and WebKit: draw, step, choose a number, change a control, undo."""

from __future__ import annotations

import re

import pytest

from dashboard.contract import EXAMPLE, STAGES
from tests.engines.visit import SEVEN, Visit

CONV1 = list(STAGES).index("conv1")
SOMEWHERE_IN_A_MAP = (0.4, 0.4)  # Between maps there may be paper.


@pytest.fixture
def seven(visit: Visit) -> Visit:
    """The page with a seven drawn and read."""
    visit.draw(SEVEN)
    visit.says("#prediction", "7")
    return visit


@pytest.fixture
def convolved(seven: Visit) -> Visit:
    """The seven on the stage of the first convolution, with its pictures."""
    seven.click(f"[data-stage='{CONV1}']")
    seven.is_on_stage(CONV1)
    seven.says("#stage-shape", "16 × 24 × 24")
    return seven


def choose_a_number(visit: Visit) -> None:
    visit.click_at(SOMEWHERE_IN_A_MAP, "#stage .nsewdrag")
    visit.until("document.querySelectorAll('#derivation li').length > 2")


def test_a_first_visit_shows_a_digit_and_the_first_stroke_replaces_it(visit: Visit) -> None:
    visit.says("#prediction", str(EXAMPLE.label))
    visit.draw(SEVEN)
    visit.says("#prediction", "7")


def test_each_single_step_leads_to_the_next_stage_and_an_arrow_key_back(seven: Visit) -> None:
    title = seven.text("#stage-title")
    for stage in range(1, CONV1 + 3):
        seven.button("Single step")
        seven.is_on_stage(stage)
        title = seven.says_other_than("#stage-title", title)
    seven.engine.press("ArrowLeft")
    seven.is_on_stage(stage - 1)


def test_a_number_that_is_chosen_is_accounted_for_term_by_term(convolved: Visit) -> None:
    choose_a_number(convolved)
    value = re.search(r": (−?\d+\.\d+)", convolved.text("#cell-readout"))
    assert value
    assert value[1] in convolved.text("#derivation")


def test_another_stride_changes_the_stage_in_view(convolved: Visit) -> None:
    convolved.choose("Stride", "2")
    convolved.says("#stage-shape", "16 × 12 × 12")


def test_undo_takes_the_seven_back_after_all_that(convolved: Visit) -> None:
    choose_a_number(convolved)
    convolved.choose("Stride", "2")
    convolved.says("#stage-shape", "16 × 12 × 12")
    convolved.button("Undo")
    convolved.says_other_than("#prediction", "7")
