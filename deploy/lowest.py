"""`make lowest`: whether the lower bounds of setup.cfg are true: the tests at the lowest version of all it asks for.

An environment of its own with the oldest Python that is allowed and found here; uv picks the lowest versions. The
environment goes when the tests have ended.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.pythons import UV, environment, found, install
from deploy.requirements import ROOT, requirements

TESTS = ("tests/unit", "tests/dashboard")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.lowest", description=__doc__)
    parser.add_argument("tests", nargs="*", default=TESTS, help=f"(default: {' '.join(TESTS)})")
    options = parser.parse_args(arguments)
    version, python = next(iter(found().items()))
    print(f"the lowest versions that setup.cfg allows, in Python {version}", flush=True)
    with tempfile.TemporaryDirectory(prefix="lenetlab-lowest-") as folder:
        asked = Path(folder, "requirements.in")
        asked.write_text("\n".join(requirements("test")) + "\n", "utf-8")
        its_python = environment(Path(folder, "environment"), python)
        install(its_python, "--resolution", "lowest-direct", "--requirement", str(asked))
        subprocess.run([*UV, "pip", "list", "--python", its_python], check=True)
        # What an old version warns of, a newer one has put right: only results count here.
        command = [its_python, "-m", "pytest", "--numprocesses", "2", "-W", "ignore", "-p", "no:cacheprovider"]
        # What is required of `make test`, a browser's packages among it, is not required a second time.
        variables = {name: value for name, value in os.environ.items() if name != "LENETLAB_REQUIRE_ALL"}
        return subprocess.run([*command, *options.tests], cwd=ROOT, env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
