"""The HTML that the page starts from: Dash fills in its own placeholders, `{%metas%}` and the like, on each request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.serving.files import HEAD, PackagedFile
from dashboard.texts import client, page

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


def index_page(files: Mapping[str, PackagedFile], still: str) -> str:
    """Dash's `index_string`. still: the templates of what no callback changes, as HTML."""
    return TEMPLATES.get_template("index.html.jinja").render(
        language=page.LANGUAGE,
        icon=files["favicon.svg"].url,
        head_script=files[HEAD].url,
        words=Markup(client.as_json()),
        still=Markup(still),
    )
