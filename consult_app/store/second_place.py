"""A file outside the vault, at a place of the user's choice, in which the end of the log is noted.

On another disk, a stick or a share it shows what the vault alone cannot: that the log was cut off or written
anew, or that the whole folder is an older one. It holds numbers and hashes, and nothing about anybody.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from consult_app.domain.audit import Anchor, read_anchor
from consult_app.store.failure import files_translated

if TYPE_CHECKING:
    from pathlib import Path

NAME = "consult-log.txt"
_SHORT_STORE = 8


def note(folder: Path, store: str, anchor: Anchor, at: str) -> None:
    """Add a line, on disk when this returns; VaultError where the place cannot be reached."""
    line = f"{store[:_SHORT_STORE]} {anchor.number}:{anchor.hash} {at}\n"
    with files_translated(), (folder / NAME).open("a", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, store: str) -> tuple[Anchor, ...]:
    """Give the anchors of a vault in such a file, or in the one of a folder; none where it cannot be read.

    Without a vault's id, those of all.
    """
    file = path / NAME if path.is_dir() else path
    try:
        lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return ()
    mine = (each.split() for each in lines if each.startswith(store[:_SHORT_STORE]))
    found = (read_anchor(words[1]) for words in mine if len(words) > 1)
    return tuple(each for each in found if each is not None)
