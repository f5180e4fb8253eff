"""What setup.cfg asks for, read in one place by what makes the lock file and by what tries the lowest versions."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWN_EXTRAS = re.compile(r"lenetlab\[([\w,]+)\]")


def requirements(*extras: str) -> list[str]:
    """The requirements of the library and of these extras, one a line, in the order of setup.cfg.

    Raises KeyError for an extra that there is not.
    """
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    found = list(lines_of(setup["options"]["install_requires"]))
    for extra in extras:
        for line in lines_of(setup["options.extras_require"][extra]):
            own = OWN_EXTRAS.fullmatch(line)
            found += requirements(*own[1].split(",")) if own else [line]
    return list(dict.fromkeys(found))


def lines_of(text: str) -> Iterator[str]:
    """The lines that say something: neither empty nor a comment."""
    stripped = (line.strip() for line in text.splitlines())
    return (line for line in stripped if line and not line.startswith("#"))
