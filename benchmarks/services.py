"""What a deployment stands behind, and how to get it: `python -m benchmarks.services` installs what it can."""

from __future__ import annotations

import shutil

from benchmarks import chromium
from deploy.stack import NEEDED

NONE = "none, its tests will be skipped"

if __name__ == "__main__":
    if not all(map(shutil.which, NEEDED)):
        chromium.install_packages(*NEEDED)
    for name in NEEDED:
        print(f"{name}: {shutil.which(name) or NONE}")
