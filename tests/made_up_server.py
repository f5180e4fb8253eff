"""The dashboard in the made-up language, for a browser: `gunicorn tests.made_up_server:server`."""

from __future__ import annotations

from tests.made_up_language import speak

speak()

from dashboard.app import create_app  # noqa: E402  # what is imported now, reads words in marks

server = create_app().server
