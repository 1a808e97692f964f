"""The index of the words by which patients are found (FTS5), which is as encrypted as all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, text

from consult_app.domain.searching import MOST_COUNTED, meant, words_of
from consult_app.store.rows import patient
from consult_app.store.schema import PATIENT, PATIENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from consult_app.domain.consultation import Patient

_KEPT = select(PATIENT_WORDS.c.words).where(PATIENT_WORDS.c.patient == bindparam("whom"))
_ADD = text("INSERT INTO patient_words (patient, words) VALUES (:whom, :words)")
_INDEX = text(
    "INSERT INTO patient_search (rowid, words) SELECT number, words FROM patient_words WHERE patient = :whom"
)
_UNINDEX = text(
    "INSERT INTO patient_search (patient_search, rowid, words)"
    " SELECT 'delete', number, words FROM patient_words WHERE patient = :whom"
)
_FORGET = text("DELETE FROM patient_words WHERE patient = :whom")
_FOUND = text(
    "SELECT patient FROM patient_words WHERE number IN"
    " (SELECT rowid FROM patient_search WHERE patient_search MATCH :asked ORDER BY rowid DESC LIMIT :most)"
)
_COUNT = text(
    "SELECT count(*) FROM (SELECT 1 FROM patient_search WHERE patient_search MATCH :asked LIMIT :most)"
)
_EVERYBODY = text("SELECT count(*) FROM patient_words")
_WORDLESS = select(PATIENT).where(PATIENT.c.id.not_in(select(PATIENT_WORDS.c.patient)))


def put(connection: Connection, patient: Patient) -> None:
    """Have a patient found by the words they are called by now, and by no others."""
    words = " ".join(sorted(words_of(patient)))
    if connection.execute(_KEPT, {"whom": patient.id}).scalar_one_or_none() == words:
        return
    forget(connection, patient.id)
    connection.execute(_ADD, {"whom": patient.id, "words": words})
    connection.execute(_INDEX, {"whom": patient.id})


def forget(connection: Connection, patient_id: str) -> None:
    """Have a patient found by nothing any more."""
    connection.execute(_UNINDEX, {"whom": patient_id})
    connection.execute(_FORGET, {"whom": patient_id})


def complete(connection: Connection) -> None:
    """Give words to everybody who was kept before there were any."""
    for row in connection.execute(_WORDLESS).all():
        put(connection, patient(row))


def found(connection: Connection, typed: str, most: int) -> Sequence[str]:
    """Give the ids of those who are meant, the newest where they are too many."""
    asked = _asked(typed)
    return connection.execute(_FOUND, {"asked": asked, "most": most}).scalars().all() if asked else ()


def count(connection: Connection, typed: str) -> int:
    """Count those who are meant, everybody where nothing was typed.

    One more than is counted stands for any more.
    """
    if not typed.strip():
        return int(connection.execute(_EVERYBODY).scalar_one())
    asked = _asked(typed)
    given = {"asked": asked, "most": MOST_COUNTED + 1}
    return int(connection.execute(_COUNT, given).scalar_one()) if asked else 0


def _asked(typed: str) -> str:
    """Say to the index what is meant; every beginning is of letters and digits alone."""
    wanted = (" OR ".join(f'"{start}" *' for start in sorted(starts)) for starts in meant(typed))
    return " AND ".join(f"({each})" for each in wanted)
