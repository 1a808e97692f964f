"""The tables of the newest schema, as statements name them; the migrations make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult_app.store.database import Connection


class Table:
    """A table with all its columns, in the order in which a row is added."""

    def __init__(self, name: str, *columns: str) -> None:
        self.name, self.columns = name, columns
        marks = ", ".join("?" * len(columns))
        self.insert = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names

    def add(self, connection: Connection, **row: object) -> int:
        """Add a row with a value for each column; gives its number."""
        return connection.execute(self.insert, [row[name] for name in self.columns]).lastrowid

    def add_all(self, connection: Connection, rows: list[dict[str, object]]) -> None:
        """Add rows."""
        if rows:
            connection.execute_many(self.insert, [[row[name] for name in self.columns] for row in rows])


BELONGING = ("removed_photo", "photo", "lot", "account", "sequel", "revision", "event", "sealed")
"""What belongs to consultations, in an order in which it can go."""
META = Table("meta", "store")
SETTING = Table("setting", "name", "value")
SIGNER = Table("signer", "fingerprint", "at")
PATIENT = Table("patient", "id", "given_name", "family_name", "birth_date", "sex", "record_number", "by_name")
PATIENT_WORDS = Table("patient_words", "number", "patient", "words")
PACK = Table("pack", "digest", "bundle", "sha256")
CONSULTATION = Table(
    "consultation",
    *("id", "stage", "name", "birth_date", "treatment", "day", "updated", "sample", "refusal"),
    *("patient", "pack", "revision", "signatures", "body"),
)
EVENT = Table("event", "id", "consultation", "revision", "at", "actor", "action")
SEALED = Table(
    "sealed", "consultation", "sha256", "length", "seals", "pdf", "aftercare", "aftercare_sha256", "at"
)
SEQUEL = Table("sequel", "consultation", "first", "kind")
REVISION = Table("revision", "consultation", "number", "sha256", "length", "seals", "pdf", "at")
AUDIT = Table(
    "audit",
    *("seq", "at", "actor", "machine", "action", "subject", "reason", "digest", "event", "revision"),
    *("prev", "signature", "hash"),
)
DELTA = Table(
    "delta",
    *("seq", "at", "actor", "machine", "action", "subject", "digest", "event", "revision", "prev", "hash"),
    "hunks",
)
ACCOUNT = Table("account", "id", "consultation", "kind", "replaces", "at", "actor", "body")
LOT = Table(
    "lot",
    *("key", "consultation", "account", "place", "lot", "product", "ingredient", "amount", "site", "areas"),
    "day",
)
PHOTO = Table("photo", "id", "consultation", "at", "actor", "taken", "place", "sha256", "length", "jpeg")
REMOVED_PHOTO = Table("removed_photo", "photo", "consultation", "why", "words", "at", "actor")
HOLD = Table("hold", "patient", "why", "at", "actor")
DESTRUCTION = Table("destruction", "id", "patient", "ground", "why", "at", "actor")
DESTROYED = Table("destroyed", "patient", "destruction", "at", "actor")
CERTIFICATE = Table("certificate", "destruction", "sha256", "length", "pdf")
MERGE = Table("merge", "id", "absorbed", "kept", "at", "actor", "body")
MERGE_UNDONE = Table("merge_undone", "merge", "at", "actor", "why")
TABLES = (
    *(META, SETTING, SIGNER, PATIENT, PATIENT_WORDS, PACK, CONSULTATION, EVENT, SEALED),
    *(SEQUEL, REVISION, AUDIT, DELTA, ACCOUNT, LOT, PHOTO),
    *(HOLD, DESTRUCTION, DESTROYED, CERTIFICATE, REMOVED_PHOTO, MERGE, MERGE_UNDONE),
)
