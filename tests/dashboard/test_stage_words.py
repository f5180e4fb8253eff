"""What is said of each stage: one idea, why, the learner's own numbers, detail, and what to try; and that it fits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.reading.reading import Reading, read
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.stages.stages import stages_of, text_of
from dashboard.texts.stages import Text
from tests.dashboard.conftest import SEVEN

SETTINGS = [
    Settings(ll.Conv1Config(), "pretrained"),
    Settings(ll.Conv1Config(3, 2, 1, 6), "pretrained"),
    Settings(ll.Conv1Config(5, 2, 2, 12), "random"),
    Settings(ll.Conv1Config(3, 1, 2, 16), "random"),
]
PANEL_HEIGHT = 500  # pixels, at a width of 250
# How many letters a line of the panel holds, and how high it is, with the sizes of explain.css.
LINES = {"idea": (26, 21), "why": (32, 20), "numbers": (30, 24), "attempt": (32, 19)}
REST = 120  # the gaps, the line for more detail, and the glossary


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def texts(request: pytest.FixtureRequest) -> dict[str, Text]:
    reading = read(CanvasState(140, ((10.0, SEVEN),), None), request.param)
    return {name: text_of(reading, name) for name in STAGES}


def on_paper(text: Text) -> Iterator[str]:
    """What the report says too."""
    yield from (text.idea, text.why, *text.numbers, *text.detail)


def plain(text: str) -> str:
    return re.sub(r"\[(.+?)\]\(.+?\)", r"\1", text).replace("**", "")


def test_there_are_only_whole_sentences(texts: dict[str, Text]) -> None:
    for text in texts.values():
        for said in on_paper(text):
            assert re.fullmatch(r"[A-Z0-9(].*\.", plain(said)), said
        assert re.fullmatch(r"[A-Z].*[.?]", plain(text.attempt)), text.attempt


def test_an_idea_is_one_sentence_and_a_reason_two_at_most(texts: dict[str, Text]) -> None:
    for text in texts.values():
        assert len(re.findall(r"[.?!](?= |$)", plain(text.idea))) == 1, text.idea
        assert len(re.findall(r"[.?!](?= |$)", plain(text.why))) <= 2, text.why


def test_each_stage_has_a_reason_of_its_own(texts: dict[str, Text]) -> None:
    assert len({text.why for text in texts.values()}) == len(STAGES)


def test_the_numbers_are_numbers_and_the_one_that_counts_is_bold(texts: dict[str, Text]) -> None:
    for name, text in texts.items():
        assert re.search(r"\d", "".join(text.numbers)) or name == "scale"
        assert "**" in "".join(text.numbers), name


def test_what_is_always_in_view_names_a_picture(texts: dict[str, Text]) -> None:
    for name, text in texts.items():
        assert "](#stage)" in " ".join([text.idea, text.why, *text.numbers]), name


def test_what_is_said_on_paper_invites_to_nothing_that_only_the_page_can_do(texts: dict[str, Text]) -> None:
    invitation = re.compile(r"\b(slide|choose|point at|click|set the|draw a|to see)\b|#slide-block", re.I)
    for text in texts.values():
        assert text.attempt
        assert not any(invitation.search(said) for said in on_paper(text))


def test_numbers_have_real_minus_signs(texts: dict[str, Text]) -> None:
    for text in texts.values():
        for said in (*on_paper(text), text.attempt):
            assert not re.search(r"(?<!\w)-\d|\de[-+]\d", said)


def test_what_is_always_in_view_fits_into_a_small_panel(texts: dict[str, Text]) -> None:
    for name, text in texts.items():
        height = REST
        for part, (letters, line) in LINES.items():
            said = getattr(text, part)
            for paragraph in [said] if isinstance(said, str) else said:
                height += math.ceil(len(plain(paragraph)) / letters) * line
        assert height <= PANEL_HEIGHT, (name, height)


def test_the_page_gets_all_of_it() -> None:
    reading: Reading = read(CanvasState(140, ((10.0, SEVEN),), None), SETTINGS[0])
    for stage in stages_of(reading):
        sent = stage.to_json()
        assert {part.name: sent[part.name] for part in fields(Text)} == vars(stage.text)
