"""What the index beside the side file says was kept: of a side file that was cut or damaged there is less.

The engine writes its index (`vault.db-shm`) after the side file is on disk, so it is never ahead of that.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.site import VAULT

if TYPE_CHECKING:
    from pathlib import Path

# Version, change counter, whether it counts, the last whole frame, the numbers of its generation.
_HEAD = struct.Struct("=I4xIBxHI12x8s8x")
_SEEN = 2 * _HEAD.size + 4


class Kept(NamedTuple):
    """How many frames of which generation are whole; `moved` of them are in the main file."""

    frames: int
    generation: bytes
    moved: int


def kept(folder: Path) -> Kept | None:
    """Read it; nothing where there is none, or it was being written."""
    try:
        content = files.content(folder / f"{VAULT}-shm", _SEEN)
    except VaultError:
        return None
    first, second, rest = content[: _HEAD.size], content[_HEAD.size : 2 * _HEAD.size], content[-4:]
    if len(content) < _SEEN or first != second:
        return None
    _, _, counts, _, frames, generation = _HEAD.unpack(first)
    return Kept(frames, generation, *struct.unpack("=I", rest)) if counts else None


def is_short(folder: Path, before: Kept | None) -> bool:
    """Whether less is found in the side file than was kept in it; asked at once after it was opened.

    Another generation is another side file: a stale index says nothing about that.
    """
    now = kept(folder)
    if before is None or now is None or now.generation != before.generation:
        return False
    return now.frames < before.frames and before.moved < before.frames
