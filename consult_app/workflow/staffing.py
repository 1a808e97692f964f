"""Users of a vault: who is let in, corrected, locked out, or given another passphrase."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may


def add_user(services: Services, vault: Vault, clinician: Clinician, role: UserRole, passphrase: str) -> User:
    """Let somebody in, with a passphrase that they chose themselves; signers get a signing key."""
    demand(vault.staff.me, Right.STAFF)
    user = User(replace(clinician, id=services.new_id()), role)
    vault.staff.add(user, passphrase)
    give_key(services, vault, user)
    return user


def correct_user(services: Services, vault: Vault, user: User) -> None:
    """Keep corrected details; a new name, or the right to sign, brings a new signing key."""
    before = _found(vault, user.id)
    if user.id != vault.staff.me.id or user.role is not before.role:
        demand(vault.staff.me, Right.STAFF)
    vault.staff.correct(user)
    renamed = user.clinician.name != before.clinician.name
    if renamed or not may(before, Right.SIGN):
        give_key(services, vault, user)


def remove_user(vault: Vault, user_id: str) -> None:
    """Lock somebody out for good; what they did and signed stays."""
    demand(vault.staff.me, Right.STAFF)
    vault.staff.remove(user_id)


def re_enrol(services: Services, vault: Vault, user_id: str, passphrase: str) -> None:
    """Give somebody who forgot it another passphrase; they sign with a new key from then on."""
    demand(vault.staff.me, Right.STAFF)
    vault.staff.re_enrol(user_id, passphrase)
    give_key(services, vault, _found(vault, user_id))


def renew_recovery_key(vault: Vault) -> str:
    """Make another recovery key, to be printed; the old sheet is worthless then."""
    demand(vault.staff.me, Right.STAFF)
    return vault.staff.renew_recovery_key()


def recover(services: Services, recovery_key: str, passphrase: str, user_id: str = "") -> Vault:
    """Open the vault with the recovery key; the user signs with a new key from then on."""
    vault = services.vaults.recover(recovery_key, passphrase, user_id)
    give_key(services, vault, vault.staff.me)
    return vault


def give_key(services: Services, vault: Vault, user: User) -> None:
    """Make a new signing key for a user who may sign; what older keys sealed stays valid."""
    if may(user, Right.SIGN):
        secret = services.new_secret()
        pkcs12, fingerprint = services.make_key(user.clinician.name, secret, services.now())
        vault.keep_signing_key(pkcs12, secret, fingerprint, user.id)


def _found(vault: Vault, user_id: str) -> User:
    return next(each for each in vault.staff.everybody() if each.id == user_id)
