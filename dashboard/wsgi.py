"""`gunicorn -c dashboard/gunicorn.conf.py dashboard.wsgi:server`: the app, built when this module is imported."""

from __future__ import annotations

from dashboard.app import create_app

app = create_app()
server = app.server
