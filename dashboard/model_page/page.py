"""The page "Model": what the evaluation found, out of the model card. Its content is sent when it is first opened.

Three pictures lead it: what the network gets wrong, what a setting costs, how sure it is. The rest is folded below.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

import plotly.graph_objects as go
from dash import Dash, dcc, html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

import lenetlab as ll
from dashboard import contract, ids
from dashboard.model_page import figures
from dashboard.model_page.kernels import kernels_figure
from dashboard.model_page.tables import Kernels, tables
from dashboard.panels.canvas import packed
from dashboard.questions import answers
from dashboard.reading.state import StateError, shortened
from dashboard.texts import measures, model_tiles
from dashboard.texts import model as words
from dashboard.weights import WeightsInUse, weights_in_use
from dashboard.widgets import GRAPH_CONFIG, aria, data, radio_group, region

MOST_SHOWN = 200  # digits in one answer
COMMON_PAIRS = 8


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
        part("calibration", *calibration(found.calibration)),
    ]
    below = [
        gallery(found),
        drawn(found.drawn),
        photos(found.photos),
        score(found.digit_score),
        all_kernels(),
        any_filters(found.filters),
        history(card),
    ]
    return [
        tiles(card),
        html.Div(leading, className="model-lead"),
        html.Div(below, className="model-folds"),
    ]


def part(name: str, *shown: Component) -> html.Section:
    """A region; where nothing is to be shown, a sentence says what the card does not state."""
    return region(f"model-{name}", measures.REGIONS[name], *(shown or missing(name)), class_name=f"model-{name}")


def missing(name: str) -> list[Component]:
    return [html.P(words.MISSING[name], className="missing")]


def fold(name: str, see: str, *shown: Component) -> html.Section:
    """A region that is folded. Beside its name stands what there is to see in it."""
    heading = f"heading-model-{name}"
    summary = html.Summary([html.H2(measures.REGIONS[name], id=heading), html.Span(see, className="see")])
    details = html.Details([summary, html.Div([*shown], className="fold-body")], **data(fold=name))
    return html.Section(details, className=f"region model-fold model-{name}", **aria(labelledby=heading))


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


def calibration(by_source: Mapping[str, ll.card.Calibration]) -> list[Component]:
    if not by_source:
        return []
    figure = graph(figures.calibration_figure(by_source), "calibration")
    return lead("calibration", words.of_calibration(by_source), figure)


def lead(name: str, said: words.Said, figure: Component, *controls: Component) -> list[Component]:
    """One of the three pictures under the sentence that says what to see; how to read it opens with its table."""
    return [sentence(said), figure, *controls, table(name, measures.READ_AND_TABLE, said.more)]


def sentence(said: words.Said) -> html.P:
    """What there is to see, and what a click does, which is not said on paper."""
    if not said.act:
        return html.P(said.see, className="see")
    act = html.Span(f": {said.act}", className="on-screen")
    return html.P([said.see.removesuffix("."), act, "."], className="see")


def gallery(evaluation: ll.card.Evaluation) -> html.Section:
    """The digits that were misread, which the page asks for when they are first shown."""
    if reason := why_no_gallery(evaluation.misread):
        return fold("misread", words.NO_GALLERY, html.P(reason, className="missing"))
    title = html.P(id=ids.MODEL_FOUND, className="gallery-title", **aria(live="polite"))
    shown = [pairs(evaluation.confusion, evaluation.misread or ()), title, html.Div(id=ids.MODEL_GALLERY)]
    return fold("misread", words.GALLERY, *shown)


def pairs(counts: Sequence[Sequence[int]], misread: Sequence[ll.card.Misread]) -> html.Div:
    """Buttons for the commonest confusions, after one for all."""
    misses = [(n, i, j) for i, row in enumerate(counts) for j, n in enumerate(row) if i != j and n]
    commonest = sorted(misses, key=lambda entry: (-entry[0], entry[1:]))[:COMMON_PAIRS]
    choices = [(words.all_chip(len(misread)), "", "")]
    choices += [(words.chip(i, j, n), str(i), str(j)) for n, i, j in commonest]
    chips = [
        html.Button(text, className="chip", **data(label=label, read=read), **aria(pressed="false"))
        for text, label, read in choices
    ]
    return html.Div(chips, className="chips", role="group", **aria(label=words.CHIPS))


def are_shown(evaluation: ll.card.Evaluation) -> bool:
    """Whether a click on a confusion shows the digits."""
    return not why_no_gallery(evaluation.misread)


def why_no_gallery(misread: Sequence[ll.card.Misread] | None) -> str:
    """Why there are no misread digits to be shown; empty where there are."""
    if misread is None:
        return words.NO_MISREAD
    if not misread:
        return words.NONE_MISREAD
    return "" if ll.has_mnist("test") else words.NO_MNIST


def drawn(by_source: Mapping[str, Sequence[ll.card.Drawn]]) -> html.Section:
    if not by_source:
        return fold("drawn", words.NOT_STATED, *missing("drawn"))
    return folded("drawn", words.of_drawn(by_source), figures.drawn_figure(by_source))


def photos(rows: Sequence[ll.card.Photographed]) -> html.Section:
    if not rows:
        return fold("photos", words.NOT_STATED, *missing("photos"))
    return folded("photos", words.of_photos(rows), figures.photos_figure(rows))


def score(stated: ll.card.DigitScore) -> html.Section:
    if not stated.refused and not stated.accepted:
        return fold("score", words.NOT_STATED, *missing("score"))
    return folded("score", words.of_score(stated), figures.score_figure(stated))


def any_filters(rows: Sequence[ll.card.AnyFilters]) -> html.Section:
    if not rows:
        return fold("filters", words.NOT_STATED, *missing("filters"))
    return folded("filters", words.of_filters(rows), figures.filters_figure(rows))


def history(card: ll.Card) -> html.Section:
    facts = [html.P(text, className="note") for text in (words.of_spread(card.spread), words.of_recipe(card))]
    if not (epochs := card.history):
        return fold("history", words.NOT_STATED, *missing("history"), *facts)
    return folded("history", words.of_history(epochs), figures.history_figure(epochs), *facts)


def folded(name: str, said: words.Said, figure: go.Figure, *notes: Component) -> html.Section:
    """A fold with a figure, and beside it how to read it, its table and notes."""
    told = html.Div([html.P(said.more), *notes, table(name)], className="told")
    return fold(name, said.see, html.Div([graph(figure, name), told], className="model-two"))


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


def graph(figure: go.Figure, name: str, class_name: str = "") -> html.Div:
    shown = dcc.Graph(id=f"model-{name}", figure=figure, config=GRAPH_CONFIG, responsive=True)
    aspect = (figure.layout.meta or {}).get("aspect")
    style = {"aspectRatio": str(aspect)} if aspect else {}
    label = aria(label=measures.name_of(name))
    return html.Div(shown, className=f"model-figure {class_name}".strip(), style=style, role="img", **label)


def table(name: str, summary: str = measures.TABLE, more: str = "") -> html.Details:
    """Where the table of that name opens, after more that there is to say."""
    told = [html.P(more)] if more else []
    named = html.Summary([summary, html.Span(f": {measures.name_of(name)}", className="visually-hidden")])
    return html.Details([named, *told, html.Div()], className="model-table", **data(table=name))


# ---- the digits that were misread ----


def pair_from(asked: object) -> tuple[int, int] | None:
    """The pair of digits that the page asks for; None for all. Raises StateError for anything else."""
    if asked == {} or asked is None:
        return None
    values = [asked.get(name) for name in ("label", "read")] if isinstance(asked, dict) else []
    digits = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if len(digits) != 2 or not all(0 <= digit < ll.CLASSES for digit in digits):
        raise StateError(f"the pair of digits is {shortened(asked)}; allowed: a label and a reading, each 0 to 9")
    return digits[0], digits[1]


def misread(card: ll.Card, pair: tuple[int, int] | None) -> dict[str, object]:
    """The misread test digits of a pair, or all: what stands over them, and each as an image with what it says."""
    if not ll.has_mnist("test"):
        return {"title": words.NO_MNIST, "digits": []}
    images = ll.load_mnist("test").images
    rows = [digit for digit in card.evaluation.misread or () if pair in (None, (digit.label, digit.read))]
    shown = [digit for digit in rows if digit.index < len(images)][:MOST_SHOWN]
    digits = [
        {"index": d.index, "label": d.label, "caption": words.caption(d), "name": words.name_of(d),
         "z": packed(images[d.index])}
        for d in shown
    ]  # fmt: skip
    return {"title": words.gallery_title(len(shown), len(rows), pair), "digits": digits}
