"""The parts of the page that no callback ever changes, as plain HTML.

Dash looks at every component that it knows on every event of the page, and most of ours (headings, help, the map of the
network, the glossary) never change. So `settle` takes them out of the layout and into templates, which the client's
`page/static_markup.ts` puts into their places before the page is painted: every callback is faster for it. No panel
needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from dash import Dash
from dash.development.base_component import Component

from dashboard import ids
from dashboard.questions import properties_of_questions

PLACE = "data-static"
HTML = "dash_html_components"
VOID = {"Br", "Hr", "Img", "Input"}
ATTRIBUTES = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for"}
DASHS_ALONE = {"n_clicks", "disable_n_clicks"}


def settle(app: Dash, layout: Component) -> str:
    """Take out of the layout all parts that no callback reads or changes. Returns them, as templates."""
    used = set(properties_in_callbacks(app))
    used_ids = {id for id, _ in used}
    templates: list[str] = []

    def lives(part: object) -> bool:
        if not isinstance(part, Component):
            return False
        return not is_html(part) or getattr(part, "id", None) in used_ids or any(map(lives, children_of(part)))

    def visit(part: object) -> None:
        if not isinstance(part, Component) or not is_html(part) or (getattr(part, "id", None), "children") in used:
            return
        children = children_of(part)
        living = [child for child in children if lives(child)]
        settles = all(map(is_html, living))
        for child in living if settles else children:
            visit(child)
        if settles and any(isinstance(child, Component) and child not in living for child in children):
            # The name has a hyphen, so on a part that exists already there is no other way to set it.
            setattr(part, PLACE, str(len(templates)))
            templates.append(template(len(templates), children, living))
            part.children = living or None

    visit(layout)
    return "".join(templates)


def properties_in_callbacks(app: Dash) -> Iterator[tuple[str, str]]:
    """The id and property of every input, state and output, except for questions: the page itself shows their answers.

    The content of the Model page is the exception: it has graphs, so Dash makes it when it is asked for.
    """
    yield ids.MODEL_CONTENT, "children"
    of_questions = set(properties_of_questions())
    for outputs, callback in app.callback_map.items():
        if {f"{entry['id']}.{entry['property']}" for entry in callback["inputs"]} <= of_questions:
            continue
        yield from ((entry["id"], entry["property"]) for entry in (*callback["inputs"], *callback["state"]))
        for output in outputs.strip(".").split("..."):
            id, _, name = output.partition(".")
            yield id, name


def children_of(part: Component) -> list[object]:
    children = getattr(part, "children", None)
    if children is None:
        return []
    return list(children) if isinstance(children, (list, tuple)) else [children]


def is_html(part: object) -> bool:
    return isinstance(part, Component) and part._namespace == HTML


def template(place: int, children: list[object], living: list[object]) -> str:
    """A template for the element that is marked with `place`; a slot stands for each element that stays there."""
    parts = ["<slot></slot>" if child in living else as_html(child) for child in children]
    return f'<template data-place="{place}">{"".join(parts)}</template>'


def as_html(part: object) -> str:
    """The HTML of a component of dash.html, of a text, or of several of them."""
    if part is None:
        return ""
    if isinstance(part, Component):
        return element(part)
    if isinstance(part, Iterable) and not isinstance(part, str):
        return "".join(map(as_html, part))
    return escape(str(part))


def element(part: Component) -> str:
    props = part.to_plotly_json()["props"]
    tag = part._type.lower()
    attributes = "".join(attribute(name, value) for name, value in props.items() if name != "children")
    return f"<{tag}{attributes}>" + ("" if part._type in VOID else f"{as_html(props.get('children'))}</{tag}>")


def attribute(name: str, value: object) -> str:
    if value is None or value is False or name in DASHS_ALONE:
        return ""
    if name == "style" and isinstance(value, dict):
        value = ";".join(f"{key}:{entry}" for key, entry in value.items())
    return f' {ATTRIBUTES.get(name, name)}="{escape(str(value))}"'
