"""The Pythons that are found on this machine, for trying the oldest and the newest that LeNet Lab allows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# As the classifiers of setup.cfg state them, which a test compares with the workflow.
ALLOWED = ("3.10", "3.11", "3.12", "3.13")
MINOR_VERSION = "import sys; print('{}.{}'.format(*sys.version_info))"


def found() -> dict[str, str]:
    """The path of a Python for each allowed version that is there, oldest first; the one that runs this among them."""
    paths = {version: next(candidates(version), "") for version in ALLOWED}
    return {version: path for version, path in paths.items() if path}


def candidates(version: str) -> Iterator[str]:
    """What runs and is of this version: this Python, those on the PATH, and those that pyenv keeps."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    on_path = shutil.which(f"python{version}")
    paths = [sys.executable, *([on_path] if on_path else []), *map(str, pyenv.glob(f"versions/{version}.*/bin/python"))]
    return (path for path in paths if version_of(path) == version)


def version_of(python: str) -> str:
    """Such as 3.10; empty for what does not run, as pyenv's stand-in for a version that is not chosen."""
    asked = subprocess.run([python, "-c", MINOR_VERSION], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def environment(folder: Path, python: str) -> str:
    """A bare environment in the folder. Returns the path of its Python."""
    subprocess.run([*UV, "venv", "--quiet", "--python", python, str(folder)], check=True)
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def install(python: str, *arguments: str) -> None:
    """Install into the environment of this Python. Raises CalledProcessError where that cannot be done."""
    subprocess.run([*UV, "pip", "install", "--quiet", "--python", python, *arguments], check=True)


UV = (sys.executable, "-m", "uv")
