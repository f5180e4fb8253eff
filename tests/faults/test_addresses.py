"""Any address: behind nginx with TLS and a prefix, in a frame of another site, on two instances of which one goes."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import signal
import socketserver
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import pytest
from playwright.sync_api import Browser, expect

from deploy import stack as stacks
from tests.browser.lab import ONE, SEVEN, Lab
from tests.conftest import need
from tests.dashboard.conftest import URL
from tests.faults.server import JSON, READING, serving
from tests.opened_browser import opened_browser

UNVERIFIED = ssl._create_unverified_context()
VARIANTS = {"passed on": ("/lab/", False), "stripped": ("/course/lab/", True), "none": ("/", False)}
REFUSE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });
Object.defineProperty(document, "cookie", { get() { throw new DOMException("refused"); } });
"""


@dataclass
class Running:
    stack: stacks.Stack
    processes: list[Popen[bytes]]

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.stack.port}"

    @property
    def url(self) -> str:
        return self.origin + self.stack.prefix

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, bytes, dict[str, str]]:
        """Ask for a path after the prefix."""
        request = urllib.request.Request(self.url + path.lstrip("/"), body, JSON if body else {})
        try:
            with urllib.request.urlopen(request, timeout=20, context=UNVERIFIED) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), dict(error.headers)


@contextmanager
def running(folder: Path, prefix: str = "/", strips: bool = False) -> Iterator[Running]:
    missing = [name for name in stacks.NEEDED if not shutil.which(name)]
    need(not missing, f"there is no {', '.join(missing)}: apt-get install nginx redis-server openssl")
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o755)  # nginx's workers run as another user
    port, one, two, redis = stacks.free_ports(4)
    stack = stacks.Stack(port, prefix, strips, (one, two), redis, folder)
    processes = stacks.start(stack, sys.executable)
    found = Running(stack, processes)
    try:
        for _ in range(100):
            try:
                if found.ask("/health")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield found
    finally:
        stacks.stop(processes)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as browser:
        yield browser


def visit(browser: Browser, url: str) -> Lab:
    return Lab(browser.new_context(viewport={"width": 1280, "height": 800}, ignore_https_errors=True), url)


@pytest.mark.parametrize("variant", VARIANTS)
def test_behind_nginx_pages_files_callbacks_and_links_are_under_the_prefix(
    tmp_path: Path, browser: Browser, variant: str
) -> None:
    prefix, strips = VARIANTS[variant]
    with running(tmp_path, prefix, strips) as server:
        page = server.ask("/")[1].decode()
        assert "%prefix%" not in page
        assert f'data-prefix="{prefix}"' in page
        assert server.ask("/nothing")[0] == 404
        assert server.ask("/metrics")[0] == 404
        assert server.ask("/ready")[1] == b"ready"
        assert "Strict-Transport-Security" in server.ask("/")[2], "the page knows that it came by TLS"
        lab = visit(browser, server.url)
        lab.draw(SEVEN)
        lab.read("7")
        lab.page.get_by_role("link", name="Model").click()
        expect(lab.page.locator(".model-lead")).to_be_visible()
        assert lab.page.url.split("#")[0] == server.url + "model"
        lab.page.reload()
        expect(lab.page.locator(".model-lead")).to_be_visible()
        lab.page.get_by_role("link", name="Draw").click()
        lab.read("7")
        lab.settle()
        outside = [url for url in lab.requests if url.startswith("http") and not url.startswith(server.url)]
        assert outside == []
        assert lab.complaints == []
        lab.context.close()


def test_a_forwarded_prefix_of_somebody_else_is_not_believed(tmp_path: Path) -> None:
    with serving(tmp_path, workers=1) as server:
        for headers in ({"X-Forwarded-Prefix": "/evil"}, {"SCRIPT_NAME": "/evil"}, {"Script-Name": "/evil"}):
            status, page = server.get("/", **headers)
            assert status == 200
            assert b"evil" not in page


def test_the_prefix_may_come_from_the_setting_or_from_script_name(tmp_path: Path) -> None:
    for settings in ({"LENETLAB_PREFIX": "/lab"}, {"SCRIPT_NAME": "/lab"}):
        with serving(tmp_path, workers=1, prefix="/lab", **settings) as server:
            assert b'data-prefix="/lab/"' in server.get("/model")[1]
            assert server.digit() == "7"


def test_two_instances_count_one_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LENETLAB_RATE_LIMIT", "20 per hour")
    with running(tmp_path) as server:
        statuses = Counter(server.ask(URL, READING)[0] for _ in range(30))
    assert statuses == {200: 20, 429: 10}


def test_an_instance_that_is_taken_away_loses_nothing_and_two_visitors_never_mix(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LENETLAB_RATE_LIMIT", "off")
    with running(tmp_path) as server:
        one, other = visit(browser, server.url), visit(browser, server.url)
        statuses: Counter[int] = Counter()
        over = threading.Event()

        def ask() -> None:
            while not over.is_set():
                statuses[server.ask(URL, READING)[0]] += 1

        asking = threading.Thread(target=ask)
        asking.start()
        one.draw(SEVEN)
        other.draw(ONE)
        server.processes[1].send_signal(signal.SIGKILL)
        for worker in children_of(server.processes[1].pid):
            os.kill(worker, signal.SIGKILL)
        for _ in range(3):
            one.button("Clear").click()
            one.draw(SEVEN)
            one.read("7")
            other.button("Clear").click()
            other.draw(ONE)
            other.read("1")
            one.read("7")
        over.set()
        asking.join()
        one.context.close()
        other.context.close()
    assert set(statuses) == {200}
    assert statuses[200] > 20


def children_of(pid: int) -> list[int]:
    """Also of a process that has ended: its workers say who has started them until another takes them over."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name = stat.with_name("cmdline").read_bytes()
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        if parent == pid and b"gunicorn" in name:
            found.append(int(stat.parent.name))
    return found


def test_a_course_page_may_show_it_in_a_frame_where_storage_and_cookies_are_refused(
    tmp_path: Path, browser: Browser
) -> None:
    class Course(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{inner}" width="1300" height="850"></iframe>'.encode())

        def log_message(self, *_: object) -> None:
            pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Course) as course:
        threading.Thread(target=course.serve_forever, daemon=True).start()
        outer = f"http://localhost:{course.server_address[1]}"
        with serving(tmp_path, prefix="/lab", LENETLAB_PREFIX="/lab", LENETLAB_FRAME_ANCESTORS=outer) as server:
            inner = server.url + "/"
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            context.add_init_script(REFUSE)
            page = context.new_page()
            page.goto(outer)
            frame = page.frame_locator("iframe")
            expect(frame.locator("#prediction")).to_have_text("3", timeout=20_000)
            box = frame.locator("#canvas .nsewdrag").bounding_box()
            assert box is not None
            first, *others = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in SEVEN]
            page.mouse.move(*first)
            page.mouse.down()
            for place in others:
                page.mouse.move(*place, steps=6)
            page.mouse.up()
            expect(frame.locator("#prediction")).to_have_text("7")
            context.close()
        with serving(tmp_path, workers=1) as server:
            policy = urllib.request.urlopen(server.url).headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy
        course.shutdown()


def test_json_of_the_layout_is_json_under_every_prefix(tmp_path: Path) -> None:
    with serving(tmp_path, workers=1, prefix="/lab", LENETLAB_PREFIX="/lab") as server:
        for path in ("/_dash-layout", "/_dash-dependencies"):
            assert json.loads(server.get(path)[1])
