"""Clients that are slow, silent, half-closed or gone cost the others nothing."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import pace
from tests.dashboard.conftest import URL
from tests.faults.server import LIVE, READING, Server, reading, serving

CLIENTS = 40
HEAD = f"POST {URL} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n".encode()
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(READING) + READING


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("connections")) as server:
        server.digit()
        yield server


def silent(client: socket.socket, end: float) -> None:
    """Connects and says nothing."""
    time.sleep(max(end - time.monotonic(), 0))


def slow_headers(client: socket.socket, end: float) -> None:
    """One byte of the headers at a time, and never all of them."""
    for byte in b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 10_000:
        if time.monotonic() > end:
            return
        client.send(bytes([byte]))
        time.sleep(0.1)


def slow_body(client: socket.socket, end: float) -> None:
    """Whole headers, and a body that trickles in."""
    client.send(HEAD + b"Content-Length: 100000\r\n\r\n")
    while time.monotonic() < end:
        client.send(b" ")
        time.sleep(0.1)


def slow_reader(client: socket.socket, end: float) -> None:
    """Asks for large answers and reads a byte of them now and then."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    body = reading(stages=True, kernels=True)
    request = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body
    for _ in range(4):
        client.send(request)
    while time.monotonic() < end:
        client.recv(1)
        time.sleep(0.1)


def half_closed(client: socket.socket, end: float) -> None:
    """Says that it will send no more in the middle of a request, and stays."""
    client.send(HEAD + b"Content-Length: 100000\r\n\r\nabc")
    client.shutdown(socket.SHUT_WR)
    time.sleep(max(end - time.monotonic(), 0))


@pytest.mark.parametrize("kind", [silent, slow_headers, slow_body, slow_reader, half_closed])
def test_forty_clients_of_the_worst_kind_keep_nobody_waiting(
    server: Server, kind: Callable[[socket.socket, float], None]
) -> None:
    end = time.monotonic() + 6

    def misbehave() -> None:
        with contextlib.suppress(OSError), server.connect() as client:
            kind(client, end)

    crowd = [threading.Thread(target=misbehave) for _ in range(CLIENTS)]
    for one in crowd:
        one.start()
    time.sleep(1.5)
    waits = []
    while time.monotonic() < end - 1:
        waits.append(server.probe_seconds())
        assert server.digit(timeout=5) == "7"
        time.sleep(0.1)
    for one in crowd:
        one.join()
    assert len(waits) >= 10
    assert max(waits) < 1.0


def test_headers_that_never_end_are_not_waited_for(server: Server) -> None:
    with server.connect() as client:
        client.send(b"GET / HTTP/1.1\r\n")
        began = time.monotonic()
        client.recv(1000)
        assert time.monotonic() - began < 20


def test_a_body_that_never_ends_is_not_waited_for(server: Server) -> None:
    with server.connect() as client:
        client.send(HEAD + b"Content-Length: 1000\r\n\r\nabc")
        began = time.monotonic()
        assert client.recv(1000).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 25


def test_a_thousand_idle_connections_keep_nobody_out(server: Server) -> None:
    crowd = [server.connect() for _ in range(500)]
    try:
        assert server.digit(timeout=5) == "7"
        assert server.probe_seconds() < 1.0
    finally:
        for client in crowd:
            client.close()


def test_a_probe_is_answered_at_once_while_a_long_computation_runs(tmp_path: Path) -> None:
    with serving(tmp_path, "tests.faults.slow_app:server", workers=1, SLOW_SECONDS="3") as slow:
        slow.probe_seconds()
        asking = threading.Thread(target=slow.post, args=[READING])
        asking.start()
        time.sleep(0.5)
        waits = sorted(slow.probe_seconds() for _ in range(15))
        assert asking.is_alive(), "the computation is over before it was looked at"
        asking.join()
    assert waits[len(waits) // 2] < pace.stretched(0.1)


def test_what_is_asked_by_someone_who_has_gone_is_not_computed(tmp_path: Path) -> None:
    count = tmp_path / "count"
    settings = {"SLOW_SECONDS": "0.15", "SLOW_COUNT": str(count)}
    with serving(tmp_path, "tests.faults.slow_app:server", workers=1, **settings) as slow:
        first = threading.Thread(target=slow.post, args=[READING])
        first.start()
        time.sleep(0.05)
        for _ in range(5):
            with slow.connect() as client:
                client.sendall(WHOLE)
        first.join()
        time.sleep(1.0)
        assert count.read_text() == "."


def test_a_full_queue_is_said_at_once_and_the_urgent_goes_first(tmp_path: Path) -> None:
    """A crowd of live questions about strokes, then one about a whole drawing."""
    with serving(tmp_path, "tests.faults.slow_app:server", workers=1, SLOW_SECONDS="0.06", LENETLAB_QUEUE="3") as slow:
        slow.post(READING)
        statuses: list[tuple[int, float]] = []

        def ask_live() -> None:
            began = time.perf_counter()
            status, _ = slow.post(reading(live=True), LIVE)
            statuses.append((status, time.perf_counter() - began))

        crowd = [threading.Thread(target=ask_live) for _ in range(30)]
        for one in crowd:
            one.start()
        time.sleep(0.03)
        assert json.loads(slow.post(READING)[1])["response"]["prediction"]["children"] == "7"
        for one in crowd:
            one.join()
    refused = [seconds for status, seconds in statuses if status == 503]
    assert {status for status, _ in statuses} <= {200, 503}
    assert refused
    assert sorted(refused)[len(refused) // 2] < pace.stretched(0.25)


def test_a_busy_server_says_when_to_come_back(tmp_path: Path) -> None:
    with serving(tmp_path, "tests.faults.slow_app:server", workers=1, SLOW_SECONDS="1", LENETLAB_QUEUE="1") as slow:
        crowd = [threading.Thread(target=slow.post, args=[READING]) for _ in range(2)]
        for one in crowd:
            one.start()
        time.sleep(0.3)
        with slow.connect() as client:
            began = time.monotonic()
            client.sendall(WHOLE)
            answer = client.recv(4000).decode()
            waited = time.monotonic() - began
            assert waited < pace.stretched(0.3)
        for one in crowd:
            one.join()
    assert answer.startswith("HTTP/1.1 503")
    assert "Retry-After: 1" in answer


def test_where_there_is_hardly_a_queue_nobody_is_sent_away(tmp_path: Path) -> None:
    """A reading beside a report, on a machine so slow that each takes a second."""
    with serving(tmp_path, "tests.faults.slow_app:server", workers=1, SLOW_SECONDS="1") as slow:
        statuses: list[int] = []
        crowd = [threading.Thread(target=lambda: statuses.append(slow.post(READING)[0])) for _ in range(2)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
    assert statuses == [200, 200]
