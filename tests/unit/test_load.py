"""The generator of load: when requests come, what they ask, and what is said of the answers."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from itertools import islice, pairwise
from pathlib import Path

import pytest

import lenetlab as ll
from benchmarks.load import arrivals, processes, questions, recording, tally
from benchmarks.load.page import MOST_SKIPPED, QUICK, Film
from dashboard.reading.state import ReadingQuestion

ROOT = Path(__file__).parents[2]
HAS_LOCUST = importlib.util.find_spec("locust") is not None


# ---- when they come ----


def test_as_many_arrive_as_the_rate_says_and_by_chance() -> None:
    moments = list(arrivals.poisson(100, 50))
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(moments) == pytest.approx(5_000, rel=0.05)
    assert moments == sorted(moments)
    assert moments[-1] < 50
    # Of a Poisson process every e-th gap is longer than the mean.
    assert sum(gap > 0.01 for gap in gaps) / len(gaps) == pytest.approx(0.368, abs=0.03)


def test_the_constant_clock_is_even_and_kinds_are_merged_by_time() -> None:
    assert list(arrivals.constant(4, 1)) == [0, 0.25, 0.5, 0.75]
    mixed = list(arrivals.merged({"a": arrivals.constant(2, 1), "b": iter([0.1, 0.7])}))
    assert mixed == [(0, "a"), (0.1, "b"), (0.5, "a"), (0.7, "b")]


@pytest.mark.parametrize("rate", [0, -3])
def test_no_rate_is_an_error_that_says_what_is_allowed(rate: float) -> None:
    with pytest.raises(ValueError, match=f"rate is {rate}; allowed: .* above 0"):
        next(arrivals.poisson(rate, 1))


# ---- what they ask ----


def question_in(request: questions.Request) -> dict[str, object]:
    value: dict[str, object] = json.loads(request.body)["inputs"][0]["value"]
    return value


def test_a_live_request_asks_about_a_growing_stroke_that_may_wait() -> None:
    requests = list(islice(questions.live_requests(), 200))
    asked = [ReadingQuestion.from_json(question_in(request)) for request in requests]
    assert all(question.live and not question.stages and not question.kernels for question in asked)
    assert {request.headers["Priority"] for request in requests} == {"u=6"}
    assert len({request.body for request in requests}) > 100


def test_settings_requests_go_through_all_configurations_one_control_at_a_time() -> None:
    of_one_page = list(islice(questions.settings_requests(), 0, questions.PAGES * 400, questions.PAGES))
    asked = [question_in(request) for request in of_one_page]
    settings = [question["settings"] for question in asked]
    assert len({ReadingQuestion.from_json(question).settings.conv1 for question in asked}) == 36
    for before, after in pairwise(settings):
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert sum(before[name] != after[name] for name in before) == 1
    assert all("Priority" not in request.headers for request in of_one_page)


def test_kernels_are_asked_for_where_the_page_has_none_of_these_settings() -> None:
    seen: list[object] = []
    for request in islice(questions.settings_requests(), 0, questions.PAGES * 10, questions.PAGES):
        question = question_in(request)
        assert question["kernels"] == (question["settings"] not in seen)
        seen.append(question["settings"])


def test_a_part_of_a_drawing_is_a_drawing_with_fewer_points() -> None:
    drawing = ll.drawn_sample(3).drawing

    def points(part: float) -> int:
        strokes = questions.drawing_json(drawing, part)["strokes"]
        assert isinstance(strokes, list)
        return sum(len(path.split("L")) for _, path in strokes)

    whole = sum(map(len, drawing.strokes))
    assert points(1) == whole
    assert points(0.5) == pytest.approx(whole / 2, abs=1)


# ---- the recorded session ----


def test_the_recorded_session_has_all_that_a_learner_does_in_its_order() -> None:
    session = recording.read()
    times = [moment.at for moment in session.moments]
    assert times == sorted(times)
    assert times[-1] < session.seconds
    assert {"live stages", "prediction", "stages", "stages kernels", "derivation", "sample"} <= set(session.counts())
    for moment in session.moments:
        if moment.name == "reading":
            ReadingQuestion.from_json(moment.value)


def test_a_session_is_read_as_it_was_written(tmp_path: Path) -> None:
    session = recording.Session(2.5, [recording.Moment(0.25, "sample", {"size": 140})])
    recording.write(session, tmp_path / "session.json")
    assert recording.read(tmp_path / "session.json") == session


# ---- the pace of a page ----


def test_alone_the_film_has_stages_in_every_answer_and_never_pauses() -> None:
    film = Film()
    for number in range(20):
        moment = number * 0.1
        assert moment >= film.next_at
        assert film.ask(moment)
        film.heard(moment + 0.03, True, 0.03)


def test_in_a_full_room_the_film_slows_down_and_does_without_stages() -> None:
    film = Film()
    film.heard(0, False, 0.02)
    for number in range(20):
        film.heard(number, False, 0.4)
    assert film.next_at - 19 > 0.5
    assert not film.ask(30)


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks() -> None:
    film = Film()
    film.refused(10, 2)
    assert film.next_at == 12
    assert film.skip == MOST_SKIPPED


def test_slow_stages_come_with_fewer_answers() -> None:
    film = Film()
    film.heard(1, film.ask(0), 3.5 * QUICK)
    assert film.skip >= 3


# ---- what is said of the answers ----


def test_a_tally_tells_the_answered_the_refused_and_the_lost_apart() -> None:
    tallies = tally.Tallies()
    for status, error in ((200, None), (204, None), (503, None), (500, None), (0, "timeout")):
        tallies.add("live", status, 0.1, error)
    counted = tallies.of()
    assert (len(counted.answered), len(counted.refused), counted.count) == (2, 1, 5)
    assert counted.errors == {"status 500": 1, "timeout": 1}
    assert counted.refused_share == 0.2
    assert tallies.of(["settings"]).count == 0


def test_a_quantile_is_the_value_that_so_large_a_part_does_not_exceed() -> None:
    values = [number / 1000 for number in range(1, 201)]
    assert [tally.milliseconds(values, share) for share in (0.5, 0.95, 0.99, 1)] == [100, 190, 198, 200]
    assert tally.quantile([], 0.99) == 0
    with pytest.raises(ValueError, match="share is 0; allowed: above 0, 1 at most"):
        tally.quantile(values, 0)


def test_a_line_has_a_cell_below_each_heading() -> None:
    counted = tally.Tally(answered=[0.1] * 90, refused=[0.02] * 10)
    line = tally.row("live", 50, counted, 2)
    assert len(line) == len(tally.headings())
    assert line.split() == ["live", "50", "45.0", "10.0", "%", "100", "100", "100", "20", "0"]


# ---- what the server costs ----


def test_the_slope_of_memory_is_that_of_the_straight_line() -> None:
    samples = [processes.Sample(60 * minute, {1: int(1e6 * (20 + 3 * minute))}, 0) for minute in range(5)]
    assert processes.slope_mb_per_minute(samples) == pytest.approx(3)
    assert processes.slope_mb_per_minute(samples[:1]) == 0


HOLDER = """
import sys
held = None
for line in sys.stdin:
    held = b"1" * int(line)
    print(flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_memory_of_a_process_is_what_it_holds() -> None:
    """Of a process of its own: this one may have room left that it has used before."""
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin
        assert holder.stdout
        sizes = []
        for size in (1, 100_000_000):
            holder.stdin.write(f"{size}\n")
            holder.stdin.flush()
            holder.stdout.readline()
            sizes.append(processes.private_bytes(holder.pid))
        holder.stdin.close()
    assert sizes[1] - sizes[0] == pytest.approx(100_000_000, rel=0.05)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_time_of_a_process_is_what_it_used() -> None:
    used = processes.cpu_seconds(os.getpid())
    sum(range(20_000_000))
    assert processes.cpu_seconds(os.getpid()) > used
    assert processes.machine_seconds() > used


# ---- the open loop ----

SLOW_SERVER = """
import locust, gevent, json
from gevent.pywsgi import WSGIServer
from benchmarks.load.open_loop import Offer, answers_to, prepared
from benchmarks.load.arrivals import constant
from gevent.lock import Semaphore
one_at_a_time, asked = Semaphore(), []
def app(environ, start):
    environ["wsgi.input"].read()
    asked.append(1)
    if len(asked) % 10 == 0:
        start("503 Service Unavailable", [("Content-Length", "0")])
        return [b""]
    with one_at_a_time:
        gevent.sleep(0.02)
    start("200 OK", [("Content-Length", "2")])
    return [b"{}"]
server = WSGIServer(("127.0.0.1", 0), app, log=None)
server.start()
offer = Offer({"live": 100}, 1, constant)
tally = answers_to(offer, prepared(offer), ("127.0.0.1", server.server_port)).tallies.of()
print(json.dumps([len(tally.answered), len(tally.refused), tally.errors, max(tally.answered), min(tally.answered)]))
"""


@pytest.mark.skipif(not HAS_LOCUST, reason="Locust is not installed: pip install lenetlab[test]")
def test_requests_come_on_time_to_a_server_that_falls_behind_and_the_waiting_counts() -> None:
    """100 in a second to a server that takes 20 ms for each of 90, one at a time: the last waits 0.8 s and more."""
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SLOW_SERVER], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert result.returncode == 0, result.stderr
    answered, refused, errors, longest, shortest = json.loads(result.stdout)
    assert (answered, refused, errors) == (90, 10, {})
    assert 0.7 < longest < 2.5
    assert shortest < 0.2
