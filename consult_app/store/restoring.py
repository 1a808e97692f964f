"""A backup put in the place of this machine's vault, or where there is none yet.

At every moment the folder holds a vault that opens, the old one or the one put back: which keys count is read
from the database itself, and that changes by one rename.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.store import backups, files, outside
from consult_app.store.failure import failure, files_translated
from consult_app.store.rows import utc
from consult_app.store.site import (
    FORMER_KEYS,
    KEYS,
    LOCK,
    NEXT_KEYS,
    SESSION,
    SIGNERS,
    SIGNING_KEY,
    SPARE_KEYS,
    TRIES,
    VAULT,
    exists,
)

if TYPE_CHECKING:
    from pathlib import Path

    from consult_app.store.site import Site

_STAGED = "restoring"
_SIDES = (f"{VAULT}-wal", f"{VAULT}-shm")
_OWN = (VAULT, *_SIDES, KEYS, SPARE_KEYS, NEXT_KEYS, FORMER_KEYS, SIGNERS, SIGNING_KEY, TRIES, SESSION)


def restore(source: Path, site: Site, *, replacing: bool = False) -> str:
    """Put a backup back; gives the name of the folder in which what was there before is kept, if anything.

    "vault-exists" where there is a vault and it was not said that it may be replaced; "in-use" while it is
    open; "backup-altered", "backup-foreign" for what is no whole backup.
    """
    manifest = backups.read(source)
    if exists(site.folder) and not replacing:
        raise failure("vault-exists")
    files.make_folder(site.folder)
    with files.only_one(site.folder / LOCK):
        staged = site.folder / _STAGED
        try:
            _copy(source, staged, (*manifest.files, backups.MANIFEST))
            # What was read from a stick may have come wrong.
            backups.read(staged)
            aside = _keep_aside(site)
            _put(staged, site.folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        outside.note(site, Act.RESTORED, manifest.store, utc(manifest.at))
    return aside


def _copy(source: Path, staged: Path, names: tuple[str, ...]) -> None:
    with files_translated():
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700)
        for name in names:
            shutil.copyfile(source / name, staged / name)
            (staged / name).chmod(0o600)
            files.sync(staged / name)


def _keep_aside(site: Site) -> str:
    """Keep what is there under another name, without taking it away yet."""
    there = [name for name in _OWN if (site.folder / name).exists()]
    if not there:
        return ""
    name = f"replaced-{site.now():%Y%m%d-%H%M%S}"
    with files_translated():
        (site.folder / name).mkdir(mode=0o700)
        for each in there:
            files.same(site.folder / each, site.folder / name / each)
    return name


def _put(staged: Path, folder: Path) -> None:
    keys = files.content(staged / KEYS)
    files.write(folder / NEXT_KEYS, keys)
    # What an old side file holds would be taken for changes of the new file.
    for side in _SIDES:
        files.remove(folder / side)
    files.move(staged / VAULT, folder / VAULT)
    for name in (KEYS, SPARE_KEYS):
        files.write(folder / name, keys)
    files.write(folder / SIGNERS, files.content(staged / SIGNERS) or b"[]")
    # Not the count of wrong tries: whoever waits goes on waiting.
    for name in (NEXT_KEYS, FORMER_KEYS, SIGNING_KEY, SESSION):
        files.remove(folder / name)
