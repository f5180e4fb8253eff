"""The page "Model": its figures say what the model card states, and what a card does not state is said."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from dash import dcc, html
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll
from dashboard import contract
from dashboard.model_page import figures, unfamiliar
from dashboard.model_page import page as panel
from dashboard.model_page.kernels import kernels_figure
from dashboard.model_page.tables import tables
from dashboard.texts import model as words
from dashboard.texts import model_kinds
from tests.dashboard.conftest import URL, Ask, body_of
from tests.dashboard.test_callbacks import array_of
from tests.odd_records import put_anywhere
from training.families import KEPT_ASIDE
from training.nondigits import KINDS, UNSEEN_KINDS
from training.photos import PHOTOS
from training.printed import PRINTED

CARD = ll.read_card()
FOUND = CARD.evaluation
STATED: dict[str, Any] = CARD.to_json()
EVALUATION: dict[str, Any] = STATED["evaluation"]


def read_from(record: object) -> ll.Card:
    """The card as the page reads it: without what is damaged."""
    return ll.Card.from_json(record, lenient=True)


def children_of(component: Any) -> Any:
    children = getattr(component, "children", None)
    return [] if children is None else children


def words_of(component: Any) -> str:
    """All text in a component."""
    if isinstance(component, (list, tuple)):
        return " ".join(map(words_of, component))
    if isinstance(component, str):
        return component.replace("\u00a0", " ")
    return words_of(children_of(component))


def figures_in(component: Any) -> dict[str, Any]:
    if isinstance(component, (list, tuple)):
        return {id: figure for part in component for id, figure in figures_in(part).items()}
    if isinstance(component, dcc.Graph):
        return {component.id: component.figure}
    return figures_in(children_of(component))


# ---- the figures ----


def test_every_configuration_is_a_point_with_its_cost_and_interval() -> None:
    figure = figures.accuracy_figure(FOUND.configurations)
    points = {
        tuple(custom[:4]): (x, y, y - minus, y + plus)
        for trace in figure.data
        for custom, x, y, minus, plus in zip(
            trace.customdata, trace.x, trace.y, trace.error_y.arrayminus, trace.error_y.array, strict=True
        )
    }
    assert len(points) == 36
    for row in EVALUATION["configurations"]:
        key = tuple(row[name] for name in ("kernel_size", "stride", "padding", "filters"))
        assert points[key] == pytest.approx((row["multiply_adds"], row["test"], row["low"], row["high"]))
    other = figure.layout.meta["costs"]["weights"]
    assert sorted(n for part in other for n in part) == sorted(row["weights"] for row in EVALUATION["configurations"])


def test_the_confusion_matrix_has_every_count_and_colours_misses_only() -> None:
    hits, misses = figures.confusion_figure(FOUND.confusion).data
    assert [list(row) for row in misses.customdata] == EVALUATION["confusion"]
    for i, row in enumerate(EVALUATION["confusion"]):
        assert hits.z[i][i] == row[i]
        for j, count in enumerate(row):
            assert (misses.z[i][j] is not None) == (i != j and count > 0)


def test_calibration_strokes_filters_score_and_history_are_those_of_the_card() -> None:
    found = figures.calibration_figure(FOUND.calibration).data[1:]
    for trace, entry in zip(found, EVALUATION["calibration"].values(), strict=True):
        assert list(trace.customdata) == [b["count"] for b in entry["bins"]]
        assert list(trace.y) == [b["accuracy"] for b in entry["bins"]]
    drawn = [y for trace in figures.drawn_figure(FOUND.drawn).data for y in trace.y]
    assert sorted(drawn) == sorted(row["accuracy"] for name in ("pen", "generated") for row in EVALUATION[name])
    photos = [x for trace in unfamiliar.photos_figure(FOUND.photos).data for x in trace.x]
    assert sorted(photos) == sorted(row["accuracy"] for row in EVALUATION["photos"])
    mean, worst = figures.filters_figure(FOUND.filters).data
    assert list(worst.y) == [row["worst"] for row in EVALUATION["filters"]]
    assert list(mean.x) == list(range(1, 17))
    shares = [x for trace in unfamiliar.score_figure(FOUND.digit_score).data for x in trace.x]
    stated = EVALUATION["digit_score"]
    assert shares == [*stated["digits_refused"].values(), *stated["others_accepted"].values()]
    default, smallest = figures.history_figure(CARD.history).data
    for epoch, right, right_smallest in STATED["history"]:
        assert (1 - default.y[epoch - 1], 1 - smallest.y[epoch - 1]) == pytest.approx((right, right_smallest))


def test_all_kernels_are_those_of_the_weights(model: ll.LeNet) -> None:
    shown = panel.kernels()
    assert {size: len(sets) for size, sets in shown.items()} == {3: 6, 5: 6}
    for size, sets in shown.items():
        figure = kernels_figure(sets)
        for trace, (stride, padding) in zip(figure.data, sets, strict=True):
            weight = model.weights(ll.Conv1Config(size, stride, padding, 16))["conv1"][0].detach()
            for filter_, row, column in ((0, 0, 0), (15, size - 1, size - 1), (7, 1, 0)):
                cell = row, filter_ * (size + 1) + column
                assert trace.z[cell] == weight[filter_, 0, row, column]
                assert tuple(trace.customdata[cell]) == (filter_, row, column)
            assert np.isfinite(trace.z).sum() == 16 * size * size


# ---- the page ----


def test_the_content_is_sent_when_it_is_asked_for_and_not_before(ask: Ask, client: Any) -> None:
    assert "What it gets wrong" not in client.get("/_dash-layout").text
    children, tables_sent = ask(contract.MODEL, {})
    sent = json.dumps(children, ensure_ascii=False)
    for region in ("What it gets wrong", "What a setting costs", "How sure it is", "All kernels at a glance"):
        assert region in sent
    assert len(sent) + len(json.dumps(tables_sent)) < 400_000
    assert set(tables_sent) == {
        *("accuracy", "confusion", "calibration", "drawn", "photos", "score", "filters", "history"),
        *(["generality"] if CARD.generality else []),
        "kernels-3",
        "kernels-5",
    }


def test_the_headline_numbers_are_those_of_the_card() -> None:
    text = words_of(panel.content(CARD))
    shares = [row["test"] for row in EVALUATION["configurations"]]
    default = {"kernel_size": 5, "stride": 1, "padding": 0, "filters": 16}
    row = next(row for row in EVALUATION["configurations"] if default.items() <= row.items())
    assert f"{100 * row['test']:.2f} %" in text
    assert f"{100 * row['low']:.2f} to {100 * row['high']:.2f} %" in text
    assert f"{100 * min(shares):.2f}–{100 * max(shares):.2f} %" in text
    assert f"{ll.Conv1Config().weights:,}" in text
    assert f"{100 * EVALUATION['calibration']['mnist']['error']:.1f} %" in text
    assert "Most often a 4 was taken for a 9: 4 times" in text
    assert "42 of 10,000 test digits were misread, most often a 4 as a 9 : click a coloured cell" in text
    assert "seed 0, 52 minutes" in text
    assert "3 short runs of 4 epochs with other seeds gave 98.89 % ± 0.07" in text


def test_three_pictures_lead_and_the_rest_is_folded_each_with_one_sentence_of_what_to_see() -> None:
    _, leading, folded = panel.content(CARD)
    named = [region.children[0].children for region in leading.children]
    assert named == ["What it gets wrong", "What a setting costs", "How sure it is"]
    seen = [words_of(region.children[1]) for region in leading.children]
    for fold in folded.children:
        details = fold.children
        assert isinstance(details, html.Details)
        assert getattr(details, "open", None) is None
        seen.append(details.children[0].children[1].children)
    assert len(seen) == 11
    assert [sentence for sentence in seen if sentence == words.NOT_STATED] == [words.NOT_STATED] * (not CARD.generality)
    for sentence in (sentence for sentence in seen if sentence != words.NOT_STATED):
        assert re.fullmatch(r"[A-Z0-9].{20,120}\.", sentence)
        assert not re.search(r"[.!?] [A-Z]", sentence)


def test_no_text_of_a_figure_is_smaller_than_the_page_allows() -> None:
    def sizes(part: Any) -> Iterator[float]:
        if isinstance(part, dict):
            if "font" in part or "family" in part:
                yield from (font["size"] for font in (part, part.get("font", {})) if "size" in font)
            for name, value in part.items():
                if name.endswith("font") and "size" in value:
                    yield value["size"]
                yield from sizes(value)
        elif isinstance(part, (list, tuple)):
            for value in part:
                yield from sizes(value)

    for name, figure in figures_in(panel.content(CARD)).items():
        found = list(sizes(figure.to_plotly_json()))
        assert min(found) >= 12, name
        assert "Liberation Sans" in figure.layout.font.family


def test_every_figure_has_its_table() -> None:
    ids = {id.removeprefix("model-") for id in figures_in(panel.content(CARD))}
    made = tables(CARD, panel.kernels(), True)
    assert ids == set(made)
    assert all(len(row) == len(table["columns"]) for table in made.values() for row in table["rows"])
    assert made["accuracy"]["rows"][0][-1]["data"] == {"try": "3,1,0,6"}
    buttons = [cell for row in made["confusion"]["rows"] for cell in row if isinstance(cell, dict)]
    assert sum(int(button["text"]) for button in buttons) == 42


# ---- what the network was not made for ----


def everything() -> ll.Card:
    """The card, stating all that can be measured."""
    card = copy.deepcopy(STATED)
    kinds = (*KINDS, *UNSEEN_KINDS, *PRINTED)
    styles = [
        {"style": name, "accuracy": 0.98 - 0.005 * i, "low": 0.9, "high": 0.99, "count": 2000, "met": 0.975,
         "error": 0.02, "tempered": 0.01}
        for i, name in enumerate(KEPT_ASIDE)
    ]  # fmt: skip
    card["evaluation"]["digit_score"]["others_accepted"] = {kind: 0.01 * i for i, kind in enumerate(kinds)}
    card["evaluation"]["printed"] = {"accuracy": 0.985, "low": 0.95, "high": 0.995, "count": 200}
    card["evaluation"]["tempered"] = {"mnist": 0.0031, "pen": 0.0068}
    card["generality"] = {"recipe": {"epochs": 4, "batch_size": 256}, "styles": styles, "temperature": 1.31}
    return ll.Card.from_json(card)


def without_others() -> ll.Card:
    """The card without any of that."""
    card = copy.deepcopy(STATED)
    for name in ("printed", "tempered"):
        card["evaluation"].pop(name, None)
    card.pop("generality", None)
    return ll.Card.from_json(card)


def test_every_kind_of_drawing_picture_and_style_has_words_of_its_own() -> None:
    for keys, name in (
        ((*KINDS, *UNSEEN_KINDS, *PRINTED), model_kinds.kind),
        (PHOTOS, model_kinds.photo),
        (KEPT_ASIDE, model_kinds.style),
    ):
        said = [name(key) for key in keys]
        assert len(set(said)) == len(said)
        assert max(map(len, said)) <= 26  # else a phone has no room for the bars
    known = (model_kinds.KINDS, model_kinds.PHOTOS, model_kinds.STYLES)
    assert [set(words_for) for words_for in known] == [{*KINDS, *UNSEEN_KINDS, *PRINTED}, set(PHOTOS), set(KEPT_ASIDE)]


def test_what_is_no_digit_stands_in_groups_of_kinds_that_it_learned_never_met_and_in_print() -> None:
    score = everything().evaluation.digit_score
    figure = unfamiliar.score_figure(score)
    places = list(figure.layout.yaxis.categoryarray)
    headings = {note.text: note.y for note in figure.layout.annotations}
    assert list(headings) == [
        "<b>real digits</b>", "<b>kinds it learned</b>", "<b>kinds it never met</b>", "<b>print, never met</b>"
    ]  # fmt: skip
    assert all(not places[row].strip() for row in headings.values())
    learned, never_met, in_print = [*headings.values()][1:]
    for kinds, low, high in ((KINDS, learned, never_met), (UNSEEN_KINDS, never_met, in_print), (PRINTED, in_print, 99)):
        for kind in kinds:
            assert low < places.index(model_kinds.kind(kind)) < high
    assert figure.layout.meta["rows"] == len(places) == 4 + len(score.refused) + len(score.accepted)
    assert [trace.name for trace in figure.data if trace.showlegend] == ["digits refused", "taken for a digit"]


def test_a_kind_that_only_the_author_of_the_card_knows_is_shown_by_its_own_name_under_others() -> None:
    figure = unfamiliar.score_figure(ll.card.DigitScore(accepted={"emoji": 0.5, "letter": 0.1}))
    assert list(figure.layout.yaxis.categoryarray) == [" ", "letters", "  ", "emoji"]
    assert figure.layout.annotations[1].text == "<b>other kinds</b>"


def test_digits_in_print_are_said_beside_those_on_paper_and_stand_in_their_table() -> None:
    said = "In print: 98.5 % (95.00 to 99.50 %) of the ten digits in 20 fonts"
    card = everything()
    assert said in words_of(panel.content(card))
    assert tables(card, {}, True)["photos"]["rows"][-1] == [
        "in print",
        "20 fonts",
        "98.50\u00a0%",
        "95.00 to 99.50\u00a0%",
    ]
    assert "In print" not in words_of(panel.content(without_others()))


def test_the_calibration_is_also_said_with_the_temperature_where_the_card_states_it() -> None:
    said = "With the temperature that was chosen on hands it never met: 0.3 % for MNIST test, 0.7 % for Pen strokes."
    assert said in words_of(panel.content(everything()))
    assert "temperature" not in words_of(panel.content(without_others()))


def test_styles_that_runs_were_kept_from_are_shown_beside_all_others_with_why_that_is_measured() -> None:
    card = everything()
    page = panel.content(card)
    aside, met = figures_in(page)["model-generality"].data
    assert list(aside.x) == [row.accuracy.value for row in card.generality.styles]
    assert list(met.x) == [0.975] * len(KEPT_ASIDE)
    text = words_of(page)
    assert "The hardest to read unmet: hasty hands, 93.5 %; all other styles reach 97.5 %." in text
    assert "Whoever writes here is a stranger to the network." in text
    assert "short runs of 4 epochs" in text
    assert "a temperature of 1.31" in text
    assert "1.0 % apart on average, and 2.0 % without" in text
    rows = tables(card, {}, True)["generality"]["rows"]
    assert [row[0] for row in rows] == [model_kinds.style(name) for name in KEPT_ASIDE]
    assert "python -m training.generality" in words_of(panel.content(without_others()))


def test_a_figure_of_rows_is_as_high_as_its_rows_ask_for() -> None:
    def frames(component: Any) -> Iterator[Any]:
        if isinstance(component, (list, tuple)):
            for part in component:
                yield from frames(part)
        elif "model-figure" in (getattr(component, "className", None) or ""):
            yield component
        elif not isinstance(component, str):
            yield from frames(children_of(component))

    found = {frame.children.id: frame for frame in frames(panel.content(everything()))}
    for name, rows in (("photos", len(PHOTOS)), ("generality", len(KEPT_ASIDE))):
        frame = found[f"model-{name}"]
        assert frame.className == "model-figure rows"
        assert frame.style["--rows"] == str(rows)
    assert "rows" not in found["model-drawn"].className


# ---- the digits that were misread ----


def test_a_pair_of_digits_shows_those_that_were_misread_so(ask: Ask, mnist: ll.Mnist) -> None:
    answer = ask(contract.MISREAD, {"label": 5, "read": 3})
    assert answer["title"] == "5 read as 3: 4"
    for digit in answer["digits"]:
        assert digit["label"] == mnist.labels[digit["index"]] == 5
        np.testing.assert_array_equal(array_of(digit["z"]), mnist.images[digit["index"]])
        assert [digit["index"], 5, 3] in EVALUATION["misread"]
    every = ask(contract.MISREAD, {})
    assert len(every["digits"]) == len(EVALUATION["misread"])


@pytest.mark.parametrize(
    "pair",
    [{"label": 5}, {"label": 10, "read": 1}, {"label": True, "read": 1}, [5, 3], "5", 7, {"label": [], "read": {}}],
)
def test_a_pair_that_no_page_asks_for_is_refused_in_plain_words(app: Any, client: Any, pair: object) -> None:
    answer = client.post(URL, json=body_of(contract.MISREAD, pair))
    assert answer.status_code == 200
    assert "allowed: a label and a reading, each 0 to 9" in answer.text


def test_without_mnist_the_page_says_that_the_digits_are_not_here(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    page = panel.content(CARD)
    assert words.NO_MNIST in words_of(page)
    assert "click" not in words_of(page[1].children[0])
    _, misses = figures_in(page)["model-confusion"].data
    assert "click" not in misses.hovertemplate
    assert ask(contract.MISREAD, {}) == {"title": words.NO_MNIST, "digits": []}


# ---- other cards ----


def without(*path: str) -> dict[str, Any]:
    card = copy.deepcopy(STATED)
    place = card
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return card


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (("evaluation", "configurations"), words.MISSING["accuracy"]),
        (("evaluation", "confusion"), words.MISSING["confusion"]),
        (("evaluation", "misread"), words.NO_MISREAD),
        (("evaluation", "calibration"), words.MISSING["calibration"]),
        (("evaluation", "digit_score"), words.MISSING["score"]),
        (("evaluation", "filters"), words.MISSING["filters"]),
        (("history",), words.MISSING["history"]),
        (("spread",), "python -m training.spread"),
        (("recipe",), "does not say how the weights were made"),
    ],
)
def test_what_a_card_does_not_state_is_said_in_its_place(path: tuple[str, ...], said: str) -> None:
    assert said not in words_of(panel.content(CARD))
    assert said in words_of(panel.content(read_from(without(*path))))


def test_a_card_without_anything_still_shows_the_kernels() -> None:
    for nothing in ({}, {"evaluation": None}, None, [], "card", {"evaluation": {"configurations": [{}]}}):
        page = panel.content(read_from(nothing))
        assert set(figures_in(page)) == {"model-kernels-3", "model-kernels-5"}
        assert words_of(page).count("--write-card") >= 6


def test_a_card_of_fewer_figures_shows_those_it_has() -> None:
    card = copy.deepcopy(STATED)
    for row in card["evaluation"]["configurations"]:
        del row["low"], row["count"]
    del card["evaluation"]["pen"], card["evaluation"]["calibration"]["pen"]
    found = read_from(card)
    assert [row.accuracy.interval for row in found.evaluation.configurations] == [None] * 36
    assert list(found.evaluation.drawn) == ["generated"]
    assert list(found.evaluation.calibration) == ["mnist", "generated"]
    assert len(figures_in(panel.content(found))) == 10 + (CARD.generality is not None)


def test_a_source_of_digits_that_only_the_author_of_the_card_knows_is_shown_by_its_own_name() -> None:
    card = copy.deepcopy(STATED)
    card["evaluation"]["calibration"]["chalk"] = card["evaluation"]["calibration"]["pen"]
    card["evaluation"]["digit_score"]["digits_refused"]["chalk"] = 0.25
    page = panel.content(ll.Card.from_json(card))
    shown = figures_in(page)
    assert "chalk" in [trace.name for trace in shown["model-calibration"].data]
    assert "chalk" in [name for trace in shown["model-score"].data for name in trace.y]
    assert "0.3 % for chalk" in words_of(page)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("evaluation", words.MISSING["accuracy"]),
        ("history", words.MISSING["history"]),
        ("spread", "python -m training.spread"),
        ("recipe", "does not say how the weights were made"),
        ("trained_on", "does not say how the weights were made"),
        ("seconds", "does not say how the weights were made"),
    ],
)
def test_what_is_nested_beyond_all_bounds_counts_as_missing(name: str, said: str) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    found = read_from({**STATED, name: deep})
    assert said not in words_of(panel.content(CARD))
    assert said in words_of(panel.content(found))


ODD = st.sampled_from(
    [None, True, -1, 0, 2, 1e308, float("nan"), float("inf"), 10**400, "", "7", [], {}, [[]], [None], {"": None}]
)


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(data=st.data(), odd=ODD)
def test_no_card_however_mutilated_raises_anything(data: st.DataObject, odd: object) -> None:
    """One value anywhere in the card is replaced, or left out."""
    stated = everything().to_json()
    names = ("evaluation", "history", "spread", "generality", "recipe", "seconds", "date")
    card = copy.deepcopy({name: stated[name] for name in names})
    put_anywhere(card, odd, data)
    found = read_from(card)
    assert isinstance(found, ll.Card)
    page = panel.content(found)
    for figure in figures_in(page).values():
        json.dumps(json.loads(figure.to_json()), allow_nan=False)
    json.dumps(tables(found, panel.kernels(), True), allow_nan=False)
