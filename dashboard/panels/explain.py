"""Explain mode: what the stage in view does, with the learner's own numbers, and a glossary; opened and closed at will.

The page's scripts turn the links in the texts into words that light up the picture they name, or open a definition.
"""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import layers as words
from dashboard.texts.glossary import GLOSSARY
from dashboard.widgets import aria, data, region


def layout() -> html.Section:
    return region(
        words.EXPLAIN,
        html.Div([html.P(text) for text in words.EMPTY_EXPLANATION], id=ids.EXPLANATION),
        html.P(id=ids.DEFINITION, className="definition", hidden=True, **aria(live="polite")),
        html.Details(
            [html.Summary(words.GLOSSARY), html.Dl(entries(), id=ids.GLOSSARY)],
            className="glossary",
        ),
        class_name="explain",
    )


def entries() -> list[html.Dt | html.Dd]:
    return [
        part
        for term, meaning in sorted(GLOSSARY.items(), key=lambda entry: entry[0].lower())
        for part in (html.Dt(term, **data(term=term)), html.Dd(meaning))
    ]
