"""What a vault knows of a file: the newest, an older or a newer one, a changed one, or none."""

from dataclasses import replace

import pytest

from consult_app.domain.proof import Proof, Standing, Verdict, Withdrawal, Wording
from consult_app.workflow.checking import check
from consult_app.workflow.sealing import seal
from tests.helpers.fakes import FakeVault, fake_certified, fake_seal, fake_verify
from tests.helpers.sample import sample
from tests.helpers.sealing import PASSPHRASE, Bench, bench, consented


@pytest.fixture
def sealed() -> Bench:
    on = bench()
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    return on


def longer(on: Bench) -> bytes:
    """Add a second seal to the record's file."""
    pkcs12, secret = on.vault.signing_key(PASSPHRASE)
    return fake_seal(on.vault.original("c-1"), pkcs12, secret, meaning="more", at=on.services.now())


def revised(on: Bench) -> bytes:
    """Have the vault keep the longer file."""
    more = longer(on)
    on.vault._revisions["c-1"] = [(more, 2)]
    return more


def standing(on: Bench, pdf: bytes) -> Standing:
    found = check(on.services, pdf, on.vault).found
    assert found is not None
    return found.standing


def test_without_a_vault_nothing_is_said_of_it(sealed: Bench) -> None:
    proof = check(sealed.services, sealed.vault.pdf("c-1"))
    assert (proof.verdict, proof.known, proof.stands, proof.found) == (Verdict.INTACT, True, True, None)


def test_the_very_file_is_the_newest_with_its_title_and_wording(sealed: Bench) -> None:
    proof = check(sealed.services, sealed.vault.pdf("c-1"), sealed.vault)
    assert proof.stands
    assert proof.found is not None
    assert (proof.found.standing, proof.found.seals) == (Standing.NEWEST, 1)
    draft = sealed.conversation.draft
    expected = Wording(sample().name, draft.pack_version, draft.pack_digest, sample().governance.approved)
    assert proof.found.wording == expected
    assert proof.found.title


def test_a_file_without_what_was_added_since_is_older(sealed: Bench) -> None:
    first = sealed.vault.original("c-1")
    more = revised(sealed)
    assert standing(sealed, first) is Standing.OLDER
    assert standing(sealed, more) is Standing.NEWEST
    assert not check(sealed.services, first, sealed.vault).stands


def test_a_file_that_goes_on_where_the_vault_ends_is_newer(sealed: Bench) -> None:
    assert standing(sealed, longer(sealed)) is Standing.NEWER


def test_a_file_that_begins_alike_and_is_not_intact_was_changed(sealed: Bench) -> None:
    def altered(pdf: bytes, known: frozenset[str]) -> Proof:
        return replace(fake_verify(pdf, known), verdict=Verdict.ALTERED)

    changed = replace(sealed, services=replace(sealed.services, verify=altered))
    assert standing(changed, longer(sealed)) is Standing.CHANGED


def test_a_file_that_goes_on_from_an_older_one_in_another_way_was_changed(sealed: Bench) -> None:
    other = longer(sealed)
    revised(sealed)
    assert standing(sealed, other) is Standing.CHANGED


def test_what_was_never_kept_is_not_known(sealed: Bench) -> None:
    assert standing(sealed, b"something else") is Standing.UNKNOWN


def test_the_vault_judges_by_its_own_keys(sealed: Bench) -> None:
    pdf = sealed.vault.pdf("c-1")
    forgetful = FakeVault()
    assert check(sealed.services, pdf, sealed.vault).known
    assert not check(sealed.services, pdf, forgetful).known


def test_a_pack_that_cannot_be_read_any_more_leaves_only_its_words_out(sealed: Bench) -> None:
    digest = sealed.conversation.draft.pack_digest
    sealed.vault._packs[digest] = "damaged"
    found = check(sealed.services, sealed.vault.pdf("c-1"), sealed.vault).found
    assert found is not None
    assert (found.standing, found.wording) == (Standing.NEWEST, None)


def test_a_key_that_was_withdrawn_is_said_with_and_without_the_vault(sealed: Bench) -> None:
    sealed.vault.keep_signing_key(b"key", "secret", "print", says=fake_certified(b"key", "secret"))
    sealed.vault.withdraw_key("print", b"list")
    for vault in (None, sealed.vault):
        proof = check(sealed.services, sealed.vault.pdf("c-1"), vault)
        assert proof.withdrawal_of(proof.signatures[0]) is Withdrawal.AFTER
        assert not proof.stands
