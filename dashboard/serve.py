"""`python -m dashboard.serve`: the dashboard under gunicorn with its own configuration, from wherever it is installed.

What else is on the command line goes to gunicorn: `python -m dashboard.serve --bind 0.0.0.0:8050`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gunicorn.app.wsgiapp import run

CONFIGURATION = Path(__file__).with_name("gunicorn.conf.py")
APP = "dashboard.wsgi:server"

if __name__ == "__main__":
    sys.argv[1:] = ["--config", str(CONFIGURATION), *sys.argv[1:], APP]
    sys.exit(run(prog="python -m dashboard.serve"))
