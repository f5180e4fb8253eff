"""gunicorn -c dashboard/gunicorn.conf.py dashboard.wsgi:server

Any worker answers any request. How many there are (WEB_CONCURRENCY), another address (--bind) and so on come from
gunicorn's own flags or from GUNICORN_CMD_ARGS. The app is loaded before the workers start, so they share the weights
and MNIST in memory. A reload (SIGHUP) reads the weights anew.
"""

import gc
import logging
import os
import shutil
import subprocess
import sys
import tempfile

import torch
from flask import Flask

from dashboard.serving.settings import SettingError, deployment_of

MOST_WORKERS = 32


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


os.environ.setdefault("LENETLAB_LOG", "on")
# The path that everything begins with is the app's business; gunicorn itself would refuse all other paths.
if os.environ.get("SCRIPT_NAME"):
    os.environ.setdefault("LENETLAB_PREFIX", os.environ.pop("SCRIPT_NAME"))

try:
    deployment = deployment_of(os.environ)
except SettingError as error:
    sys.exit(f"dashboard: {error}")

bind = f"127.0.0.1:{os.environ.get('PORT', '8050')}"
# Two for each core: a request that takes long in one of them leaves the core to the other, so that fewer have to wait.
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2 * cores(), MOST_WORKERS))
worker_class = "dashboard.serving.worker.LabWorker"
worker_connections = 4_000
preload_app = True
timeout = 30
graceful_timeout = 10
# Also the seconds in which the headers of a request have to come.
keepalive = 10
max_requests = 500_000
max_requests_jitter = 50_000
limit_request_line = 8_190
# What proxies say is understood by the app, which knows whom to believe.
forwarded_allow_ips = ""
forwarder_headers = ""
header_map = "drop"
# Whoever runs this has the signals; a socket more would need a folder to lie in.
control_socket_disable = True

if deployment.metrics:
    # Before anything of Prometheus's is imported: where the workers' counts lie.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="lenetlab-metrics-"))

# The work on one small image is too little to divide between threads, and the workers' threads would only compete.
torch.set_num_threads(1)


def when_ready(server: object) -> None:
    """Compress the page's large files as well as possible, beside the workers; until then a quick level serves."""
    from dashboard.serving import files

    share_memory()
    app = server.app.callable  # type: ignore[attr-defined]
    if not isinstance(app, Flask) or not files.all_well_compressed(app):
        subprocess.Popen([sys.executable, "-m", "dashboard.compress"])


def share_memory() -> None:
    """Keep the garbage collector of the workers off what they share: it would copy it, and look at it in vain."""
    gc.collect()
    gc.freeze()


def on_reload(server: object) -> None:
    """Make the app anew, with the weights that lie there now, for the workers that come; the others end in peace."""
    from dashboard.app import create_app

    try:
        server.app.callable = create_app().server  # type: ignore[attr-defined]
    except ValueError as error:
        logging.getLogger("dashboard").error("nothing was reloaded, what was in use stays: %s", error)
    share_memory()


def worker_exit(server: object, worker: object) -> None:
    """A worker that has done its work ends at once: what Python would take apart one by one hangs together in gevent's
    threads, and would only complain."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def child_exit(server: object, worker: object) -> None:
    """What a worker that has ended counted stays counted; that requests wait in it does not."""
    if deployment.metrics:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[attr-defined]


def on_exit(server: object) -> None:
    """Leave nothing behind."""
    if deployment.metrics:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
