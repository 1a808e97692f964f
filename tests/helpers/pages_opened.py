"""Every page of an encrypted database as it lies on disk, decrypted: free pages and gaps too."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from consult_app.store.keyring import Keys
from consult_app.store.site import VAULT

_PAGE, _RESERVED, _IV, _SALT = 4096, 80, 16, 16
_OF_SIDE_FILE, _OF_FRAME, _FIRST = 32, 24, (1).to_bytes(4, "big")
"""What stands before the pages of a side file, before each of them, and how the first page is numbered."""


def opened_pages(file: Path, key: bytes) -> bytes:
    """Decrypt each page past the database engine, which would show what is in tables only."""
    content = file.read_bytes()
    return b"".join(
        _opened(content[at : at + _PAGE], key, _SALT if at == 0 else 0)
        for at in range(0, len(content), _PAGE)
    )


def opened_side_file(file: Path, key: bytes) -> bytes:
    """Decrypt each page of the file beside a database, also those that do not count any more."""
    content = file.read_bytes()
    # What is reserved behind the frames need not end with one.
    frames = range(_OF_SIDE_FILE, len(content) - _OF_FRAME - _PAGE + 1, _OF_FRAME + _PAGE)
    return b"".join(
        _opened(content[at + _OF_FRAME :][:_PAGE], key, _SALT if content[at : at + 4] == _FIRST else 0)
        for at in frames
    )


def holds_nothing(file: Path) -> bool:
    """Whether the file beside a database is empty but for what is reserved there."""
    return not any(file.read_bytes())


def _opened(page: bytes, key: bytes, skipped: int) -> bytes:
    body, iv = page[skipped:-_RESERVED], page[-_RESERVED:][:_IV]
    opening = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return opening.update(body) + opening.finalize()


def all_bytes(folder: Path, keys: Keys) -> bytes:
    """Give the whole database decrypted, and every other file of a vault's folder as it is."""
    key, _ = keys.of_database
    own = {VAULT: opened_pages, f"{VAULT}-wal": opened_side_file}
    there = [each for each in sorted(folder.rglob("*")) if each.is_file()]
    return b"".join(own[each.name](each, key) if each.name in own else each.read_bytes() for each in there)
