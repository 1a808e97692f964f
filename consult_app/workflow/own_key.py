"""The signing key of whoever unlocked: reached by their passphrase alone, refused once it counts no more."""

from __future__ import annotations

from datetime import datetime

from consult_app.domain import card
from consult_app.errors import SigningError, VaultError
from consult_app.workflow.ports import Vault


def own_key(vault: Vault, passphrase: str) -> tuple[bytes, str]:
    """Give one's own signing key and its secret; SigningError "not-confirmed" for a wrong passphrase."""
    try:
        return vault.signing_key(passphrase)
    except VaultError as error:
        if error.code == "passphrase-wrong":
            raise SigningError("not-confirmed", "The passphrase is not right.", "Type it again.") from None
        raise


def sealing_key(vault: Vault, passphrase: str, pin: str, *, at: datetime) -> tuple[bytes, str]:
    """Give what is kept of one's own key and what opens it: its secret, or the PIN of the card it lies on.

    SigningError `not-confirmed`, `key-withdrawn`, `key-ended`; `card-pin-needed`, naming the card.
    """
    kept, secret = own_key(vault, passphrase)
    _demand_counting(vault, at)
    place = card.read(kept)
    if place is None:
        return kept, secret
    if not pin:
        raise SigningError("card-pin-needed", place.label)
    return kept, pin


def _demand_counting(vault: Vault, at: datetime) -> None:
    """Refuse a key that the practice withdrew, or whose certificate ended: such a seal would not stand."""
    key = vault.newest_key()
    assert key is not None  # noqa: S101 - it was given just now
    if any(each.withdrawn for each in vault.certificates() if each.fingerprint == key.fingerprint):
        raise SigningError(
            "key-withdrawn", "The signing key was withdrawn.", "Make a new one, then seal again."
        )
    if key.until is not None and at > key.until:
        raise SigningError("key-ended", "The signing key has ended.", "Make a new one, then seal again.")
