"""The HTML that the page starts from: Dash fills in its own placeholders, `{%metas%}` and the like, on each request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dash import Dash
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.serving import example
from dashboard.serving.files import BUNDLE, PREFIX, PackagedFile
from dashboard.texts import client, page

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)
VERSION = "version"
DASHS_LOADING = "Loading..."


class DashInWords(Dash):
    """Dash itself says one word, in the page until its scripts run. Here it comes from the texts like all others."""

    def _config(self) -> dict[str, Any]:
        """Dash's configuration of the page, without the versions of what runs here: they would help nobody else."""
        return {name: value for name, value in super()._config().items() if VERSION not in name}

    def interpolate_index(self, *parts: Any, **named: Any) -> str:
        named["app_entry"] = named["app_entry"].replace(DASHS_LOADING, page.LOADING)
        return super().interpolate_index(*parts, **named)


def index_page(files: Mapping[str, PackagedFile], static_markup: str) -> str:
    """Dash's `index_string`. static_markup: the templates of what no callback changes, as HTML."""
    return TEMPLATES.get_template("index.html.jinja").render(
        language=page.LANGUAGE,
        icon=files["favicon.svg"].link,
        bundle=files[BUNDLE].link,
        prefix=PREFIX,
        example=files[example.FILE].link,
        words=Markup(client.as_json()),
        static_markup=Markup(static_markup),
    )
