"""`python -m benchmarks load`: the dashboard as it is deployed, under as many requests as it can take and more.

gunicorn and the generator share two cores of this computer. Requests arrive by chance at a given rate, whatever becomes
of those before them (open loop), and times count from the moment when each was due to the last byte of its answer; a
class of learners waits for answers, as people do. `live` is a prediction of a growing stroke without its stages;
`settings` is a whole reading with all stages after one control of the first convolution was changed. Beside each line
stand, in milliseconds, how late the generator was (p99), and what kept cores busy: the server, the generator, and
everything else on this computer, which should be next to nothing.
"""

from __future__ import annotations

import argparse
import sys
import warnings

from benchmarks.budgets import show_all
from benchmarks.load import PARTS, processes, recording
from benchmarks.serving import compress, serving

SECONDS = 20.0
# Everybody here has one address, so the limit for an address is counted and never reached.
DEPLOYED = {"LENETLAB_LOG": "on", "LENETLAB_RATE_LIMIT": "1000000 per minute"}


def main(arguments: list[str]) -> int:
    """The exit status: 1 when a budget is missed."""
    options = parser().parse_args(arguments)
    if options.record:
        from benchmarks.load.record import recorded

        recording.write(recorded())
        return 0
    if not sys.platform.startswith("linux"):
        print("The load is measured on Linux, which counts what processes cost.", file=sys.stderr)
        return 2
    return measured(options)


def measured(options: argparse.Namespace) -> int:
    with warnings.catch_warnings():
        # Locust replaces what Python waits by, so it comes in here and nowhere earlier. In search of locks it looks at
        # every module, which torch's old names take for being used.
        warnings.simplefilter("ignore", FutureWarning)
        from benchmarks.load import capacity, rows
        from benchmarks.load.run import HEADINGS, Run

    session = recording.read()
    processes.use_two_cores()
    compress()
    with serving(settings=DEPLOYED) as server:
        run = Run(server)
        if options.capacity:
            print(capacity.table(capacity.cpu_by_kind(server, run.address, session), session))
            return 0
        print(HEADINGS, flush=True)
        if options.quick:
            return show_all(list(rows.quick_rows(run, session)))
        return show_all(list(rows.all_rows(run, options.only or PARTS, options.seconds, options.minutes, session)))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m benchmarks load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--seconds", type=positive, default=SECONDS, help=f"of each rate (default: {SECONDS:g})")
    made.add_argument(
        "--minutes", type=positive, default=0.0, help="of a long run at the end, for the growth of memory"
    )
    made.add_argument("--only", action="append", choices=PARTS, help="one part; again for more (default: all)")
    made.add_argument("--quick", action="store_true", help="a minute at low rates: only that nothing goes wrong")
    made.add_argument("--capacity", action="store_true", help="how many learners fit, as Markdown, and nothing else")
    made.add_argument("--record", action="store_true", help="record the learners' session anew in a real page")
    return made


def positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 24 * 60 * 60:
        raise argparse.ArgumentTypeError(f"{text} is not allowed; allowed: any number above 0, a day at most")
    return number
