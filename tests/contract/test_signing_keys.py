"""Signing keys: what is written, and what happens when it can't be opened."""

from datetime import timedelta

import pytest
from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from consult_app.domain.proof import Verdict
from consult_app.errors import SigningError
from consult_app.signing import keys
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.sealed_files import AT, MADE, MEANING, SECRET, key, plain_pdf


@pytest.fixture(scope="module")
def stored() -> bytes:
    return keys.make_key("Dr. Ada Sample", SECRET, MADE, "Sample Practice")


def test_the_certificate_is_for_signing_only_and_holds_ten_years(stored: bytes) -> None:
    opened = keys.open_key(stored, SECRET)
    certificate = x509.load_der_x509_certificate(opened.certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert certificate.subject == certificate.issuer
    assert certificate.subject.rfc4514_string() == "O=Sample Practice,CN=Dr. Ada Sample"
    assert (opened.since, opened.until) == (MADE, MADE + timedelta(days=3653))
    assert opened.fingerprint == keys.fingerprint(stored, SECRET)
    assert opened.fingerprint == certificate.fingerprint(hashes.SHA256()).hex()


def test_the_key_is_encrypted_as_written_down(stored: bytes) -> None:
    kinds = [content["content_type"].native for content in Pfx.load(stored).authenticated_safe]
    assert kinds == ["encrypted_data", "data"]
    encryption = Pfx.load(stored).authenticated_safe[0]["content"]["encrypted_content_info"][
        "content_encryption_algorithm"
    ]
    assert encryption.native["algorithm"] == "pbes2"
    assert encryption.encryption_cipher == "aes"
    assert encryption.key_length == 32
    assert encryption.kdf_iterations == 1_000
    assert encryption.kdf_hmac == "sha256"


def test_two_keys_of_one_name_differ(stored: bytes) -> None:
    assert key("Dr. Ada Sample").fingerprint != keys.fingerprint(stored, SECRET)


def test_a_wrong_secret_is_named_as_such(stored: bytes) -> None:
    with pytest.raises(SigningError) as caught:
        keys.open_key(stored, SECRET + " ")
    assert caught.value.code == "key-secret-wrong"
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("cut", [0, 1, 3, 40, 400, -1])
def test_a_key_file_cut_short_is_damaged(stored: bytes, cut: int) -> None:
    with pytest.raises(SigningError) as caught:
        keys.open_key(stored[:cut], SECRET)
    assert caught.value.code == "key-damaged"


@pytest.mark.parametrize("content", [b"not a key at all", b"\x30\x00", b"\x00" * 2000, b"%PDF-1.7\n"])
def test_something_else_is_damaged(content: bytes) -> None:
    with pytest.raises(SigningError) as caught:
        keys.open_key(content, SECRET)
    assert caught.value.code == "key-damaged"


def test_a_changed_byte_anywhere_keeps_the_key_shut() -> None:
    stored = keys.make_key("Dr. Ada Sample", SECRET, MADE)
    for place in range(0, len(stored), 41):
        changed = bytearray(stored)
        changed[place] ^= 1
        try:
            opened = keys.open_key(bytes(changed), SECRET)
        except SigningError as error:
            assert error.code in {"key-damaged", "key-secret-wrong"}  # noqa: PT017 (some bytes mean nothing)
        else:
            assert opened == keys.open_key(stored, SECRET)


def test_a_key_of_another_kind_is_refused() -> None:
    other = pkcs12.serialize_key_and_certificates(
        None, ec.generate_private_key(ec.SECP384R1()), None, None, BestAvailableEncryption(SECRET.encode())
    )
    with pytest.raises(SigningError) as caught:
        keys.open_key(other, SECRET)
    assert caught.value.code == "key-damaged"


@pytest.mark.parametrize(("name", "secret"), [("", SECRET), (" \n", SECRET), ("Dr. Ada Sample", "")])
def test_a_key_needs_a_name_and_a_secret(name: str, secret: str) -> None:
    with pytest.raises(SigningError) as caught:
        keys.make_key(name, secret, MADE)
    assert caught.value.code == "key-incomplete"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Żółć", "Żółć"),
        ("عمر", "عمر"),
        ("Dr Żółć عمر", "Dr Żółć عمر"),
        ("李 小龍 👩‍⚕️", "李 小龍 👩‍⚕️"),
        ('O\'Neil, "Bo" (MD) \\ <x>', 'O\'Neil, "Bo" (MD) \\ <x>'),
        ("  Ada\n Sample ", "Ada Sample"),
        ("n" * 64, "n" * 64),
        ("n" * 65, "n" * 61 + "…"),
        ("ż" * 500, "ż" * 30 + "…"),
    ],
    ids=range(9),
)
def test_any_name_can_sign(name: str, kept: str) -> None:
    secret = "Geheimnis 🔑 سر"
    opened = keys.open_key(keys.make_key(name, secret, MADE, name), secret)
    proof = verify(seal(plain_pdf(), opened, meaning=MEANING, at=AT))
    assert [signature.signer for signature in proof.signatures] == [kept]
    assert opened.name == kept


def test_the_private_key_is_not_shown() -> None:
    assert "private" not in repr(key())


def test_of_two_valid_signatures_the_smaller_is_made() -> None:
    values = [decode_dss_signature(key().sign(b"content"))[1] for _ in range(40)]
    assert max(values) <= keys.GROUP_ORDER // 2


@pytest.fixture(scope="module")
def authority() -> keys.SigningKey:
    return keys.open_key(keys.make_authority("Praxis am Park", SECRET, MADE), SECRET)


def test_a_practice_certifies_keys_and_nothing_else(authority: keys.SigningKey) -> None:
    certificate = x509.load_der_x509_certificate(authority.certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.key_cert_sign, usage.digital_signature, usage.content_commitment) == (True, False, False)
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert authority.name == "Praxis am Park"
    assert authority.until > MADE + timedelta(days=10000)
    nameless = keys.open_key(keys.make_authority("", SECRET, MADE), SECRET)
    assert nameless.name == "Practice"


def test_a_certified_key_names_its_practice_and_seals_as_any_other(authority: keys.SigningKey) -> None:
    certified = keys.open_key(keys.make_key("Dr. Ada", SECRET, MADE, authority=authority), SECRET)
    certificate = x509.load_der_x509_certificate(certified.certificate)
    issuer = x509.load_der_x509_certificate(authority.certificate)
    certificate.verify_directly_issued_by(issuer)
    assert verify(seal(plain_pdf(), certified, meaning=MEANING, at=AT)).verdict is Verdict.INTACT


def test_a_certificate_ends_with_its_issuer_s(authority: keys.SigningKey) -> None:
    late = authority.until - timedelta(days=30)
    certified = keys.open_key(keys.make_key("Dr. Ada", SECRET, late, authority=authority), SECRET)
    assert certified.until == authority.until
