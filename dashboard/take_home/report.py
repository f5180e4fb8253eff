"""The report of one drawing: a page of its own, without scripts and without any other file, to read, print or send."""

from __future__ import annotations

import datetime
import re
from html import escape
from importlib.metadata import version
from pathlib import Path

import numpy as np

import lenetlab as ll
from dashboard.figures import svg
from dashboard.figures.tiles import Grid
from dashboard.reading.reading import RANDOM_SEED, Reading
from dashboard.reading.state import CanvasState, Settings
from dashboard.stages.stages import TIMELINE
from dashboard.take_home.exports import values_of
from dashboard.take_home.snippets import snippet
from dashboard.texts import report as words
from dashboard.texts import stages as texts
from dashboard.texts.numbers import probability_percent, typeset

STYLE = Path(__file__).with_name("report.css")
IMAGES = ("ink", "crop", "scale", "centre")
SMALL = (*IMAGES, "input")
DIGEST_LENGTH = 12
INVITATION = re.compile(rf" *\[[^\]]*\]\(#(?:{texts.SLIDE_BLOCK}|kernels)\)[^.:]*(?:choose|see)[^.:]*\.")


def report(canvas: CanvasState, settings: Settings, reading: Reading, day: datetime.date) -> str:
    """The whole page. canvas, settings: what was read; day: when."""
    digit = with_article(reading.trace.prediction)
    title = words.TITLE.format(digit=digit) if reading.is_digit else words.DOUBTFUL_TITLE
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<main>
<header>
<p class="maker">LeNet Lab</p>
<h1>{escape(title)}</h1>
<p class="date"><time datetime="{day.isoformat()}">{day.day} {day:%B %Y}</time></p>
<p class="lead">{escape(words.LEAD)}</p>
</header>
{answer(settings, reading)}
{settings_section(canvas, settings)}
<section aria-labelledby="stages">
<h2 id="stages">{escape(words.STAGES)}</h2>
<p class="quiet">{escape(words.COLOURS)}</p>
{"".join(stage(name, reading) for name in TIMELINE)}
</section>
{probabilities(reading.trace)}
<section aria-labelledby="python">
<h2 id="python">{escape(words.PYTHON)}</h2>
<p>{escape(words.PYTHON_HELP)}</p>
<pre tabindex="0"><code>{escape(snippet(canvas, settings))}</code></pre>
</section>
</main>
<footer><p>{escape(words.VERSIONS)} {escape(versions(settings))}.</p></footer>
</body>
</html>
"""


def answer(settings: Settings, reading: Reading) -> str:
    """The drawing, the saliency, and the three likeliest digits."""
    top = reading.trace.top(3)
    digit, probability = str(top[0][0]), probability_percent(top[0][1])
    if reading.is_digit:
        verdict = words.READS.format(digit=with_article(top[0][0]), percent=probability)
    else:
        verdict = words.DOUBTFUL.format(digit=digit)
    if settings.weights == "random":
        verdict += f" {words.GUESSES}"
    rows = "".join(
        f'<tr><th scope="row">{d}</th><td>{bar(p)}</td><td class="number">{escape(probability_percent(p))}</td></tr>'
        for d, p in top
    )
    saliency = svg.saliency_svg(
        values_of(reading, "centre"), reading.saliency.numpy(), words.SALIENCY_ALT.format(digit=digit)
    )
    return f"""<section class="answer" aria-labelledby="verdict">
<figure>{svg.ink_svg(values_of(reading, "ink"), words.DRAWING_ALT)}
<figcaption>{escape(words.DRAWING)}</figcaption></figure>
<div class="verdict">
<p class="digit" aria-hidden="true">{digit if reading.is_digit else "–"}</p>
<h2 id="verdict">{escape(verdict)}</h2>
<table class="top"><caption>{escape(words.TOP)}</caption>
<thead class="hidden"><tr><th scope="col">{escape(words.DIGIT)}</th><td></td>
<th scope="col">{escape(words.PROBABILITY)}</th></tr></thead>
<tbody>{rows}</tbody></table>
</div>
<figure>{saliency}<figcaption><strong>{escape(words.SALIENCY)}.</strong>
{escape(words.SALIENCY_HELP.format(digit=digit))}</figcaption></figure>
</section>"""


def with_article(digit: int) -> str:
    return words.ARTICLES.get(digit, words.ARTICLE).format(digit=digit)


def settings_section(canvas: CanvasState, settings: Settings) -> str:
    conv1 = settings.conv1
    facts = {
        words.CANVAS: words.CANVAS_SIZE.format(size=canvas.size),
        words.FIRST_CONVOLUTION: str(conv1),
        words.WEIGHTS: words.WEIGHTS_NAMES[settings.weights].format(seed=RANDOM_SEED),
        words.COST: words.COST_NAME.format(weights=conv1.weights, multiply_adds=conv1.multiply_adds),
    }
    if canvas.sample is not None:
        facts[words.SAMPLE] = words.SAMPLE_NAME.format(index=canvas.sample)
    return f"""<section aria-labelledby="settings">
<h2 id="settings">{escape(words.SETTINGS)}</h2>
{facts_list(facts)}
</section>"""


def stage(name: str, reading: Reading) -> str:
    """One stage: its picture, shape, range of values and explanation, and the kernels of a convolution."""
    values = values_of(reading, name)
    text = text_of(name, reading)
    facts = {
        words.SHAPE: text.shape,
        words.RANGE: words.RANGE_NAME.format(low=float(values.min()), high=float(values.max())),
    }
    explanation = "\n".join(f"<p>{marked_up(paragraph)}</p>" for paragraph in text.paragraphs)
    return f"""<article class="stage" id="stage-{name}" aria-labelledby="title-{name}">
<h3 id="title-{name}">{escape(text.title)}</h3>
{facts_list(facts)}
<div class="body{" small" * (name in SMALL)}">
<figure>{picture(name, values, text.title)}</figure>
<div class="words">{explanation}</div>
{kernels(reading.trace[name], text.title) if name in reading.trace else ""}
</div>
</article>
"""


def text_of(name: str, reading: Reading) -> texts.Text:
    if name in reading.trace:
        return texts.of_layer(reading.trace[name], reading.trace)
    return texts.of_step(next(step for step in reading.steps if step.name == name))


def picture(name: str, values: svg.Array, title: str) -> str:
    if name in IMAGES:
        return svg.ink_svg(values, words.ONE_MAP.format(title=title, height=values.shape[0], width=values.shape[1]))
    if values.ndim == 1:
        return svg.bars_svg(values, words.UNITS.format(title=title, count=len(values)))
    count, height, width = values.shape
    alt = (words.ONE_MAP if count == 1 else words.MAPS).format(title=title, count=count, height=height, width=width)
    return svg.maps_svg(values, alt)


def kernels(layer: ll.LayerTrace, title: str) -> str:
    """The kernels of a convolution: side by side, or with several input maps as a table of slices."""
    if layer.kind != "conv" or layer.weight is None:
        return ""
    weight = layer.weight.numpy()  # (out, in, k, k)
    outputs, inputs, side, _ = weight.shape
    heading = f"<h4>{escape(words.KERNELS)}</h4>"
    if inputs == 1:
        alt = words.KERNELS_ALT.format(title=title, count=outputs, side=side)
        return f'<figure class="kernels">{heading}{svg.maps_svg(weight[:, 0], alt)}</figure>'
    slices = weight.swapaxes(0, 1).reshape(-1, side, side)  # (in · out, k, k)
    grid = Grid(len(slices), side, side, columns=outputs, gap=1, label_gap=1)
    order = words.KERNEL_TABLE.format(outputs=outputs, inputs=inputs)
    drawn = svg.maps_svg(slices, f"{words.KERNELS_OF.format(title=title)}. {order}", grid)
    return f'<figure class="kernels wide">{heading}{drawn}<figcaption>{escape(order)}</figcaption></figure>'


def probabilities(trace: ll.Trace) -> str:
    """The logits, their exponentials and the probabilities of all ten digits."""
    logits = trace.logits.double().numpy()
    exponentials = np.exp(logits)
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in words.TABLE_COLUMNS)
    rows = "".join(
        f'<tr{" class=best" if d == trace.prediction else ""}><th scope="row">{d}</th>'
        f'<td class="number">{typeset(f"{logit:.4f}")}</td><td class="number">{typeset(f"{exponential:.4g}")}</td>'
        f'<td class="number">{typeset(f"{p:.4g}")}</td><td>{bar(p)}</td></tr>'
        for d, (logit, exponential, p) in enumerate(
            zip(logits, exponentials, trace.probabilities.tolist(), strict=True)
        )
    )
    total = typeset(f"{exponentials.sum():.4g}")
    return f"""<section aria-labelledby="probabilities">
<h2 id="probabilities">{escape(words.TABLE)}</h2>
<table class="probabilities"><thead><tr>{columns}<td></td></tr></thead>
<tbody>{rows}</tbody>
<tfoot><tr><th scope="row">{escape(words.TOTAL)}</th><td></td>
<td class="number">{total}</td><td class="number">1</td><td></td></tr></tfoot></table>
</section>"""


def facts_list(facts: dict[str, str]) -> str:
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(typeset(value))}</dd></div>" for name, value in facts.items()
    )
    return f'<dl class="facts">{items}</dl>'


def bar(probability: float) -> str:
    return f'<span class="bar" aria-hidden="true"><span style="width:{probability:.2%}"></span></span>'


def marked_up(paragraph: str) -> str:
    """A paragraph as HTML: `**…**` in bold; links as their words; without what only the live page can do."""
    still = INVITATION.sub("", paragraph)
    words_only = re.sub(r"\[([^\]]+)\]\([#?][^)]*\)", r"\1", escape(still))
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", words_only)


def versions(settings: Settings) -> str:
    made_with = words.PLATFORM.format(lenetlab=ll.__version__, torch=version("torch"), numpy=version("numpy"))
    if settings.weights == "random":
        return made_with
    return f"{made_with}, {words.CHECKPOINT.format(digest=ll.sha256(ll.pretrained_path())[:DIGEST_LENGTH])}"
