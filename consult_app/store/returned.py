"""A list outside the vault of who was destroyed, by ids: a backup that is put back does not know it.

It lies beside the vault, beside the backups, and in the second place, and holds nothing about anybody.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.errors import VaultError
from consult_app.store import files

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
    files.append(file, "".join(lines))


def _read(file: Path, store: str) -> dict[str, datetime]:
    try:
        lines = files.content(file).decode(errors="replace").splitlines()
    except VaultError:
        return {}
    found = {}
    for words in (each.split() for each in lines if each.startswith(f"{store[:_SHORT_STORE]} ")):
        with suppress(ValueError):
            if len(words) == _WORDS:
                found[words[1]] = datetime.fromisoformat(words[2])
    return found
