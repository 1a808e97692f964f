# ruff: noqa: T201  printing is how it reports
"""Runs something in children that are killed, one after the other."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

Tell = Callable[[str], None]
"""Acknowledges something: whoever hears of it may rely on it."""
_MUCH = 1 << 16


def run_again_and_again(run: Callable[[], None]) -> None:
    """For each line on standard input run once, until killed; what was loaded before is loaded once."""
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            print(os.getpid(), flush=True)
            run()
        os.waitpid(child, 0)
        print("killed", flush=True)


def killed(act: Callable[[Tell], object], *, words: int = 0, seconds: float = 0) -> tuple[list[str], bool]:
    """Have a child of this process act, and kill it once it said so many words or took so long.

    Gives what it acknowledged, and whether it was killed rather than done before.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _act(act, writing)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as heard:
        said = _hear(reading, words, seconds)
        os.kill(child, signal.SIGKILL)
        while more := heard.read(_MUCH):
            said += more
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or not os.WEXITSTATUS(status), "it failed before it was killed"
    return [word.decode() for word in said.split(b"\n")[:-1]], os.WIFSIGNALED(status)


def _act(act: Callable[[Tell], object], pipe: int) -> NoReturn:
    """Act, and end without what the parent would do at its end."""
    try:
        act(lambda word: _write(pipe, word))
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _write(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def _hear(pipe: int, words: int, seconds: float) -> bytes:
    """Listen until enough was said, the time is over, or the child is done."""
    ends, said = time.monotonic() + seconds, b""
    while not words or said.count(b"\n") < words:
        ready, _, _ = select.select([pipe], [], [], None if words else max(0.0, ends - time.monotonic()))
        more = os.read(pipe, _MUCH) if ready else b""
        if not more:
            break
        said += more
    return said
