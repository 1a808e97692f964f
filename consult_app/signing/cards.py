"""Keys on cards and in devices (PKCS#11): found, tried, and used for a seal.

The module of a card's maker is loaded in another process (`card_process`): one that crashes or hangs ends
there, and the consultation does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

import consult_app
from consult_app.domain.card import KeyOnCard, OnCard, Unfit
from consult_app.errors import SigningError
from consult_app.signing import chains, keys, signer
from consult_app.signing.bought import certified
from consult_app.signing.signer import Public

MOST_SECONDS = 90
"""So long a card may take: some want a finger on them."""
_HOME = str(Path(consult_app.__file__).resolve().parent.parent)
_PROCESS = (sys.executable, "-P", "-m", "consult_app.signing.card_process")
_TRIAL = b"Consult tries whether this key signs."

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardSigner:
    """A key on a card with its PIN; each signature is a visit of its own."""

    place: KeyOnCard
    certificate: x509.Certificate
    pin: str = field(repr=False)
    command: Command = _PROCESS

    @property
    def name(self) -> str:
        """Whom the certificate names."""
        return keys.common_name(self.certificate)

    @property
    def since(self) -> datetime:
        """When the certificate begins to hold."""
        return self.certificate.not_valid_before_utc

    @property
    def until(self) -> datetime:
        """When it ends."""
        return self.certificate.not_valid_after_utc

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Give all certificates that go along with a signature."""
        return self.place.chain

    @property
    def algorithm(self) -> bytes:
        """Name how it signs, as DER."""
        return signer.algorithm_of(self._public)

    @property
    def longest(self) -> int:
        """Give the most bytes that a signature of it takes."""
        return signer.longest_of(self._public)

    def sign(self, content: bytes) -> bytes:
        """Have the card sign with SHA-256; "card-other" where its signature does not fit the certificate."""
        public = self._public
        asked = {
            "label": self.place.label,
            "serial": self.place.serial,
            "key": self.place.key,
            "pin": self.pin,
            "content": b64encode(content).decode(),
        }
        answer = _ask(self.place.module, asked, self.command)
        return _checked(b64decode(answer["signature"]), content, public)

    @property
    def _public(self) -> Public:
        public = self.certificate.public_key()
        if not signer.is_fit(public):
            raise SigningError("card-mechanism", "The key is of a kind that this program does not seal with.")
        return public


def look(module: str, at: datetime, command: Command = _PROCESS) -> tuple[OnCard, ...]:
    """Find the certificates on all cards that a module reaches; no PIN is asked for that."""
    return tuple(
        found for card in _ask(module, {}, command)["cards"] for found in _certificates(module, card, at)
    )


def opened(place: KeyOnCard, pin: str, command: Command = _PROCESS) -> CardSigner:
    """Give a key on a card, to seal with; the card itself is asked with each signature."""
    return CardSigner(place, x509.load_der_x509_certificate(place.chain[0]), pin, command)


def try_out(place: KeyOnCard, pin: str) -> None:
    """Have a card sign something that means nothing; SigningError where it does not."""
    opened(place, pin).sign(_TRIAL)


def _certificates(module: str, card: dict[str, Any], at: datetime) -> list[OnCard]:
    read = [(each["key"], _read(b64decode(each["certificate"]))) for each in card["certificates"]]
    known = [(key, each) for key, each in read if each is not None]
    others = [each for _, each in known]
    return [
        OnCard(_place(module, card, key, each, others), certified(each), _unfit(each, at))
        for key, each in known
        if not _issues(each) and _named(each)
    ]


def _place(
    module: str, card: dict[str, Any], key: str, mine: x509.Certificate, others: list[x509.Certificate]
) -> KeyOnCard:
    # Who is at the top issued itself: whoever trusts it has it.
    above = [each for each in chains.path(mine, others)[1:] if each.issuer != each.subject]
    chain = tuple(each.public_bytes(Encoding.DER) for each in (mine, *above))
    return KeyOnCard(module, card["label"], card["serial"], key, chain)


def _read(encoded: bytes) -> x509.Certificate | None:
    try:
        certificate = x509.load_der_x509_certificate(encoded)
        certificate.public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return certificate


def _issues(certificate: x509.Certificate) -> bool:
    """Whether it stands for somebody who certifies others: such lie on cards beside those of their owners."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _named(certificate: x509.Certificate) -> bool:
    return bool(certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME))


def _unfit(certificate: x509.Certificate, at: datetime) -> Unfit | None:
    if not signer.is_fit(certificate.public_key()):
        return Unfit.KIND
    if not signer.may_sign(certificate):
        return Unfit.NOT_FOR_SIGNING
    if chains.holds(certificate, at):
        return None
    return Unfit.ENDED if at > certificate.not_valid_after_utc else Unfit.NOT_YET


def _checked(signature: bytes, content: bytes, public: Public) -> bytes:
    """Give a signature as it is written, once it is of this key and of these bytes."""
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
            return signature
        half = len(signature) // 2
        r, s = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
        written = signer.smaller(encode_dss_signature(r, s), public.curve)
        public.verify(written, content, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        raise SigningError(
            "card-other", "The card signed with another key than that of the certificate."
        ) from None
    return written


def _ask(module: str, asked: dict[str, str], command: Command) -> dict[str, Any]:
    """Ask the process with the module; SigningError for what it says, and for all that becomes of it."""
    if not Path(module).is_file():
        raise SigningError("card-module-missing", "The program of the card's maker is not there.")
    said = json.dumps({"module": module, **asked}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            command,
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": _HOME},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        # What was said to the process is in the error, and the PIN with it.
        raise SigningError("card-module-hangs", "The program of the card's maker did not answer.") from None
    except OSError as error:
        raise SigningError("card-failed", f"No process could be started: {error.strerror}.") from None
    if done.returncode or not done.stdout:
        raise SigningError("card-module-crashed", "The program of the card's maker crashed.")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "failed" in answer:
        raise SigningError(answer["failed"], "The card did not do it.")
    return answer
