"""Set up, unlock, recover: from a folder to an open vault, or to the one sentence that says why not."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from consult_app.errors import VaultError
from consult_app.store import files, keyring, signers
from consult_app.store.cost import LEAST, Cost
from consult_app.store.database import Database
from consult_app.store.failure import failure, files_translated
from consult_app.store.migrations import migrate
from consult_app.store.passphrase import demand_strength
from consult_app.store.schema import META
from consult_app.store.site import KEYS, LOCK, SPARE_KEYS, VAULT, exists
from consult_app.store.vault import LocalVault
from consult_app.store.writing import put_practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from consult_app.domain.consultation import Clinician, Practice
    from consult_app.store.keyring import Keys
    from consult_app.store.site import Site

APPLICATION_ID = 0x436F6E73


def create(site: Site, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[LocalVault, str]:
    """Set up a vault; cut short, it leaves nothing that counts as a vault, or one that can be unlocked."""
    demand_strength(passphrase, (practice.name, clinician.name))
    files.make_folder(site.folder)
    with _held(site.folder) as held:
        if exists(site.folder):
            raise failure("vault-exists")
        keys, recovery_key = keyring.make(passphrase, site.cost)
        fresh = site.folder / f"{VAULT}.new"
        _make_database(fresh, keys, practice, clinician)
        # The spare copy first: until the vault is in its place nothing counts, then it can be unlocked.
        files.write(site.folder / SPARE_KEYS, keys.written())
        files.move(fresh, site.folder / VAULT)
        files.write(site.folder / KEYS, keys.written())
        return _opened(site, keys, held), recovery_key


def unlock(site: Site, passphrase: str) -> LocalVault:
    """Open the vault with the user's passphrase."""
    return _open(site, lambda sheet: keyring.open_by_passphrase(sheet, passphrase, _least(site.cost)))


def recover(site: Site, recovery_key: str, passphrase: str) -> LocalVault:
    """Open the vault with the recovery key; then the new passphrase opens it, and the old one no more."""
    demand_strength(passphrase)

    def keys_from(sheet: bytes) -> Keys:
        return keyring.open_by_recovery(sheet, recovery_key).with_passphrase(passphrase, site.cost)

    return _open(site, keys_from)


def recognises(site: Site, passphrase: str) -> bool:
    """Whether the passphrase opens the key file; the folder need not be free for that."""
    try:
        keyring.open_by_passphrase(_sound_sheets(site)[0], passphrase, _least(site.cost))
    except VaultError as error:
        if error.code == "passphrase-wrong":
            return False
        raise
    return True


def _open(site: Site, keys_from: Callable[[bytes], Keys]) -> LocalVault:
    if not exists(site.folder):
        raise failure("vault-missing")
    with _held(site.folder) as held:
        _demand_file(site.folder / VAULT)
        keys = keys_from(_sound_sheets(site)[0])
        vault = _opened(site, keys, held)
        for path in _sheets(site):
            if _content(path) != keys.written():
                files.write(path, keys.written())
        return vault


def _sheets(site: Site) -> tuple[Path, Path]:
    return site.folder / KEYS, site.folder / SPARE_KEYS


def _sound_sheets(site: Site) -> list[bytes]:
    """Give the key file and its spare copy, as far as they can be read; VaultError where neither can."""
    sound = [sheet for path in _sheets(site) if keyring.sound(sheet := _content(path))]
    if not sound:
        raise failure("keys-damaged")
    return sound


@contextmanager
def _held(folder: Path) -> Iterator[ExitStack]:
    """Hold the folder for this program: until the vault is closed, or no longer than a failed opening."""
    held = ExitStack()
    try:
        held.enter_context(files.only_one(folder / LOCK))
        yield held
    except BaseException:
        held.close()
        raise


def _opened(site: Site, keys: Keys, held: ExitStack) -> LocalVault:
    database = Database(site.folder / VAULT, *keys.of_database)
    held.callback(database.close)
    try:
        with database.writing() as connection:
            _demand_own(connection, keys.store)
            migrate(connection)
    except VaultError as error:
        # With the wrong key a file looks damaged; its head tells whose it is.
        if error.code == "vault-damaged" and not _begins_with(site.folder / VAULT, keys.of_database[1]):
            raise failure("vault-foreign") from None
        raise
    signers.publish(database, site.folder)
    return LocalVault(database, site.folder, site.now, held.close)


def _make_database(path: Path, keys: Keys, practice: Practice, clinician: Clinician) -> None:
    files.make_empty(path)
    database = Database(path, *keys.of_database)
    try:
        with database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection)
            connection.execute(insert(META).values(store=keys.store))
            put_practice(connection, practice, clinician)
        # All in one file: it is renamed without its companions.
        database.checkpoint()
    finally:
        database.close()


def _demand_file(path: Path) -> None:
    """Refuse what SQLite would silently take for a new database."""
    if not path.exists():
        raise failure("vault-missing")
    with files_translated():
        if path.stat().st_size == 0:
            raise failure("vault-empty")


def _demand_own(connection: Connection, store: str) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
        raise failure("vault-foreign")
    if connection.execute(select(META.c.store)).scalar_one_or_none() != store:
        raise failure("vault-foreign")


def _content(path: Path) -> bytes:
    """Give a file's bytes; none where it is missing."""
    with files_translated():
        return path.read_bytes() if path.exists() else b""


def _begins_with(path: Path, head: bytes) -> bool:
    with files_translated(), path.open("rb") as file:
        return file.read(len(head)) == head


def _least(own: Cost) -> Cost:
    """Believe what this place writes itself, even where that is less than usual."""
    return own if own.within(Cost(0, 0, 0), LEAST) else LEAST
