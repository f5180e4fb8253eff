"""Plotly's bundle, cut down to the traces that the page draws: a quarter of the size, and quicker to start.

The bundle that the plotly package carries is a list of module definitions, `var NAME=wrap((exports,module)=>{…});`. A
module runs when its name is called, and the last one registers every kind of trace. A kind that is not registered never
runs, and a module that nothing calls any more can be left out. A bundle of another form is served as it is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Set
from dataclasses import dataclass

log = logging.getLogger("dashboard")

TRACES = frozenset({"bar", "heatmap"})  # scatter is part of Plotly's core
NAME = r"[A-Za-z_$][\w$]*"
PARAMETERS = rf"(?:{NAME}|\((?:{NAME}(?:,{NAME})?)?\))"
WRAP = re.compile(rf"var ({NAME})=\(e,t\)=>\(\)=>\{{try\{{return t\|\|e\(\(t=\{{exports:")
RUN_ONCE = re.compile(rf"var ({NAME})=\(e,t,r\)=>\(\)=>\{{if\(r\)throw r\[0\];try\{{return e&&\(t=e\(e=0\)\),t\}}")
LISTED = re.compile(rf"\.register\(\[((?:{NAME}\(\),?)+)\]\)")
CALLED = re.compile(rf"({NAME})\(\)")
FORWARDED = re.compile(rf"\.exports=({NAME})\(\)")
TRACE = re.compile(r'moduleType:"trace",name:"([\w.-]+)"')


class UnknownFormError(ValueError):
    """The bundle does not have the form that this module expects."""


@dataclass(frozen=True)
class Bundle:
    """head: the text before the first module. chunks: each module's text up to the next one, by name, in order.

    owner: in which chunk a module is; modules in the newer form, `NAME=run_once(()=>{…})`, follow one in the older.
    """

    head: str
    chunks: dict[str, str]
    owner: dict[str, str]


def cut(source: str, traces: Set[str] = TRACES) -> str:
    """The bundle with these kinds of traces and scatter only; all of it if its form is unknown."""
    try:
        return with_traces(source, traces)
    except UnknownFormError as error:
        log.warning("all of Plotly is sent to the page, not only what it draws: %s", error)
        return source


def with_traces(source: str, traces: Set[str]) -> str:
    """The same as `cut`, raising UnknownFormError."""
    bundle = split(source)
    last = list(bundle.chunks)[-1]
    listed = LISTED.search(bundle.chunks[last])
    if listed is None:
        raise UnknownFormError("its last module registers no traces")
    kinds = kinds_of(bundle, CALLED.findall(listed[1]))
    if missing := traces - set(kinds):
        raise UnknownFormError(f"it has no trace of the kind {', '.join(sorted(missing))}")
    kept = ",".join(f"{kinds[kind]}()" for kind in sorted(traces))
    bundle.chunks[last] = bundle.chunks[last].replace(listed[1], kept)
    return without_unused_chunks(bundle)


def split(source: str) -> Bundle:
    wrap, run_once = WRAP.search(source), RUN_ONCE.search(source)
    if wrap is None or run_once is None:
        raise UnknownFormError("it has other functions that wrap modules")
    starts = list(re.finditer(rf"var ({NAME})={re.escape(wrap[1])}\({PARAMETERS}=>\{{", source))
    names = [start[1] for start in starts]
    if not names or len(set(names)) != len(names):
        raise UnknownFormError("its modules have no names of their own")
    if any(source[start.start() - 1] not in ";}\n" for start in starts):
        raise UnknownFormError("a module stands within a statement")
    begins = [start.start() for start in starts]
    ends = [*begins[1:], len(source)]
    chunks = {name: source[begin:end] for name, begin, end in zip(names, begins, ends, strict=True)}
    newer = re.compile(rf"\b({NAME})={re.escape(run_once[1])}\(\(\)=>\{{")
    owner = {inner: name for name, text in chunks.items() for inner in [name, *newer.findall(text)]}
    return Bundle(source[: begins[0]], chunks, owner)


def kinds_of(bundle: Bundle, names: list[str]) -> dict[str, str]:
    """The registered module of each kind of trace; each forwards to another module, which names the kind."""
    kinds = {}
    for name in names:
        forwarded = FORWARDED.search(bundle.chunks.get(name, ""))
        kind = TRACE.search(bundle.chunks.get(forwarded[1], "")) if forwarded else None
        if kind:
            kinds[kind[1]] = name
    return kinds


def without_unused_chunks(bundle: Bundle) -> str:
    """The text of the bundle, reduced to the chunks that its head and its last module call, directly or indirectly."""
    waiting = {*CALLED.findall(bundle.head), list(bundle.chunks)[-1]}
    needed: set[str] = set()
    while waiting:
        chunk = bundle.owner.get(waiting.pop())
        if chunk is not None and chunk not in needed:
            needed.add(chunk)
            waiting |= set(CALLED.findall(bundle.chunks[chunk]))
    return bundle.head + "".join(text for name, text in bundle.chunks.items() if name in needed)
