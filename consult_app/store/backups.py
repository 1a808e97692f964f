"""Backups: a folder for each, with a copy of the database made in one go, the keys, and a list of both.

A backup counts from the moment at which its folder gets its name: until then it is called `.part`, and the
one before it is untouched. It is as encrypted as the vault. Several rooms can make theirs in one folder at
once: each name says which vault on which machine it is of.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.domain.backup import Backup, kept
from consult_app.errors import VaultError
from consult_app.store import deltas, files, key_files
from consult_app.store.chain import machine
from consult_app.store.checking import check
from consult_app.store.database import Connection, Database, Row
from consult_app.store.failure import failure
from consult_app.store.identity import demand_own
from consult_app.store.parsing import parse
from consult_app.store.site import KEYS, SIGNERS, VAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from consult_app.domain.audit import Checked
    from consult_app.store.keyring import Keys

MANIFEST = "backup.json"
_FORMAT = 1
_PREFIX, _PART = "consult-", ".part"
_TIME = "%Y%m%d-%H%M%S"
_SHORT_STORE, _SHORT_SOURCE = 8, 6
_LEFT_BEHIND = timedelta(days=1)
"""After so long what another room began is not being made any more."""
_STEPS = 20_000
"""So many steps of the database engine go by before it is asked whether to go on: a few milliseconds."""
_COMPLAINTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "backup-full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "backup-read-only"),
}
_ENGINE = {
    8: "backup-read-only",
    9: "backup-stopped",
    11: "vault-damaged",
    13: "backup-full",
    26: "vault-damaged",
}
_OPEN = {"vault-damaged", "vault-foreign", "vault-read-only", "vault-full", "disk-failing"}


class _File(msgspec.Struct, frozen=True):
    length: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds; `anchor` is the last entry of the log in it."""

    format: int
    store: str
    at: datetime
    entries: int
    anchor: str
    sound: bool
    files: dict[str, _File]


@dataclass(frozen=True, slots=True)
class Making:
    """All that a backup is made of, taken together while the vault is open; made in any thread."""

    source: Path
    keys: Keys
    signers: bytes
    target: Path
    at: datetime

    def run(self, told: Callable[[], bool] = lambda: True) -> Backup:
        """Make it, open it, check it, then let old ones go; `told` is asked again and again whether to go on.

        VaultError "backup-full", "backup-read-only", "backup-unreachable", "backup-unsound" or
        "backup-stopped".
        """
        store = self.keys.ring.store[:_SHORT_STORE]
        own = f"{_source_of(self.source)}-{store}"
        name = f"{_PREFIX}{self.at.astimezone(UTC):{_TIME}}-{own}"
        part = self.target / f"{name}{_PART}"
        with _named():
            if not self.target.is_dir():
                raise failure("backup-unreachable")
            _sweep(self.target, store, own, self.at)
            try:
                part.mkdir(mode=0o700)
                manifest = self._fill(part, told)
                files.move(part, self.target / name)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
        made = _backup(name, manifest, self.target / name)
        _prune(self.target, store, name)
        return made

    def _fill(self, part: Path, told: Callable[[], bool]) -> Manifest:
        self._copy(part / VAULT, told)
        for name, content in ((KEYS, self.keys.written()), (SIGNERS, self.signers)):
            files.write(part / name, content)
        listed = {name: _file(part / name) for name in (VAULT, KEYS, SIGNERS)}
        checked = opened(part, self.keys, told)
        manifest = Manifest(
            _FORMAT,
            self.keys.ring.store,
            self.at,
            checked.entries,
            str(checked.head),
            checked.sound,
            listed,
        )
        files.write(part / MANIFEST, msgspec.json.encode(manifest))
        return manifest

    def _copy(self, path: Path, told: Callable[[], bool]) -> None:
        """Copy in one go: step by step it would begin anew with every answer that is kept meanwhile."""
        if not told():
            raise failure("backup-stopped")
        with self._engine(self.source) as source:
            source.set_progress_handler(lambda: int(not told()), _STEPS)
            source.execute("VACUUM INTO ?", (str(path),))
        with self._engine(path) as copy:
            # A backup is only read from now on: what waits is put in its place, without a file beside it.
            copy.execute("PRAGMA journal_mode = MEMORY")
            copy.execute("BEGIN IMMEDIATE")
            deltas.fold_any(Connection(copy))
            copy.execute("COMMIT")
        path.chmod(0o600)
        files.sync(path)

    @contextmanager
    def _engine(self, path: Path) -> Iterator[sqlcipher.Connection]:
        key, salt = self.keys.of_database
        raw = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
            raw.execute("PRAGMA temp_store = MEMORY")
            raw.row_factory = Row
            yield raw
        finally:
            raw.close()


def opened(folder: Path, keys: Keys, told: Callable[[], bool] = lambda: True) -> Checked:
    """Open a backup as it lies there and check every page, every record and the log; "backup-unsound"."""
    database = Database(folder / VAULT, *keys.of_database, fixed=True)

    def go_on(_: int) -> None:
        if not told():
            raise failure("backup-stopped")

    try:
        with database.reading() as connection:
            demand_own(connection, keys.ring.store)
            with connection.while_wanted(told):
                _demand_whole(connection)
            return check(connection, keys.ring, told=go_on)
    except VaultError as error:
        if error.code in _OPEN:
            raise failure("backup-unsound") from None
        if error.code == "check-stopped":
            raise failure("backup-stopped") from None
        raise
    finally:
        database.close()


def read(folder: Path) -> Manifest:
    """Compare the files of a backup with its list; "backup-altered", "backup-foreign"."""
    try:
        with _named():
            manifest = parse(files.content(folder / MANIFEST), Manifest)
            if manifest.format > _FORMAT:
                raise failure("vault-too-new")
            whole = all(_is_whole(folder / name, file) for name, file in manifest.files.items())
    except msgspec.DecodeError:
        raise failure("backup-foreign") from None
    if not whole or {VAULT, KEYS} - manifest.files.keys():
        raise failure("backup-altered")
    return manifest


def found(folder: Path) -> tuple[Backup, ...]:
    """List the backups in a folder, or the one that it is, newest first; their files are not compared yet."""
    backups = []
    with suppress(OSError):
        for each in (folder, *folder.iterdir()):
            with suppress(VaultError, msgspec.DecodeError):
                if each.name.endswith(_PART) or not (each / MANIFEST).is_file():
                    continue
                manifest = parse(files.content(each / MANIFEST), Manifest)
                backups.append(_backup("" if each == folder else each.name, manifest, each))
    return tuple(sorted(backups, key=lambda each: each.at, reverse=True))


def _backup(name: str, manifest: Manifest, folder: Path) -> Backup:
    size = sum(each.length for each in manifest.files.values())
    users = tuple(each.name for each in key_files.users(folder))
    return Backup(
        name, manifest.at, manifest.entries, manifest.sound, -(-size // 1_000_000), manifest.store, users
    )


def _demand_whole(connection: Connection) -> None:
    for pragma, fine in (("cipher_integrity_check", []), ("integrity_check", ["ok"])):
        if connection.values(f"PRAGMA {pragma}") != fine:
            raise failure("backup-unsound")


def _file(path: Path) -> _File:
    with path.open("rb") as file:
        return _File(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _is_whole(path: Path, listed: _File) -> bool:
    return path.is_file() and _file(path) == listed


def _source_of(path: Path) -> str:
    """Mark what comes from one vault on one machine: it makes one backup at a time."""
    return hashlib.sha256(f"{machine()} {path.absolute()}".encode()).hexdigest()[:_SHORT_SOURCE]


def _sweep(target: Path, store: str, own: str, now: datetime) -> None:
    """Delete what a backup that was cut short left; what another room may be at stays."""
    for each in target.glob(f"{_PREFIX}*-{store}{_PART}"):
        begun = _time_of(each)
        if each.name.endswith(f"-{own}{_PART}") or (begun is not None and begun < now - _LEFT_BEHIND):
            shutil.rmtree(each, ignore_errors=True)


def _prune(target: Path, store: str, made: str) -> None:
    """Delete backups of this vault that no rule keeps; what cannot be deleted now goes another time.

    Not what was just `made`: another room may have begun later, and been quicker.
    """
    with suppress(OSError):
        named = {
            _time_of(each): each
            for each in target.glob(f"{_PREFIX}*-{store}")
            if each.is_dir() and each.name != made
        }
        times = [each for each in (*named, _time_of(target / made)) if each is not None]
        for at in named.keys() & {*times} - kept(times):
            # What is deleted half is no backup any more.
            (named[at] / MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(named[at], ignore_errors=True)


def _time_of(folder: Path) -> datetime | None:
    try:
        return datetime.strptime(folder.name.removeprefix(_PREFIX)[:15], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


@contextmanager
def _named() -> Iterator[None]:
    """Let what goes wrong with the target leave as what it means for the backup."""
    try:
        yield
    except VaultError as error:
        codes = {
            "vault-full": "backup-full",
            "vault-read-only": "backup-read-only",
            "disk-failing": "backup-unreachable",
        }
        raise failure(codes[error.code]) if error.code in codes else error from None
    except OSError as error:
        raise failure(_COMPLAINTS.get(error.errno or 0, "backup-unreachable")) from None
    except sqlcipher.Error as error:
        number = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise failure(_ENGINE.get(number, "backup-unreachable")) from None
