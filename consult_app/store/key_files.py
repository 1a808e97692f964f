"""The key file and its copies in the folder: which of them counts, and how another takes its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.domain.users import UserName, meant
from consult_app.errors import VaultError
from consult_app.store import files, keyring
from consult_app.store.failure import failure, files_translated
from consult_app.store.keyring import FORMAT, Keys
from consult_app.store.sealing import SALT_BYTES
from consult_app.store.site import FORMER_KEYS, KEYS, NEXT_KEYS, NEXT_VAULT, SPARE_KEYS, VAULT

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEVERAL = 2


def current(folder: Path) -> bytes:
    """Give the sheet that counts; "keys-damaged" where none can be read.

    It is the one that the database begins with: when a change of the data key was cut short, that file alone
    says whether the change was made.
    """
    sheets = [files.content(folder / name) for name in (KEYS, SPARE_KEYS, NEXT_KEYS, FORMER_KEYS)]
    sound = [each for each in sheets if keyring.format_of(each)]
    if not sound:
        raise failure("keys-damaged")
    head = files.content(folder / VAULT, SALT_BYTES)
    return next((each for each in sound if _opens(each, head)), sound[0])


def users(folder: Path) -> tuple[UserName, ...]:
    """List who may unlock; nobody where the key file cannot be read, or is one of format 1."""
    try:
        sheet = current(folder)
        if keyring.format_of(sheet) != FORMAT:
            return ()
        return keyring.ring_of(sheet).names
    except VaultError:
        return ()


def id_of(said: str, names: Iterable[UserName]) -> str:
    """Give the id of the user who is named, by name or id; without a word that of the only one.

    What nobody is called is given as it is: a try in that name takes its time and counts like any other.
    VaultError "user-missing" where several can be meant.
    """
    found = meant(said, names)
    if len(found) < _SEVERAL:
        return found[0].id if found else said
    if said:
        ids = ", ".join(each.id for each in found)
        raise VaultError(
            "user-missing", f"{len(found)} people of this vault are called that.", f"Give an id: {ids}."
        )
    called = ", ".join(each.name for each in found)
    raise VaultError("user-missing", f"Several people open this vault: {called}.", "Say who: --user NAME.")


def keep(folder: Path, keys: Keys) -> None:
    """Keep the keys in both places, and nothing of a change that was cut short."""
    written = keys.written()
    for name in (KEYS, SPARE_KEYS):
        if files.content(folder / name) != written:
            files.write(folder / name, written)
    files.remove(folder / FORMER_KEYS)
    forget_next(folder)


def forget_next(folder: Path) -> None:
    """Delete what was to take the place of keys and database, with whatever SQLite put beside it."""
    with files_translated():
        begun = [*folder.glob(f"{NEXT_VAULT}*"), *folder.glob(f"{NEXT_KEYS}*")]
    for each in begun:
        files.remove(each)


def announce(folder: Path, keys: Keys) -> None:
    """Keep the keys of a database that is about to take the old one's place, beside the keys in force."""
    files.write(folder / NEXT_KEYS, keys.written())


def replace_former(folder: Path, former: bytes, keys: Keys) -> None:
    """Put keys in the place of those of format 1, which are kept until the new file was read back."""
    files.write(folder / FORMER_KEYS, former)
    files.write(folder / KEYS, keys.written())
    if files.content(folder / KEYS) != keys.written():
        raise failure("keys-damaged")


def _opens(sheet: bytes, head: bytes) -> bool:
    return keyring.format_of(sheet) == FORMAT and keyring.ring_of(sheet).head == head
