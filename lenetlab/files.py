"""Files that are replaced whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from os import PathLike, close, fsync
from pathlib import Path
from tempfile import mkstemp

NEW_FILE_MODE = 0o644
MOST_REASON = 200


def replace_file(path: str | PathLike[str], write: Callable[[Path], object]) -> None:
    """Let `write` fill a temporary file beside `path`, then put it in its place, with the permissions it had.

    When `write` raises, the old file stays as it was and nothing else is left behind. Raises FileNotFoundError when
    there is no such folder.
    """
    path = Path(path).resolve()
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path} cannot be written: there is no folder {path.parent}")
    handle, name = mkstemp(dir=path.parent, prefix=".writing-")
    close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        with temporary.open("rb") as written:
            fsync(written.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else NEW_FILE_MODE)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sha256(path: str | PathLike[str]) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def reason(error: BaseException) -> str:
    """What an error says, in one line and cut short: it may quote from a file that is made to be long."""
    return " ".join(str(error)[:MOST_REASON].split())
