"""`make lock`: the exact versions of all that a deployment installs, with hashes, into deploy/requirements.lock.

torch is not in it: its CPU wheels come from an index of their own, whose hashes are other than those of the wheels of
the same version elsewhere. What torch itself requires is in it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.requirements import ROOT, requirements

LOCK = ROOT / "deploy" / "requirements.lock"
APART = ("torch",)
OF_TORCH = ("filelock", "typing-extensions>=4.10", "sympy>=1.13", "networkx", "jinja2", "fsspec", "setuptools<82")
HEAD = "# Made by `make lock`. With torch, which comes from an index of its own: deploy/requirements-torch.txt\n"


def asked_for() -> list[str]:
    """What setup.cfg asks for, for the library and the dashboard, but torch, and what that asks for."""
    own = requirements("dashboard")
    return [line for line in own if line.partition(">")[0] not in APART] + list(OF_TORCH)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "requirements.in"
        asked.write_text("\n".join(asked_for()) + "\n", "utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", "--generate-hashes", "--universal", "--no-header"]
        options = ["--python-version", "3.10", "--no-annotate", "--no-emit-index-url", "--quiet", "--upgrade"]
        made = Path(folder) / "made.lock"
        subprocess.run([*command, *options, str(asked), "--output-file", str(made)], check=True)
        LOCK.write_text(HEAD + made.read_text("utf-8"), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
