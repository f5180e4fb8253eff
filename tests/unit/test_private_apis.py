"""docs/private-apis.md: all that we use of others without their promise stands there, with a reason and a test."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import dash
import pytest

from dashboard.app import create_app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "private-apis.md").read_text(encoding="utf-8")
DASHBOARD = ROOT / "dashboard"
CLIENT = DASHBOARD / "client" / "src"
PYTHON = [path for package in ("lenetlab", "dashboard", "training") for path in (ROOT / package).rglob("*.py")]
# The names of classes that only a variable part follows, such as icon-undo.
OUR_PREFIXES = ("icon-", "model-")
DOCUMENTED = {"_exit"}


def rows(heading: str = "") -> list[tuple[str, str, str]]:
    """What, where, and which tests notice, of every line of the tables, or of that below a heading."""
    _, _, text = PAGE.partition(f"## {heading}") if heading else ("", "", PAGE)
    below = text.split("\n## ")[0] if heading else text
    lines = [line.strip("| ").split(" | ") for line in below.splitlines() if line.startswith("| ")]
    return [(cells[0], cells[1], cells[4]) for cells in lines if cells[0] != "what"]


def code_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def home_of(path: str) -> Path:
    """A module of the client is named by its path in client/src."""
    return CLIENT / path if path.endswith(".ts") and (CLIENT / path).is_file() else ROOT / path


LISTED = " ".join(code for what, _, _ in rows() for code in code_in(what))


def files_of_package(name: str, *patterns: str) -> list[Path]:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return [path for pattern in patterns for path in sorted(Path(spec.origin).parent.glob(pattern))]


@cache
def text_of_package(name: str, *patterns: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files_of_package(name, *patterns))


def sources_of_the_client() -> str:
    """Its code without the comments that have lines of their own."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CLIENT.rglob("*.ts")))
    return re.sub(r"^\s*(//|/?\*).*$", "", text, flags=re.MULTILINE)


def private_names_in_python() -> set[str]:
    """Names with an underscore that no module of ours defines, or that are asked of a parent class."""
    own: set[str] = set()
    used: set[str] = set()
    of_parents: set[str] = set()
    for node in (node for path in PYTHON for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            own.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            own.add(node.attr)
        elif isinstance(node, ast.Attribute):
            (of_parents if ast.unparse(node.value) == "super()" else used).add(node.attr)
    found = (used - own) | of_parents
    return {name for name in found if name.startswith("_") and not name.startswith("__")} - DOCUMENTED


def private_names_in_the_client() -> set[str]:
    """Properties with an underscore, read or declared."""
    found = re.findall(r"\.(_[a-zA-Z]\w*)|^ +(_[a-zA-Z]\w*)\??:", sources_of_the_client(), re.MULTILINE)
    return {read or declared for read, declared in found}


def addresses_of_dash() -> set[str]:
    text = sources_of_the_client() + "".join(path.read_text(encoding="utf-8") for path in PYTHON)
    return set(re.findall(r"_dash-[\w-]*\w", text))


def classes_of_others() -> set[str]:
    """Classes that our stylesheets and selectors name, but neither our code nor Bootstrap sets."""
    styles = "".join(path.read_text(encoding="utf-8") for path in (DASHBOARD / "assets").glob("*.css"))
    selectors = " ".join(re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)))
    quoted = re.findall(r"[\"`]([^\"`\n]+)[\"`]", re.sub(r"\$\{[^}]*\}", "", sources_of_the_client()))
    named = set(re.findall(r"(?<![\w/.])\.([a-z][a-z-]+)(?![\w/.])", f"{selectors} {' '.join(quoted)}"))
    code = sources_of_the_client() + "".join(path.read_text(encoding="utf-8") for path in DASHBOARD.rglob("*.py"))
    ours = set(re.findall(r"(?<![\w.-])[a-zA-Z][\w-]+", code))
    bootstrap = text_of_package("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css")
    theirs = set(re.findall(r"\.([a-zA-Z][\w-]+)", bootstrap))
    return {name for name in named - ours - theirs if not name.startswith(OUR_PREFIXES)}


@pytest.mark.parametrize(
    "names",
    [private_names_in_python(), private_names_in_the_client(), addresses_of_dash(), classes_of_others()],
    ids=["in Python", "in the page's code", "addresses of Dash", "classes of others"],
)
def test_every_private_name_in_the_sources_is_in_the_tables(names: set[str]) -> None:
    assert len(names) >= 3
    assert not {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", LISTED)}


@pytest.mark.parametrize(("what", "where"), [(what, where) for what, where, _ in rows()])
def test_what_a_table_lists_is_still_used_where_it_says(what: str, where: str) -> None:
    used = "".join(home_of(path).read_text(encoding="utf-8") for path in code_in(where))
    for code in code_in(what):
        assert code in used or re.search(rf"\b{code.split('.')[-1]}\b", used), code


@pytest.mark.parametrize("tests", [tests for _, _, tests in rows()])
def test_the_tests_that_would_notice_are_there(tests: str) -> None:
    paths = code_in(tests)
    assert paths
    assert all((ROOT / path).is_file() for path in paths)


@pytest.mark.parametrize("what", [what for heading in ("Dash", "Plotly") for what, _, _ in rows(heading)])
def test_what_a_table_lists_of_dash_and_plotly_is_in_their_packages(what: str) -> None:
    of_dash = text_of_package(
        "dash", "*.py", "development/*.py", "dcc/*.js", "html/*.py", "dash-renderer/build/*.min.js"
    )
    of_plotly = text_of_package("plotly", "package_data/plotly.min.js")
    for code in code_in(what):
        name = code.split(".")[-1] if code[0] == "." or "._" in code else code
        is_file = files_of_package("dash", f"dcc/{name}") or files_of_package("plotly", f"package_data/{name}")
        assert name in of_dash or name in of_plotly or is_file, name


def test_the_page_does_not_say_which_version_of_dash_runs_here() -> None:
    page = create_app().server.test_client().get("/").text
    assert "_dash-config" in page
    assert dash.__version__ not in page
