"""Timestamps by somebody else, added to sealed records afterwards: never in the way of anything.

What waits for one is read from the vault, so that nothing is forgotten when the program ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from consult_app.domain.audit import Act
from consult_app.domain.proof import Verdict
from consult_app.domain.time_server import Behind, TimeServer
from consult_app.errors import SigningError, VaultError
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, may

_OF_THE_FILE = ("time-no-place", "time-refused-by-file")
"""No server helps where the document itself takes no timestamp."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Errand:
    """A record whose newest file is to be given a timestamp, by which server; `behind` goes in with it."""

    record: str
    pdf: bytes
    server: TimeServer
    behind: Behind


@dataclass(frozen=True, slots=True)
class Times:
    """How timestamps stand: whether a server is chosen, how many records wait, why the last try failed.

    Who reads no records hears of none that waits.
    """

    chosen: bool = False
    waiting: int | None = 0
    failed: str = ""


NO_TIMES = Times()
"""Nobody is asked for timestamps."""


def read_times(vault: Vault, failed: str = "") -> Times:
    """Read how timestamps stand; `failed` is the code of why the last try failed."""
    if vault.preferences().time_server is None:
        return NO_TIMES
    waiting = len(vault.untimed()) if may(vault.staff.me, Right.READ) else None
    return Times(chosen=True, waiting=waiting, failed=failed)


def next_errand(vault: Vault) -> Errand | None:
    """Take the record that waits longest; none where nothing waits, or for who reads no records.

    A file that is damaged in the vault is passed over: a check finds it, and no other waits for it.
    """
    server = vault.preferences().time_server
    if server is None or not may(vault.staff.me, Right.READ):
        return None
    for waiting in vault.untimed():
        pdf = _whole(vault, waiting)
        if pdf:
            return Errand(waiting, pdf, server, vault.behind_seals())
    return None


def _whole(vault: Vault, record: str) -> bytes:
    try:
        return vault.pdf(record)
    except VaultError as error:
        if error.code != "vault-damaged":
            raise
        return b""


def run(services: Services, errand: Errand) -> tuple[bytes, str]:
    """Ask the server, which may take long and touches no vault; the file is checked before it is given."""
    pdf, fingerprint = services.stamp_time(errand.pdf, errand.server, errand.behind)
    proof = services.verify(pdf, frozenset())
    if proof.verdict is not Verdict.INTACT or not proof.seen_whole:
        raise SigningError("time-not-verified", "The file did not pass its check with the timestamp in it.")
    return pdf, fingerprint


def come_back(vault: Vault, errand: Errand, pdf: bytes, fingerprint: str) -> None:
    """Keep the file with its timestamp; where something else was added meanwhile, it still waits."""
    if vault.pdf(errand.record) == errand.pdf:
        vault.add_time(errand.record, pdf, fingerprint)


def fail(vault: Vault, errand: Errand, code: str, before: str = "") -> bool:
    """Note why there is no timestamp, unless it is as `before`; gives whether to go on at once."""
    if code in _OF_THE_FILE:
        vault.note(Act.NO_TIME_PLACE, errand.record)
        return True
    if code != before:
        vault.note(Act.TIME_FAILED, errand.record, reason=code)
    return False


def longer(pause: timedelta) -> timedelta:
    """Wait twice as long as before, up to an hour; a minute at first."""
    return min(max(2 * pause, FIRST_PAUSE), LONGEST_PAUSE)
