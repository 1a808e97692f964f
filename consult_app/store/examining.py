"""Check a vault without changing anything in it: this machine's while it is locked, or a copy elsewhere."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.domain.audit import Anchor, Checked
from consult_app.domain.preferences import Preferences
from consult_app.errors import VaultError
from consult_app.store import deltas, files, interrupted, key_files, keyring, second_place, side_index
from consult_app.store.checking import check
from consult_app.store.codec import setting_decoded
from consult_app.store.database import Database
from consult_app.store.failure import failure
from consult_app.store.identity import demand_file, demand_own
from consult_app.store.migrations import AUDITED, STEPS
from consult_app.store.pages import check_pages
from consult_app.store.settings import setting
from consult_app.store.site import LOCK, VAULT, exists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from consult_app.store.database import Connection
    from consult_app.store.keyring import Keys
    from consult_app.store.site import Site


def examine(  # noqa: PLR0913 - what is checked, against what, and who hears of it
    site: Site,
    keys: Keys,
    anchors: Iterable[Anchor] = (),
    told: Callable[[int], None] = lambda _: None,
    *,
    looked: Callable[[int], None] = lambda _: None,
    fixed: bool = False,
) -> Checked:
    """Check pages and log of a vault that nobody has open; a `fixed` one, such as a backup, may be read-only.

    `told` hears of the number of entries now and then, and `looked` before that of the number of pages.
    """
    path = site.folder / VAULT
    demand_file(path)
    side, kept = interrupted.has_side(site.folder), side_index.kept(site.folder)
    with _alone(site.folder, fixed=fixed), _opened(path, keys, fixed=fixed) as database:
        with database.reading() as connection:
            _demand_log(connection, keys.ring.store)
        side = side and not side_index.is_short(site.folder, kept)
        # Of a copy that is only read every byte was compared when it was made.
        pages = None if fixed else check_pages(database, path, *keys.of_database, looked)
        if pages is not None and not pages.sound:
            with suppress(VaultError), database.reading() as connection:
                _settle(connection, site.folder, side=side)
            return pages
        # What waits since a crash is checked in its place, where it gets when the vault is unlocked.
        with database.reading() if fixed else database.trying() as connection:
            if not fixed:
                deltas.fold_any(connection)
            outside = _outside(connection, keys.ring.store)
            begun = interrupted.begun(site.folder)
            checked = check(connection, keys.ring, (*anchors, *outside, *([begun] if begun else [])), told)
            if not fixed:
                _settle(connection, site.folder, side=side)
        return replace(checked, pages=pages.pages if pages else 0)


def _settle(connection: Connection, folder: Path, *, side: bool) -> None:
    """Forget the session that did not close where all is there: what was beside the main file is in it."""
    lost = interrupted.lost(connection, folder, side=side)
    if side and not lost and not interrupted.waiting_lost(connection, folder):
        interrupted.end(folder)


def _demand_log(connection: Connection, store: str) -> None:
    demand_own(connection, store)
    version = connection.value("PRAGMA user_version")
    if version > len(STEPS):
        raise failure("vault-too-new")
    if version < AUDITED:
        raise failure("log-not-begun")


def _outside(connection: Connection, store: str) -> tuple[Anchor, ...]:
    """Give the anchors in the second place that the practice chose, if it can be reached."""
    value = setting(connection, "preferences")
    place = setting_decoded(value, Preferences).second_place if value else ""
    return second_place.read(Path(place), store) if place else ()


def keys_of(site: Site, secret: str, user_id: str = "", *, by_recovery: bool = False) -> Keys:
    """Open the key file of a vault, with a user's passphrase or the printed recovery key."""
    if not exists(site.folder):
        raise failure("vault-missing")
    sheet = key_files.current(site.folder)
    if keyring.format_of(sheet) < keyring.FORMAT:
        raise failure("log-not-begun")
    if by_recovery:
        return keyring.open_by_recovery(sheet, secret)
    return keyring.open_by_passphrase(sheet, secret, user_id, site.cost, site.machine)


@contextmanager
def _opened(path: Path, keys: Keys, *, fixed: bool) -> Iterator[Database]:
    database = Database(path, *keys.of_database, fixed=fixed)
    try:
        yield database
    except VaultError as error:
        if error.code == "vault-damaged" and not files.begins_with(path, keys.of_database[1]):
            raise failure("vault-foreign") from None
        raise
    finally:
        database.close()


@contextmanager
def _alone(folder: Path, *, fixed: bool) -> Iterator[None]:
    if fixed:
        yield
        return
    with files.only_one(folder / LOCK):
        yield
