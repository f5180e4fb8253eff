"""`gunicorn -c dashboard/gunicorn.conf.py dashboard.wsgi:server`: the app, built when this module is imported."""

from __future__ import annotations

from dashboard.app import the_app
from dashboard.serving.request_log import set_up_logging

set_up_logging()
app = the_app()
server = app.server
