"""The settings of a deployment: `LENETLAB_*` variables, read and checked once at the start.

One setting is one entry in ENTRIES: its variable, what it means, and how its text is checked. `python -m
dashboard.serving.settings` prints them as the table that the documentation has.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import limits

PREFIX_OF_NAMES = "LENETLAB_"
MOST_WAITING = 10_000
ORIGIN = re.compile(r"'self'|https?://[A-Za-z0-9.*-]+(:\d{1,5}|:\*)?|https:")
SEGMENTS = re.compile(r"(/[A-Za-z0-9._~-]+)+")
SWITCH = {"on": True, "1": True, "true": True, "off": False, "0": False, "false": False}

Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


class SettingError(ValueError):
    """A variable whose value is not allowed; the message names it, its value and what is allowed."""


@dataclass(frozen=True)
class Deployment:
    """How this server is deployed.

    prefix: what all paths begin with, "/" or "/lab/". frame_ancestors: who may show the page in a frame, as the
    Content-Security-Policy has it. trusted_proxies: whose X-Forwarded headers are believed. redis_url: where limits are
    counted for all machines; None counts them in each worker. rate_limit: questions for each address; None for any
    number. queue: most requests that wait in a worker. metrics: whether /metrics is served. log: a line a request.
    """

    data: str | None = None
    cache: str | None = None
    prefix: str = "/"
    frame_ancestors: str = "'none'"
    trusted_proxies: Networks = ()
    redis_url: str | None = None
    rate_limit: limits.RateLimitItem | None = None
    queue: int = 64
    metrics: bool = False
    log: bool = False

    def trusts(self, address: str) -> bool:
        """Whether a request from this address may say in its headers where it came from."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None)
        return any((mapped or found) in network for network in self.trusted_proxies)


def deployment_of(environ: Mapping[str, str]) -> Deployment:
    """The settings that the environment names. Raises SettingError for a value that is not allowed, and for a variable
    of ours that there is not: one that is misspelt would otherwise be without effect."""
    known = {entry.variable for entry in ENTRIES} | FOR_DEVELOPERS
    for name in environ:
        if name.startswith(PREFIX_OF_NAMES) and name not in known:
            raise SettingError(f"{name} is no setting; there are: {', '.join(sorted(known - FOR_DEVELOPERS))}")
    return Deployment(**{entry.field: entry.read(environ.get(entry.variable) or entry.default) for entry in ENTRIES})


@dataclass(frozen=True)
class Entry:
    """One setting. default: as somebody would write it; "" for none. check: makes the value of its text, or raises
    ValueError. allowed: in words."""

    field: str
    default: str
    allowed: str
    meaning: str
    check: Callable[[str], Any]

    @property
    def variable(self) -> str:
        return PREFIX_OF_NAMES + self.field.upper()

    def read(self, text: str) -> Any:
        try:
            return self.check(text.strip())
        except (ValueError, KeyError):
            raise SettingError(f"{self.variable} is {text[:200]!r}; allowed: {self.allowed}") from None


def table() -> str:
    """All settings as a table in Markdown."""
    rows = [f"| `{entry.variable}` | {default_of(entry)} | {entry.allowed} | {entry.meaning} |" for entry in ENTRIES]
    return "\n".join(["| setting | default | allowed | meaning |", "|---|---|---|---|", *rows])


def default_of(entry: Entry) -> str:
    return f"`{entry.default}`" if entry.default else "-"


def _path(text: str) -> str | None:
    return text or None


def _prefix(text: str) -> str:
    bare = text.strip("/")
    if bare and (not SEGMENTS.fullmatch(f"/{bare}") or ".." in bare.split("/")):
        raise ValueError
    return f"/{bare}/" if bare else "/"


def _frame_ancestors(text: str) -> str:
    if text in ("none", "'none'"):
        return "'none'"
    sources = ["'self'" if part == "self" else part for part in text.split()]
    if not sources or not all(ORIGIN.fullmatch(source) for source in sources):
        raise ValueError
    return " ".join(sources)


def _networks(text: str) -> Networks:
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def _redis_url(text: str) -> str | None:
    if text and not re.match(r"(redis|rediss|unix)://\S", text):
        raise ValueError
    return text or None


def _rate_limit(text: str) -> limits.RateLimitItem | None:
    return None if text in SWITCH and not SWITCH[text] else limits.parse(text)


def _waiting(text: str) -> int:
    if not 1 <= int(text) <= MOST_WAITING:
        raise ValueError
    return int(text)


def _switch(text: str) -> bool:
    return SWITCH[text.lower()]


ENTRIES = (
    Entry("data", "", "a folder", "where MNIST is looked for; else in `~/.cache/lenetlab`", _path),
    Entry("cache", "", "a folder", "where the page's compressed files are kept; else in `~/.cache/lenetlab`", _path),
    Entry(
        "prefix",
        "/",
        "a path such as `/lab`, of letters, digits and `. _ ~ -`",
        "what all addresses of this server begin with",
        _prefix,
    ),
    Entry(
        "frame_ancestors",
        "none",
        "`none`, `self`, or origins such as `https://course.example.org`, with spaces between them",
        "who may show the page in a frame",
        _frame_ancestors,
    ),
    Entry(
        "trusted_proxies",
        "",
        "addresses or networks such as `127.0.0.1, 10.0.0.0/8`",
        "whose `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix` are believed",
        _networks,
    ),
    Entry(
        "redis_url",
        "",
        "`redis://HOST:PORT/N`, `rediss://…` or `unix://…`",
        "counts the rate limit for all workers and machines together; else each worker counts by itself",
        _redis_url,
    ),
    Entry(
        "rate_limit",
        "30000 per minute",
        "a limit such as `600 per minute`, or `off`",
        "questions from one address, behind which there may be a whole class",
        _rate_limit,
    ),
    Entry(
        "queue",
        "64",
        f"1 to {MOST_WAITING}",
        "how many requests may wait in a worker; the next one is told to come back",
        _waiting,
    ),
    Entry("metrics", "off", "`on` or `off`", "serves `/metrics` for Prometheus", _switch),
    Entry(
        "log",
        "off",
        "`on` or `off`",
        "writes a line of JSON for each request to the standard output; under gunicorn on, unless it is off here",
        _switch,
    ),
)
# What only tests and those who build the project set.
FOR_DEVELOPERS = frozenset({"LENETLAB_REQUIRE_ALL", "LENETLAB_WINDOWS"})

assert [entry.field for entry in ENTRIES] == [field.name for field in fields(Deployment)]

if __name__ == "__main__":
    print(table())
