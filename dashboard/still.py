"""The parts of the page that no callback ever changes, as plain HTML.

Each component that Dash knows is looked at on every event of the page. The map of the network, the glossary and the
list of shortcuts are half of all components and never change, so the page carries them as templates, which
`assets/still.js` puts in their places: every callback is faster for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dash.development.base_component import Component

VOID = {"Br", "Hr", "Img", "Input"}
ATTRIBUTES = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for"}


def as_html(part: Component | str | int | float | Iterable[object] | None) -> str:
    """The HTML of a component of dash.html, of a text, or of several of them."""
    if part is None:
        return ""
    if isinstance(part, (str, int, float)):
        return escape(str(part))
    if not isinstance(part, Component):
        return "".join(as_html(child) for child in part)  # type: ignore[arg-type]
    props = part.to_plotly_json()["props"]
    tag = part.to_plotly_json()["type"].lower()
    attributes = "".join(attribute(name, value) for name, value in props.items() if name != "children")
    return f"<{tag}{attributes}>" + ("" if part._type in VOID else f"{as_html(props.get('children'))}</{tag}>")


def attribute(name: str, value: object) -> str:
    if value is None or value is False or name == "n_clicks":
        return ""
    if name == "style" and isinstance(value, dict):
        value = ";".join(f"{key}:{entry}" for key, entry in value.items())
    return f' {ATTRIBUTES.get(name, name)}="{escape(str(value))}"'


def template(place: str, part: Component | Iterable[object]) -> str:
    """A template whose content belongs into the element with the id `place`."""
    return f'<template data-place="{escape(place)}">{as_html(part)}</template>'
