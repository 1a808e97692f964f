"""What it costs to keep an answer with its entry in the log, and to check a million entries.

`python -m tests.benchmarks.auditing [ENTRIES]`. An answer is compared with a write and fdatasync of as many
bytes in the same run, and with what SQLCipher alone takes for the same text and a line of a list, with the
vault's own settings: machines differ more than programs.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as sqlcipher

from consult_app.store.chain import linked
from consult_app.store.cost import LEAST
from consult_app.store.database import Database
from consult_app.store.examining import examine, keys_of
from consult_app.store.migrations import GUARDS
from consult_app.store.place import Place
from consult_app.store.rows import consultation_row
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

_SAVES = 600
_BODY = 20_000
_FLOOR, _ALONE = "write and fdatasync", "SQLCipher alone"
_ANSWER, _LONGER, _LOOKED = "answer", "answer that moves the text behind", "answer after a look"
_ROWS = (_FLOOR, _ALONE, _ANSWER, _LONGER, _LOOKED)
_LINE = "INSERT INTO line (at, actor, action) VALUES (?, ?, ?)"
_MARKS = ", ".join("?" * 13)


def main(entries: int) -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        place = Place(Path(folder) / "vault", cost=LEAST)
        _saving(place, Path(folder) / "floor")
        _checking(place, entries)


def _saving(place: Place, floor: Path) -> None:
    """Keep answers in a row and after a look, write as many bytes, and have SQLCipher alone keep as much."""
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    looked, _ = Place(floor.parent / "looked", cost=LEAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
    state = draft(words="w" * (_BODY // 8))
    for each in (vault, looked):
        each.begin(state, "bundle")
    size = len(consultation_row(state)["body"])
    taken: dict[str, list[float]] = {each: [] for each in _ROWS}
    with floor.open("wb") as file, closing(_Alone(floor.parent / "alone.db")) as alone:

        def write(content: bytes) -> None:
            os.pwrite(file.fileno(), content, 0)
            os.fdatasync(file.fileno())

        for number in range(_SAVES):
            state = replace(state, goal=f"g-{number}", revision=state.revision + 1)
            body = consultation_row(state)["body"]
            taken[_FLOOR].append(_timed(partial(write, os.urandom(size))))
            taken[_ALONE].append(_timed(partial(alone.keep, body)))
            taken[_ANSWER].append(_timed(partial(vault.keep, state, "answer q-1")))
            looked.anchor()
            taken[_LOOKED].append(_timed(partial(looked.keep, state, "answer q-1")))
            looked.note("read")
            # An answer that is longer or shorter than the one before moves all the text behind it.
            state = replace(state, goal="g" * (1 + number % 29), revision=state.revision + 1)
            taken[_LONGER].append(_timed(partial(vault.keep, state, "answer q-1")))
    vault.close()
    looked.close()
    floor_ms = statistics.median(taken[_FLOOR])
    print(f"An answer of {size // 1000} KB, {_SAVES} in turn with plain writes of as many bytes:")
    for what, times in taken.items():
        median, p95, mean = (
            statistics.median(times),
            sorted(times)[int(_SAVES * 0.95)],
            statistics.mean(times),
        )
        times_floor = f"ratio {median / floor_ms:.2f}"
        print(f"  {what:<34} median {median:.2f} ms, p95 {p95:.2f}, mean {mean:.2f}, {times_floor}")
    print("  (wanted of an answer: at most 1 ms, and 1.5 times the plain write)")


class _Alone:
    """SQLCipher with the vault's own settings and nothing else: a text and a line of a list a transaction."""

    def __init__(self, path: Path) -> None:
        path.touch()
        self._database = Database(path, bytes(32), bytes(16))
        self.close = self._database.close
        with self._database.writing() as connection:
            connection.execute("CREATE TABLE text (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
            connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, at TEXT, actor TEXT, action TEXT)")
            connection.execute("INSERT INTO text VALUES ('i-1', '')")
        self._raw = self._database._connected()

    def keep(self, body: str) -> None:
        """Keep a text in place of the one before, and that it was."""
        self._raw.execute("BEGIN IMMEDIATE")
        self._raw.execute("UPDATE text SET body = ? WHERE id = 'i-1'", (body,))
        self._raw.execute(_LINE, ("2026-03-01T10:00:00.000000+00:00", CLINICIAN.id, "answer q-1"))
        self._raw.execute("COMMIT")


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
