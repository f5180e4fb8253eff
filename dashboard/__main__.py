"""`python -m dashboard --port 8050`, or `lenetlab-dashboard`: the dashboard on this computer, without gunicorn."""

from __future__ import annotations

import argparse
import sys

from dashboard.needs import PAGE, what_to_install


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    if advice := what_to_install(PAGE):
        print(advice, file=sys.stderr)
        return 2
    from dashboard.here import serve

    return serve(options.host, options.port)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lenetlab-dashboard", description=__doc__)
    parser.add_argument("--port", type=port, default=8050, help="(default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets others in (default: %(default)s)")
    return parser.parse_args(arguments)


def port(text: str) -> int:
    """A port from the command line, 0 (any that is free) to 65535."""
    number = int(text)
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"port is {number}; allowed: 0 to 65535")
    return number


if __name__ == "__main__":
    sys.exit(main())
