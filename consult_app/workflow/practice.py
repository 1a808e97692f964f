"""First run and unlocking: a vault, its user, and the user's signing key."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.consultation import Clinician, Draft, Practice
from consult_app.domain.document import Sheet
from consult_app.domain.proof import KeyCertificate
from consult_app.workflow.ports import Library, Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.staffing import certified_by, correct_user, give_key


def found(services: Services, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[Vault, str]:
    """Set up the vault with its first user, a clinical lead; gives the recovery key to print."""
    first = clinician if clinician.id else replace(clinician, id=services.new_id())
    vault, recovery_key = services.vaults.create(practice, first, passphrase)
    give_key(services, vault, vault.staff.me, certified_by(services, vault, recovery_key))
    return vault, recovery_key


def correct(services: Services, vault: Vault, practice: Practice, clinician: Clinician) -> None:
    """Keep corrected details for what comes; a new name gets a new signing key, which carries it."""
    if practice != vault.practice():
        demand(vault.staff.me, Right.PRACTICE)
        vault.keep_practice(practice)
    correct_user(services, vault, replace(vault.staff.me, clinician=clinician))


def sheet(vault: Vault, draft: Draft) -> Sheet:
    """Give what a consultation's documents are laid out on in this practice from now on."""
    return vault.preferences().sheet(vault.practice().jurisdiction, large=draft.large)


def jurisdictions(library: Library) -> tuple[str, ...]:
    """List the laws that packs are written for, each once, in the packs' order; raises ContentError."""
    return tuple(dict.fromkeys(each.jurisdiction for each in library.packs()))


def use_bought_key(services: Services, vault: Vault, content: bytes, passphrase: str) -> KeyCertificate:
    """Have whoever unlocked seal with a bought key from now on; gives what its certificate says.

    What older keys sealed stays valid. SigningError where the file cannot be opened or is not for sealing.
    """
    demand(vault.staff.me, Right.SIGN)
    secret = services.new_secret()
    pkcs12, certified = services.take_over(content, passphrase, secret, services.now())
    mine = vault.staff.me.id
    # Somebody else has certified it: the practice need not.
    vault.keep_signing_key(pkcs12, secret, certified.fingerprint, mine, certified=True, says=certified)
    return certified


def renew_signing_key(services: Services, vault: Vault) -> None:
    """Make a new signing key for whoever unlocked the vault; what older keys sealed stays valid."""
    demand(vault.staff.me, Right.SIGN)
    give_key(services, vault, vault.staff.me)
