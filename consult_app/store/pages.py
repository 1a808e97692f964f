"""Whether every page of the file is as it was written: each carries a code that only the data key makes.

A check of the log reads what the log speaks of, and no more: packs, indexes and free pages could be damaged,
and nobody knew until they were asked for.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from consult_app.domain.audit import Checked, Fault, Found
from consult_app.errors import VaultError
from consult_app.store.failure import files_translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from consult_app.store.database import Database

_PAGE, _CODE, _SALT = 4096, 64, 16
"""As SQLCipher 4 writes a page: encrypted content, how it begins, and a code over both and its number."""
_TURNED, _PASSES, _KEY = 0x3A, 2, 32
"""How SQLCipher 4 makes the key of those codes from the key of the database."""
_AT_ONCE = 5000
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
MOST = 20
"""So many damaged pages are listed; the rest is counted."""


def check_pages(  # noqa: PLR0913, PLR0917 - what is checked with which key, and who hears of it
    database: Database,
    path: Path,
    key: bytes,
    salt: bytes,
    told: Callable[[int], None] = lambda _: None,
    is_wanted: Callable[[int], bool] = lambda _: True,
) -> Checked:
    """Check all pages of a database that nobody else writes in; `told` hears of their number now and then.

    Only a file that is whole is looked through for what does not belong together in it: while that lasts,
    `is_wanted` hears of the number of all pages again and again; "check-stopped" where it is not.
    """
    with _damage_said_later():
        # What stands beside the file is not in its pages yet.
        database.checkpoint()
    count, numbers = _damaged(path, key, salt, told)
    subjects = [f"page {number}" for number in numbers[:MOST]]
    if numbers:
        subjects += [f"table {name}" for name in _broken_tables(database)]
    else:
        with database.reading() as connection, connection.while_wanted(lambda: is_wanted(count)):
            if connection.values("PRAGMA integrity_check") != ["ok"]:
                subjects = ["structure"]
    found = tuple(Found(Fault.DAMAGED, 0, each) for each in subjects)
    return Checked(0, 0, 0, 0, 0, None, None, found, max(0, len(numbers) - MOST), (), count)


@contextmanager
def _damage_said_later() -> Iterator[None]:
    """Go on where a page is damaged that the engine needs first: which one that is, is found next."""
    try:
        yield
    except VaultError as error:
        if error.code != "vault-damaged":
            raise


def _damaged(path: Path, key: bytes, salt: bytes, told: Callable[[int], None]) -> tuple[int, list[int]]:
    """Count the pages, and number those that are not as they were written."""
    turned = bytes(each ^ _TURNED for each in salt)
    code_key = hashlib.pbkdf2_hmac("sha512", key, turned, _PASSES, _KEY)
    number, numbers = 0, []
    with files_translated(), path.open("rb") as file:
        for number, page in enumerate(iter(partial(file.read, _PAGE), b""), 1):
            # The head of the first one has no code: the engine takes it from the key.
            head, rest = (b"", page) if number > 1 else (page[:_SALT], page[_SALT:])
            content = rest[:-_CODE] + number.to_bytes(4, "little")
            if head not in {b"", salt} or not hmac.compare_digest(
                hmac.digest(code_key, content, "sha512"), page[-_CODE:]
            ):
                numbers.append(number)
            if not number % _AT_ONCE:
                told(number)
    return number, numbers


def _broken_tables(database: Database) -> list[str]:
    """Name the tables that cannot be read to their end."""
    try:
        with database.reading() as connection:
            names = connection.values(_TABLES)
    except VaultError:
        return []
    return [name for name in names if not _can_be_read(database, name)]


def _can_be_read(database: Database, table: str) -> bool:
    try:
        with database.reading() as connection:
            for _ in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - its own names
                pass
    except VaultError:
        return False
    return True
