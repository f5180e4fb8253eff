"""The page "Model": what the evaluation found, out of the model card. Its content is sent when it is first opened.

Three pictures lead it: what the network gets wrong, what a setting costs, how sure it is. The rest is folded below.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from dash import Dash, html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

import lenetlab as ll
from dashboard import contract, ids
from dashboard.model_page import figures
from dashboard.model_page.folds import all_kernels, any_filters, drawn, generality, history, kernels, photos, score
from dashboard.model_page.gallery import are_shown, gallery, misread, pair_from
from dashboard.model_page.parts import graph, lead, part
from dashboard.model_page.tables import tables
from dashboard.questions import answers
from dashboard.texts import measures, model_tiles
from dashboard.texts import model as words
from dashboard.weights import WeightsInUse, weights_in_use
from dashboard.widgets import aria, radio_group


def layout() -> html.Main:
    title = html.H2(words.TITLE, id="heading-model", className="model-title")
    return html.Main(
        [
            html.Header([title, html.P(words.LEAD)], className="model-head"),
            html.Div(html.P(words.LOADING, className="note"), id=ids.MODEL_CONTENT),
        ],
        id=ids.MODEL_PAGE,
        **aria(labelledby="heading-model"),
    )


def register(app: Dash) -> None:
    @answers(app, contract.MODEL)
    def answer_model(question: object) -> tuple[list[object], dict[str, object]]:
        return whole_answer(weights_in_use(), ll.has_mnist("test"))

    @answers(app, contract.MISREAD)
    def answer_misread(question: object) -> dict[str, object]:
        return misread(weights_in_use().card, pair_from(question))


@lru_cache(maxsize=2)
def whole_answer(weights: WeightsInUse, has_mnist: bool) -> tuple[list[object], dict[str, object]]:
    """The page and its tables as JSON values. They are the same for everybody, so each worker makes them once.

    has_mnist: whether digits can be shown; the page is another without them.
    """
    shown = content(weights.card), {**tables(weights.card, kernels(), are_shown(weights.card.evaluation))}
    page, its_tables = json.loads(to_json_plotly(shown))
    return page, its_tables


# ---- the content ----


def content(card: ll.Card) -> list[Component]:
    """The whole page for a card; what the card does not state is said in its place."""
    found = card.evaluation
    leading = [
        part("confusion", *confusion(found)),
        part("accuracy", *accuracy(found.configurations)),
        part("calibration", *calibration(found)),
    ]
    below = [
        gallery(found),
        drawn(found.drawn),
        photos(found),
        generality(card.generality),
        score(found.digit_score),
        any_filters(found.filters),
        history(card),
        all_kernels(),
    ]
    return [
        tiles(card),
        html.Div(leading, className="model-lead"),
        html.Div(below, className="model-folds"),
    ]


def tiles(card: ll.Card) -> html.Ul:
    items = [
        html.Li([html.Strong(tile.value), html.Span(tile.meaning), html.Small(tile.basis)])
        for tile in model_tiles.tiles(card, file_bytes())
    ]
    return html.Ul(items, className="model-tiles")


def file_bytes() -> int | None:
    try:
        return ll.pretrained_path().stat().st_size
    except OSError:
        return None


def confusion(evaluation: ll.card.Evaluation) -> list[Component]:
    if not (counts := evaluation.confusion):
        return []
    pressable = are_shown(evaluation)
    figure = graph(figures.confusion_figure(counts, pressable), "confusion", "square")
    return lead("confusion", words.of_confusion(counts, pressable), figure)


def accuracy(rows: Sequence[ll.card.Measured]) -> list[Component]:
    if not rows:
        return []
    cost = radio_group(ids.MODEL_COST, measures.COST, measures.COST_NAMES, "multiply_adds")
    switch = html.Div([html.Span(measures.COST, className="control-name"), cost], className="model-switch")
    return lead("accuracy", words.of_accuracy(rows), graph(figures.accuracy_figure(rows), "accuracy"), switch)


def calibration(evaluation: ll.card.Evaluation) -> list[Component]:
    if not (by_source := evaluation.calibration):
        return []
    figure = graph(figures.calibration_figure(by_source), "calibration")
    return lead("calibration", words.of_calibration(by_source, evaluation.tempered), figure)
