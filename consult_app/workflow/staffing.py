"""Users of a vault: who is let in, corrected, locked out, or given another passphrase."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User, UserRole
from consult_app.errors import RightError, VaultError
from consult_app.workflow.ports import Authority, Services, Vault
from consult_app.workflow.rights import Right, demand, may


def add_user(  # noqa: PLR0913 - who, as what, and what opens
    services: Services,
    vault: Vault,
    clinician: Clinician,
    role: UserRole,
    passphrase: str,
    *,
    recovery_key: str = "",
) -> User:
    """Let somebody in, with a passphrase that they chose themselves; signers get a signing key.

    The practice certifies it where the recovery key is at hand; that is looked at before anybody is let in.
    """
    demand(vault.staff.me, Right.STAFF)
    user = User(replace(clinician, id=services.new_id()), role)
    authority = certified_by(services, vault, recovery_key) if recovery_key.strip() else None
    vault.staff.add(user, passphrase)
    give_key(services, vault, user, authority)
    return user


def correct_user(services: Services, vault: Vault, user: User) -> None:
    """Keep corrected details; a new name, or the right to sign, brings a new signing key.

    RightError "own-role" for an administrator who would let themselves see patients.
    """
    before, me = _found(vault, user.id), vault.staff.me
    if user.id != me.id or user.role is not before.role:
        demand(me, Right.STAFF)
    if user.id == me.id and user.role is not before.role and not may(me, Right.READ):
        raise RightError("own-role")
    vault.staff.correct(user)
    renamed = user.clinician.name != before.clinician.name
    if renamed or not may(before, Right.SIGN):
        give_key(services, vault, user)


def remove_user(vault: Vault, user_id: str) -> None:
    """Lock somebody out for good; what they did and signed stays."""
    demand(vault.staff.me, Right.STAFF)
    vault.staff.remove(user_id)


def re_enrol(
    services: Services, vault: Vault, user_id: str, passphrase: str, *, recovery_key: str = ""
) -> None:
    """Give somebody who forgot it another passphrase; they sign with a new key from then on.

    The old one is not needed. The practice certifies the key where the recovery key is at hand.
    """
    demand(vault.staff.me, Right.STAFF)
    authority = certified_by(services, vault, recovery_key) if recovery_key.strip() else None
    vault.staff.re_enrol(user_id, passphrase)
    give_key(services, vault, _found(vault, user_id), authority)


def uncertified(vault: Vault) -> tuple[User, ...]:
    """List who may sign with a key that the practice did not certify, or has none."""
    certified = vault.certified()
    return tuple(
        each for each in vault.staff.everybody() if may(each, Right.SIGN) and each.id not in certified
    )


def certify_keys(services: Services, vault: Vault, recovery_key: str) -> tuple[User, ...]:
    """Give all of them new keys, certified by the practice; gives who they were.

    The old ones cannot be: only their owners’ passphrases lead to them. What they sealed stays valid.
    """
    demand(vault.staff.me, Right.STAFF)
    authority = certified_by(services, vault, recovery_key)
    theirs = uncertified(vault)
    for each in theirs:
        give_key(services, vault, each, authority)
    return theirs


def renew_recovery_key(services: Services, vault: Vault) -> str:
    """Make another recovery key, to be printed; the old sheet is worthless then.

    What it opened besides, the practice's key for certifying, is made anew with it, and one's own under that.
    """
    demand(vault.staff.me, Right.STAFF)
    # First: a key that nobody ever saw is then made anew when somebody unlocks.
    vault.await_recovery_key()
    recovery_key = vault.staff.renew_recovery_key()
    give_key(services, vault, vault.staff.me, certified_by(services, vault, recovery_key))
    return recovery_key


def key_to_be_kept(services: Services, vault: Vault) -> str:
    """Make another recovery key where nobody has said of the last one that it is on paper; else give nothing.

    Only for whoever may; and whatever prevents it keeps nobody from working.
    """
    if not vault.recovery_key_awaited or not may(vault.staff.me, Right.STAFF):
        return ""
    try:
        return renew_recovery_key(services, vault)
    except VaultError:
        return ""


def recover(services: Services, recovery_key: str, passphrase: str, user_id: str = "") -> Vault:
    """Open the vault with the recovery key; the user signs with a new key from then on.

    VaultError "recovery-key-wrong" where it is another one.
    """
    vault = services.vaults.recover(recovery_key, passphrase, user_id)
    vault.note_recovery_key_kept()
    give_key(services, vault, vault.staff.me, certified_by(services, vault, recovery_key))
    return vault


def certified_by(services: Services, vault: Vault, recovery_key: str) -> Authority:
    """Give the practice's key for certifying, which lies under the recovery key; the first time, make it.

    VaultError "recovery-key-wrong", "recovery-key-mistyped".
    """
    pkcs12, secret = vault.authority(recovery_key)
    if not pkcs12:
        pkcs12, certificate = services.make_authority(vault.practice().name, secret, services.now())
        vault.keep_authority(pkcs12, certificate, secret)
    return pkcs12, secret


def withdraw_key(services: Services, vault: Vault, fingerprint: str, recovery_key: str) -> None:
    """Say for ever that a key does not count from now on, as whoever has the recovery key may.

    Whoever sealed with it goes on with another one, which the practice certifies.
    """
    demand(vault.staff.me, Right.STAFF)
    authority, at = certified_by(services, vault, recovery_key), services.now()
    issued = vault.certificates()
    before = tuple((each.certificate, each.withdrawn) for each in issued if each.withdrawn)
    mine = tuple((each.certificate, at) for each in issued if each.fingerprint == fingerprint)
    vault.withdraw_key(fingerprint, services.list_withdrawn(authority, (*before, *mine), at))
    latest = {each.user: each.fingerprint for each in issued}
    for user in vault.staff.everybody():
        if latest.get(user.id) == fingerprint:
            give_key(services, vault, user, authority)


def give_key(services: Services, vault: Vault, user: User, authority: Authority | None = None) -> None:
    """Make a new signing key for a user who may sign; what older keys sealed stays valid.

    Without the practice's authority it certifies itself: whoever lacks the recovery sheet can sign too.
    """
    if may(user, Right.SIGN):
        secret = services.new_secret()
        pkcs12, fingerprint = services.make_key(user.clinician.name, secret, services.now(), authority)
        says, certified = services.certified(pkcs12, secret), authority is not None
        vault.keep_signing_key(pkcs12, secret, fingerprint, user.id, certified=certified, says=says)


def _found(vault: Vault, user_id: str) -> User:
    return next(each for each in vault.staff.everybody() if each.id == user_id)
