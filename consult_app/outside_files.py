"""Files that a person names: read as far as they are files, and no further than makes sense."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from consult_app.errors import ConsultError

MOST_BYTES = 256_000_000
"""Nothing larger is read: no document, scan or photograph of ours comes near it."""

_GONE, _KEPT_AWAY = "There is no such file.", "This account of the computer may not read it."
_FOLDER = "It is a folder."
_WHY = {
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EACCES: _KEPT_AWAY,
    errno.EPERM: _KEPT_AWAY,
    errno.EISDIR: _FOLDER,
    errno.ELOOP: "It is a link that leads only to itself.",
    errno.ENAMETOOLONG: "Its name is too long.",
}
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
"""Whoever opens a pipe to which nobody writes would wait for ever."""


def read_outside(path: Path, most: int = MOST_BYTES, *, piped: bool = False) -> bytes:
    """Give the content of a file; ConsultError "unreadable", in plain words, for whatever is none.

    What gives bytes without end is no file, nor is a pipe, but where another program may have made it.
    """
    try:
        with open(path, "rb", opener=None if piped else _open_at_once) as opened:
            if not (piped or stat.S_ISREG(os.fstat(opened.fileno()).st_mode)):
                raise _unreadable("It is a device or a pipe, and no file.")
            content = opened.read(most + 1)
    except OSError as error:
        raise _unreadable(_WHY.get(error.errno or 0, "Its disk or its network does not give it.")) from None
    except ValueError:
        raise _unreadable("There is no file of such a name.") from None
    if len(content) > most:
        raise _unreadable(f"It is larger than {most // 1_000_000} MB.")
    return content


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING)


def _unreadable(why: str) -> ConsultError:
    return ConsultError("unreadable", why)
