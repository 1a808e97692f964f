"""Every page of an encrypted database as it lies on disk, decrypted: free pages and gaps too."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from consult_app.store.keyring import Keys
from consult_app.store.site import VAULT

_PAGE, _RESERVED, _IV, _SALT = 4096, 80, 16, 16


def opened_pages(file: Path, key: bytes) -> bytes:
    """Decrypt each page past the database engine, which would show what is in tables only."""
    content = file.read_bytes()
    return b"".join(
        _opened(content[at : at + _PAGE], key, _SALT if at == 0 else 0)
        for at in range(0, len(content), _PAGE)
    )


def _opened(page: bytes, key: bytes, skipped: int) -> bytes:
    body, iv = page[skipped:-_RESERVED], page[-_RESERVED:][:_IV]
    opening = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return opening.update(body) + opening.finalize()


def all_bytes(folder: Path, keys: Keys) -> bytes:
    """Give the whole database decrypted, and every other file of a vault's folder as it is."""
    key, _ = keys.of_database
    others = (
        each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file() and each.name != VAULT
    )
    return b"".join((opened_pages(folder / VAULT, key), *others))
