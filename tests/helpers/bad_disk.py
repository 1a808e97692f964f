"""Real file systems that fail: full, read-only, or with an error for each write; they need root and Linux."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from consult_app.domain.consultation import Draft
from consult_app.errors import VaultError
from consult_app.store.place import Place
from consult_app.store.vault import LocalVault
from tests.helpers.answering import FAST, answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

_MEBIBYTE = 1 << 20
_SEALS, _NO_WRITES = 1033, 8
"""F_ADD_SEALS and F_SEAL_WRITE: from then on every write to a disk in memory fails."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What came of a failing disk: answers acknowledged and lost, what was said, whether it goes on."""

    acknowledged: int
    lost: int
    said: str
    goes_on: bool


def full(folder: Path) -> Failed:
    """Answer on a disk of 3 MiB until it is full, make it larger, and go on in the same open vault."""
    with _mounted(folder, "-t", "tmpfs", "-o", f"size={3 * _MEBIBYTE}", "tmpfs"):
        vault = _begun(folder)
        last, said = _until_it_fails(vault.keep)
        _run("mount", "-o", f"remount,size={32 * _MEBIBYTE}", str(folder))
        vault.keep(answered(last), "answer")
        vault.close()
        return _compare(folder, last, said)


def read_only(folder: Path) -> Failed:
    """Close a vault, have its disk turn read-only, try to open it; open it once it can be written."""
    with _mounted(folder, "-t", "tmpfs", "tmpfs"):
        vault = _begun(folder)
        last = answered(draft())
        vault.keep(last, "answer")
        vault.close()
        _run("mount", "-o", "remount,ro", str(folder))
        said = ""
        try:
            Place(folder / "vault", FAST).unlock(PASSPHRASE)
        except VaultError as error:
            said = error.code
        _run("mount", "-o", "remount,rw", str(folder))
        return _compare(folder, last, said, more=0)


def with_errors(folder: Path) -> Failed:
    """Answer on a disk on which from a moment on every write is an error (EIO); go on with its copy."""
    disk = os.memfd_create("disk", os.MFD_ALLOW_SEALING)
    os.ftruncate(disk, 32 * _MEBIBYTE)
    name = f"/proc/{os.getpid()}/fd/{disk}"
    _run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", "-E", "nodiscard", name)
    with _looped(name) as device, _mounted(folder, device):
        vault = _begun(folder)
        last = draft()
        for _ in range(50):
            last = answered(last)
            vault.keep(last, "answer")
        fcntl.fcntl(disk, _SEALS, _NO_WRITES)
        last, said = _until_it_fails(vault.keep, last)
        # It closes all the same, as well as it can.
        with suppress(VaultError):
            vault.close()
    copy = os.memfd_create("copy")
    os.sendfile(copy, disk, 0, 32 * _MEBIBYTE)
    with _looped(f"/proc/{os.getpid()}/fd/{copy}") as device, _mounted(folder, device):
        outcome = _compare(folder, last, said, more=0)
    os.close(copy)
    os.close(disk)
    return outcome


def limited(folder: Path) -> Failed:
    """Answer in a program that may write no large file (RLIMIT_FSIZE), which is then allowed to again."""
    vault = _begun(folder)
    vault.close()
    command = [sys.executable, "-m", "tests.helpers.answering", "starve", str(folder / "vault")]
    revision, said, later = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    opened = Place(folder / "vault", FAST).unlock(PASSPHRASE)
    kept = opened.open("i-1").revision  # type: ignore[union-attr]
    opened.close()
    return Failed(int(later), max(0, int(later) - kept), said, int(later) == int(revision) + 1)


def _begun(folder: Path) -> LocalVault:
    vault, _ = Place(folder / "vault", FAST).create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    return vault


def _until_it_fails(keep: Callable[[Draft, str], None], state: Draft | None = None) -> tuple[Draft, str]:
    """Answer until it is refused; gives what was acknowledged last, and the failure."""
    last = state or draft()
    while True:
        following = answered(last)
        try:
            keep(following, "answer")
        except VaultError as error:
            return last, error.code
        last = following


def _compare(folder: Path, last: Draft, said: str, more: int = 1) -> Failed:
    """Open what is there, compare it with what was acknowledged last, and answer once more."""
    vault = Place(folder / "vault", FAST).unlock(PASSPHRASE)
    state = vault.open("i-1")
    assert isinstance(state, Draft)
    acknowledged = last.revision + more
    sound = vault.check_log().sound
    vault.keep(answered(state), "answer")
    goes_on = sound and vault.open("i-1") == answered(state)
    vault.close()
    return Failed(acknowledged, max(0, acknowledged - state.revision), said, goes_on)


@contextmanager
def _mounted(folder: Path, *what: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    _run("mount", *what, str(folder))
    try:
        yield
    finally:
        _run("umount", str(folder))


@contextmanager
def _looped(path: str) -> Iterator[str]:
    device = _run("losetup", "--show", "-f", path).strip()
    try:
        yield device
    finally:
        _run("losetup", "-d", device)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
