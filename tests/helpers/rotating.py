# ruff: noqa: T201  printing is how it reports
"""A program of its own that removes a user again and again, in children that are killed meanwhile.

Prints how many kills left the old keys in force, how many the new ones, and how many steps there are.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.store import files, opening
from consult_app.store.cost import Cost
from consult_app.store.database import Database
from consult_app.store.place import Place
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

FAST = Cost(64, 1, 1)
BO = User(Clinician("c-2", "Bo Lind", "Nurse"), UserRole.ASSISTANT)
BOS = "quiet harbour ninety maps"
MOMENTS = 12
_STEPS = (
    *((files, name) for name in ("write", "make_empty", "move", "remove", "sync")),
    *((Database, name) for name in ("copy", "checkpoint")),
)


def left_over(folder: Path) -> list[str]:
    """List the files that only a change of keys leaves when it is cut short."""
    return sorted(each.name for each in folder.iterdir() if ".next" in each.name or ".new" in each.name)


def _in_child(folder: Path, begin: Callable[[], None]) -> int:
    """Remove the user in a child; gives its process id."""
    child = os.fork()
    if child == 0:
        vault = opening.unlock(Place(folder, FAST), PASSPHRASE, CLINICIAN.id)
        begin()
        vault.staff.remove(BO.id)
        os._exit(0)
    return child


def _dying_at(step: int) -> Callable[[], None]:
    """Have this process die before or after a step of the files: each has two such moments."""
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def act(*given: object) -> object:
            _count(left)
            done = real(*given)
            _count(left)
            return done

        return act

    def begin() -> None:
        for owner, name in _STEPS:
            setattr(owner, name, counted(getattr(owner, name)))

    return begin


def _count(left: list[int]) -> None:
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1


def _survives(folder: Path) -> bool:
    """Open what a kill left as everybody who may; gives whether the user was removed."""
    place = Place(folder, FAST)
    gone = [each.id for each in place.users()] == [CLINICIAN.id]
    for user, passphrase in ((CLINICIAN.id, PASSPHRASE), *(() if gone else ((BO.id, BOS),))):
        vault = place.unlock(passphrase, user)
        assert vault.open("i-1") == draft()
        assert vault.bundle(draft().pack_digest) == "bundle" * 5000
        with vault._database.reading() as connection:
            assert connection.value("PRAGMA integrity_check") == "ok"
        vault.close()
    assert not left_over(folder), left_over(folder)
    return gone


def main(folder: Path) -> None:
    """Kill at every step, then at moments spread over how long it takes."""
    vault, _ = Place(folder, FAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.staff.add(BO, BOS)
    vault.begin(draft(), "bundle" * 5000)
    vault.close()
    outcomes: list[bool] = []
    steps = 0
    while True:
        trial = _copied(folder)
        _, status = os.waitpid(_in_child(trial, _dying_at(steps)), 0)
        outcomes.append(_survives(trial))
        if status == 0:
            break
        steps += 1
    began = time.monotonic()
    os.waitpid(_in_child(_copied(folder), lambda: None), 0)
    whole = time.monotonic() - began
    chance = random.Random(7)  # noqa: S311  the same moments each time
    for _ in range(MOMENTS):
        trial = _copied(folder)
        child = _in_child(trial, lambda: None)
        time.sleep(chance.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        outcomes.append(_survives(trial))
    print(outcomes.count(False), outcomes.count(True), steps)


def _copied(folder: Path) -> Path:
    trial = folder.with_name("trial")
    shutil.rmtree(trial, ignore_errors=True)
    return Path(shutil.copytree(folder, trial))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
