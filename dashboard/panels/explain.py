"""Explain mode: what the stage in view does, with the learner's own numbers, and a glossary; opened and closed at will.

The page's own code turns the links in the texts into words that light up the picture they name, or open a definition.
"""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.texts import explain as words
from dashboard.texts.glossary import GLOSSARY
from dashboard.widgets import aria, data, region


def layout() -> html.Section:
    return region(
        "explain",
        words.REGION,
        html.Div([html.P(text) for text in words.EMPTY_EXPLANATION], id=ids.EXPLANATION),
        html.P(id=ids.DEFINITION, className="definition", hidden=True, **aria(live="polite")),
        html.Details(
            [html.Summary(words.GLOSSARY), html.Dl(entries(), id=ids.GLOSSARY)],
            className="glossary",
        ),
        class_name="explain",
    )


def entries() -> list[html.Dt | html.Dd]:
    """Each term with its meaning, in alphabetical order. What a link of the texts names is the key, not the term."""
    parts: list[html.Dt | html.Dd] = []
    for key, entry in sorted(GLOSSARY.items(), key=lambda pair: pair[1].term.lower()):
        parts += [html.Dt(entry.term, **data(term=key)), html.Dd(entry.meaning)]
    return parts
