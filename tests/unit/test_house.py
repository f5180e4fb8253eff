"""The rules of the house: who imports whom, what an import brings along, and that the examples in the docs run."""

import ast
import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import lenetlab as ll

ROOT = Path(__file__).parents[2]
FOREIGN = {
    "lenetlab": {"dash", "plotly", "flask", "dashboard", "training"},
    "dashboard": {"training", "torchvision"},
    "training": {"dashboard", "dash"},
}
# The report of an evaluation has the figures of the page "Model". It takes nothing of the dashboard that needs Dash.
REPORT = "training.plots"


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("package", FOREIGN)
def test_no_package_imports_what_it_must_not(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        allowed = {"dashboard"} if path == ROOT / f"{REPORT.replace('.', '/')}.py" else set()
        assert not {name.split(".")[0] for name in imports_of(path)} & FOREIGN[package] - allowed, path


@pytest.mark.parametrize("package", ["dashboard", "training", "benchmarks"])
def test_the_others_use_only_the_public_names_of_the_library(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert not {name for name in imports_of(path) if name.startswith("lenetlab.")}, path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "lenetlab":
                assert {alias.name for alias in node.names} <= set(ll.__all__), path


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("lenetlab", ["dash", "plotly", "flask", "torchvision", "PIL", "scipy", "lenetlab.glyphs"]),
        ("lenetlab", ["lenetlab.card", "lenetlab.card_files"]),
        ("dashboard.app", ["torchvision", "training"]),
        (REPORT, ["dash", "flask", "dash_bootstrap_components", "jinja2", "brotli"]),
    ],
)
def test_importing_brings_in_nothing_it_does_not_need(module: str, unwanted: list[str]) -> None:
    code = f"import sys, {module}; print([name for name in {unwanted} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"


def test_importing_the_app_builds_nothing_and_both_entries_for_gunicorn_give_the_one_server() -> None:
    code = """
import dashboard.app as app, sys
assert app.the_app.cache_info().currsize == 0 and "dashboard.wsgi" not in sys.modules
from dashboard import wsgi
assert app.server is wsgi.server is wsgi.app.server and app.app is wsgi.app
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr


def test_every_public_name_exists_and_is_sorted() -> None:
    assert all(hasattr(ll, name) for name in ll.__all__)
    assert len(set(ll.__all__)) == len(ll.__all__)
    assert set(ll.__all__) <= set(dir(ll))


def test_a_name_that_is_not_public_is_an_attribute_error_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'lenetlab' has no attribute 'drawn_simple'"):
        ll.drawn_simple  # noqa: B018


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(ll.__path__) if m.name != "__main__"])
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"lenetlab.{module}"))
    assert result.failed == 0


def test_the_readmes_example_runs_and_says_what_its_comments_say() -> None:
    code = (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names: dict[str, object] = {}
    for line in code.splitlines():
        expression, _, comment = line.partition("  #")
        expected = comment.split(":")[0].strip()
        if line.startswith(("trace.", "trace[", "ll.")):
            assert repr(eval(expression, names)) == expected
        else:
            exec(line, names)


@pytest.mark.parametrize("package", ["lenetlab", "dashboard", "training", "benchmarks"])
def test_no_module_is_longer_than_300_lines(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
