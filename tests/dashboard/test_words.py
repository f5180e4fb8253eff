"""dashboard/texts is all there is to translate: each word stands there once, and all that stands there is shown."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.texts.client import WORDS
from dashboard.texts.glossary import GLOSSARY
from tests.made_up_language import marked, unwrapped

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "dashboard" / "texts"
MODULES = sorted(path for path in TEXTS.glob("*.py") if path.name != "__init__.py")
PLACEHOLDER = re.compile(r"%?\{[^{}]*\}|<[^<>]*>")


# ---- no word stands in two modules ----


def is_word(text: str) -> bool:
    """Whether a constant says something: it has two letters in a row beside what is filled in and Plotly's tags."""
    return re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub("", text)) is not None


def codes_in(tree: ast.AST) -> set[ast.AST]:
    """The constants that code goes by and nobody reads: docstrings, keys of dicts, indices, what is compared with."""
    codes: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            codes.add(node.value)
        elif isinstance(node, ast.Dict):
            codes.update(key for key in node.keys if key is not None)
        elif isinstance(node, ast.Subscript):
            codes.add(node.slice)
        elif isinstance(node, ast.Compare):
            codes.update(node.comparators)
        elif isinstance(node, ast.JoinedStr):
            codes.update(node.values)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            codes.update(node.args)
        elif isinstance(node, ast.comprehension):
            codes.update(ast.walk(node.iter))
    return codes


def words_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    codes = codes_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in codes and is_word(node.value):
            yield node.value


def test_no_word_stands_in_two_modules() -> None:
    modules_of = defaultdict(set)
    for path in MODULES:
        for word in words_in(path):
            modules_of[word].add(path.stem)
    assert {word: sorted(modules) for word, modules in modules_of.items() if len(modules) > 1} == {}


# ---- all that stands there is used ----


def constants_of(path: Path) -> Iterator[str]:
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name) and target.id.isupper())


def constants_read_in(path: Path) -> Iterator[tuple[str, str]]:
    """The constants of the texts that a module reads: the module of the texts, and the name there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules: dict[str, str] = {}  # of the texts, by the name that this module has for each
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "dashboard.texts":
            modules.update({alias.asname or alias.name: alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboard.texts."):
            home = str(node.module).removeprefix("dashboard.texts.")
            yield from ((home, alias.name) for alias in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield modules[node.value.id], node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and path.parent == TEXTS:
            yield path.stem, node.id


def constants_read() -> set[tuple[str, str]]:
    read: set[tuple[str, str]] = set()
    for path in (ROOT / "dashboard").rglob("*.py"):
        if "node_modules" not in path.parts:
            read.update(constants_read_in(path))
    template = (ROOT / "dashboard" / "take_home" / "report.html.jinja").read_text(encoding="utf-8")
    return read | {("report", name) for name in re.findall(r"words\.(\w+)", template)}


def test_no_constant_of_the_texts_is_unused() -> None:
    read = constants_read()
    unused = [f"{path.stem}.{name}" for path in MODULES for name in constants_of(path) if (path.stem, name) not in read]
    assert unused == []


# ---- keys ----


def test_every_word_of_the_glossary_that_a_text_links_to_is_there() -> None:
    links = {key for path in MODULES for key in re.findall(r"\]\(\?([^)]+)\)", path.read_text(encoding="utf-8"))}
    assert links - {"term"} <= set(GLOSSARY)


def test_the_words_of_the_client_are_texts_by_panel_and_name() -> None:
    for panel, entries in WORDS.items():
        assert re.fullmatch(r"[a-z_]+", panel)
        for key, text in entries.items():
            assert re.fullmatch(r"[a-z_]+", key)
            assert isinstance(text, str)


# ---- in a made-up language ----


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("⟦Layer⟧", ""),
        ("⟦Layer⟧ 7 × 7, ⟦row 3⟧", ""),
        ("⟦outer ⟦inner⟧ outer⟧", ""),
        ("⟦Layer⟧ and ⟦row⟧", "and"),
        ("LeNet Lab", ""),
        ("Layer", "Layer"),
    ],
)
def test_what_stands_outside_of_the_marks_is_noticed(text: str, outside: str) -> None:
    assert unwrapped(text) == outside


def test_marks_go_around_words_however_deep_and_nothing_is_lost() -> None:
    assert marked({"key": ("Layer", ["{x} of {y}", "7 × 7"])}) == {"key": ("⟦Layer⟧", ["⟦{x} of {y}⟧", "7 × 7"])}
    assert marked(marked("{n} maps")).format(n=3) == "⟦3 maps⟧"


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    """What the index page, the layout and the report say, when every word of the texts stands in marks."""
    command = [sys.executable, "-m", "tests.made_up_language"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert answer.returncode == 0, answer.stderr
    result: dict[str, list[str]] = json.loads(answer.stdout)
    return result


@pytest.mark.parametrize("part", ["index", "layout", "report", "doubtful report", "model", "stages"])
def test_every_word_that_is_shown_comes_from_the_texts(said: dict[str, list[str]], part: str) -> None:
    assert said[part] == []
