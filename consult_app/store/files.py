"""Files of the vault's folder: whole or not at all, for nobody else, and one program at a time."""

from __future__ import annotations

import errno
import os
import shutil
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


def content(path: Path) -> bytes:
    """Give a file's bytes; none where it is missing."""
    with files_translated():
        return path.read_bytes() if path.exists() else b""


def begins_with(path: Path, head: bytes) -> bool:
    """Whether a file begins with these bytes."""
    with files_translated(), path.open("rb") as file:
        return file.read(len(head)) == head


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
