"""Whether a folder lies on a network share, where a vault can rely neither on locks nor on the disk."""

from __future__ import annotations

from pathlib import Path

from consult_app.store.failure import failure

MOUNTS = Path("/proc/mounts")
"""Where Linux lists what is mounted; other systems have no such file, and are not asked."""
_SHARES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2"}


def demand_own_disk(folder: Path) -> None:
    """Refuse a folder on a network share; "vault-on-share"."""
    try:
        listed = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    whole = folder.resolve()
    mounts = [line.split() for line in listed.splitlines()]
    places = {Path(_plain(place)): kind for _, place, kind, *_ in mounts}
    holding = [each for each in places if whole.is_relative_to(each)]
    if holding and places[max(holding, key=lambda each: len(each.parts))] in _SHARES:
        raise failure("vault-on-share")


def _plain(place: str) -> str:
    """Undo how spaces and the like are written there."""
    for code, letter in (("040", " "), ("011", "\t"), ("012", "\n"), ("134", "\\")):
        place = place.replace(f"\\{code}", letter)
    return place
