"""`gunicorn -c dashboard/gunicorn.conf.py dashboard.wsgi:server`: the app, built when this module is imported."""

from __future__ import annotations

from dashboard.app import the_app

app = the_app()
server = app.server
