"""The log of a server that nobody watches: what is refused again and again takes a few lines, and then a number."""

from __future__ import annotations

import json
import logging

from dashboard.serving.request_log import AsJson, Throttle


def record(message: str, second: float, *values: object) -> logging.LogRecord:
    made = logging.LogRecord("dashboard", logging.INFO, "here", 1, message, values, None)
    made.created = second
    return made


def test_a_few_records_of_a_kind_pass_in_a_minute_and_the_next_minute_says_how_many_did_not() -> None:
    throttle = Throttle(most=3, seconds=60)
    assert [throttle.filter(record("refused %s", i, i)) for i in range(10)] == [True] * 3 + [False] * 7
    assert throttle.filter(record("another kind", 10))
    later = record("refused %s", 61, "again")
    assert throttle.filter(later)
    assert later.getMessage() == "refused again (and 7 more of this kind before)"


def test_a_record_is_a_line_of_json_like_those_of_the_requests() -> None:
    line = AsJson().format(record('odd "%s"\n', 0, "value"))
    assert json.loads(line) == {"time": "1970-01-01T00:00:00Z", "level": "INFO", "message": 'odd "value"\n'}
    assert "\n" not in line
