"""A file outside the vault, at a place of the user's choice, in which the end of the log is noted.

On another disk, a stick or a share it shows what the vault alone cannot: that the log was cut off or written
anew, or that the whole folder is an older one. It holds numbers and hashes, and nothing about anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.domain.audit import Anchor, read_anchor
from consult_app.errors import VaultError
from consult_app.store import files

if TYPE_CHECKING:
    from pathlib import Path

NAME = "consult-log.txt"
_SHORT_STORE = 8


def note(folder: Path, store: str, anchor: Anchor, at: str) -> None:
    """Add a line, on disk when this returns; VaultError where the place cannot be reached."""
    line = f"{store[:_SHORT_STORE]} {anchor.number}:{anchor.hash} {at}\n"
    files.append(folder / NAME, line)


def read(path: Path, store: str) -> tuple[Anchor, ...]:
    """Give the anchors of a vault in such a file, or in the one of a folder; none where it cannot be read.

    Without a vault's id, those of all.
    """
    try:
        # A file that a person names may be a pipe; nobody puts one into the folder.
        text = files.content(path / NAME) if path.is_dir() else path.read_bytes()
    except (OSError, VaultError):
        return ()
    lines = text.decode("ascii", errors="replace").splitlines()
    mine = (each.split() for each in lines if each.startswith(store[:_SHORT_STORE]))
    found = (read_anchor(words[1]) for words in mine if len(words) > 1)
    return tuple(each for each in found if each is not None)
