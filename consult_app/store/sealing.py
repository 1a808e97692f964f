"""The few pieces of cryptography that the key file is made of; all of it is of the library `cryptography`."""

from __future__ import annotations

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consult_app.store.cost import Cost
from consult_app.store.failure import failure
from consult_app.store.passphrase import spelled

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def derived(key: bytes, purpose: str, length: int = KEY_BYTES, salt: bytes | None = None) -> bytes:
    """Derive a key for one purpose from another."""
    return HKDF(SHA256(), length, salt, f"consult vault: {purpose}".encode()).derive(key)


def key_of_passphrase(passphrase: str, salt: bytes, cost: Cost, machine: bytes = b"") -> bytes:
    """Derive a key from a passphrase, slowly, and from the secret of a machine, where one is mixed in."""
    argon = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    purpose = "user slot of a machine" if machine else "user slot"
    return derived(argon.derive(spelled(passphrase)) + machine, purpose)


def wrapped(key: bytes, secret: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """Encrypt under a key, bound to what it is for; gives the nonce and the rest."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, secret, bound)


def unwrapped(key: bytes, nonce: bytes, content: bytes, bound: bytes) -> bytes:
    """Decrypt; "passphrase-wrong" where the key is another one, or what it is bound to."""
    try:
        return AESGCM(key).decrypt(nonce, content, bound)
    except InvalidTag:
        raise failure("passphrase-wrong") from None
    except ValueError:  # a nonce of impossible length
        raise failure("keys-damaged") from None


def public(private: bytes) -> bytes:
    """Give the public half of an X25519 key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sealed_to(public_key: bytes, secret: bytes, bound: bytes) -> bytes:
    """Encrypt to whoever holds the private half (HPKE, RFC 9180)."""
    try:
        return _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(public_key), info=bound)
    except ValueError:  # no key
        raise failure("keys-damaged") from None


def unsealed(private: bytes, content: bytes, bound: bytes) -> bytes:
    """Decrypt with the private half; "keys-damaged" where it was sealed to somebody or for something else."""
    try:
        return _SUITE.decrypt(content, X25519PrivateKey.from_private_bytes(private), info=bound)
    except (InvalidTag, ValueError):
        raise failure("keys-damaged") from None


def mac(data_key: bytes, content: bytes) -> bytes:
    """Authenticate the key file by the data key."""
    return hmac.digest(derived(data_key, "key file"), content, "sha256")
