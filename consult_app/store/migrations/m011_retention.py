"""Schema 11: all about a patient can be destroyed, by two people and in no other way.

One proposes, another carries it out: a row in `destroyed`, which is the only thing that lets rows of a real
patient be deleted. It stays for ever, with its certificate, and lets nothing of that patient come back.
"""

from __future__ import annotations

from consult_app.store.migrations import m010_emergencies

_TABLES = (
    """CREATE TABLE hold (
        patient TEXT PRIMARY KEY, why TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE destruction (
        id TEXT PRIMARY KEY, patient TEXT NOT NULL, ground TEXT NOT NULL, why TEXT NOT NULL,
        at TEXT NOT NULL, actor TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX destruction_of ON destruction (patient)",
    """CREATE TABLE destroyed (
        patient TEXT PRIMARY KEY, destruction TEXT NOT NULL REFERENCES destruction (id), at TEXT NOT NULL,
        actor TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX destroyed_by ON destroyed (destruction)",
    """CREATE TABLE certificate (
        destruction TEXT PRIMARY KEY REFERENCES destruction (id), sha256 TEXT NOT NULL,
        length INTEGER NOT NULL, pdf BLOB NOT NULL CHECK (length(pdf) = length)
    ) STRICT""",
)


def _guard(table: str, name: str, act: str, when: str = "", why: str = "is kept for ever") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


def _frozen(table: str, key: str, gone: str = "") -> tuple[str, ...]:
    """INSERT OR REPLACE deletes without asking the trigger for DELETE."""
    present = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608  both names stand here
    return (
        _guard(table, "never_changed", "UPDATE"),
        _guard(table, "never_deleted", "DELETE", gone),
        _guard(table, "never_again", "INSERT", present),
    )


_OF_PATIENT = ("event", "sealed", "sequel", "revision", "account", "lot", "photo")
"""Tables whose rows belong to a consultation."""
_LOOSENED = tuple(f"{table}_never_deleted" for table in (*_OF_PATIENT, "consultation"))
_KEPT = (
    "NOT EXISTS (SELECT 1 FROM consultation WHERE id = OLD.consultation"
    " AND (sample = 1 OR patient IN (SELECT patient FROM destroyed)))"
)
_TWO = (
    "SELECT 1 FROM destruction WHERE id = NEW.destruction AND patient = NEW.patient AND actor <> NEW.actor"
    " AND actor <> '' AND NEW.actor <> ''"
)
_CARRIED_OUT = "EXISTS (SELECT 1 FROM destroyed WHERE destruction = OLD.id)"
_GONE = "NEW.{0} IN (SELECT patient FROM destroyed)"

_ADDED = (
    *(_guard(table, "never_deleted", "DELETE", _KEPT) for table in _OF_PATIENT),
    _guard(
        "consultation",
        "never_deleted",
        "DELETE",
        "OLD.sample <> 1 AND OLD.patient NOT IN (SELECT patient FROM destroyed)",
    ),
    _guard("consultation", "never_back", "INSERT", _GONE.format("patient"), "was destroyed"),
    # What is open may be corrected, but not given to a patient whose records may go.
    _guard("consultation", "stays_with_its_patient", "UPDATE", "NEW.patient <> OLD.patient"),
    _guard("patient", "never_back", "INSERT", _GONE.format("id"), "was destroyed"),
    *_frozen("destruction", "id", _CARRIED_OUT),
    *_frozen("destroyed", "patient"),
    *_frozen("certificate", "destruction"),
    _guard("destroyed", "by_two", "INSERT", f"NOT EXISTS ({_TWO})", "takes two people"),
    _guard(
        "destroyed",
        "never_held",
        "INSERT",
        "EXISTS (SELECT 1 FROM hold WHERE patient = NEW.patient)",
        "stops at a hold",
    ),
)

STATEMENTS = (*_TABLES, *(f"DROP TRIGGER {name}" for name in _LOOSENED), *_ADDED)
GUARDS = (*(each for each in m010_emergencies.GUARDS if each.split()[2] not in _LOOSENED), *_ADDED)
