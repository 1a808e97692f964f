"""First run and unlocking: a vault, its user, and the user's signing key."""

from __future__ import annotations

from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.document import Sheet
from consult_app.workflow.ports import Library, Services, Vault


def found(services: Services, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[Vault, str]:
    """Set up the vault with its first user and signing key; gives the recovery key to print."""
    vault, recovery_key = services.vaults.create(practice, clinician, passphrase)
    renew_signing_key(services, vault)
    return vault, recovery_key


def correct(services: Services, vault: Vault, practice: Practice, clinician: Clinician) -> None:
    """Keep corrected details for what comes; a new name gets a new signing key, which carries it."""
    renamed = clinician.name != vault.clinician().name
    vault.keep_practice(practice, clinician)
    if renamed:
        renew_signing_key(services, vault)


def sheet(vault: Vault) -> Sheet:
    """Give what the practice's documents are laid out on from now on."""
    return vault.preferences().sheet(vault.practice().jurisdiction)


def jurisdictions(library: Library) -> tuple[str, ...]:
    """List the laws that packs are written for, each once, in the packs' order; raises ContentError."""
    return tuple(dict.fromkeys(each.jurisdiction for each in library.packs()))


def renew_signing_key(services: Services, vault: Vault) -> None:
    """Make a new signing key for the vault's user; what older keys sealed stays valid."""
    secret = services.new_secret()
    pkcs12, fingerprint = services.make_key(vault.clinician().name, secret, services.now())
    vault.keep_signing_key(pkcs12, secret, fingerprint)
