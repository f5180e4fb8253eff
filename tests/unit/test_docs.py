"""The documentation is complete and true of the code, and its examples run. tests/docs has the site made of it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import lenetlab as ll
from tests.conftest import need

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
CLIENT = ROOT / "dashboard" / "client"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ---- complete ----


def described() -> list[str]:
    pages = "\n".join(map(text_of, (DOCS / "library").glob("*.md")))
    return re.findall(r"^::: lenetlab\.([\w.]+)$", pages, re.MULTILINE)


def test_every_public_name_of_the_library_is_described_exactly_once() -> None:
    names = [name.split(".")[-1] for name in described() if not name.startswith("card.")]
    assert sorted(names) == sorted(ll.__all__)


def test_every_part_of_a_model_card_is_described_exactly_once() -> None:
    names = [name.removeprefix("card.") for name in described() if name.startswith("card.")]
    assert sorted(names) == sorted(set(ll.card.__all__) - set(ll.__all__))


# ---- true ----


@pytest.mark.parametrize("page", [page for page in PAGES if "```python\n" in text_of(page)], ids=named)
def test_the_examples_of_a_page_run_and_print_what_stands_below_them(page: Path) -> None:
    names: dict[str, object] = {}
    blocks = [*BLOCK.findall(text_of(page)), ("", "", "")]
    for (language, title, code), (following, _, below) in pairwise(blocks):
        if language == "python" and not title:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(code, names)
            expected = below.strip() if following == "text" else ""
            pattern = ".*?".join(map(re.escape, expected.split("…")))
            assert re.fullmatch(pattern, printed.getvalue().strip(), re.DOTALL), printed.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    sentences = BLOCK.sub("", text_of(page))
    homes = (ROOT, ROOT / "dashboard", CLIENT / "src")
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*\w\.(?:py|ts|css|cfg|md|ipynb|json|conf))`", sentences)
    assert not [path for path in paths if not any((home / path).is_file() for home in homes)]


def test_every_command_of_make_that_the_pages_name_is_one() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named_targets = {
        name for page in PAGES for name in re.findall(r"(?:`|^)make ([a-z-]+)", text_of(page), re.MULTILINE)
    }
    assert {"run", "test", "client"} <= named_targets <= targets


# ---- the panel that a page adds ----


@pytest.fixture(scope="module")
def with_the_panel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in which everything was done that docs/adding-a-panel.md says."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("lenetlab", "dashboard", "checkpoints", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    for name in ("pyproject.toml", "setup.cfg", "README.md"):
        shutil.copy(ROOT / name, copy / name)
    for language, title, body in BLOCK.findall(text_of(DOCS / "adding-a-panel.md")):
        if title:
            carry_out(language, copy / title, body)
    run(copy, sys.executable, "-m", "dashboard.contract_files")
    return copy


def carry_out(language: str, path: Path, body: str) -> None:
    """Write a new file, or in one that is there, what a diff says: once, where all of its old lines stand."""
    if language != "diff":
        path.write_text(body, encoding="utf-8")
        return
    lines = body.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in kept) for kept in (" -", " +"))
    text = text_of(path)
    assert text.count(old) == 1, f"docs/adding-a-panel.md speaks of lines that {path.name} has not:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(folder: Path, *command: str) -> str:
    """What a command prints in a folder, whose modules go before all others. It has to succeed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


def test_the_panel_that_a_page_adds_answers_as_its_own_test_says(with_the_panel: Path) -> None:
    quick = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    passed = run(with_the_panel, sys.executable, "-m", "pytest", *quick, "tests/dashboard/test_ink_share.py")
    assert "2 passed" in passed


def test_the_panel_that_a_page_adds_has_the_form_of_the_house(with_the_panel: Path) -> None:
    made = {title: language for language, title, _ in BLOCK.findall(text_of(DOCS / "adding-a-panel.md")) if title}
    new = [title for title, language in made.items() if language == "python"]
    changed = [title for title in made if title.endswith(".py")]
    assert len(changed) > len(new) >= 3
    run(with_the_panel, sys.executable, "-m", "ruff", "check", *new)
    run(with_the_panel, sys.executable, "-m", "ruff", "format", "--check", *changed)


def test_the_panel_that_a_page_adds_has_the_types_of_the_client(with_the_panel: Path) -> None:
    tools = CLIENT / "node_modules"
    need(tools.is_dir(), "the client's tools are not installed: make test installs them")
    client = with_the_panel / "dashboard" / "client"
    (client / "node_modules").symlink_to(tools, target_is_directory=True)
    for script in ("types", "lint", "build"):
        run(with_the_panel, "npm", "--prefix", str(client), "run", script)
    assert "ink_share" in text_of(with_the_panel / "dashboard" / "assets" / "lab.js")


# ---- the notebooks ----


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.ipynb")), ids=named)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    code = [cell for cell in json.loads(text_of(path))["cells"] if cell["cell_type"] == "code"]
    assert len(code) >= 10
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
