"""gunicorn -c dashboard/gunicorn.conf.py dashboard.wsgi:server

Two workers answer any request; more of them, another address and so on come from gunicorn's own flags or from
GUNICORN_CMD_ARGS. The app is loaded before the workers start, so they share the weights and MNIST in memory.
"""

import os
import subprocess
import sys

import torch

bind = f"127.0.0.1:{os.environ.get('PORT', '8050')}"
workers = 2
threads = 2
preload_app = True
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8_190

# The work on one small image is too little to divide between threads, and the workers' threads would only compete.
torch.set_num_threads(1)


def when_ready(server: object) -> None:
    """Compress the page's large files as well as possible, beside the workers; until then a quick level serves."""
    subprocess.Popen([sys.executable, "-m", "dashboard.compress"])
