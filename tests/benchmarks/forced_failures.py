"""Failures forced at every step from the first stroke to the stored record.

`python -m tests.benchmarks.forced_failures [--count 300]`: of the consent, as many again of each document
that can follow it, and of timestamps that come late; half of them exceptions, half the process killed. After
each the vault is looked at, gone on with to the end, and looked at again. Leaves with 1 where ever something
was said to be sealed that is not, a stroke or a signature is lost, or there is more or less than one record
of each.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.sequel import SequelKind
from tests.helpers import failing, failing_late
from tests.helpers.failing import ForcedError, Steps
from tests.helpers.failing_late import Late

_FORCED, _KILLED = 3, -9
Life = SequelKind | Late | None
LIVES: tuple[Life, ...] = (*failing.LIVES, *Late)


def begin(folder: Path, life: Life) -> None:
    """Set a vault up in which the life is before its first step."""
    if isinstance(life, Late):
        failing_late.begin(folder, life)
    else:
        failing.begin(folder, life)


def go_on_stepping(folder: Path, life: Life, steps: Steps, told: Callable[[str], None]) -> None:
    """Bring it to its end, step by step."""
    if isinstance(life, Late):
        failing_late.go_on_stepping(folder, life, steps, told)
    else:
        failing.go_on_stepping(folder, life, steps, told)


def judge(folder: Path, life: Life, told: list[str]) -> list[str]:
    """Look at what a failure left; names all that is wrong."""
    if isinstance(life, Late):
        return failing_late.judge(folder, life, told)
    return failing.judge(folder, life, told)


def failed(folder: Path, life: Life, steps: Steps) -> tuple[int, list[str]]:
    """Go on in another process until it fails; gives how it ended, and what it had told by then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            go_on_stepping(folder, life, steps, lambda word: _tell(writing, word))
        except ForcedError:
            os._exit(_FORCED)
        finally:
            # Also after anything that was not forced: nothing of the parent may run on in here.
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        words = told.read().split()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), words


def _tell(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def force(life: Life, count: int) -> bool:
    """Force so many failures, evenly over all steps; tells whether nothing went wrong."""
    found: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    with TemporaryDirectory(prefix="consult-failures-") as scratch:
        base, folder = Path(scratch) / "base", Path(scratch) / "run"
        begin(base, life)
        shutil.copytree(base, folder)
        steps = Steps()
        go_on_stepping(folder, life, steps, lambda _: None)
        shutil.rmtree(folder)
        for number in range(count):
            kill = bool(number % 2)
            at = 1 + (number // 2 * 2 + 1) * steps.count // max(count, 2) % steps.count
            shutil.copytree(base, folder)
            code, told = failed(folder, life, Steps(at, kill=kill))
            ends["killed" if code == _KILLED else "exception" if code == _FORCED else f"exit {code}"] += 1
            for wrong in judge(folder, life, told):
                found[f"{wrong} (step {at}, {'kill' if kill else 'exception'})"] += 1
            if code not in {_KILLED, _FORCED}:
                found[f"not forced: exit {code} (step {at})"] += 1
            shutil.rmtree(folder)
    name = life.value if life else "consent"
    print(
        f"{name}: {count} at {steps.count} steps: {dict(ends)}; wrong: {dict(found) or 'nothing'}", flush=True
    )
    return not found


def main(count: int, lives: Sequence[Life] = LIVES) -> int:
    """Force them for each life; gives the exit code."""
    wrong = [life for life in lives if not force(life, count)]
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    sys.exit(main(parser.parse_args().count))
