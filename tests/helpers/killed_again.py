# ruff: noqa: T201  printing is how it reports
"""Runs something in children that are killed, one after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def run_again_and_again(run: Callable[[], None]) -> None:
    """For each line on standard input run once, until killed; what was loaded before is loaded once."""
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            print(os.getpid(), flush=True)
            run()
        os.waitpid(child, 0)
        print("killed", flush=True)
