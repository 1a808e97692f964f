"""The index of the words by which patients are found (FTS5), which is as encrypted as all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.domain.searching import MOST_COUNTED, meant, words_of
from consult_app.store.joined import told
from consult_app.store.rows import patient as as_patient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.domain.consultation import Patient
    from consult_app.store.database import Connection

_JOINED = "SELECT body FROM merge WHERE kept = ? AND id NOT IN (SELECT merge FROM merge_undone)"
_ADD = "INSERT INTO patient_words (patient, words) VALUES (?, ?)"
_INDEX = "INSERT INTO patient_search (rowid, words) SELECT number, words FROM patient_words WHERE patient = ?"
_UNINDEX = (
    "INSERT INTO patient_search (patient_search, rowid, words)"
    " SELECT 'delete', number, words FROM patient_words WHERE patient = ?"
)
_FOUND = (
    "SELECT patient FROM patient_words WHERE number IN"
    " (SELECT rowid FROM patient_search WHERE patient_search MATCH ? ORDER BY rowid DESC LIMIT ?)"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM patient_search WHERE patient_search MATCH ? LIMIT ?)"
_WORDLESS = "SELECT * FROM patient WHERE id NOT IN (SELECT patient FROM patient_words)"


def put(connection: Connection, patient: Patient) -> None:
    """Have a patient found by the words they are called by now, and by no others.

    Whoever was joined is found by what either was called until then.
    """
    called = (
        patient,
        *(each for body in connection.values(_JOINED, (patient.id,)) for each in told(body)[:2]),
    )
    words = " ".join(sorted(frozenset[str]().union(*map(words_of, called))))
    if connection.value("SELECT words FROM patient_words WHERE patient = ?", (patient.id,)) == words:
        return
    forget(connection, patient.id)
    connection.execute(_ADD, (patient.id, words))
    connection.execute(_INDEX, (patient.id,))


def forget(connection: Connection, patient_id: str) -> None:
    """Have a patient found by nothing any more."""
    connection.execute(_UNINDEX, (patient_id,))
    connection.execute("DELETE FROM patient_words WHERE patient = ?", (patient_id,))


def complete(connection: Connection) -> None:
    """Give words to everybody who was kept before there were any."""
    for row in connection.execute(_WORDLESS).fetchall():
        put(connection, as_patient(row))


def found(connection: Connection, typed: str, most: int) -> Sequence[str]:
    """Give the ids of those who are meant, the newest where they are too many."""
    asked = _asked(typed)
    return connection.values(_FOUND, (asked, most)) if asked else ()


def count(connection: Connection, typed: str) -> int:
    """Count those who are meant, everybody where nothing was typed.

    One more than is counted stands for any more.
    """
    if not typed.strip():
        return int(connection.value("SELECT count(*) FROM patient_words"))
    asked = _asked(typed)
    return int(connection.value(_COUNT, (asked, MOST_COUNTED + 1))) if asked else 0


def _asked(typed: str) -> str:
    """Say to the index what is meant; every beginning is of letters and digits alone."""
    wanted = (" OR ".join(f'"{start}" *' for start in sorted(starts)) for starts in meant(typed))
    return " AND ".join(f"({each})" for each in wanted)
