"""Schema 1. Times are ISO 8601 in UTC, days ISO 8601; `body` is a state as JSON.

Long values have a digest of their own: where the last page of one is damaged, SQLCipher gives zeros and no
error. (A body needs none: zeros are not JSON.)
"""

from __future__ import annotations

_TABLES = (
    "CREATE TABLE meta (store TEXT PRIMARY KEY) STRICT",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE signer (fingerprint TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT",
    """CREATE TABLE patient (
        id TEXT PRIMARY KEY, given_name TEXT NOT NULL, family_name TEXT NOT NULL, birth_date TEXT NOT NULL,
        sex TEXT NOT NULL, record_number TEXT NOT NULL, by_name TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX patient_by_name ON patient (by_name)",
    """CREATE TABLE patient_key (
        key TEXT NOT NULL, patient TEXT NOT NULL REFERENCES patient (id), PRIMARY KEY (key, patient)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX patient_key_of ON patient_key (patient)",
    "CREATE TABLE pack (digest TEXT PRIMARY KEY, bundle TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT",
    """CREATE TABLE consultation (
        id TEXT PRIMARY KEY, stage TEXT NOT NULL, revision INTEGER NOT NULL, signatures INTEGER NOT NULL,
        patient TEXT NOT NULL REFERENCES patient (id), pack TEXT NOT NULL REFERENCES pack (digest),
        name TEXT NOT NULL, birth_date TEXT NOT NULL, treatment TEXT NOT NULL, day TEXT NOT NULL,
        sample INTEGER NOT NULL, refusal INTEGER NOT NULL, updated TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX consultation_updated ON consultation (updated)",
    "CREATE INDEX consultation_patient ON consultation (patient)",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, consultation TEXT NOT NULL REFERENCES consultation (id),
        revision INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX event_of ON event (consultation)",
    """CREATE TABLE sealed (
        consultation TEXT PRIMARY KEY REFERENCES consultation (id), sha256 TEXT NOT NULL,
        length INTEGER NOT NULL, seals INTEGER NOT NULL, pdf BLOB NOT NULL CHECK (length(pdf) = length),
        aftercare BLOB NOT NULL, aftercare_sha256 TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
)

_KEPT_FOR_EVER = {
    "sealed": "consultation",
    "event": "id",
    "pack": "digest",
    "signer": "fingerprint",
    "meta": "store",
}


def _guard(table: str, name: str, act: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END"
    )


def _never_again(table: str, key: str) -> str:
    """INSERT OR REPLACE deletes without asking the trigger for DELETE."""
    present = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608  both names stand above
    return _guard(table, "never_again", "INSERT", present)


GUARDS = (
    *(_guard(table, "never_changed", "UPDATE") for table in _KEPT_FOR_EVER),
    *(_guard(table, "never_deleted", "DELETE") for table in (*_KEPT_FOR_EVER, "consultation")),
    *(_never_again(table, key) for table, key in (*_KEPT_FOR_EVER.items(), ("consultation", "id"))),
    _guard("consultation", "sealed", "UPDATE", "OLD.stage = 'sealed'"),
)

STATEMENTS = (*_TABLES, *GUARDS)
