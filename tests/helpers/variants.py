"""Small consents by one signer up to everybody who can sign: sealed, and withdrawn later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from cryptography.x509 import load_der_x509_certificate

from consult_app.assets import resource
from consult_app.domain.document import Heading, Paragraph, Role, SignatureBlock, WithdrawalPlace
from consult_app.domain.time_server import TimeServer
from consult_app.pdf import render
from consult_app.pdf.stamp import stamp
from consult_app.signing.archive_time import Clockwork, Material
from consult_app.signing.seal import seal, withdraw
from consult_app.signing.signer import Signer
from tests.helpers.sample_documents import LABELS, consent, ink, signatures
from tests.helpers.sealed_files import AT, authority, certified
from tests.helpers.time_authority import clock

FONTS = resource("fonts")
ROLES = tuple(Role)
LATER = AT + timedelta(days=2)
SIGNER, WITHDRAWER = "Dr. Ada Sample", "Dr. Bo Later"


@cache
def sealed(signers: int, words: str = "Nobody can promise a result.") -> bytes:
    """Seal such a consent."""
    pdf = unsealed(signers, words)
    return seal(pdf, certified(SIGNER), meaning="Consent to mesotherapy (consent)", at=AT)


@cache
def unsealed(signers: int, words: str = "Nobody can promise a result.") -> bytes:
    """Lay out a consent that so many people signed in ink."""
    roles = ROLES[:signers]
    document = consent(
        Heading("Consent to mesotherapy", 1),
        Paragraph(words),
        *(
            SignatureBlock(each, each.value.title(), "I read this.", f"{each.value.title()} Example")
            for each in roles
        ),
        WithdrawalPlace("If you change your mind.", "It is noted here.", "The place for a withdrawal"),
    )
    drawn = signatures()[0]
    signed = tuple(
        replace(drawn, role=each, name=f"{each.value.title()} Example", ink=ink()) for each in roles
    )
    return render(replace(document, signers=roles), LABELS, signed, fonts=FONTS)


@cache
def withdrawn(signers: int, words: str = "Nobody can promise a result.") -> bytes:
    """Mark such a consent as withdrawn, by another clinician two days later."""
    return taken_back(sealed(signers, words))


@cache
def timed(signers: int, words: str = "Nobody can promise a result.") -> bytes:
    """Have such a consent seen by a timestamp authority."""
    return seen(sealed(signers, words))


@cache
def timed_and_withdrawn(signers: int, words: str = "Nobody can promise a result.") -> bytes:
    """Mark a consent with a timestamp as withdrawn."""
    return taken_back(timed(signers, words))


@cache
def seen_twice(signers: int, words: str = "Nobody can promise a result.") -> bytes:
    """Have a consent seen, withdraw it, and have it seen again."""
    return seen(timed_and_withdrawn(signers, words))


@cache
def withdrawn_and_timed(signers: int) -> bytes:
    """Have a consent seen that was withdrawn."""
    return seen(withdrawn(signers))


def seen(pdf: bytes) -> bytes:
    """Put a timestamp on a sealed file, with the practice's certificate beside it."""
    behind = Material(frozenset({load_der_x509_certificate(authority().certificate)}))
    return Clockwork(TimeServer("", clock().trusted), clock().stamp).stamp(pdf, behind)[0]


def taken_back(pdf: bytes, signer: Signer | None = None) -> bytes:
    """Mark a sealed file as withdrawn."""
    shown = stamp(
        pdf, "Withdrawn", ("24 Nov 2026, 14:30, by phone", "Noted by Dr. Bo Later"), ink(), fonts=FONTS
    )
    key = signer or certified(WITHDRAWER)
    return withdraw(pdf, key, stamp=shown, meaning="Withdrawal of consent", at=LATER)
