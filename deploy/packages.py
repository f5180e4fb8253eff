"""`make packages`: what is handed out, installed in bare environments as the README says, and used there.

The library alone in the oldest and the newest Python that are found here; the dashboard added to it; the dashboard from
the lock file; an editable install with its types. uv does what pip does in the README, sooner.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.lock import LOCK
from deploy.pythons import UV, environment, found, install
from deploy.requirements import ROOT

OF_THE_PAGE = {"dash", "flask", "gunicorn", "gevent", "plotly", "torchvision", "tqdm", "redis", "werkzeug"}
TYPED = "import lenetlab\nreveal_type(lenetlab.trace)\nreveal_type(lenetlab.Conv1Config().filters)\n"
SAID_ONCE_SERVED = re.compile(r"LeNet Lab is on (http://\S+)")
NOT_COPIED = (".git", ".venv", ".serve", "node_modules", "__pycache__", "*.egg-info", "build", "site", ".*_cache")


def main() -> int:
    pythons = found()
    with tempfile.TemporaryDirectory(prefix="lenetlab-packages-") as name:
        folder = Path(name)
        wheel = built(folder / "made")
        for version in dict.fromkeys([next(iter(pythons)), list(pythons)[-1]]):
            its_python = environment(folder / version, pythons[version])
            library_alone(its_python, wheel, folder)
            done(f"the library alone, in Python {version}")
            with_the_page(its_python, wheel, folder)
            done(f'"lenetlab[dashboard]", in Python {version}')
            shutil.rmtree(folder / version)
        from_the_lock_file(folder, wheel)
        done("the dashboard from the lock file")
        editable(folder, sys.executable)
        done("an editable install, whose types mypy sees")
    return 0


def done(what: str) -> None:
    print(f"packages: {what}", flush=True)


def built(folder: Path) -> Path:
    """Build both distributions and check their metadata. Returns the path of the wheel."""
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *map(str, folder.iterdir())], check=True)
    return next(folder.glob("*.whl"))


def library_alone(python: str, wheel: Path, folder: Path) -> None:
    """Nothing of the page is installed, the README's example runs, and the commands say what they need."""
    install(python, str(wheel))
    unwanted = installed(python) & OF_THE_PAGE
    assert not unwanted, f"the library alone brings {sorted(unwanted)}"
    example = (ROOT / "README.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    assert said([python, "-c", f"{example}\nprint(trace.prediction)"], folder).endswith("7\n")
    assert said([command(python, "lenetlab"), "--help"], folder).startswith("usage: lenetlab ")
    advice = subprocess.run([command(python, "lenetlab-dashboard")], capture_output=True, text=True, check=False)
    assert advice.stderr.endswith('pip install "lenetlab[dashboard]"\n'), advice.stderr
    assert advice.returncode == 2


def with_the_page(python: str, wheel: Path, folder: Path) -> None:
    """What the line of advice says to type makes the page come."""
    install(python, f"{wheel}[dashboard]")
    assert "torchvision" not in installed(python)
    assert_served(command(python, "lenetlab-dashboard"), folder)


def from_the_lock_file(folder: Path, wheel: Path) -> None:
    """All of the exact versions, with their hashes, and torch beside them."""
    python = environment(folder / "locked", sys.executable)
    install(python, "torch")
    install(python, "--no-deps", "--require-hashes", "--requirement", str(LOCK))
    install(python, "--no-deps", str(wheel))
    subprocess.run([*UV, "pip", "check", "--python", python], check=True)
    assert_served(command(python, "lenetlab-dashboard"), folder)
    shutil.rmtree(folder / "locked")


def editable(folder: Path, its_maker: str) -> None:
    """`pip install -e .` in a copy of the checkout; a script that lies elsewhere sees its types."""
    source, script = folder / "source", folder / "typed.py"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*NOT_COPIED))
    script.write_text(TYPED, "utf-8")
    python = environment(folder / "editable", its_maker)
    install(python, "mypy")
    install(python, "--editable", str(source))
    revealed = said([python, "-m", "mypy", str(script)], folder)
    assert "-> lenetlab.trace.Trace" in revealed, revealed
    assert 'Revealed type is "int"' in revealed, revealed


def installed(python: str) -> set[str]:
    """The names of all packages in an environment."""
    listed = subprocess.run(
        [*UV, "pip", "list", "--format", "json", "--python", python], capture_output=True, text=True, check=True
    )
    return {entry["name"].lower() for entry in json.loads(listed.stdout)}


def command(python: str, name: str) -> str:
    """The path of a command in the environment of this Python."""
    return str(Path(python).with_name(name))


def said(arguments: list[str], folder: Path) -> str:
    """What a command prints, outside of the checkout, so that only what is installed is found."""
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=True).stdout


def assert_served(program: str, folder: Path) -> None:
    with served(program, folder) as address, urllib.request.urlopen(address, timeout=30) as answer:
        assert "LeNet Lab" in answer.read().decode("utf-8")


@contextmanager
def served(program: str, folder: Path) -> Iterator[str]:
    """The address that the dashboard says it is on, on a free port, until the end of the block."""
    arguments = [program, "--port", "0"]
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout
        line = process.stdout.readline()
        match = SAID_ONCE_SERVED.search(line)
        assert match, line + process.stdout.read()
        yield match[1]
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    sys.exit(main())
