"""A signing key on a card or in a device: found, tried, and sealed with from then on."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain import card
from consult_app.domain.card import OnCard, Unfit
from consult_app.errors import SigningError
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand


def find_on_cards(services: Services, vault: Vault, module: str) -> tuple[OnCard, ...]:
    """Find the certificates that a program reaches, those that do first; each that does not says why."""
    withdrawn = {each.fingerprint for each in vault.certificates() if each.withdrawn}
    found = (
        replace(each, unfit=Unfit.WITHDRAWN) if each.says.fingerprint in withdrawn else each
        for each in services.look_at_cards(module, services.now())
    )
    return tuple(sorted(found, key=lambda each: each.unfit is not None))


def use_card(services: Services, vault: Vault, chosen: OnCard, pin: str) -> None:
    """Have whoever unlocked seal with a key on a card from now on, once the card has signed with it.

    What older keys sealed stays valid. The PIN is kept nowhere. SigningError where the card does not sign.
    """
    demand(vault.staff.me, Right.SIGN)
    if chosen.unfit is not None:
        raise SigningError("card-unfit", "This certificate can't be used for sealing.")
    services.try_card(chosen.place, pin)
    says = chosen.says
    # The secret opens no file here; that only the passphrase leads to it makes it that of whoever signs.
    secret, mine = services.new_secret(), vault.staff.me.id
    # Somebody else has certified it: the practice need not.
    vault.keep_signing_key(
        card.written(chosen.place), secret, says.fingerprint, mine, certified=True, says=says
    )
