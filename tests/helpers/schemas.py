"""Vaults as an older version of the program would have left them: the same rows under an earlier schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from consult_app.store.examining import keys_of
from consult_app.store.migrations import SEARCHED, STEPS
from consult_app.store.site import VAULT
from tests.helpers.consultations import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.store.place import Place

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'patient_search%'"
_GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def age(place: Place, version: int) -> None:
    """Give the closed vault of a place the schema of a version, with every row that it had room for."""
    key, salt = keys_of(place, PASSPHRASE).of_database
    path, old = place.folder / VAULT, place.folder / "older.db"
    connection = sqlcipher.connect(old, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("ATTACH ? AS now", (str(path),))
    connection.execute("BEGIN")
    for statement in (each for step in STEPS[:version] for each in step):
        connection.execute(statement)
    guards = connection.execute(_GUARDS).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for table, columns in _common(connection):
        named = ", ".join(columns)
        connection.execute(f"INSERT INTO main.{table} ({named}) SELECT {named} FROM now.{table}")  # noqa: S608
    if version >= SEARCHED:
        connection.execute("INSERT INTO patient_search (patient_search) VALUES ('rebuild')")
    for _, sql in guards:
        connection.execute(sql)
    for name in ("application_id",):
        [(number,)] = connection.execute(f"PRAGMA now.{name}").fetchall()
        connection.execute(f"PRAGMA main.{name} = {number}")
    connection.execute(f"PRAGMA main.user_version = {version}")
    connection.execute("COMMIT")
    connection.close()
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    old.replace(path)


def _common(connection: Any) -> Iterator[tuple[str, list[str]]]:
    """Name the tables that there are in both, with their columns of that time."""
    there = {name for (name,) in connection.execute(_TABLES.replace("sqlite_master", "now.sqlite_master"))}
    for (table,) in connection.execute(_TABLES).fetchall():
        if table in there:
            rows = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
            yield table, [row[1] for row in rows]
