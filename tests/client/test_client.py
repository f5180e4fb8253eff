"""The page's own code: its tests (Vitest), and that the bundle which is served is what the sources give."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client import windows
from tests.conftest import need

CLIENT = Path(__file__).parents[2] / "dashboard" / "client"


@pytest.fixture(scope="module")
def npm() -> list[str]:
    """The command that runs a script of the client."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    command = shutil.which("npm", path=path)
    need(
        command and (CLIENT / "node_modules").is_dir(), "the client's tools are not installed: make test installs them"
    )
    return [str(command), "--prefix", str(CLIENT), "run"]


def run(command: list[str], **variables: str) -> None:
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", **variables}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_clients_tests_pass(npm: list[str], tmp_path: Path) -> None:
    """Among them: the windows that the page outlines are those of lenetlab.explain, in all 36 configurations."""
    cases = tmp_path / "windows.json"
    cases.write_text(windows.written(), encoding="utf-8")
    run([*npm, "test"], LENETLAB_WINDOWS=str(cases))


def test_the_bundle_is_what_its_sources_give(npm: list[str]) -> None:
    run([*npm, "check"])


def test_the_bundle_stays_small() -> None:
    """What it replaced were scripts of 120,360 bytes; since then the panels that say why, and what if, have come."""
    assert (CLIENT.parent / "assets" / "lab.js").stat().st_size <= 160_000
