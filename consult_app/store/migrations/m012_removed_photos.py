"""Schema 12: a photograph can be taken out for a reason; that it was there, and why it went, stays."""

from __future__ import annotations

from consult_app.store.migrations import m011_retention

_LOOSENED = ("photo_never_deleted", "photo_never_again")


def _guard(table: str, name: str, act: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END"
    )


_KEPT = (
    "NOT EXISTS (SELECT 1 FROM consultation WHERE id = OLD.consultation"
    " AND (sample = 1 OR patient IN (SELECT patient FROM destroyed)))"
)
_NOT_REMOVED = f"{_KEPT} AND OLD.id NOT IN (SELECT photo FROM removed_photo)"  # noqa: S608  all names stand here
_NO_SUCH = (
    "NEW.photo IN (SELECT photo FROM removed_photo)"
    " OR NEW.consultation IS NOT (SELECT consultation FROM photo WHERE id = NEW.photo)"
)

_ADDED = (
    _guard("photo", "never_deleted", "DELETE", _NOT_REMOVED),
    _guard(
        "photo",
        "never_again",
        "INSERT",
        "NEW.id IN (SELECT id FROM photo) OR NEW.id IN (SELECT photo FROM removed_photo)",
    ),
    _guard("removed_photo", "never_changed", "UPDATE"),
    _guard("removed_photo", "never_deleted", "DELETE", _KEPT),
    _guard(
        "removed_photo",
        "never_again",
        "INSERT",
        _NO_SUCH,
    ),
)

STATEMENTS = (
    """CREATE TABLE removed_photo (
        photo TEXT PRIMARY KEY, consultation TEXT NOT NULL REFERENCES consultation (id), why TEXT NOT NULL,
        words TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX removed_photo_of ON removed_photo (consultation)",
    *(f"DROP TRIGGER {name}" for name in _LOOSENED),
    *_ADDED,
)
GUARDS = (*(each for each in m011_retention.GUARDS if each.split()[2] not in _LOOSENED), *_ADDED)
