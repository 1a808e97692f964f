"""Bought certificates: taken over where they can seal, and valid for everybody who trusts their issuer."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from consult_app.domain.proof import Verdict
from consult_app.errors import SigningError
from consult_app.signing import bought, keys
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.bought import NAME, UNTIL, WORD, authority, handed_out, packed, private, root
from tests.helpers.foreign import MISSING, asked_once
from tests.helpers.sealed_files import AT, MEANING, plain_pdf
from tests.helpers.tampering import flipped
from tests.helpers.time_authority import SINCE, issued

SECRET = "a random secret of the vault"
KINDS = ("P-256", "P-384", "P-521", "RSA 2048", "RSA 3072")


def refused(code: str) -> pytest.RaisesExc[SigningError]:
    return pytest.raises(SigningError, check=lambda error: error.code == code)


def taken(content: bytes, word: str = WORD, at: datetime = AT) -> keys.SigningKey:
    return keys.open_key(bought.take_over(content, word, SECRET, at)[0], SECRET)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_key_seals_and_everybody_who_trusts_the_issuer_agrees(kind: str) -> None:
    key = taken(handed_out(kind))
    pdf = seal(plain_pdf(), key, meaning=MEANING, at=AT)
    proof = verify(pdf, frozenset({key.fingerprint}))
    (signature,) = proof.signatures
    assert (proof.verdict, signature.signer, signature.known) == (Verdict.INTACT, NAME, True)
    said = set(asked_once(pdf, root(), AT).values())
    assert said - {MISSING} == {"valid ×1"}


def test_what_is_kept_is_under_another_secret_with_those_between_and_without_the_root() -> None:
    stored, certified = bought.take_over(handed_out(), WORD, SECRET, AT)
    key = keys.open_key(stored, SECRET)
    above, _, _ = authority()
    assert key.above == (above[0].public_bytes(Encoding.DER),)
    assert (certified.name, certified.issuer, certified.until) == (NAME, "Trust Issuer", UNTIL)
    assert (certified.fingerprint, certified.certificate) == (key.fingerprint, key.certificate)
    assert bought.read_certified(stored, SECRET) == certified
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_key_and_certificates(stored, WORD.encode())
    assert taken(handed_out(alone=True)).above == ()
    own = keys.make_key("Dr. Own", SECRET, AT)
    assert bought.read_certified(own, SECRET).issuer == ""


@pytest.mark.parametrize("kind", ["P-384", "RSA 2048"])
def test_a_changed_bit_of_such_a_seal_is_found_also_in_the_certificates_between(kind: str) -> None:
    pdf = seal(plain_pdf(), taken(handed_out(kind)), meaning=MEANING, at=AT)
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    chance = random.Random(29112026)  # noqa: S311 - repeatable places, not secrets
    for at in chance.sample(range(pdf.index(b">", start) - start), 500):
        digit = int(pdf[start + at : start + at + 1], 16) ^ (1 << chance.randrange(4))
        changed = pdf[: start + at] + b"%X" % digit + pdf[start + at + 1 :]
        assert verify(changed).verdict is Verdict.ALTERED, at
    for at in chance.sample(range(len(pdf)), 200):
        assert verify(flipped(pdf, at, 1 << chance.randrange(8))).verdict is not Verdict.INTACT, at


def test_the_word_of_a_file_can_be_in_any_letters() -> None:
    above, key, _ = authority()
    mine = issued(NAME, private("P-256"), above[0], key, ca=False, times=False)
    assert taken(packed(private("P-256"), mine, word="Schlüssel Łódź"), "Schlüssel Łódź").name == NAME


def test_a_file_that_cannot_be_opened_says_why() -> None:
    with refused("bought-secret-wrong"):
        taken(handed_out(), "another word")
    for content in (b"", b"%PDF-1.7", b"-----BEGIN CERTIFICATE-----", handed_out()[:-9]):
        with refused("bought-unreadable"):
            taken(content)


def test_what_is_not_for_sealing_is_refused() -> None:
    above, key, _ = authority()
    other = issued(NAME, private("P-384"), above[0], key, ca=False, times=False)
    odd = pkcs12.serialize_key_and_certificates(
        None, ed25519.Ed25519PrivateKey.generate(), None, None, BestAvailableEncryption(WORD.encode())
    )
    small = issued(NAME, private("RSA 1024"), above[0], key, ca=False, times=False)
    for content in (
        handed_out(signs=False),
        packed(private("P-256"), None),
        packed(private("RSA 1024"), small),
        packed(ec.generate_private_key(ec.SECP256K1()), None),
        odd,
    ):
        with refused("bought-unfit"):
            taken(content)
    with pytest.raises(ValueError, match="key"):
        packed(private("P-256"), other)


def test_one_that_has_ended_or_does_not_hold_yet_is_refused() -> None:
    with refused("bought-ended"):
        taken(handed_out(until=datetime(2026, 6, 1, tzinfo=UTC)))
    with refused("bought-not-yet"):
        taken(handed_out(), at=SINCE.replace(year=2025))
