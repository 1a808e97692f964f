"""Schema 2: a sample consultation can be deleted, and only one that was a sample from its first moment.

What a consultation is, it stays: neither its id nor its row nor its being a sample can be changed, so that
no real one can be turned into something that may go, and no sample be put in a real one's place.
"""

from __future__ import annotations

from consult_app.store.migrations import m001_begin

_LOOSENED = ("sealed_never_deleted", "event_never_deleted", "consultation_never_deleted")


def _kept_unless_sample(table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END"
    )


def _of_real(table: str) -> str:
    """The row belongs to a real consultation, or to none: a sample's own go before it."""
    sample = "SELECT 1 FROM consultation WHERE id = OLD.consultation AND sample = 1"
    return _kept_unless_sample(table, f"NOT EXISTS ({sample})")


_STAYS = (
    "CREATE TRIGGER consultation_stays_what_it_is BEFORE UPDATE ON consultation"
    " WHEN NEW.sample <> OLD.sample OR NEW.id <> OLD.id OR NEW.rowid <> OLD.rowid"
    " BEGIN SELECT RAISE(ABORT, 'a consultation stays real or a sample'); END"
)

_ADDED = (
    _of_real("sealed"),
    _of_real("event"),
    _kept_unless_sample("consultation", "OLD.sample <> 1"),
    _STAYS,
)

STATEMENTS = (*(f"DROP TRIGGER {name}" for name in _LOOSENED), *_ADDED)
GUARDS = (*(each for each in m001_begin.GUARDS if each.split()[2] not in _LOOSENED), *_ADDED)
