"""How every command of this package reports an error: one line that says what went wrong, and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool

from torch.distributed import DistError

FAILED = 2
INTERRUPTED = 130


def exit_code(program: str, work: Callable[[], object], when_interrupted: str = "interrupted") -> int:
    """Do the work; 0 when it is done, else 2, or 130 for Ctrl-C.

    CheckpointError and PenDataError are ValueErrors, MnistMissingError is an OSError.
    """
    try:
        work()
    except (ValueError, OSError, DistError, BrokenProcessPool) as error:
        print(f"{program}: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"\n{when_interrupted}", file=sys.stderr)
        return INTERRUPTED
    return 0
