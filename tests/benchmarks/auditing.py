"""What the log costs: an answer kept with its entry, and the check of a million entries.

`python -m tests.benchmarks.auditing [ENTRIES]`. An answer is compared with a write and fdatasync of as many
bytes in the same run: machines differ more than programs.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as sqlcipher

from consult_app.domain.audit import Anchor
from consult_app.store import writing
from consult_app.store.chain import linked
from consult_app.store.cost import LEAST
from consult_app.store.examining import examine, keys_of
from consult_app.store.migrations import GUARDS
from consult_app.store.place import Place
from consult_app.store.rows import consultation_row
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

_SAVES = 600
_BODY = 20_000
_MARKS = ", ".join("?" * 13)


def main(entries: int) -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        place = Place(Path(folder) / "vault", cost=LEAST)
        _saving(place, Path(folder) / "floor")
        _checking(place, entries)


def _saving(place: Place, floor: Path) -> None:
    """Keep answers with and without an entry, and write as many bytes, in turn."""
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    bare, _ = Place(floor.parent / "bare", cost=LEAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
    state = draft(words="w" * (_BODY // 8))
    for each in (vault, bare):
        each.begin(state, "bundle")
    size = len(consultation_row(state)["body"])
    append = writing.append
    taken: dict[str, list[float]] = {"write and fdatasync": [], "answer": [], "answer without its entry": []}
    with floor.open("wb") as file:

        def write() -> None:
            os.pwrite(file.fileno(), os.urandom(size), 0)
            os.fdatasync(file.fileno())

        for number in range(_SAVES):
            state = replace(state, goal=f"g-{number}", revision=state.revision + 1)
            taken["write and fdatasync"].append(_timed(write))
            taken["answer"].append(_timed(partial(vault.keep, state, "answer q-1")))
            writing.append = lambda *_, **__: Anchor(0, "")
            taken["answer without its entry"].append(_timed(partial(bare.keep, state, "answer q-1")))
            writing.append = append
    vault.close()
    bare.close()
    floor_ms = statistics.median(taken["write and fdatasync"])
    print(f"An answer of {size // 1000} KB, {_SAVES} in turn with plain writes of as many bytes:")
    for what, times in taken.items():
        median, p95 = statistics.median(times), sorted(times)[int(_SAVES * 0.95)]
        print(f"  {what:<26} median {median:.2f} ms, p95 {p95:.2f}, ratio {median / floor_ms:.2f}")


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _checking(place: Place, entries: int) -> None:
    keys = keys_of(place, PASSPHRASE)
    _fill(place.folder / "vault.db", *keys.of_database, entries)
    start, worked = time.perf_counter(), time.process_time()
    checked = examine(place, keys)
    taken, work = time.perf_counter() - start, time.process_time() - worked
    assert checked.sound, checked.found
    spent = f"{taken:.1f} s, {work:.1f} s of work"
    print(f"Check of {checked.entries:,} entries: {spent}  (wanted: at most 15 for a million)")


def _fill(path: Path, key: bytes, salt: bytes, entries: int) -> None:
    """Add entries as they come of answers, in one transaction."""
    connection = sqlcipher.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("BEGIN IMMEDIATE")
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    for name in names:
        connection.execute(f"DROP TRIGGER {name}")
    [(seq, before)] = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    [(event,)] = connection.execute("SELECT max(id) FROM event")
    said = "SELECT digest FROM audit WHERE subject = 'i-1' AND digest <> '' ORDER BY seq DESC LIMIT 1"
    [(digest,)] = connection.execute(said)
    for number in range(1, entries + 1):
        act = ("2026-03-01T10:00:00.000000+00:00", CLINICIAN.id, "answer q-pregnancy", "i-1")
        at, actor, action, subject = act
        row = (seq + number, at, actor, "practice-1", action, subject, "", digest, event + number, number)
        made = linked(before, row)
        connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", (row[8], subject, number, *act[:3]))
        connection.execute(f"INSERT INTO audit VALUES ({_MARKS})", (*row, before, b"", made))  # noqa: S608
        before = made
    for guard in GUARDS:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
