"""The report of one drawing: a page of its own, without scripts and without any other file, to read, print or send.

This module prepares what the page shows; `report.html.jinja` says where it stands, and escapes all that is not markup
already.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

import lenetlab as ll
from dashboard.contract import STAGES
from dashboard.figures import svg
from dashboard.figures.colours import symmetric_ends
from dashboard.figures.tiles import Grid
from dashboard.reading.edits import in_force
from dashboard.reading.reading import Reading
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.stages.changes import in_words
from dashboard.stages.exponentials import exponentials_of
from dashboard.stages.stages import text_of
from dashboard.take_home.exports import values_of
from dashboard.take_home.shown_picture import shown_picture
from dashboard.take_home.snippets import snippet
from dashboard.texts import report as words
from dashboard.texts.numbers import fixed, probability_percent, significant, whole
from dashboard.weights import RANDOM_SEED, weights_in_use

FOLDER = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
STEPS = ("ink", "crop", "scale", "centre")
SMALL = (*STEPS, "input")
DIGEST_LENGTH = 12


@dataclass(frozen=True)
class Fact:
    """A line of a list of facts: what it is about, and what is so."""

    name: str
    value: str


@dataclass(frozen=True)
class Likely:
    """One of the likeliest digits. width: of its bar."""

    digit: int
    percent: str
    width: str


@dataclass(frozen=True)
class Answer:
    """What stands at the top: the digit in large type, the verdict on it, and the pictures at its sides."""

    digit: str
    verdict: str
    likeliest: list[Likely]
    drawing: Markup
    saliency: Markup
    saliency_help: str


@dataclass(frozen=True)
class Kernels:
    """The kernels of a convolution. order: how a table of slices is laid out; empty for kernels side by side."""

    picture: Markup
    order: str


@dataclass(frozen=True)
class Stage:
    """One stage: its picture, shape, range of values and explanation, and the kernels of a convolution."""

    name: str
    title: str
    facts: list[Fact]
    is_small: bool
    picture: Markup
    idea: Markup
    why: Markup
    numbers: list[Markup]
    detail: list[Markup]
    kernels: Kernels | None


@dataclass(frozen=True)
class Row:
    """One digit on the way from its score to its probability. width: of its bar."""

    digit: int
    is_best: bool
    logit: str
    exponential: str
    probability: str
    width: str


@dataclass(frozen=True)
class Probabilities:
    """All ten digits, and the sum of their exponentials."""

    rows: list[Row]
    total: str


def report(
    canvas: CanvasState, settings: Settings, reading: Reading, day: datetime.date, picture: bytes | None = None
) -> str:
    """The whole page. canvas, settings: what was read; day: when; picture: the file that its digit is out of."""
    return TEMPLATES.get_template("report.html.jinja").render(
        words=words,
        style=Markup((FOLDER / "report.css").read_text(encoding="utf-8")),
        day=day,
        title=title_of(reading),
        answer=answer(settings, reading),
        picture=None if picture is None else shown_picture(picture),
        settings=facts_of(canvas, settings),
        stages=[stage(name, reading) for name in STAGES],
        probabilities=probabilities(reading.trace),
        code=snippet(canvas, settings),
        versions=words.VERSIONS.format(versions=versions(settings)),
    )


def title_of(reading: Reading) -> str:
    if reading.is_digit:
        return words.TITLE.format(digit=words.with_article(reading.trace.prediction))
    return words.DOUBTFUL_TITLE


def answer(settings: Settings, reading: Reading) -> Answer:
    top = reading.trace.top(3)
    digit = top[0][0]
    drawing, centred = values_of(reading, "ink"), values_of(reading, "centre")
    saliency_alt = words.SALIENCY_ALT.format(digit=digit)
    return Answer(
        digit=str(digit) if reading.is_digit else words.NO_DIGIT,
        verdict=verdict(settings, reading),
        likeliest=[Likely(likely, probability_percent(share), bar_width(share)) for likely, share in top],
        drawing=Markup(svg.ink_svg(drawing, words.DRAWING_ALT)),
        saliency=Markup(svg.saliency_svg(centred, reading.saliency.numpy(), saliency_alt)),
        saliency_help=words.SALIENCY_HELP.format(digit=digit),
    )


def verdict(settings: Settings, reading: Reading) -> str:
    digit, probability = reading.trace.top(1)[0]
    if reading.is_digit:
        said = words.READS.format(digit=words.with_article(digit), percent=probability_percent(probability))
    else:
        said = words.DOUBTFUL.format(digit=digit)
    return f"{said} {words.GUESSES}" if settings.weights == "random" else said


def facts_of(canvas: CanvasState, settings: Settings) -> list[Fact]:
    conv1 = settings.conv1
    cost = words.COST_NAME.format(weights=whole(conv1.weights), multiply_adds=whole(conv1.multiply_adds))
    facts = [
        Fact(words.CANVAS, words.CANVAS_SIZE.format(size=canvas.size)),
        Fact(words.FIRST_CONVOLUTION, words.configuration(conv1)),
        Fact(words.WEIGHTS, words.WEIGHTS_NAMES[settings.weights].format(seed=RANDOM_SEED)),
        Fact(words.COST, cost),
    ]
    if canvas.sample is not None:
        facts.append(Fact(words.SAMPLE, words.SAMPLE_NAME.format(index=canvas.sample)))
    elif canvas.image is not None:
        facts.append(Fact(words.SAMPLE, words.PICTURE_NAME))
    facts += [Fact(words.CHANGES, in_words(edit)) for edit in in_force(canvas.edits, settings)]
    return facts


def stage(name: str, reading: Reading) -> Stage:
    values = values_of(reading, name)
    text = text_of(reading, name)
    low, high = significant(float(values.min()), 4), significant(float(values.max()), 4)
    return Stage(
        name=name,
        title=text.title,
        facts=[Fact(words.SHAPE, text.shape), Fact(words.RANGE, words.RANGE_NAME.format(low=low, high=high))],
        is_small=name in SMALL,
        picture=picture(name, values, text.title),
        idea=marked_up(text.idea),
        why=marked_up(text.why),
        numbers=[marked_up(said) for said in text.numbers],
        detail=[marked_up(said) for said in text.detail],
        kernels=kernels(reading.trace[name], text.title) if name in reading.trace else None,
    )


def picture(name: str, values: svg.Array, title: str) -> Markup:
    if values.ndim == 1:
        return Markup(svg.bars_svg(values, words.UNITS.format(title=title, count=len(values))))
    height, width = values.shape[-2:]
    if name in STEPS:
        return Markup(svg.ink_svg(values, words.ONE_MAP.format(title=title, height=height, width=width)))
    count = len(values)
    template = words.ONE_MAP if count == 1 else words.MAPS
    return Markup(svg.maps_svg(values, template.format(title=title, count=count, height=height, width=width)))


def kernels(layer: ll.LayerTrace, title: str) -> Kernels | None:
    """The kernels of a convolution: side by side, or with several input maps as a table of slices."""
    if layer.kind != "conv" or layer.weight is None:
        return None
    weight = layer.weight.numpy()  # (out, in, k, k)
    outputs, inputs, side, _ = weight.shape
    if inputs == 1:
        alt = words.KERNELS_ALT.format(title=title, count=outputs, side=side)
        return Kernels(Markup(svg.maps_svg(weight[:, 0], alt, ends=symmetric_ends(weight))), order="")
    slices = weight.swapaxes(0, 1).reshape(-1, side, side)  # (in · out, k, k)
    grid = Grid(len(slices), side, side, columns=outputs, gap=1, label_gap=1)
    order = words.KERNEL_TABLE.format(outputs=outputs, inputs=inputs)
    alt = f"{words.KERNELS_OF.format(title=title)}. {order}"
    return Kernels(Markup(svg.maps_svg(slices, alt, grid, symmetric_ends(weight))), order)


def probabilities(trace: ll.Trace) -> Probabilities:
    """The logits, their exponentials as softmax adds them up, and the probabilities of all ten digits."""
    exponentials = exponentials_of(trace)
    shares = trace.probabilities.tolist()
    rows = [
        Row(
            digit=digit,
            is_best=digit == trace.prediction,
            logit=fixed(logit, 4),
            exponential=significant(float(exponentials[digit]), 4),
            probability=significant(shares[digit], 4),
            width=bar_width(shares[digit]),
        )
        for digit, logit in enumerate(trace.logits.tolist())
    ]
    return Probabilities(rows, significant(float(exponentials.sum()), 4))


def bar_width(share: float) -> str:
    """The width of a bar in CSS, which has its own way to write numbers."""
    return f"{share:.2%}"


def marked_up(text: str) -> Markup:
    """A text as HTML: `**…**` in bold, links as their words alone."""
    without_links = re.sub(r"\[([^\]]+)\]\([#?][^)]*\)", r"\1", str(escape(text)))
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", without_links))


def versions(settings: Settings) -> str:
    """What the page was made with; the checkpoint too, unless the weights are random."""
    made_with = words.PLATFORM.format(lenetlab=ll.__version__, torch=version("torch"), numpy=version("numpy"))
    if settings.weights == "random":
        return made_with
    return f"{made_with}, {words.CHECKPOINT.format(digest=weights_in_use().sha256[:DIGEST_LENGTH])}"
