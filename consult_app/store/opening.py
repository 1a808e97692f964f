"""Set up, unlock, recover: from a folder to an open vault, or to the one sentence that says why not."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.users import UserRole, meant
from consult_app.errors import VaultError
from consult_app.store import (
    beginnings,
    deltas,
    files,
    former,
    interrupted,
    key_files,
    keyring,
    outside,
    recovery,
    shares,
    side_index,
    signers,
    words,
)
from consult_app.store.chain import append
from consult_app.store.database import Database
from consult_app.store.entering import enter
from consult_app.store.examining import keys_of
from consult_app.store.failure import failure
from consult_app.store.identity import APPLICATION_ID, demand_file, demand_own
from consult_app.store.migrations import AUDITED, SEARCHED, migrate
from consult_app.store.outside import note_failed
from consult_app.store.passphrase import demand_strength
from consult_app.store.replica import room_of
from consult_app.store.rows import utc
from consult_app.store.schema import META
from consult_app.store.site import KEYS, LOCK, SPARE_KEYS, VAULT, exists
from consult_app.store.staff import LocalStaff
from consult_app.store.tries import Tries
from consult_app.store.vault import LocalVault
from consult_app.store.writing import await_recovery_key, put_clinician, put_practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from consult_app.domain.consultation import Clinician, Practice
    from consult_app.store.keyring import Keys
    from consult_app.store.site import Site

_LONGEST_ID = 64
"""An id has 36 characters; whatever else is typed in its place is kept no further than this."""


def create(site: Site, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[LocalVault, str]:
    """Set up a vault; cut short, it leaves nothing that counts as a vault, or one that can be unlocked."""
    demand_strength(passphrase, (practice.name, clinician.name))
    files.make_folder(site.folder)
    with _held(site.folder) as held:
        if exists(site.folder):
            raise failure("vault-exists")
        keys, recovery_key = keyring.make()
        keys = keys.enrolling(clinician.id, clinician.name, UserRole.LEAD, passphrase, site.cost)
        fresh = site.folder / f"{VAULT}.new"
        _make_database(fresh, keys, practice, clinician, utc(site.now()))
        # The spare copy first: until the vault is in its place nothing counts, then it can be unlocked.
        files.write(site.folder / SPARE_KEYS, keys.written())
        files.move(fresh, site.folder / VAULT)
        files.write(site.folder / KEYS, keys.written())
        database = _database(site, keys, held)
        _migrate(site, keys, database)
        return _vault(site, keys, database, clinician.id, held, Act.UNLOCKED), recovery_key


def unlock(site: Site, passphrase: str, user_id: str) -> LocalVault:
    """Open the vault with a user's passphrase."""
    # As this machine knows it: a practice that had one user when it was off can have more by now.
    user_id = _meant(site, user_id)
    with _counted(site, user_id, passphrase):
        found = partial(_keys, site, passphrase, user_id)
        return _open(site, found, passphrase, user_id, Act.UNLOCKED)


def recover(site: Site, recovery_key: str, passphrase: str, user_id: str) -> LocalVault:
    """Open the vault with the recovery key; from then on the user's new passphrase opens it."""
    demand_strength(passphrase)
    user_id = _meant(site, user_id)

    def keys_from(sheet: bytes) -> Keys:
        if keyring.format_of(sheet) < keyring.FORMAT:
            return former.opened_by_recovery(sheet, recovery_key)
        keys = keyring.open_by_recovery(sheet, recovery_key)
        slot = keys.slot(keys.meant(user_id))
        return keys.enrolling(slot.id, slot.name, slot.role, passphrase, site.cost)

    try:
        return _open(site, keys_from, passphrase, user_id, Act.RECOVERED)
    except VaultError as error:
        if error.code == "recovery-key-wrong":
            note_failed(site, user_id)
        raise


def recognises(site: Site, passphrase: str, user_id: str) -> bool:
    """Whether the passphrase is a user's; the folder need not be free for that. "too-many-tries"."""
    try:
        with Tries(site).counting(_meant(site, user_id)):
            _keys(site, passphrase, user_id, key_files.current(site.folder))
    except VaultError as error:
        if error.code == "passphrase-wrong":
            return False
        raise
    return True


def counted_keys_of(
    site: Site, secret: str, user_id: str = "", *, by_recovery: bool = False, counted: Site | None = None
) -> Keys:
    """Open the key file as unlocking does: a wrong try makes the next one wait, and is in the log later.

    It is `counted` elsewhere where the folder is one in which nothing is changed, such as a backup.
    """
    counted, tried = counted or site, _meant(site, user_id)
    if not exists(site.folder):
        raise failure("vault-missing")
    if not by_recovery:
        with _counted(counted, tried, secret):
            return keys_of(site, secret, user_id)
    try:
        return keys_of(site, secret, user_id, by_recovery=True)
    except VaultError as error:
        if error.code == "recovery-key-wrong":
            note_failed(counted, tried)
        raise


def _keys(site: Site, passphrase: str, user_id: str, sheet: bytes) -> Keys:
    if keyring.format_of(sheet) < keyring.FORMAT:
        return former.opened_by_passphrase(sheet, passphrase, site.cost)
    return keyring.open_by_passphrase(sheet, passphrase, user_id, site.cost, site.machine)


def _meant(site: Site, user_id: str) -> str:
    """Give the id that a try is counted under: without one that of the only user, and never a long text."""
    found = meant(user_id, key_files.users(site.folder))
    return found[0].id if len(found) == 1 else user_id[:_LONGEST_ID]


@contextmanager
def _counted(site: Site, user_id: str, typed: str) -> Iterator[None]:
    """Have a try wait for its time, and count whether it was right. "recovery-key-typed" for such a key."""
    try:
        with Tries(site).counting(_meant(site, user_id)):
            yield
    except VaultError as error:
        if error.code == "passphrase-wrong" and recovery.is_one(typed):
            raise failure("recovery-key-typed") from None
        raise


def _open(
    site: Site, keys_from: Callable[[bytes], Keys], passphrase: str, user_id: str, act: Act
) -> LocalVault:
    if not exists(site.folder):
        raise failure("vault-missing")
    with _held(site.folder) as held:
        demand_file(site.folder / VAULT)
        side, kept = interrupted.has_side(site.folder), side_index.kept(site.folder)
        sheet = key_files.current(site.folder)
        keys = keys_from(sheet)
        database = _database(site, keys, held)
        side = side and not side_index.is_short(site.folder, kept)
        if _is_room(database):
            # Light where there is no server: its driver takes a quarter of a second.
            from consult_app.store import room_opening

            return room_opening.open_room(site, database, keys, keys_from, user_id, held, act)
        _migrate(site, keys, database)
        if not keys.ring.users:
            keys = former.enrolled(site, sheet, keys, database, passphrase)
        former.adopt(database, site.folder, keys, utc(site.now()))
        return _vault(site, keys, database, keys.meant(user_id), held, act, side=side)


@contextmanager
def _held(folder: Path) -> Iterator[ExitStack]:
    """Hold the folder for this program: until the vault is closed, or no longer than a failed opening."""
    shares.demand_own_disk(folder)
    held = ExitStack()
    try:
        held.enter_context(files.only_one(folder / LOCK))
        yield held
    except BaseException:
        held.close()
        raise


def _database(site: Site, keys: Keys, held: ExitStack) -> Database:
    database = Database(site.folder / VAULT, *keys.of_database)
    held.callback(database.close)
    try:
        with database.reading() as connection:
            demand_own(connection, keys.ring.store)
    except VaultError as error:
        # With the wrong key a file looks damaged; its head tells whose it is.
        if error.code == "vault-damaged" and not files.begins_with(site.folder / VAULT, keys.of_database[1]):
            raise failure("vault-foreign") from None
        raise
    return database


def _migrate(site: Site, keys: Keys, database: Database) -> None:
    with database.writing() as connection:
        before = migrate(connection)
        # First: whatever is entered now comes after them.
        deltas.fold_any(connection)
        if before < AUDITED:
            beginnings.begin(connection, utc(site.now()), keys.ring)
        if before < SEARCHED:
            words.complete(connection)


def _is_room(database: Database) -> bool:
    with database.reading() as connection:
        return room_of(connection) is not None


def _vault(  # noqa: PLR0913, PLR0917 - what was opened, by whom and how
    site: Site, keys: Keys, database: Database, user_id: str, held: ExitStack, act: Act, *, side: bool = True
) -> LocalVault:
    signers.publish(database, site.folder)
    with database.writing() as connection:
        lost = interrupted.lost(connection, site.folder, side=side)
        if lost:
            append(connection, utc(site.now()), "", Act.LAST_LOST)
        enter(connection, site, keys, user_id, act)
    database.reserve()
    outside.forget(site.folder)
    staff = LocalStaff(database, site, keys, user_id)
    staff.settle()
    vault = LocalVault(database, site, staff, partial(_close, site, database, held), last_lost=lost)
    interrupted.begin(site.folder, vault.anchor())
    return vault


def _close(site: Site, database: Database, held: ExitStack) -> None:
    database.close()
    interrupted.end(site.folder)
    held.close()


def _make_database(path: Path, keys: Keys, practice: Practice, clinician: Clinician, at: str) -> None:
    files.make_empty(path)
    database = Database(path, *keys.of_database)
    try:
        with database.writing() as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection)
            META.add(connection, store=keys.ring.store)
            put_practice(connection, practice)
            put_clinician(connection, clinician)
            await_recovery_key(connection)
            beginnings.begin(connection, at, keys.ring)
        # All in one file: it is renamed without its companions.
        database.checkpoint()
    finally:
        database.close()
