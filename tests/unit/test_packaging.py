"""What is handed out: the wheel, the source distribution, who needs which packages, and what the commands say."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

import lenetlab as ll
from deploy import lock
from deploy.requirements import requirements

ROOT = Path(__file__).parents[2]
NOT_HANDED_OUT = (".*", "node_modules", "__pycache__", "*.egg-info", "build", "dist", "site", "screenshots", "coverage")
PACKAGES = ("lenetlab", "dashboard", "training")
EXTRAS = {"lenetlab": (), "dashboard": ("dashboard",), "training": ("training",)}
OWN = {*PACKAGES, "benchmarks", "deploy", "tests"}
PAGE = ("dash", "flask", "gunicorn", "gevent", "plotly")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that is made of it, of a copy of this checkout."""
    source, made = tmp_path_factory.mktemp("source") / "lenetlab", tmp_path_factory.mktemp("made")
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*NOT_HANDED_OUT))
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(source)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return made


@pytest.fixture(scope="module")
def wheel(made: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(next(made.glob("*.whl"))) as file:
        return set(file.namelist())


@pytest.fixture(scope="module")
def metadata(made: Path) -> Message:
    with zipfile.ZipFile(next(made.glob("*.whl"))) as file:
        name = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(file.read(name).decode("utf-8"))


def asked_by(metadata: Message, extra: str) -> set[str]:
    """The names of the packages that a wheel asks for with an extra, or with none if that is empty."""
    stated = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    return {
        canonicalize_name(one.name) for one in stated if one.marker is None or one.marker.evaluate({"extra": extra})
    }


def test_the_library_alone_brings_pytorch_numpy_scipy_pillow_and_safetensors_and_nothing_of_the_page(
    metadata: Message,
) -> None:
    assert asked_by(metadata, "") == {"torch", "numpy", "scipy", "pillow", "safetensors"}


def test_the_extras_bring_what_the_page_and_training_need(metadata: Message) -> None:
    assert {"dash", "plotly", "flask", "gevent", "orjson"} <= asked_by(metadata, "dashboard")
    assert "torchvision" not in asked_by(metadata, "dashboard")
    assert {"torchvision", "tqdm"} <= asked_by(metadata, "training")
    assert set(metadata.get_all("Provides-Extra", [])) == {"dashboard", "training", "test", "docs", "engines"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_it_brings_along(package: str) -> None:
    stated = {canonicalize_name(Requirement(line).name) for line in requirements(*EXTRAS[package])}
    providers = providers_of_names()
    for path in (ROOT / package).rglob("*.py"):
        for name in imported(path) - sys.stdlib_module_names - OWN:
            brought = {canonicalize_name(distribution) for distribution in providers.get(name, ())}
            allowed = stated | ({"torchvision"} if path.name == "samples.py" else set())
            assert brought & allowed, f"{path} imports {name}, which setup.cfg does not bring"


def providers_of_names() -> dict[str, set[str]]:
    """The distributions that have files for a top-level name. Python 3.10's own function knows only some of them."""
    providers: dict[str, set[str]] = {}
    for distribution in distributions():
        for top in {file.parts[0].partition(".")[0] for file in distribution.files or ()}:
            providers.setdefault(top, set()).add(distribution.metadata["Name"])
    return providers


def imported(path: Path) -> set[str]:
    """The top-level names of all that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
    return names


def test_the_wheel_has_every_module_and_every_file_that_they_read(wheel: set[str]) -> None:
    modules = {str(path.relative_to(ROOT)) for package in PACKAGES for path in python_files(ROOT / package)}
    assets = {str(path.relative_to(ROOT)) for path in (ROOT / "dashboard" / "assets").iterdir()}
    assert "dashboard/assets/lab.js" in assets
    read = {"lenetlab/py.typed", "dashboard/serving/index.html.jinja", "dashboard/take_home/report.html.jinja"}
    names = ("lenet.safetensors", "lenet.json", "lenet.units.safetensors")
    checkpoint = {f"lenetlab/_checkpoints/{name}" for name in names}
    assert (modules | assets | read | checkpoint) - wheel == set()


def python_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "node_modules" not in path.parts]


def test_the_wheel_has_the_licence_and_nothing_but_the_three_packages(wheel: set[str]) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == set(PACKAGES)
    assert not any("client" in name.split("/") for name in wheel)


def test_the_source_distribution_has_the_sources_of_the_pages_own_code_and_the_tests(made: Path) -> None:
    with tarfile.open(next(made.glob("*.tar.gz"))) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {"LICENSE", "Makefile", "setup.py", "checkpoints/lenet.safetensors"} <= names
    assert {"dashboard/client/src/main.ts", "dashboard/client/package-lock.json"} <= names
    assert {"tests/unit/test_packaging.py", "tests/conftest.py"} <= names
    assert not any("node_modules" in name or name.endswith(".pyc") for name in names)


def test_the_index_of_packages_would_take_both(made: Path) -> None:
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, made.iterdir())]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.count("PASSED") == 2


def test_the_metadata_says_the_licence_the_oldest_python_and_that_types_are_there(metadata: Message) -> None:
    assert metadata["Version"] == ll.__version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.10"
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])


def test_the_workflow_tries_the_oldest_python_and_the_newest_that_the_metadata_states(metadata: Message) -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    tried = re.findall(r'"(3\.\d+)"', re.search(r"python: \[(.*)\]", workflow)[1])  # type: ignore[index]
    stated = [
        line.rpartition(" ")[2]
        for line in metadata.get_all("Classifier", [])
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", line)
    ]
    assert tried == [min(stated, key=Version), max(stated, key=Version)]


def test_dash_and_plotly_are_bounded_by_their_minor_version_and_the_lock_file_keeps_to_all_bounds() -> None:
    bounds = {canonicalize_name(one.name): one.specifier for one in map(Requirement, requirements("dashboard"))}
    for name in map(canonicalize_name, ("dash", "plotly")):
        version = Version(next(one.version for one in bounds[name] if one.operator == ">="))
        assert SpecifierSet(f"<{version.major}.{version.minor + 1}") & bounds[name] == bounds[name]
    locked = re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", lock.LOCK.read_text("utf-8"), re.M)
    for name, version in locked:
        assert bounds.get(canonicalize_name(name), SpecifierSet()).contains(version), f"{name} {version}"


def test_the_changelog_and_the_citation_know_the_version() -> None:
    assert f"## [{ll.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"version: {ll.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "says"), [("lenetlab", "predict|trace|download"), ("lenetlab-dashboard", "--port")]
)
def test_a_command_explains_itself(made: Path, command: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(next(made.glob("*.whl"))) as file:
        name = next(name for name in file.namelist() if name.endswith("entry_points.txt"))
        entry = re.search(rf"^{command} = ([\w.]+):(\w+)$", file.read(name).decode("utf-8"), re.M)
    assert entry
    with pytest.raises(SystemExit) as ended:
        getattr(importlib.import_module(entry[1]), entry[2])(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: {command} ")
    assert says in said


def run_without(packages: tuple[str, ...], module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m module` as it is where these packages are not installed."""
    code = (
        "import runpy, sys\n"
        f"sys.modules.update(dict.fromkeys({packages}))\n"
        f"sys.argv[1:] = {arguments}\n"
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("module", ["dashboard", "dashboard.serve"])
def test_without_its_packages_the_dashboard_says_in_one_line_what_to_install(module: str) -> None:
    ended = run_without(PAGE, module)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert re.fullmatch(r"dashboard: not installed: .*dash.*: pip install \"lenetlab\[dashboard\]\"\n", ended.stderr)


def test_the_dashboard_explains_itself_without_its_packages() -> None:
    assert run_without(PAGE, "dashboard", "--help").stdout.startswith("usage: lenetlab-dashboard")


@pytest.mark.parametrize("module", ["training", "training.evaluate", "training.spread"])
def test_without_its_packages_training_says_in_one_line_what_to_install(module: str) -> None:
    ended = run_without(("tqdm", "torchvision"), module, "--help")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == 'training: not installed: tqdm; what it needs: pip install "lenetlab[training]"\n'


def test_without_torchvision_the_download_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path / "nothing"))
    ended = run_without(("torchvision",), "lenetlab", "download")
    assert ended.returncode == 2
    assert ended.stderr == (
        f"lenetlab: MNIST is not in {tmp_path / 'nothing'}, and torchvision, which fetches it, is not installed: "
        "pip install 'lenetlab[training]'\n"
    )


def test_the_library_works_without_the_packages_of_the_page_and_of_training() -> None:
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({(*PAGE, 'torchvision', 'tqdm')}))\n"
        "import lenetlab as ll\n"
        "drawing = ll.Drawing(strokes=[[(40, 28), (100, 28), (64, 115)]], size=140, brush=10)\n"
        "print(ll.trace(ll.load_pretrained(), ll.preprocess(drawing)).prediction)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout == "7\n"
