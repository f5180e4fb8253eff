"""`python deploy/stack.py`: two instances behind nginx with TLS, and Redis that counts for both, on this machine.

nginx, redis-server and openssl are Debian's packages. All that is written lies in one folder, which goes with the
stack; Ctrl+C ends it. With --strip-prefix nginx takes the prefix off and says it in a header, else it passes it on.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
TEMPLATE = HERE / "nginx.conf.template"
CONFIGURATION = "from dashboard import __path__ as p; print(p[0] + '/gunicorn.conf.py')"
NEEDED = ("nginx", "redis-server", "openssl")
MIME_TYPES = Path("/etc/nginx/mime.types")
START_SECONDS = 60


@dataclass(frozen=True)
class Stack:
    """port: of nginx. prefix: "/" or "/lab/". strips: nginx takes the prefix off. instances: ports of gunicorn."""

    port: int
    prefix: str
    strips: bool
    instances: tuple[int, ...]
    redis: int
    folder: Path


def nginx_configuration(stack: Stack) -> str:
    """The configuration of nginx for a stack."""
    bare = stack.prefix.rstrip("/")
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        folder=stack.folder,
        port=stack.port,
        prefix=stack.prefix,
        mime_types=f"include {MIME_TYPES};" if MIME_TYPES.exists() else "",
        servers="\n        ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in stack.instances),
        forwarded_prefix=bare if stack.strips else "",
        upstream_path="/" if stack.strips else stack.prefix,
        redirect=f"location = {bare} {{ return 308 {stack.prefix}; }}" if bare else "",
    )


def instance(stack: Stack, port: int, python: str) -> subprocess.Popen[bytes]:
    """One gunicorn behind the stack's nginx, which it believes, and which counts in the stack's Redis."""
    settings = {
        "PORT": str(port),
        "LENETLAB_TRUSTED_PROXIES": "127.0.0.1",
        "LENETLAB_REDIS_URL": f"redis://127.0.0.1:{stack.redis}/0",
        "LENETLAB_PREFIX": "/" if stack.strips else stack.prefix,
    }
    configuration = subprocess.run([python, "-c", CONFIGURATION], capture_output=True, text=True, check=True)
    command = [python, "-m", "gunicorn", "-c", configuration.stdout.strip(), "dashboard.wsgi:server"]
    return subprocess.Popen(command, env={**os.environ, **settings})


def start(stack: Stack, python: str) -> list[subprocess.Popen[bytes]]:
    """Start everything. Returns the processes in order: Redis, the instances, nginx. Raises RuntimeError."""
    certify(stack.folder)
    configuration = stack.folder / "nginx.conf"
    configuration.write_text(nginx_configuration(stack), "utf-8")
    redis = [
        "redis-server",
        "--port",
        str(stack.redis),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(stack.folder),
    ]
    processes = [subprocess.Popen([*redis, "--loglevel", "warning"])]
    try:
        processes += [instance(stack, port, python) for port in stack.instances]
        for port in stack.instances:
            wait_for(f"http://127.0.0.1:{port}/ready", processes)
        processes.append(subprocess.Popen(["nginx", "-p", str(stack.folder), "-c", str(configuration)]))
    except BaseException:  # also Ctrl+C: nothing stays behind
        stop(processes)
        raise
    return processes


def certify(folder: Path) -> None:
    """A key and a certificate that nobody else signed: good for a try, not for a school."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run([*command, *files], check=True, capture_output=True)


def wait_for(url: str, processes: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if any(process.poll() is not None for process in processes):
            raise RuntimeError("a part of the stack has ended; what it said stands above")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """End all of them. Whoever asks for it once more changes nothing."""
    for process in reversed(processes):
        process.terminate()
    for process in reversed(processes):
        process.wait(30)


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def prefix_of(text: str) -> str:
    bare = text.strip("/")
    return f"/{bare}/" if bare else "/"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--prefix", type=prefix_of, default="/", help="such as /lab")
    parser.add_argument("--strip-prefix", action="store_true")
    parser.add_argument("--python", default=sys.executable, help="of the environment that LeNet Lab is installed in")
    options = parser.parse_args()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print(f"missing: {', '.join(missing)}; on Debian: apt-get install nginx redis-server openssl", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="lenetlab-stack-") as folder:
        Path(folder).chmod(0o755)  # nginx's workers run as another user
        one, two, redis = free_ports(3)
        stack = Stack(options.port, options.prefix, options.strip_prefix, (one, two), redis, Path(folder))
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        processes = start(stack, options.python)
        print(f"LeNet Lab is on https://127.0.0.1:{stack.port}{stack.prefix}. Ctrl+C stops it.", flush=True)
        try:
            processes[-1].wait()
        except KeyboardInterrupt:
            print()
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            stop(processes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
