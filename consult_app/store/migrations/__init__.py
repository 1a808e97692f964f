"""The steps from one schema to the next, in order; a step never changes once it was released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.store.failure import failure
from consult_app.store.migrations import (
    m001_begin,
    m002_samples,
    m003_papers,
    m004_sequels,
    m005_audit,
    m006_accounts,
    m007_voided,
    m008_photos,
    m009_size,
    m010_emergencies,
    m011_retention,
    m012_removed_photos,
    m013_merges,
    m014_deltas,
)

if TYPE_CHECKING:
    from consult_app.store.database import Connection
STEPS = (
    m001_begin.STATEMENTS,
    m002_samples.STATEMENTS,
    m003_papers.STATEMENTS,
    m004_sequels.STATEMENTS,
    m005_audit.STATEMENTS,
    m006_accounts.STATEMENTS,
    m007_voided.STATEMENTS,
    m008_photos.STATEMENTS,
    m009_size.STATEMENTS,
    m010_emergencies.STATEMENTS,
    m011_retention.STATEMENTS,
    m012_removed_photos.STATEMENTS,
    m013_merges.STATEMENTS,
    m014_deltas.STATEMENTS,
)
AUDITED = 1 + STEPS.index(m005_audit.STATEMENTS)
"""The first version with a log whose entries are chained."""
SEARCHED = 1 + STEPS.index(m009_size.STATEMENTS)
"""The first version in which patients are found by their words."""
GUARDS = m014_deltas.GUARDS
"""The triggers that stand after the newest step, as SQL: what is kept for ever cannot be changed."""


def migrate(connection: Connection, upto: int = 0) -> int:
    """Bring the schema up to date, or up to a version, within the caller's transaction.

    Gives the version that it had; "vault-too-new", "vault-damaged".
    """
    version: int = connection.value("PRAGMA user_version")
    if version > len(STEPS):
        raise failure("vault-too-new")
    upto = upto or len(STEPS)
    for statement in (statement for step in STEPS[version:upto] for statement in step):
        connection.execute(statement)
    if version < upto:
        connection.execute(f"PRAGMA user_version = {upto:d}")
    if upto == len(STEPS) and not guarded(connection):
        raise failure("vault-damaged")
    return version


def tables(version: int) -> frozenset[str]:
    """Name the tables that a vault of a version has."""
    names: set[str] = set()
    for statement in (statement for step in STEPS[:version] for statement in step):
        verb, kind, name, *_ = statement.split()
        if kind == "TABLE":
            (names.discard if verb == "DROP" else names.add)(name)
    return frozenset(names)


def guarded(connection: Connection) -> bool:
    """Whether no trigger is missing, altered or added: some tools drop them without a word."""
    standing = connection.values("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    return sorted(standing) == sorted(GUARDS)
