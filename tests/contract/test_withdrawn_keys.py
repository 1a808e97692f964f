"""A key that does not count any more: on the practice's list, for others, and in a look at its seals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from consult_app.domain.proof import KeyCertificate, Verdict, Withdrawal
from consult_app.errors import VaultError
from consult_app.signing.bought import read_certified
from consult_app.signing.keys import make_key, open_key
from consult_app.signing.verify import verify
from consult_app.signing.withdrawn_keys import list_withdrawn
from tests.helpers.sealed_files import AT, MADE, SECRET, authority, certified
from tests.helpers.time_authority import SEEN, clock
from tests.helpers.variants import SIGNER, sealed, timed, timed_and_withdrawn

DAY = timedelta(days=1)
SAYS = KeyCertificate("Dr Bo", "f1", b"der", datetime(2036, 1, 1, tzinfo=UTC), "Practice")


def test_the_list_names_what_the_practice_issued_and_nothing_else() -> None:
    mine, other = certified(SIGNER), open_key(make_key("Dr. Own", SECRET, MADE), SECRET)
    written = list_withdrawn(authority(), ((mine.certificate, AT), (other.certificate, AT)), AT)
    read = x509.load_der_x509_crl(written)
    issuer = x509.load_der_x509_certificate(authority().certificate)
    assert read.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    assert [each.serial_number for each in read] == [
        x509.load_der_x509_certificate(mine.certificate).serial_number
    ]
    assert read.next_update_utc == authority().until


@pytest.mark.parametrize(
    ("made", "on", "how"),
    [
        (sealed, AT + DAY, Withdrawal.SAID_BEFORE),
        (sealed, AT - DAY, Withdrawal.AFTER),
        (timed, SEEN + DAY, Withdrawal.SEEN_BEFORE),
        (timed, SEEN - DAY, Withdrawal.AFTER),
        (timed_and_withdrawn, SEEN + DAY, Withdrawal.SEEN_BEFORE),
    ],
)
def test_a_seal_says_how_it_stands_to_the_day_on_which_its_key_was_withdrawn(made, on, how) -> None:  # type: ignore[no-untyped-def]
    key = certified(SIGNER).fingerprint
    seen_by = (
        clock()
        .chain[0]
        .fingerprint(x509.load_der_x509_certificate(authority().certificate).signature_hash_algorithm)
    )  # type: ignore[arg-type]
    proof = verify(made(2), frozenset({key, seen_by.hex()})).with_withdrawn({key: on})
    first = proof.signatures[0]
    assert first.withdrawn == on
    assert proof.withdrawal_of(first) is how
    assert (proof.verdict, proof.stands) == (Verdict.INTACT, how is not Withdrawal.AFTER)
    assert all(each.withdrawn is None for each in proof.signatures[1:])


def test_a_timestamp_that_nobody_trusts_shows_nothing() -> None:
    key = certified(SIGNER).fingerprint
    proof = verify(timed(1)).with_withdrawn({key: SEEN + DAY})
    assert proof.withdrawal_of(proof.signatures[0]) is Withdrawal.SAID_BEFORE
    assert verify(timed(1)).with_withdrawn({}).signatures[0].withdrawn is None


def test_every_key_is_listed_with_whose_it_is_and_withdrawn_once(vaults, vault) -> None:  # type: ignore[no-untyped-def]
    assert vaults.withdrawn_keys() == {}
    vault.keep_signing_key(b"key", "secret", "f0")
    vault.keep_signing_key(b"key", "secret", "f1", says=SAYS)
    (listed,) = vault.certificates()
    assert (listed.fingerprint, listed.name, listed.certificate) == ("f1", "Dr Bo", b"der")
    assert (listed.user, listed.withdrawn) == (vault.staff.me.id, None)
    vault.withdraw_key("f1", b"list")
    (listed,) = vault.certificates()
    assert listed.withdrawn is not None
    assert vaults.withdrawn_keys() == {"f1": listed.withdrawn}
    assert vault.behind_seals().lists == (b"list",)
    for gone in ("f1", "f0", "f9"):
        with pytest.raises(VaultError, check=lambda error: error.code == "key-missing"):
            vault.withdraw_key(gone, b"another list")
    assert vault.behind_seals().lists == (b"list",)


def test_the_list_lies_beside_the_practice_s_certificate(real, real_place) -> None:  # type: ignore[no-untyped-def]
    real.keep_signing_key(b"key", "secret", "f1", says=SAYS)
    assert not (real_place.folder / "practice-ca.crl").exists()
    real.withdraw_key("f1", b"list")
    assert (real_place.folder / "practice-ca.crl").read_bytes() == b"list"
    (real_place.folder / "withdrawn.json").write_text("nothing to read")
    with pytest.raises(VaultError, check=lambda error: error.code == "vault-damaged"):
        real_place.withdrawn_keys()


def test_our_own_certificate_says_who_certified_it() -> None:
    made = make_key("Dr. Bo", SECRET, MADE, authority=authority())
    assert read_certified(made, SECRET).issuer == "Sample Practice"
