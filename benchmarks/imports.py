"""What `import lenetlab` adds to `import torch`, each time in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys

IMPORT_RUNS = 15
TIMED = "import time, torch; began = time.perf_counter(); import lenetlab; print(time.perf_counter() - began)"


def import_milliseconds(runs: int = IMPORT_RUNS) -> list[float]:
    """Of so many runs, after one that compiles what is not yet compiled, as an installer does."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def one() -> float:
        run = subprocess.run([sys.executable, "-c", TIMED], env=environment, capture_output=True, text=True, check=True)
        return 1e3 * float(run.stdout)

    one()
    return [one() for _ in range(runs)]
