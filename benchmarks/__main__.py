"""`python -m benchmarks trace` and `python -m benchmarks dashboard`"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

DEFAULT_ROUNDS = {"trace": 100, "dashboard": 20}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Side-by-side measurements.")
    parser.add_argument("name", choices=DEFAULT_ROUNDS)
    defaults = ", ".join(f"{rounds} for {name}" for name, rounds in DEFAULT_ROUNDS.items())
    parser.add_argument("--rounds", type=int, help=f"(default: {defaults})")
    options = parser.parse_args()
    rounds = DEFAULT_ROUNDS[options.name] if options.rounds is None else options.rounds
    status: int = import_module(f"benchmarks.{options.name}").main(rounds)
    return status


if __name__ == "__main__":
    sys.exit(main())
