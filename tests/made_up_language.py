"""The dashboard in a language that is made up: every word of `dashboard.texts` stands in marks, ⟦like this⟧.

What is shown outside of the marks does not come from the texts, so nobody could translate it. `speak()` puts the marks
in; it has to come before the rest of the dashboard is imported, because some modules read words as they are imported.

`python -m tests.made_up_language` prints, as JSON, what of the page and the report is outside of the marks.
"""

from __future__ import annotations

import datetime
import functools
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from types import FunctionType, ModuleType
from typing import Any

OPEN, CLOSE = "⟦", "⟧"
BRAND = "LeNet Lab"
# What stands beside the words in a text of the page: places to fill in, Plotly's tags, links and glossary keys.
CODE = re.compile(r"%?\{[^{}]*\}|<[^<>]*>|\]\([#?][^)]*\)")
ATTRIBUTES = ("title", "aria-label", "aria-roledescription", "alt", "placeholder")
SILENT_ELEMENTS = {"script", "style", "code"}
# Constants of the texts that browsers read.
NO_WORDS = {"LANGUAGE"}
# Modules of the dashboard that the texts themselves need; they read no words.
NEEDED_BY_TEXTS = {"dashboard", "dashboard.ids", "dashboard.model_page"}
# And those of gunicorn's worker, which come before the app.
OF_THE_WORKER = {f"dashboard.serving{name}" for name in ("", ".settings", ".lane", ".turns", ".worker")}


# ---- speaking ----


def speak() -> None:
    """Put marks around every word of `dashboard.texts`: around its constants, and around what its functions return."""
    known = NEEDED_BY_TEXTS | OF_THE_WORKER
    too_early = [name for name in sys.modules if name.startswith("dashboard") and name not in known]
    if too_early:
        raise RuntimeError(f"the made-up language comes too late: {', '.join(too_early)} are imported already")
    package = importlib.import_module("dashboard.texts")
    names = [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
    modules = [importlib.import_module(name) for name in names]
    for module in modules:
        mark_module(module)


def mark_module(module: ModuleType) -> None:
    for name, value in list(vars(module).items()):
        if isinstance(value, FunctionType) and value.__module__.startswith("dashboard.texts"):
            setattr(module, name, marking(value))
        elif name.isupper() and name not in NO_WORDS:
            setattr(module, name, marked(value))


@functools.cache
def marking(function: FunctionType) -> Callable[..., Any]:
    """The function, with marks around the words that it returns. What is no text of the page stays as it is."""
    if function.__name__ == "as_json":
        return function

    @functools.wraps(function)
    def with_marks(*arguments: Any, **named: Any) -> Any:
        return marked(function(*arguments, **named))

    return with_marks


def marked(value: Any) -> Any:
    """The value with marks around every word in it, however deep; keys of dicts are no words."""
    if isinstance(value, str):
        return f"{OPEN}{value}{CLOSE}" if is_unmarked_word(value) else value
    if isinstance(value, tuple | list):
        return type(value)(marked(part) for part in value)
    if isinstance(value, dict):
        return {key: marked(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("dashboard.texts"):
        return replace(value, **{field.name: marked(getattr(value, field.name)) for field in fields(value)})
    return value


def is_unmarked_word(text: str) -> bool:
    """Whether a text has letters of its own that no marks are around yet."""
    return bool(unwrapped(CODE.sub("", text)))


# ---- listening ----


def unwrapped(text: str) -> str:
    """What of a text is outside of the marks and has letters; the name of the lab may be."""
    outside: list[str] = []
    depth = 0
    for part in re.split(f"([{OPEN}{CLOSE}])", text):
        if part == OPEN:
            depth += 1
        elif part == CLOSE:
            depth -= 1
        elif depth == 0:
            outside.append(part)
    pieces = [piece.strip() for piece in "\n".join(outside).replace(BRAND, "").split("\n")]
    return " ".join(piece for piece in pieces if re.search(r"[^\W\d_]", piece))


class Visible(HTMLParser):
    """What a page shows or says: its text, element after element, and the attributes that are read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.attributes: list[str] = []
        self.silent = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT_ELEMENTS
        self.attributes += [value for name, value in attrs if name in ATTRIBUTES and value]
        if tag == "meta" and ("name", "description") in attrs:
            self.attributes += [value for name, value in attrs if name == "content" and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT_ELEMENTS

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)


def unwrapped_in_html(page: str) -> list[str]:
    visible = Visible(page)
    return [said for said in map(unwrapped, ["".join(visible.text), *visible.attributes]) if said]


def texts_of(component: Any) -> Iterator[str]:
    """What a component of Dash and all in it show or say, in order."""
    if isinstance(component, str):
        yield component
    elif isinstance(component, list | tuple):
        for part in component:
            yield from texts_of(part)
    elif isinstance(component, dict):
        yield from texts_of(component.get("label"))
    elif hasattr(component, "to_plotly_json"):
        properties = component.to_plotly_json().get("props", {})
        yield from (properties[name] for name in ATTRIBUTES if isinstance(properties.get(name), str))
        yield from texts_of(properties.get("options"))
        yield from texts_of(properties.get("children"))
        if hasattr(component, "figure"):
            yield from texts_of_figure(component.figure)


def texts_of_figure(figure: Any) -> Iterator[str]:
    """What a figure of Plotly says: names, titles, texts, labels of ticks and what it says on hover."""
    specification = json.loads(figure.to_json()) if hasattr(figure, "to_json") else figure
    specification.get("layout", {}).pop("newshape", None)  # its name is a code for its brush
    yield from texts_at(specification, ("name", "text", "title", "ticktext", "hovertemplate", "names", "label"))


def texts_at(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key in keys:
                yield from strings_in(part)
            else:
                yield from texts_at(part, keys)
    elif isinstance(value, list):
        for part in value:
            yield from texts_at(part, keys)


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield CODE.sub("", value)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_in(part)


# ---- what is said ----


def all_that_is_unwrapped() -> dict[str, list[str]]:
    """What the index page, the layout, the reports, the Model page and the stages say outside of the marks."""
    from dash import Dash

    import lenetlab as ll
    from dashboard.app import create_app
    from dashboard.layout import layout
    from dashboard.model_page import page as model_page
    from dashboard.model_page.tables import tables
    from dashboard.reading.reading import read
    from dashboard.reading.settings import Settings
    from dashboard.reading.state import CanvasState
    from dashboard.stages.kernels import CONVOLUTIONS, kernels_json
    from dashboard.stages.stages import stages_of
    from dashboard.take_home.report import report
    from dashboard.weights import weights_in_use

    app: Dash = create_app()
    seven = CanvasState(140, ((10.0, "M40,28L70,27L100,28L85,60L72,85L64,115"),), None)
    dot = CanvasState(28, ((2.0, "M14,14L14.01,14"),), 0 if ll.has_mnist("test") else None)
    pretrained, random = Settings(ll.Conv1Config(), "pretrained"), Settings(ll.Conv1Config(3, 2, 2, 6), "random")
    day = datetime.date(2026, 2, 3)
    reading = read(seven, pretrained)
    weights = {layer.name: layer for layer in reading.trace if layer.name in CONVOLUTIONS}
    kernels = [kernels_json(layer.weight, layer.bias)["figure"] for layer in weights.values()]  # type: ignore[arg-type]
    model_tables = tables(weights_in_use().card, model_page.kernels(), pressable=True)
    stages = [stage.to_json() for stage in stages_of(reading)]
    return {
        "index": unwrapped_in_html(app.server.test_client().get("/").text),
        "layout": outside(texts_of(layout())),
        "report": unwrapped_in_html(report(seven, pretrained, reading, day)),
        "doubtful report": unwrapped_in_html(report(dot, random, read(dot, random), day)),
        "model": outside([*texts_of(model_page.content(weights_in_use().card)), *texts_of_tables(model_tables)]),
        "stages": outside([*texts_of_stages(stages), *texts_at(kernels, ("names", "hovertemplate"))]),
    }


def texts_of_tables(tables: dict[str, dict[str, Any]]) -> Iterator[str]:
    for table in tables.values():
        yield from strings_in([table["name"], table["label"], table["columns"]])
        for cell in (cell for row in table["rows"] for cell in row):
            yield from strings_in([cell["text"], cell["name"]] if isinstance(cell, dict) else cell)


def texts_of_stages(stages: list[dict[str, Any]]) -> Iterator[str]:
    from dashboard.texts.stages import Text

    for stage in stages:
        yield from strings_in([stage[part.name] for part in fields(Text)])
        yield from (pane["title"] for pane in stage["panes"])
        yield from texts_at([pane["figure"] for pane in stage["panes"]], ("names", "text", "title", "hovertemplate"))


def outside(texts: Any) -> list[str]:
    return [said for said in map(unwrapped, texts) if said]


if __name__ == "__main__":
    speak()
    print(json.dumps(all_that_is_unwrapped(), ensure_ascii=False))
