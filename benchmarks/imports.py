"""What `import lenetlab` adds to `import torch`, each time in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys

IMPORT_RUNS = 15
TIMED = "import time, torch; began = time.perf_counter(); import lenetlab; print(time.perf_counter() - began)"


def import_milliseconds(runs: int = IMPORT_RUNS) -> list[float]:
    """The time of each of so many imports, after one that compiles the modules, as an installer does."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def import_once() -> float:
        run = subprocess.run([sys.executable, "-c", TIMED], env=environment, capture_output=True, text=True, check=True)
        return 1e3 * float(run.stdout)

    import_once()
    return [import_once() for _ in range(runs)]
