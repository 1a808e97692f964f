"""What is still whole in a damaged vault, brought out row by row; the vault itself is not touched.

Each page of the database proves itself, so that a row either comes out as it was written or not at all.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from consult_app.errors import VaultError
from consult_app.store import deltas, files
from consult_app.store.codec import decoded
from consult_app.store.database import Database
from consult_app.store.failure import failure, files_translated
from consult_app.store.identity import demand_file
from consult_app.store.migrations import STEPS, tables
from consult_app.store.site import LOCK, VAULT

if TYPE_CHECKING:
    from pathlib import Path

    from consult_app.store.keyring import Keys
    from consult_app.store.site import Site

Row = Mapping[str, Any]
Put = Callable[[str, bytes], None]
"""Where a file goes: its name, without patient data, and its content."""

_BLOCK = 4096
_SIDE = f"{VAULT}-wal"
_LISTS = (
    "patient",
    "event",
    "account",
    "audit",
    "delta",
    "sequel",
    "hold",
    "destruction",
    "destroyed",
    "removed_photo",
    "merge",
    "merge_undone",
)
"""The tables that come out as one list each."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """How many of each kind came out whole, and the ids of consultations, files and packs that did not.

    A kind that is named in `broken` has rows that could not even be listed.
    """

    whole: Mapping[str, int]
    lost: tuple[tuple[str, str], ...]
    broken: tuple[str, ...]


def rescue(site: Site, keys: Keys, copy: Path, put: Put) -> Rescued:
    """Bring out what is whole of a vault that nobody has open; `copy` is a folder for an encrypted copy.

    "vault-foreign" where nothing does, and the file does not begin as that of these keys.
    """
    demand_file(site.folder / VAULT)
    # A disk that lets nothing be written any more is what somebody brings things out of.
    with files.only_one(site.folder / LOCK, reading=True):
        # With what stands in its side file, which opening it would work in.
        for name in (VAULT, _SIDE):
            _copy(site.folder / name, copy / name)
    database = Database(copy / VAULT, *keys.of_database, torn=True)
    try:
        # Where they cannot be put in their place, they come out as a list of their own.
        with suppress(VaultError), database.writing() as connection:
            deltas.fold_any(connection)
        outcome = _Rescue(database, put).everything()
    finally:
        database.close()
    if not any(outcome.whole.values()) and not files.begins_with(copy / VAULT, keys.of_database[1]):
        raise failure("vault-foreign")
    return outcome


def _copy(source: Path, target: Path) -> None:
    """Copy a file, with zeros where the disk does not give it back any more."""
    if not source.is_file():
        return
    files.make_empty(target)
    with files_translated(), target.open("wb") as into, source.open("rb", buffering=0) as file:
        for at in range(0, source.stat().st_size, _BLOCK):
            into.write(_block(file, at))


def _block(file: Any, at: int) -> bytes:  # noqa: ANN401 - a raw file
    try:
        file.seek(at)
        block: bytes = file.read(_BLOCK)
    except OSError:
        return bytes(_BLOCK)
    return block


class _Rescue:
    """One run through a copy."""

    def __init__(self, database: Database, put: Put) -> None:
        self._database, self._put = database, put
        self._made = self._tables()
        self._whole: Counter[str] = Counter()
        self._lost: list[tuple[str, str]] = []
        self._broken: list[str] = []

    def everything(self) -> Rescued:
        """Bring out table after table."""
        lists = {table: list(self._rows(table)) for table in _LISTS if table in self._made}
        for table, rows in lists.items():
            self._put(f"{table}.json", _json(rows))
            self._whole[table] = len(rows)
        for row in self._rows("pack"):
            self._file("pack", str(row["digest"]), row["bundle"].encode(), row["sha256"], "txt")
        there = {str(row["id"]) for row in self._rows("consultation") if self._consultation(row)}
        for row in chain(self._rows("sealed"), self._rows("revision")):
            self._sealed(row)
        for row in self._rows("photo"):
            self._file(
                "consultations", f"{row['consultation']}-photo-{row['id']}", row["jpeg"], row["sha256"], "jpg"
            )
        for row in self._rows("certificate"):
            self._file("destroyed", str(row["destruction"]), row["pdf"], row["sha256"], "pdf")
        named = {str(row["consultation"]) for row in chain(lists["event"], lists.get("sequel", ()))}
        self._lost += [("consultation", each) for each in sorted(named - there)]
        return Rescued(dict(self._whole), tuple(dict.fromkeys(self._lost)), tuple(self._broken))

    def _tables(self) -> frozenset[str]:
        """Name the tables that there have to be: an older vault has fewer, and nothing of it is missing."""
        try:
            with self._database.reading() as connection:
                version = connection.value("PRAGMA user_version")
        except VaultError:
            version = len(STEPS)
        return tables(version)

    def _consultation(self, row: Row) -> bool:
        """Bring out what was said, if it can be read as a whole."""
        try:
            decoded(row["body"])
        except VaultError:
            return False
        self._put(f"consultations/{row['id']}.json", row["body"].encode())
        self._whole["consultation"] += 1
        return True

    def _sealed(self, row: Row) -> None:
        name = "-".join(str(row[each]) for each in ("consultation", "number") if each in row)
        self._file("consultations", name, row["pdf"], row["sha256"], "pdf")
        if row.get("aftercare"):
            self._file("consultations", f"{name}-aftercare", row["aftercare"], row["aftercare_sha256"], "pdf")

    def _file(self, folder: str, name: str, content: bytes, digest: str, ending: str) -> None:
        if hashlib.sha256(content).hexdigest() != digest:
            self._lost.append((ending, name))
            return
        self._put(f"{folder}/{name}.{ending}", content)
        self._whole[ending] += 1

    def _rows(self, table: str) -> Iterator[Row]:
        """Give each row that can be read: all in one go, and what comes after damage one by one."""
        if table not in self._made:
            return
        last = None
        try:
            with self._database.reading() as connection:
                for row in connection.execute(_all(table)):
                    yield dict(row)
                    last = row["at_row"]
        except VaultError:
            self._broken.append(table)
            yield from self._singly(table, last)

    def _singly(self, table: str, last: int | None) -> Iterator[Row]:
        for rowid in self._rowids(table):
            if last is None or rowid > last:
                with suppress(VaultError), self._database.reading() as connection:
                    yield from map(dict, connection.execute(_one(table), (rowid,)).fetchall())

    def _rowids(self, table: str) -> list[int]:
        """List the rows from both ends: between them lies what is damaged."""
        return sorted({*self._walk(table, "ASC"), *self._walk(table, "DESC")})

    def _walk(self, table: str, order: str) -> list[int]:
        met: list[int] = []
        with suppress(VaultError), self._database.reading() as connection:
            for (rowid,) in connection.execute(_rowids(table, order)):
                met.append(rowid)
        return met


# Past the indexes: they may be what is damaged. The names are ours.


def _all(table: str) -> str:
    return f"SELECT rowid AS at_row, * FROM {table} NOT INDEXED ORDER BY rowid"  # noqa: S608


def _one(table: str) -> str:
    return f"SELECT rowid AS at_row, * FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608


def _rowids(table: str, order: str) -> str:
    return f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid {order}"  # noqa: S608


def _json(rows: list[Row]) -> bytes:
    plain = [{name: value for name, value in row.items() if name != "at_row"} for row in rows]
    return msgspec.json.format(msgspec.json.encode(plain))
