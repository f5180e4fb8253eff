"""`python -m dashboard.serve`: the dashboard under gunicorn with its own configuration, from wherever it is installed.

What else is on the command line goes to gunicorn: `python -m dashboard.serve --bind 0.0.0.0:8050`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dashboard.needs import GUNICORN, PAGE, what_to_install

CONFIGURATION = Path(__file__).with_name("gunicorn.conf.py")
APP = "dashboard.wsgi:server"


def main() -> int:
    if advice := what_to_install([*PAGE, *GUNICORN]):
        print(advice, file=sys.stderr)
        return 2
    from gunicorn.app.wsgiapp import run

    sys.argv[1:] = ["--config", str(CONFIGURATION), *sys.argv[1:], APP]
    run(prog="python -m dashboard.serve")
    return 0


if __name__ == "__main__":
    sys.exit(main())
