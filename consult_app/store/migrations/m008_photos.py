"""Schema 8: photographs for the record, each with a digest, for a damaged last page gives zeros."""

from __future__ import annotations

from consult_app.store.migrations import m007_voided

_OF_REAL = "NOT EXISTS (SELECT 1 FROM consultation WHERE id = OLD.consultation AND sample = 1)"
_SEALED = (
    "SELECT 1 FROM consultation WHERE id = NEW.consultation AND stage = 'sealed' AND refusal = 0"
    " AND NOT EXISTS (SELECT 1 FROM sequel WHERE consultation = NEW.consultation)"
)


def _guard(name: str, act: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER photo_{name} BEFORE {act} ON photo{condition}"
        " BEGIN SELECT RAISE(ABORT, 'photo is kept for ever'); END"
    )


_ADDED = (
    _guard("never_changed", "UPDATE"),
    _guard("never_deleted", "DELETE", _OF_REAL),
    _guard("never_again", "INSERT", "EXISTS (SELECT 1 FROM photo WHERE id = NEW.id)"),
    _guard("of_a_consent", "INSERT", f"NOT EXISTS ({_SEALED})"),
)

STATEMENTS = (
    """CREATE TABLE photo (
        id TEXT PRIMARY KEY, consultation TEXT NOT NULL REFERENCES consultation (id), at TEXT NOT NULL,
        actor TEXT NOT NULL, taken TEXT NOT NULL, place TEXT NOT NULL, sha256 TEXT NOT NULL,
        length INTEGER NOT NULL, jpeg BLOB NOT NULL CHECK (length(jpeg) = length)
    ) STRICT""",
    "CREATE INDEX photo_of ON photo (consultation)",
    *_ADDED,
)
GUARDS = (*m007_voided.GUARDS, *_ADDED)
