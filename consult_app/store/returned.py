"""A list outside the vault of who was destroyed, by ids: a backup that is put back does not know it.

It lies beside the vault, beside the backups, and in the second place, and holds nothing about anybody.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.errors import VaultError
from consult_app.store.failure import files_translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME = "consult-destroyed.txt"
_SHORT_STORE = 8
_WORDS = 3


def note(folders: Iterable[Path], store: str, gone: Mapping[str, str]) -> None:
    """Add patients with the times of their destruction to each list that lacks them; what fails, fails."""
    for folder in folders:
        # What cannot be reached now is noted when it can be reached again.
        with suppress(VaultError):
            known = _read(folder / NAME, store)
            lines = [
                f"{store[:_SHORT_STORE]} {each} {at}\n" for each, at in gone.items() if each not in known
            ]
            if lines:
                _append(folder / NAME, lines)


def read(folders: Iterable[Path], store: str) -> dict[str, datetime]:
    """Give all patients in the lists with the times of their destruction."""
    found: dict[str, datetime] = {}
    for folder in folders:
        found |= _read(folder / NAME, store)
    return found


def _append(file: Path, lines: list[str]) -> None:
    with files_translated(), file.open("a", encoding="utf-8") as into:
        into.writelines(lines)
        into.flush()
        os.fsync(into.fileno())


def _read(file: Path, store: str) -> dict[str, datetime]:
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found = {}
    for words in (each.split() for each in lines if each.startswith(f"{store[:_SHORT_STORE]} ")):
        with suppress(ValueError):
            if len(words) == _WORDS:
                found[words[1]] = datetime.fromisoformat(words[2])
    return found
