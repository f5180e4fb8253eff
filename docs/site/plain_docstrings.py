"""An extension of Griffe, which reads the sources for the site: our docstrings, which are plain sentences, as Markdown.

Three things of them are more than sentences. `name: what it is` is an entry of a list, `>>>` begins an example, and a
public name leads to where it is described.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import griffe

PACKAGE = "lenetlab"
# Functions with the name of their module, which Griffe therefore knows by their longer one only.
LIKE_THEIR_MODULE = (
    "attribute", "contrast", "difference", "explain", "influence", "nearest", "nudge", "preprocess", "strokes_worth",
    "trace", "units",
)  # fmt: skip
NAME = r"\w+(?: \([^()]*\))?"
ENTRY = re.compile(rf"(?:^|(?<=[.;] ))({NAME}(?:, {NAME})*(?: and {NAME})?(?:, for \w+)?): (?=\S)")
BESIDE_THE_NAMES = re.compile(r" \([^()]*\)|, for \w+$")
RAISES = re.compile(r"(?<=[.)]) (?=Raises [A-Z])")
# A sentence that begins a line, after one that ended a line: what it says is not of the entry before.
NEW_LINE = re.compile(r"(?<=[.)])\s*\n\s*(?=(?:A|An|The|Each|Where|Cells|Source|It|This)\b)")
CODE = re.compile(r"``([^`]+)``|`([^`]+)`")
BARE_ERROR = re.compile(r"(?<![`\w\[.])([A-Z]\w*Error)\b(?![`\]])")


class PlainDocstrings(griffe.Extension):
    """Rewrites every docstring of the package once it has been read."""

    def on_package(self, *, pkg: griffe.Module, loader: griffe.GriffeLoader, **kwargs: object) -> None:
        if pkg.path == PACKAGE:
            public = public_names(pkg)
            for thing in everything_in(pkg):
                if text := thing.docstring:
                    text.value = as_markdown(text.value, fields_of(thing), links_for(thing, public))


def public_names(package: griffe.Module) -> dict[str, str]:
    """Where each public name is described, by name."""
    names = [str(name).strip("'\"") for name in package.exports or ()]
    return {name: f"{PACKAGE}.{name}.{name}" if name in LIKE_THEIR_MODULE else f"{PACKAGE}.{name}" for name in names}


def everything_in(parent: griffe.Object) -> Iterator[griffe.Object]:
    """All modules, classes, functions and attributes, each where it is defined."""
    for member in parent.members.values():
        if isinstance(member, griffe.Object):
            yield member
            yield from everything_in(member)


def fields_of(thing: griffe.Object) -> set[str]:
    """What a docstring may describe by name: the parameters of a function, the attributes of a class."""
    if isinstance(thing, griffe.Function):
        return {parameter.name for parameter in thing.parameters}
    if isinstance(thing, griffe.Class):
        parameters = {parameter.name for parameter in thing.parameters}
        return parameters | {name for name, member in thing.members.items() if member.is_attribute}
    return set()


def links_for(thing: griffe.Object, public: dict[str, str]) -> dict[str, str]:
    """Where names lead to from this docstring. A member of the same class goes before a public name of that kind, and a
    parameter leads nowhere."""
    owner = thing if isinstance(thing, griffe.Class) else thing.parent
    links = {name: target for name, target in public.items() if name not in fields_of(thing)}
    if isinstance(owner, griffe.Class) and owner.name in public:
        own = (name for name, member in owner.members.items() if member.docstring and not name.startswith("_"))
        links |= {name: f"{public[owner.name]}.{name}" for name in own}
    links.pop(thing.name, None)
    return links


def as_markdown(text: str, fields: set[str], links: dict[str, str]) -> str:
    """A docstring as Markdown. fields: the names that may begin an entry. links: where names in code lead to."""
    paragraphs = (paragraph(part, fields, links) for part in text.split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)


def paragraph(text: str, fields: set[str], links: dict[str, str]) -> str:
    """One paragraph: an example, a list that is one already, or sentences and the entries among them."""
    before, mark, example = text.partition(">>> ")
    if mark:
        said = paragraph(before.strip(), fields, links) + "\n\n" if before.strip() else ""
        return f"{said}```pycon\n{mark}{example}\n```"
    if text.lstrip().startswith("- "):
        return linked(text, links)
    parts = [part for line in NEW_LINE.split(text.strip()) for part in RAISES.split(re.sub(r"\s*\n\s*", " ", line))]
    return linked("\n\n".join(entry for part in parts for entry in entries(part, fields)), links)


def entries(text: str, fields: set[str]) -> list[str]:
    """The sentences before the first entry, and all entries as one list."""
    starts = [found for found in ENTRY.finditer(text) if set(names_in(found[1])) <= fields]
    if not starts:
        return [text]
    ends = [*(found.start() for found in starts[1:]), len(text)]
    items = [
        f"- **{found[1]}**: {text[found.end() : end].strip().removesuffix(';').removesuffix('.')}."
        for found, end in zip(starts, ends, strict=True)
    ]
    lead = text[: starts[0].start()].strip()
    return [lead, "\n".join(items)] if lead else ["\n".join(items)]


def names_in(heading: str) -> list[str]:
    """The names that an entry begins with, without the shapes that stand behind them."""
    return re.split(r", | and ", BESIDE_THE_NAMES.sub("", heading))


def linked(text: str, links: dict[str, str]) -> str:
    """The text, in which names in code and the names of our errors are links."""

    def link(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        target = links.get(code.removeprefix(f"{PACKAGE}.").removesuffix("()"))
        return f"[`{code}`][{target}]" if target else f"`{code}`"

    def error(found: re.Match[str]) -> str:
        return f"[`{found[1]}`][{links[found[1]]}]" if found[1] in links else found[0]

    return BARE_ERROR.sub(error, CODE.sub(link, text))
