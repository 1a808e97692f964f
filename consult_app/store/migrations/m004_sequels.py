"""Schema 4: documents that follow a sealed record, and later revisions of its file.

What follows a record is kept as a consultation is, with a row that says for ever what it follows. A revision
only adds bytes to the file before it: the one that was sealed first can be had from each.
"""

from __future__ import annotations

from consult_app.store.migrations import m002_samples

_TABLES = (
    """CREATE TABLE sequel (
        consultation TEXT PRIMARY KEY REFERENCES consultation (id),
        first TEXT NOT NULL REFERENCES sealed (consultation), kind TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX sequel_of ON sequel (first)",
    """CREATE TABLE revision (
        consultation TEXT NOT NULL REFERENCES sealed (consultation), number INTEGER NOT NULL,
        sha256 TEXT NOT NULL, length INTEGER NOT NULL, seals INTEGER NOT NULL,
        pdf BLOB NOT NULL CHECK (length(pdf) = length), at TEXT NOT NULL, PRIMARY KEY (consultation, number)
    ) STRICT""",
)


def _guard(table: str, name: str, act: str, when: str = "", why: str = "is kept for ever") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


_OF_SAMPLE = "EXISTS (SELECT 1 FROM consultation WHERE id = OLD.consultation AND sample = 1)"
_BEFORE = "FROM revision WHERE consultation = NEW.consultation AND number = NEW.number - 1"
_SEALED = "FROM sealed WHERE consultation = NEW.consultation"
_ADDED = (
    *(_guard(table, "never_changed", "UPDATE") for table in ("sequel", "revision")),
    *(_guard(table, "never_deleted", "DELETE", f"NOT {_OF_SAMPLE}") for table in ("sequel", "revision")),
    _guard(
        "sequel",
        "never_again",
        "INSERT",
        "EXISTS (SELECT 1 FROM sequel WHERE consultation = NEW.consultation)",
    ),
    _guard(
        "revision",
        "never_again",
        "INSERT",
        "EXISTS (SELECT 1 FROM revision WHERE consultation = NEW.consultation AND number >= NEW.number)",
    ),
    # The file before it, to the byte, and something behind it; IS NOT, for there may be none before it.
    _guard(
        "revision",
        "only_adds",
        "INSERT",
        f"substr(NEW.pdf, 1, coalesce((SELECT length {_BEFORE}), (SELECT length {_SEALED})))"
        f" IS NOT coalesce((SELECT pdf {_BEFORE}), (SELECT pdf {_SEALED}))"
        f" OR NEW.number > 1 AND NOT EXISTS (SELECT 1 {_BEFORE}) OR NEW.number < 1",
        "only adds to the file before it",
    ),
)

STATEMENTS = (*_TABLES, *_ADDED)
GUARDS = (*m002_samples.GUARDS, *_ADDED)
