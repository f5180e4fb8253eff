"""The reason: what the stage in view does, why the network says what it says, or how a chosen number came about.

The states of one panel: a chosen number's derivation stands in the place of all others, and reasons for the answer, of
which one kind is open at a time, in that of the explanation. The page's own code turns the links in the texts into
words that light up the picture they name, or open a definition.
"""

from __future__ import annotations

from dash import html

from dashboard import ids
from dashboard.panels import attribution, changes, derivation, likes, what_if, why
from dashboard.texts import explain as words
from dashboard.texts.glossary import GLOSSARY
from dashboard.widgets import aria, data, region


def layout() -> html.Section:
    of_a_number = derivation.layout(), likes.layout()
    of_the_answer = attribution.layout(), what_if.layout(), changes.layout(), why.layout()
    status = html.P(id=ids.REASONS_STATUS, className="visually-hidden", role="status")
    return region("explain", words.REGION, *of_a_number, *of_the_answer, explained(), status, class_name="explain")


def explained() -> html.Div:
    """The stage in view in words, the definition of a word in them, and all definitions."""
    all_words = html.Div(
        html.Dl(entries(), id=ids.GLOSSARY),
        className="glossary-list",
        role="group",
        tabIndex=0,
        **aria(label=words.GLOSSARY),
    )
    return html.Div(
        [
            html.Div([html.P(text) for text in words.EMPTY_EXPLANATION], id=ids.EXPLANATION, className="explanation"),
            html.P(id=ids.DEFINITION, className="definition", hidden=True, **aria(live="polite")),
            html.Details([html.Summary(words.GLOSSARY), all_words], className="glossary"),
        ],
        className="explained",
    )


def entries() -> list[html.Dt | html.Dd]:
    """Each term with its meaning, in alphabetical order. What a link of the texts names is the key, not the term."""
    parts: list[html.Dt | html.Dd] = []
    for key, entry in sorted(GLOSSARY.items(), key=lambda pair: pair[1].term.lower()):
        parts += [html.Dt(entry.term, **data(term=key)), html.Dd(entry.meaning)]
    return parts
