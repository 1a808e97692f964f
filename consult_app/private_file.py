"""Files in the open that a person asked for: for their own account alone, and whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write a file that nobody else on this machine may read, on disk when this returns. OSError.

    What stood there before stays until all of it is written: half a document must not look like one.
    """
    if path.exists() and not path.is_file():
        # A pipe or a terminal is read as it comes.
        path.write_bytes(content)
        return
    target = path.resolve()
    beside = target.with_name(f"{target.name}.part")
    try:
        # Not through what somebody put there under that name.
        beside.unlink(missing_ok=True)
        file = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
