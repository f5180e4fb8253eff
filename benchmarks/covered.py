"""`python -m benchmarks.covered`: how much of the code the tests have run, in one short table, after `make test`.

Python's lines were counted by coverage.py in the processes of the tests, the page's own by V8 as Vitest ran them. What
only a server in a process of its own runs, or only a browser, counts as not run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "dashboard" / "client"
PACKAGES = ("lenetlab", "dashboard", "training")
LEAST_SHOWN = 5


@dataclass(frozen=True)
class Counted:
    """A file and how many of its lines there are and were run. package: what it belongs to."""

    package: str
    name: str
    lines: int
    run: int

    @property
    def share(self) -> float:
        return self.run / self.lines if self.lines else 1.0


def python_files() -> Iterator[Counted]:
    """Every module of ours. Raises CoverageException where no tests were measured."""
    measured = Coverage()
    measured.load()
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if CLIENT in path.parents:
                continue
            _, lines, _, missed, _ = measured.analysis2(str(path))
            yield Counted(package, str(path.relative_to(ROOT)), len(lines), len(lines) - len(missed))


def client_files() -> Iterator[Counted]:
    """Every module of the page's own code; none where its tests were not run."""
    summary = CLIENT / "coverage" / "coverage-summary.json"
    if not summary.is_file():
        return
    for path, counts in json.loads(summary.read_text("utf-8")).items():
        if path != "total":
            name = str(Path(path).relative_to(ROOT))
            yield Counted("client", name, counts["lines"]["total"], counts["lines"]["covered"])


def table(files: list[Counted]) -> str:
    """A line for each package, and then the files of which least was run."""
    rows = [f"{'lines that the tests have run':<32}{'lines':>8}{'run':>9}"]
    for package in dict.fromkeys(file.package for file in files):
        own = [file for file in files if file.package == package]
        lines, run = sum(file.lines for file in own), sum(file.run for file in own)
        rows.append(f"{package:<32}{lines:>8,}{run / max(lines, 1):>9.1%}")
    least = sorted(files, key=lambda file: file.run - file.lines)[:LEAST_SHOWN]
    missed = ", ".join(f"{file.name} {file.lines - file.run} of {file.lines}" for file in least)
    return "\n".join([*rows, f"most lines that were not run: {missed}"])


def main() -> int:
    print(table([*python_files(), *client_files()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
