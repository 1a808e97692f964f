"""First run: a vault, its user, and the user's signing key."""

from dataclasses import replace

import pytest

from consult_app.domain.users import UserRole
from consult_app.errors import RightError, SigningError, VaultError
from consult_app.workflow.practice import (
    correct,
    found,
    jurisdictions,
    renew_signing_key,
    use_bought_key,
)
from tests.helpers.fakes import RECOVERY_KEY, fake_services
from tests.helpers.sample import draft, sample

PRACTICE, CLINICIAN = draft().practice, draft().clinician


def test_the_vault_is_set_up_with_a_signing_key_of_its_user():
    services = fake_services(sample())
    vault, recovery_key = found(services, PRACTICE, CLINICIAN, "a long passphrase")
    assert recovery_key == RECOVERY_KEY
    assert (vault.practice(), vault.clinician()) == (PRACTICE, CLINICIAN)
    pkcs12, secret = vault.signing_key("a long passphrase")
    assert secret == "secret number 1"
    by = f"{PRACTICE.name} under {RECOVERY_KEY}"
    assert pkcs12 == f"key of Dr Bo from 2026-11-23 certified by {by} locked with secret number 1".encode()
    assert vault.authorities == [PRACTICE.name.encode()]
    assert services.vaults.known_signers() == {"print"}


def test_the_laws_are_those_of_the_packs():
    services = fake_services(sample())
    for law in ("UK", "US"):
        services.library.publish(replace(sample(), id=f"sample.{law}", digest=law, jurisdiction=law))
    assert jurisdictions(services.library) == ("US", "UK")


def test_a_weak_passphrase_sets_nothing_up():
    services = fake_services(sample())
    with pytest.raises(VaultError):
        found(services, PRACTICE, CLINICIAN, "short")
    assert not services.vaults.exists()
    assert services.vaults.known_signers() == frozenset()


def test_a_renewed_key_takes_the_place_of_the_old_one_whose_seals_stay_known():
    services = fake_services(sample())
    vault, _ = found(services, PRACTICE, CLINICIAN, "a long passphrase")
    old = vault.signing_key("a long passphrase")
    another = replace(services, make_key=lambda _name, secret, _at, _by: (secret.encode(), "second"))
    renew_signing_key(another, vault)
    assert vault.signing_key("a long passphrase") != old
    assert services.vaults.known_signers() == {"print", "second"}


def test_a_key_that_cannot_be_made_keeps_the_old_one():
    services = fake_services(sample())
    vault, _ = found(services, PRACTICE, CLINICIAN, "a long passphrase")
    old = vault.signing_key("a long passphrase")

    def refusing(_name, _secret, _at, _by):
        raise SigningError("key-unusable")

    with pytest.raises(SigningError):
        renew_signing_key(replace(services, make_key=refusing), vault)
    assert vault.signing_key("a long passphrase") == old


def test_corrected_details_are_kept_and_a_new_name_gets_its_own_key():
    services = fake_services(sample())
    whole = draft()
    vault, _ = found(services, whole.practice, whole.clinician, "a long passphrase")
    first = vault.signing_key("a long passphrase")
    moved = replace(whole.practice, phone="555 0199")
    correct(services, vault, moved, vault.clinician())
    assert (vault.practice(), vault.signing_key("a long passphrase")) == (moved, first)
    married = replace(vault.clinician(), name="Dr Bo Lee")
    correct(services, vault, moved, married)
    assert vault.clinician() == married
    assert vault.signing_key("a long passphrase") != first


def test_a_bought_key_seals_from_then_on_and_says_who_certified_it_until_when():
    services = fake_services(sample())
    vault, _ = found(services, PRACTICE, CLINICIAN, "a long passphrase")
    certified = use_bought_key(services, vault, b"Dr Bo Bought", "bought")
    assert (certified.name, certified.issuer) == ("Dr Bo Bought", "Trust Co")
    pkcs12, secret = vault.signing_key("a long passphrase")
    assert pkcs12 == f"Dr Bo Bought locked with {secret}".encode()
    key = vault.newest_key()
    assert (key.fingerprint, key.issuer, key.until) == ("bought print", "Trust Co", certified.until)
    assert services.vaults.known_signers() == {"print", "bought print"}


def test_a_bought_key_that_does_not_open_keeps_the_old_one_and_is_for_those_who_sign():
    services = fake_services(sample())
    vault, _ = found(services, PRACTICE, CLINICIAN, "a long passphrase")
    old = vault.signing_key("a long passphrase")
    with pytest.raises(SigningError):
        use_bought_key(services, vault, b"Dr Bo Bought", "another")
    assert vault.signing_key("a long passphrase") == old
    vault.staff.users[vault.staff.mine] = replace(vault.staff.me, role=UserRole.ASSISTANT)
    with pytest.raises(RightError):
        use_bought_key(services, vault, b"Dr Bo Bought", "bought")
