# ruff: noqa: S608  all names stand here
"""Schema 13: two patients who are one person are joined, and parted again, without a row being moved.

Both are acts that stay for ever. Whoever was joined stands in one pair that is in force, on one side of
it, so that nobody has to be followed from one to the next, and no circle can come about.
"""

from __future__ import annotations

from consult_app.store.migrations import m012_removed_photos

_LOOSENED = ("destroyed_by_two",)
_IN_FORCE = "id NOT IN (SELECT merge FROM merge_undone)"
_GONE = "IN (SELECT patient FROM destroyed)"


def _guard(table: str, name: str, act: str, when: str = "", why: str = "is kept for ever") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


_NOT_FLAT = (
    "NEW.absorbed = NEW.kept OR EXISTS (SELECT 1 FROM merge WHERE absorbed IN (NEW.absorbed, NEW.kept)"
    f" AND {_IN_FORCE})"
    f" OR EXISTS (SELECT 1 FROM merge WHERE kept = NEW.absorbed AND {_IN_FORCE})"
)
_LATER = (
    "EXISTS (SELECT 1 FROM merge m JOIN merge mine ON mine.kept = m.kept WHERE mine.id = NEW.merge"
    f" AND m.rowid > mine.rowid AND m.{_IN_FORCE})"
)
_TWO = (
    "SELECT 1 FROM destruction WHERE id = NEW.destruction AND actor <> NEW.actor"
    " AND actor <> '' AND NEW.actor <> '' AND (patient = NEW.patient OR EXISTS (SELECT 1 FROM merge"
    f" WHERE absorbed = NEW.patient AND kept = destruction.patient AND {_IN_FORCE}))"
)
_EITHER_GONE = f"OLD.absorbed {_GONE} OR OLD.kept {_GONE}"
_ITS_MERGE_GONE = f"EXISTS (SELECT 1 FROM merge WHERE id = OLD.merge AND (absorbed {_GONE} OR kept {_GONE}))"

_ADDED = (
    _guard("merge", "never_changed", "UPDATE"),
    _guard("merge", "never_deleted", "DELETE", f"NOT ({_EITHER_GONE})"),
    _guard("merge", "never_again", "INSERT", "NEW.id IN (SELECT id FROM merge)"),
    _guard("merge", "flat", "INSERT", _NOT_FLAT, "joins whoever is joined already"),
    _guard("merge_undone", "never_changed", "UPDATE"),
    _guard("merge_undone", "never_deleted", "DELETE", f"NOT {_ITS_MERGE_GONE}"),
    _guard("merge_undone", "never_again", "INSERT", "NEW.merge IN (SELECT merge FROM merge_undone)"),
    _guard("merge_undone", "last_first", "INSERT", _LATER, "comes after those that were joined later"),
    _guard("destroyed", "by_two", "INSERT", f"NOT EXISTS ({_TWO})", "takes two people"),
)

STATEMENTS = (
    """CREATE TABLE merge (
        id TEXT PRIMARY KEY, absorbed TEXT NOT NULL REFERENCES patient (id),
        kept TEXT NOT NULL REFERENCES patient (id), at TEXT NOT NULL, actor TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX merge_absorbed ON merge (absorbed)",
    "CREATE INDEX merge_kept ON merge (kept)",
    """CREATE TABLE merge_undone (
        merge TEXT PRIMARY KEY REFERENCES merge (id), at TEXT NOT NULL, actor TEXT NOT NULL, why TEXT NOT NULL
    ) STRICT""",
    *(f"DROP TRIGGER {name}" for name in _LOOSENED),
    *_ADDED,
)
GUARDS = (*(each for each in m012_removed_photos.GUARDS if each.split()[2] not in _LOOSENED), *_ADDED)
