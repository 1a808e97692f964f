"""Files of the vault's folder: whole or not at all, for nobody else, and one program at a time."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from consult_app.store.failure import failure, files_translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MOST_BYTES = 64_000_000
"""No more is read of a file beside the database: none of ours comes near it."""
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)


def make_folder(folder: Path) -> None:
    """Make the folder, closed to everybody else."""
    with files_translated():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def make_empty(path: Path) -> None:
    """Make a file that only this account may read; SQLite gives its companions the same rights."""
    with files_translated():
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def write(path: Path, content: bytes) -> None:
    """Replace a file so that a power cut leaves the old one or the new one, on disk when this returns."""
    fresh = path.with_name(path.name + ".new")
    make_empty(fresh)
    with files_translated():
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move(fresh, path)


def extend(path: Path, size: int) -> None:
    """Have a file be so long at least, with zeros on disk; without room for them it stays shorter."""
    with suppress(OSError), path.open("r+b", buffering=0) as file:
        lacking = size - file.seek(0, os.SEEK_END)
        if lacking > 0:
            file.write(bytes(lacking))
            os.fsync(file.fileno())


def content(path: Path, most: int = MOST_BYTES) -> bytes:
    """Give a file's bytes; none where it is missing, or is a pipe, a device or a folder in its place."""
    with files_translated():
        if not path.is_file():
            return b""
        # Whoever opens a pipe to which nobody writes would wait for ever; it may come between the two.
        with open(path, "rb", opener=_open_at_once) as file:
            return file.read(most) if is_regular(file.fileno()) else b""


def begins_with(path: Path, head: bytes) -> bool:
    """Whether a file begins with these bytes."""
    return content(path, len(head)) == head


def append(path: Path, lines: str) -> None:
    """Add lines to a file that may be there, on disk when this returns."""
    with files_translated(), open(path, "a", encoding="utf-8", opener=_open_at_once) as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def is_regular(file: int) -> bool:
    """Whether an open file is one, and no pipe, device or folder."""
    return stat.S_ISREG(os.fstat(file).st_mode)


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING, 0o666)


def remove(path: Path) -> None:
    """Delete a file if it is there."""
    with files_translated():
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have on disk what another program's code wrote."""
    with files_translated(), path.open("rb+") as file:
        os.fsync(file.fileno())


def move(source: Path, target: Path) -> None:
    """Rename within a folder, on disk when this returns."""
    with files_translated():
        source.replace(target)
        # Windows cannot open a folder; there the rename itself is written through.
        if sys.platform != "win32":
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def same(source: Path, target: Path) -> None:
    """Give a file a second name, which costs no room; where the file system has none, a copy does."""
    try:
        os.link(source, target)
    except OSError:
        with files_translated():
            shutil.copyfile(source, target)
        sync(target)


@contextmanager
def only_one(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Hold the folder for this program; the system lets go of it however the program ends.

    For `reading` it need not be one that can be written.
    """
    with files_translated():
        lock = _lock_to_read(path) if reading else os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _seize(lock)
        yield
    finally:
        os.close(lock)


def _lock_to_read(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EIO}:
            raise
        # Where there is none and none can be made, the folder itself serves.
        return os.open(path if path.exists() else path.parent, os.O_RDONLY)


def _seize(lock: int) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise failure("in-use") from None
