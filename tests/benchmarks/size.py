"""A practice of many years: finding a patient while typing, the start page, a consultation, unlocking.

`python -m tests.benchmarks.size [PATIENTS ...]` makes a vault of so many patients (100,000, then 1,000,000),
each second one with a consultation up to 50,000, and measures it as the window asks it.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from consult_app.domain.consultation import Patient
from consult_app.domain.searching import words_of
from consult_app.store import keyring, opening
from consult_app.store.cost import FULL, LEAST
from consult_app.store.examining import keys_of
from consult_app.store.migrations import GUARDS
from consult_app.store.place import Place
from consult_app.store.rows import consultation_row, patient_row, utc
from consult_app.store.vault import LocalVault
from consult_app.ui import theme
from consult_app.ui.pages.start_page import StartPage
from consult_app.workflow.screens.start import read_found, read_start
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PATIENT, PRACTICE, draft
from tests.helpers.loop_watch import LoopWatch, WorkMs
from tests.helpers.window import Walk, quick_services

_CONSULTATIONS = 50_000
_TYPISTS = 60
_RUNS = 15
_WANTED = {100_000: 20, 1_000_000: 60}
_SYLLABLES = (
    "an",
    "be",
    "mar",
    "lin",
    "da",
    "ko",
    "ri",
    "mu",
    "so",
    "el",
    "ta",
    "vi",
    "jo",
    "ha",
    "ne",
    "st",
)
_TODAY = 12
_OPEN = 40


def main(sizes: tuple[int, ...]) -> None:
    """Measure and print."""
    for size in sizes:
        with TemporaryDirectory(prefix="consult-bench-") as folder:
            place = Place(Path(folder) / "vault", cost=LEAST)
            people = _fill(place, size)
            vault = place.unlock(PASSPHRASE)
            print(f"{size:,} patients, {min(size, _CONSULTATIONS):,} consultations:")
            _searching(vault, people, _WANTED.get(size))
            _reading(vault)
            vault.close()
            _window(place)
    _unlocking()


def _searching(vault: LocalVault, people: list[Patient], wanted: int | None) -> None:
    """Type as somebody does who looks for a patient: letter after letter, until the name is there."""
    packs, now = quick_services(Path("nowhere")).library.packs(), datetime.now(UTC)
    times, work = [], []
    for typed in _typed(people):
        start, worked = time.perf_counter(), time.process_time()
        found = read_found(vault, packs, typed, now)
        times.append(1000 * (time.perf_counter() - start))
        work.append(1000 * (time.process_time() - worked))
        assert found.typed == typed
    limit = f"  (wanted: p95 at most {wanted})" if wanted else ""
    print(f"  a letter typed to who is found, {len(times)} letters: {_spread(times)}{limit}")
    print(f"    work of it {_spread(work)}")


def _typed(people: list[Patient]) -> Iterator[str]:
    chance = random.Random(3)  # noqa: S311 - the same people each time
    ways: tuple[Callable[[Patient], str], ...] = (
        lambda each: f"{each.given_name} {each.family_name}",
        lambda each: f"{each.family_name[:4]} {each.given_name[:3]}",
        lambda each: f"{each.birth_date.day}.{each.birth_date.month}.{each.birth_date.year}",
        lambda each: f"{each.family_name} {each.birth_date.year}",
        lambda each: each.record_number,
    )
    for number, each in enumerate(chance.sample(people, _TYPISTS)):
        whole = ways[number % len(ways)](each)
        yield from (whole[:end] for end in range(1, len(whole) + 1))


def _reading(vault: LocalVault) -> None:
    services = quick_services(Path("nowhere"))
    screen, _ = read_start(services, vault)
    assert len(screen.today) >= _TODAY
    for what, act, wanted in (
        ("the start page is read", lambda: read_start(services, vault), ""),
        ("a consultation is opened", lambda: vault.open("i-77"), "  (wanted: at most 20)"),
        ("a patient's consultations", lambda: vault.consultations(("q-154",)), ""),
    ):
        taken, work = _timed(act)
        print(f"  {what}: {_spread(taken)}, work {statistics.median(work):.1f}{wanted}")


def _window(place: Place) -> None:
    """Unlock in the real window, and type: for how long does its loop not come round?"""
    theme.apply(QApplication.instance() or QApplication([]))  # type: ignore[arg-type]
    walk, watch = Walk(quick_services(place.folder)), LoopWatch(WorkMs())
    walk.app.window.resize(1366, 768)
    walk.app.window.show()
    walk.app.start()
    walk.controller.desk.found.connect(lambda found: walk.seen.__setitem__("found", (found,)))
    watch.during("list", lambda: walk.controller.door.unlock(PASSPHRASE), lambda: "listed" in walk.seen)
    [field] = walk.app.window.findChildren(StartPage)[0].findChildren(QLineEdit)
    for letter in "Marlin":
        walk.seen.pop("found", None)
        watch.during(
            "type", lambda letter=letter: QTest.keyClicks(field, letter), lambda: "found" in walk.seen
        )
    lengths = {act: max(each.length for each in watch.turns if each.act == act) for act in ("list", "type")}
    print(
        f"  longest turn of the window's loop: {lengths['list']:.0f} ms of work to show the start page,",
        end=" ",
    )
    print(f"{lengths['type']:.0f} ms for a letter  (wanted: at most 50)")
    walk.close()


def _unlocking() -> None:
    """Unlock as on a real machine, beside Argon2id alone, in turn."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        place = Place(Path(folder) / "vault", cost=FULL)
        place.create(PRACTICE, CLINICIAN, PASSPHRASE)[0].close()
        whole, alone = [], []
        for _ in range(7):
            start = time.perf_counter()
            vault = opening.unlock(place, PASSPHRASE, CLINICIAN.id)
            whole.append(time.perf_counter() - start)
            vault.close()
            start = time.perf_counter()
            keyring.open_by_passphrase(
                (place.folder / "keys.json").read_bytes(), PASSPHRASE, CLINICIAN.id, FULL
            )
            alone.append(time.perf_counter() - start)
        unlocked, derived = statistics.median(whole), statistics.median(alone)
        print(
            f"Unlocking: median {unlocked:.2f} s  (wanted: at most 0.7), "
            f"{derived / unlocked:.0%} of it the passphrase's key"
        )


def _timed(act: Callable[[], object]) -> tuple[list[float], list[float]]:
    taken, work = [], []
    for _ in range(_RUNS):
        start, worked = time.perf_counter(), time.process_time()
        act()
        taken.append(1000 * (time.perf_counter() - start))
        work.append(1000 * (time.process_time() - worked))
    return taken, work


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"median {statistics.median(times):.1f} ms, p95 {p95:.1f}, max {ordered[-1]:.1f}"


def _fill(place: Place, size: int) -> list[Patient]:
    """Make a vault of so many, in one transaction; gives some of the patients."""
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.note_recovery_key_kept()
    vault.begin(draft(), "bundle")
    vault.close()
    key, salt = keys_of(place, PASSPHRASE).of_database
    connection = sqlcipher.connect(place.folder / "vault.db", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("BEGIN IMMEDIATE")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    _put(connection, "patient", (patient_row(each) for each in _people(size)))
    connection.executemany(
        "INSERT INTO patient_words (patient, words) VALUES (?, ?)",
        ((each.id, " ".join(sorted(words_of(each)))) for each in _people(size)),
    )
    connection.execute("INSERT INTO patient_search (patient_search) VALUES ('rebuild')")
    _put(connection, "consultation", _consultations(min(size, _CONSULTATIONS)))
    for guard in GUARDS:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.close()
    return list(islice(_people(size), 0, size, max(1, size // 1000)))


def _put(connection: Any, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows)
    names = ", ".join(first)
    marks = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - the names are ours
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _people(size: int) -> Iterator[Patient]:
    chance = random.Random(1)  # noqa: S311 - the same people each time
    given, family = (["".join(chance.choices(_SYLLABLES, k=2 + at % more)).title() for at in range(many)]
                     for many, more in ((2000, 2), (40_000, 3)))  # fmt: skip
    for number in range(size):
        born = date(1930, 1, 1) + timedelta(chance.randrange(28_000))
        yield Patient(
            f"q-{number}",
            chance.choice(given),
            chance.choice(family),
            born,
            record_number=f"{100_000 + number}",
        )


def _consultations(count: int) -> Iterator[dict[str, Any]]:
    """Give a consultation each for so many: some of today, a few open, the others ended long ago."""
    today, patients = datetime.now(UTC), _people(count)
    for number, person in enumerate(patients):
        ago = timedelta() if number < _TODAY else timedelta(days=1 + number % 3000)
        said = replace(
            draft(f"i-{number + 2}", patient=replace(PATIENT, id=person.id)), day=(today - ago).date()
        )
        stage = "draft" if number < _TODAY + _OPEN else "voided"
        row = consultation_row(said) | {"name": person.name, "stage": stage, "updated": utc(today - ago)}
        yield row


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (100_000, 1_000_000))
