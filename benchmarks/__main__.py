"""`python -m benchmarks trace` and `python -m benchmarks dashboard`"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

NAMES = {"trace": 100, "dashboard": 20}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Side-by-side measurements.")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--rounds", type=int, help=f"(default: {', '.join(f'{n} for {k}' for k, n in NAMES.items())})")
    options = parser.parse_args()
    rounds = NAMES[options.name] if options.rounds is None else options.rounds
    status: int = import_module(f"benchmarks.{options.name}").main(rounds)
    return status


if __name__ == "__main__":
    sys.exit(main())
