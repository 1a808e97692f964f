"""What was in memory while the vault was open does not stay there: after locking, the process is a new one.

Clearing memory by hand does not reach the copies that Python, Qt and the database made of a key.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from consult_app.ui.left import Left, read_left
from consult_app.ui.prints_left import Print, read_prints, tell_prints

_NAME, _PRINTS = "CONSULT_LEFT", "CONSULT_PRINTS"

CAN_RENEW = os.name == "posix"
"""Whether a process can be replaced in place here; elsewhere memory is freed, not wiped."""


def renew(left: Left | None, prints: tuple[Print, ...] = ()) -> None:
    """Begin anew as the same process, at the door; returns only where the program cannot be started."""
    os.environ[_NAME] = left.told if left else ""
    os.environ[_PRINTS] = tell_prints(prints)
    with suppress(OSError):
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - itself


def left_before() -> Left | None:
    """Give where somebody was before the process was replaced, once."""
    return read_left(os.environ.pop(_NAME, ""))


def prints_before() -> tuple[Print, ...]:
    """Give what was on its way to a printer before the process was replaced, once."""
    return read_prints(os.environ.pop(_PRINTS, ""))
