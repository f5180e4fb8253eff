"""The dashboard within JupyterLab: jupyter-server-proxy starts it from the entry point `lenetlab` of this package."""

from __future__ import annotations

import sys
from typing import Any

START_SECONDS = 30


def server() -> dict[str, Any]:
    """How jupyter-server-proxy starts the dashboard and what it is called in the launcher.

    It fills in `{port}` and `{base_url}`. Its proxy takes nothing off the path (`absolute_url`), so that the prefix is
    the user's address in JupyterHub, and all links stay under it.
    """
    return {
        "command": [sys.executable, "-m", "dashboard.serve", "--bind", "127.0.0.1:{port}"],
        "environment": {
            "LENETLAB_PREFIX": "{base_url}lenetlab",
            "LENETLAB_FRAME_ANCESTORS": "self",
            "WEB_CONCURRENCY": "1",
        },
        "timeout": START_SECONDS,
        "absolute_url": True,
        "launcher_entry": {"title": "LeNet Lab"},
    }
