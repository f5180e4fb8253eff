"""Bootstrap's stylesheet without the rules for what the page has not: a quarter of its size on the wire.

A rule stays where one of its selectors names elements alone, or classes that are all in KEPT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

KEPT = frozenset(
    {
        *("alert", "alert-dismissible", "alert-heading", "alert-link", "alert-warning", "btn-close", "fade", "show"),
        *("collapse", "collapsing", "disabled", "active", "invalid-feedback", "is-invalid", "was-validated"),
        *("form-check", "form-check-inline", "form-check-input", "form-check-label", "form-control", "form-label"),
        *("form-range", "form-select", "form-select-sm", "form-switch"),
        *("text-break", "user-select-none", "visually-hidden", "visually-hidden-focusable"),
    }
)
RULE = re.compile(r"(?P<head>[^{}]+)\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\}")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")  # not within :is(…)


def cut(css: str) -> str:
    """The stylesheet with the rules that the page needs."""
    banner, _, rules = css.partition("*/")
    return f"{banner}*/{''.join(kept_rules(rules))}"


def kept_rules(css: str) -> Iterator[str]:
    for rule in RULE.finditer(css):
        head, body = rule["head"].strip(), rule["body"]
        if head.startswith("@media"):
            inner = "".join(kept_rules(body))
            if inner:
                yield f"{head}{{{inner}}}"
        elif not head.startswith("@"):  # what moves in Bootstrap are parts that the page has not
            selectors = [selector for selector in BETWEEN_SELECTORS.split(head) if is_kept(selector)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def is_kept(selector: str) -> bool:
    return KEPT.issuperset(CLASS.findall(selector))


def classes_of(css: str) -> frozenset[str]:
    """The classes that a stylesheet has rules for."""
    return frozenset(CLASS.findall(re.sub(r"\{[^{}]*\}|/\*.*?\*/", " ", css, flags=re.DOTALL)))
