"""A model card as one HTML file that needs no network: the figures, tables and words of the dashboard's page "Model".

This is the one module of `training` that reads from `dashboard`, of which it takes nothing that needs Dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from dashboard.contract import COLOURS, FONT_FAMILY
from dashboard.model_page import figures, tables, unfamiliar
from dashboard.texts import measures, model_tiles
from dashboard.texts import model as words
from dashboard.texts.page import LANGUAGE
from lenetlab import Card, replace_file

CONFIG = {"responsive": True, "displayModeBar": False, "doubleClick": False, "showSendToCloud": False}
STYLE = """
:root { color-scheme: light dark; --page: #eff1f7; --card: #fff; --line: #dadeea; --text: #171b26; --quiet: #545b6c;
  --accent: #4338ca; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0b0e15; --card: #151a25; --line: #2a3140; --text: #eceef4; --quiet: #a4acbd; --accent: #a5a0ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 FONT_FAMILY; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.15rem; }
p { margin: 0.4rem 0; max-width: 46rem; }
section, .tiles li { border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
section { margin: 1rem 0; padding: 1rem 1.25rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.75rem; margin: 0;
  padding: 0; list-style: none; }
.tiles li { display: flex; flex-direction: column; padding: 0.6rem 1rem; }
.tiles strong { color: var(--accent); font-size: 1.4rem; white-space: nowrap; }
.tiles small, .more, caption, thead { color: var(--quiet); }
.figure { height: 26rem; margin: 0.75rem 0; }
.figure.rows { height: calc(var(--rows) * 1.375rem + 5.5rem); }
.figure > div { height: 100%; }
.confusion .figure { height: auto; aspect-ratio: 1; max-width: 35rem; margin-inline: auto; }
.js-plotly-plot .plotly text { fill: var(--text) !important; }
.js-plotly-plot .hoverlayer text { fill: INK !important; }
summary { color: var(--accent); font-weight: 600; cursor: pointer; }
.scroll { max-height: 28rem; margin-top: 0.5rem; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
table { width: 100%; border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
caption { padding: 0.4rem 0.6rem; text-align: left; }
th, td { padding: 0.25rem 0.6rem; border-top: 1px solid var(--line); text-align: right; white-space: nowrap; }
:is(th, td):first-child { text-align: left; }
@media (max-width: 30rem) {
  main { padding: 1rem 0.5rem; }
  section { padding: 0.75rem; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
  .tiles li { padding: 0.5rem 0.6rem; }
  .tiles strong { font-size: 1.15rem; }
}
@media print { section { break-inside: avoid; } .scroll { max-height: none; } }
""".replace("FONT_FAMILY", FONT_FAMILY).replace("INK", COLOURS.ink)
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<script>{plotly}</script>
</head><body><main><h1>{title}</h1>
{body}
</main></body></html>
"""


@dataclass(frozen=True)
class Plot:
    """A figure by its name in the page's texts, with what is said of it, notes beside it, and the table behind it."""

    name: str
    said: words.Said
    figure: go.Figure
    table: tables.Table
    notes: Sequence[str] = ()


def write_html(card: Card, path: Path, title: str) -> None:
    """Write all figures to `path`; a file that is there is replaced only when the new one is whole."""
    body = [tiles_html(card), *map(section_html, plots(card))]
    page = PAGE.format(language=LANGUAGE, title=escape(title), style=STYLE, plotly=get_plotlyjs(), body="\n".join(body))
    replace_file(path, lambda temporary: temporary.write_text(page, encoding="utf-8"))


def plots(card: Card) -> list[Plot]:
    """Every figure of the page Model that this card has the numbers for; the kernels are not in a card."""
    return [*leading(card), *further(card)]


def leading(card: Card) -> Iterator[Plot]:
    """What the network gets wrong, what a setting costs, how sure it is."""
    found = card.evaluation
    if counts := found.confusion:
        said, figure = words.of_confusion(counts, False), figures.confusion_figure(counts, False)
        yield Plot("confusion", said, figure, tables.confusion(counts, False))
    if rows := found.configurations:
        said, figure = words.of_accuracy(rows, False), figures.accuracy_figure(rows, False)
        yield Plot("accuracy", said, figure, tables.accuracy(rows, False))
    if sources := found.calibration:
        said, figure = words.of_calibration(sources, found.tempered), figures.calibration_figure(sources)
        yield Plot("calibration", said, figure, tables.calibration(sources))


def further(card: Card) -> Iterator[Plot]:
    """What the page folds: brushes, other drawings, numbers of filters, and how the weights were made."""
    found, score = card.evaluation, card.evaluation.digit_score
    if drawn := found.drawn:
        yield Plot("drawn", words.of_drawn(drawn), figures.drawn_figure(drawn), tables.drawn(drawn))
    if photos := found.photos:
        in_print = "" if found.printed is None else words.of_printed(found.printed)
        table = tables.photos(photos, found.printed)
        yield Plot("photos", words.of_photos(photos), unfamiliar.photos_figure(photos), table, said_of(in_print))
    if (unmet := card.generality) and unmet.styles:
        said, figure = words.of_generality(unmet), unfamiliar.generality_figure(unmet.styles)
        yield Plot("generality", said, figure, tables.generality(unmet), said_of(words.of_temperature(unmet)))
    if score.refused or score.accepted:
        yield Plot("score", words.of_score(score), unfamiliar.score_figure(score), tables.score(score))
    if rows := found.filters:
        yield Plot("filters", words.of_filters(rows), figures.filters_figure(rows), tables.any_filters(rows))
    if epochs := card.history:
        notes = words.of_spread(card.spread), words.of_recipe(card)
        yield Plot("history", words.of_history(epochs), figures.history_figure(epochs), tables.history(epochs), notes)


def said_of(note: str) -> tuple[str, ...]:
    """The note, if there is one."""
    return (note,) if note else ()


# ---- as HTML ----


def tiles_html(card: Card) -> str:
    items = [
        f"<li><strong>{escape(tile.value)}</strong> {escape(tile.meaning)} <small>{escape(tile.basis)}</small></li>"
        for tile in model_tiles.tiles_of_the_card(card)
    ]
    return f'<ul class="tiles">{"".join(items)}</ul>'


def section_html(plot: Plot) -> str:
    name = escape(measures.name_of(plot.name))
    figure = plot.figure.to_html(
        full_html=False, include_plotlyjs=False, div_id=f"figure-{plot.name}", default_height="100%", config=CONFIG
    )
    rows = (plot.figure.layout.meta or {}).get("rows")
    frame = f'class="figure rows" style="--rows: {int(rows)}"' if rows else 'class="figure"'
    more = "".join(f'<p class="more">{escape(text)}</p>' for text in (plot.said.more, *plot.notes))
    return (
        f'<section class="{plot.name}"><h2>{name}</h2><p>{escape(plot.said.see)}</p>'
        f'<div {frame} role="img" aria-label="{name}">{figure}</div>{more}{table_html(plot.table)}</section>'
    )


def table_html(table: tables.Table) -> str:
    """The table, folded. Cells that the page makes buttons of are texts here."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{row_html(row)}</tr>" for row in table.rows)
    return (
        f"<details><summary>{escape(measures.TABLE)}</summary>"
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(measures.table_of(table.name))}">'
        f"<table><caption>{escape(table.name)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "</div></details>"
    )


def row_html(cells: Sequence[str | tables.Button]) -> str:
    first, *others = (escape(cell if isinstance(cell, str) else cell.text) for cell in cells)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others)
