"""Where a vault lies and what its files are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from consult_app.store.cost import FULL, Cost
from consult_app.store.failure import files_translated
from consult_app.store.machine import SYSTEM, Machine

KEYS = "keys.json"
SPARE_KEYS = "keys.json.spare"
NEXT_KEYS = "keys.json.next"
"""The keys of a database that is about to take the old one's place."""
FORMER_KEYS = "keys.json.1"
"""The key file of format 1, until the new one was read back."""
VAULT = "vault.db"
NEXT_VAULT = "vault.db.next"
TRIES = "tries.json"
OUTSIDE = "outside.json"
"""What happened while the vault was closed, and the log does not have yet."""
SESSION = "session.txt"
"""With which entry of the log the vault was opened, for as long as it is open."""
SIGNING_KEY = "signing.p12"
"""Where vaults with one user kept the signing key."""
SIGNERS = "signers.json"
AUTHORITY = "practice-ca.pem"
AUTHORITY_LIST = "practice-ca.crl"
"""The certificates that the practice withdrew, as other programs read it (DER)."""
WITHDRAWN = "withdrawn.json"
"""When keys were withdrawn, by fingerprint, for whoever has not unlocked."""
LOCK = "lock"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of its own for one vault, what guessing its passphrase costs, its clock, and this machine."""

    folder: Path
    cost: Cost = FULL
    now: Callable[[], datetime] = _utc_now
    machine: Machine = SYSTEM


def exists(folder: Path) -> bool:
    """Whether a vault was set up in a folder; a spare key file alone is left by a set-up cut short."""
    with files_translated():
        return any((folder / name).exists() for name in (KEYS, VAULT))
