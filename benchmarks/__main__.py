"""`python -m benchmarks trace`"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks import trace

BENCHMARKS: dict[str, Callable[[int], None]] = {"trace": trace.main}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Side-by-side measurements, as ratios.")
    parser.add_argument("name", choices=BENCHMARKS)
    parser.add_argument("--rounds", type=int, default=100, help="(default: %(default)s)")
    options = parser.parse_args()
    BENCHMARKS[options.name](options.rounds)


if __name__ == "__main__":
    main()
