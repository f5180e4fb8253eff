"""What a command says where the packages that the dashboard needs are not installed, instead of a traceback.

`pip install lenetlab` brings the library alone; its extra [dashboard] brings Dash and the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

PAGE = (
    "dash",
    "plotly",
    "dash_bootstrap_components",
    "flask_bootstrap",
    "flask_compress",
    "brotli",
    "limits",
    "prometheus_client",
)
GUNICORN = ("gunicorn", "gevent", "gunicorn_h1c")


def what_to_install(packages: Sequence[str]) -> str:
    """One line that names the packages that are not there and the command that brings them; empty if all are there."""
    missing = [name for name in packages if find_spec(name) is None]
    if not missing:
        return ""
    return f'dashboard: not installed: {", ".join(missing)}; what it needs: pip install "lenetlab[dashboard]"'
