"""`python -m benchmarks trace`, `why`, `dashboard` and `load`"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

DEFAULT_ROUNDS = {"trace": 100, "why": 10, "dashboard": 20}
LOAD = "load"


def main() -> int:
    if sys.argv[1:2] == [LOAD]:  # which has options of its own
        return status_of("load.command", sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Side-by-side measurements.")
    parser.add_argument("name", choices=[*DEFAULT_ROUNDS, LOAD])
    defaults = ", ".join(f"{rounds} for {name}" for name, rounds in DEFAULT_ROUNDS.items())
    parser.add_argument("--rounds", type=int, help=f"(default: {defaults})")
    options = parser.parse_args()
    rounds = DEFAULT_ROUNDS[options.name] if options.rounds is None else options.rounds
    return status_of(options.name, rounds)


def status_of(module: str, options: object) -> int:
    """The exit status of a module's own main."""
    status: int = import_module(f"benchmarks.{module}").main(options)
    return status


if __name__ == "__main__":
    sys.exit(main())
