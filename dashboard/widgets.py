"""Small parts that several panels use: a headed region, a labelled control with help, a group of radio buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.texts import widgets as words

# Without the toolbar, zooming, and the button that would upload a figure.
GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "doubleClick": False,
    "scrollZoom": False,
    "showSendToCloud": False,
    "showAxisDragHandles": False,
}


def aria(**attributes: str) -> dict[str, Any]:
    """Accessibility attributes for a component: `aria(label="Canvas")` is aria-label="Canvas"."""
    return {f"aria-{name}": value for name, value in attributes.items()}


def data(**attributes: str) -> dict[str, Any]:
    """Data attributes for a component: `data(stage="3")` is data-stage="3"."""
    return {f"data-{name}": value for name, value in attributes.items()}


def region(key: str, name: str, *children: Component, class_name: str = "") -> html.Section:
    """A region of the page with its heading, whose id is `heading-{key}`.

    `name` is what the heading shows, and so the region's accessible name; it may be in any language.
    """
    heading = f"heading-{key}"
    return html.Section(
        [html.H2(name, id=heading, className="region-name"), *children],
        className=f"region {class_name}".strip(),
        **aria(labelledby=heading),
    )


def control(name: str, help_text: str, body: html.Div) -> html.Div:
    """A control beside its name, with help that opens below both on a click or a key."""
    mark = html.Span("?", className="help-mark", **aria(hidden="true"))
    label = aria(label=words.ABOUT.format(name=name))
    summary = html.Summary([html.Span(name, className="control-name"), mark], **label)
    help_ = html.Details([summary, html.P(help_text)], className="help")
    body.className = f"{getattr(body, 'className', '')} control-body".strip()  # type: ignore[attr-defined]
    return html.Div([help_, body], className="control")


def radio_group(id: str, name: str, options: Mapping[object, str], value: object) -> html.Div:
    """Radio buttons in a row; `options` maps each value to its label."""
    choices = [{"value": choice, "label": label} for choice, label in options.items()]
    radios = dbc.RadioItems(options=choices, value=value, id=id, name=id, inline=True)
    return html.Div(radios, className="radio-row", role="radiogroup", **aria(label=name))


def button(id: str, name: str, icon: str, title: str, class_name: str = "", **attributes: Any) -> html.Button:
    """A button with an icon drawn by the stylesheet before its name. The page's own code acts on its clicks."""
    return html.Button(
        html.Span(name, id=f"{id}-name"),
        id=id,
        className=f"tool icon-{icon} {class_name}".strip(),
        title=title,
        disable_n_clicks=True,
        **attributes,
    )


def opener_of(panel: str, name: str, title: str, **attributes: Any) -> html.Button:
    """A button that opens and closes the panel of that id. The page's own code acts on its clicks."""
    return html.Button(name, title=title, disable_n_clicks=True, **attributes, **aria(expanded="false", controls=panel))


def choice(id: str, name: str, options: Mapping[int, str], value: int) -> html.Label:
    """A small list to choose one of a few from, with its name before it; `options` maps each value to its label."""
    choices = [{"value": str(key), "label": label} for key, label in options.items()]
    select = dbc.Select(options=choices, value=str(value), id=id, size="sm")
    return html.Label([html.Span(name), select], className="choice", htmlFor=id)
