"""The folded parts of the Model page: what else was measured, how the weights were made, the kernels themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

import lenetlab as ll
from dashboard.model_page import figures, unfamiliar
from dashboard.model_page.kernels import kernels_figure
from dashboard.model_page.parts import fold, folded, graph, missing, table
from dashboard.model_page.tables import Kernels
from dashboard.texts import measures
from dashboard.texts import model as words
from dashboard.weights import weights_in_use
from dashboard.widgets import aria


def drawn(by_source: Mapping[str, Sequence[ll.card.Drawn]]) -> html.Section:
    if not by_source:
        return fold("drawn", words.NOT_STATED, *missing("drawn"))
    return folded("drawn", words.of_drawn(by_source), figures.drawn_figure(by_source))


def photos(found: ll.card.Evaluation) -> html.Section:
    printed = [] if found.printed is None else [html.P(words.of_printed(found.printed), className="note")]
    if not (rows := found.photos):
        return fold("photos", words.NOT_STATED, *missing("photos"), *printed)
    return folded("photos", words.of_photos(rows), unfamiliar.photos_figure(rows), *printed)


def score(stated: ll.card.DigitScore) -> html.Section:
    if not stated.refused and not stated.accepted:
        return fold("score", words.NOT_STATED, *missing("score"))
    return folded("score", words.of_score(stated), unfamiliar.score_figure(stated))


def generality(found: ll.card.Generality | None) -> html.Section:
    if found is None or not found.styles:
        return fold("generality", words.NOT_STATED, *missing("generality"))
    temperature = words.of_temperature(found)
    notes = [html.P(temperature, className="note")] if temperature else []
    return folded("generality", words.of_generality(found), unfamiliar.generality_figure(found.styles), *notes)


def any_filters(rows: Sequence[ll.card.AnyFilters]) -> html.Section:
    if not rows:
        return fold("filters", words.NOT_STATED, *missing("filters"))
    return folded("filters", words.of_filters(rows), figures.filters_figure(rows))


def history(card: ll.Card) -> html.Section:
    facts = [html.P(text, className="note") for text in (words.of_spread(card.spread), words.of_recipe(card))]
    if not (epochs := card.history):
        return fold("history", words.NOT_STATED, *missing("history"), *facts)
    return folded("history", words.of_history(epochs), figures.history_figure(epochs), *facts)


def all_kernels() -> html.Section:
    shown = []
    for size, sets in kernels().items():
        name = f"kernels-{size}"
        figure = graph(kernels_figure(sets), name, "kernels")
        frame = html.Div(
            figure, className="kernels-scroll", tabIndex=0, role="group", **aria(label=measures.name_of(name))
        )
        shown.append(html.Div([html.H3(measures.kernels_of(size)), frame, table(name)]))
    more = words.KERNELS.more.format(sets=sum(len(sets) for sets in kernels().values()))
    return fold("kernels", words.KERNELS.see, html.P(more), html.Div(shown, className="model-two"))


def kernels() -> Kernels:
    """By kernel size, the kernels (N, k, k) of every (stride, padding), out of the weights themselves."""
    model, kernels_by_size = weights_in_use().models["pretrained"], dict[int, dict]()
    for conv1 in ll.Conv1Config.all():
        if conv1.filters == ll.Conv1Config().filters:
            weight = model.weights(conv1)["conv1"][0].detach()[:, 0]  # (N, k, k)
            kernels_by_size.setdefault(conv1.kernel_size, {})[conv1.stride, conv1.padding] = weight.numpy()
    return kernels_by_size
