"""What a look at a sealed file proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

SEAL_FIELD = "Sig_Seal"
WITHDRAWAL_FIELD = "Sig_Withdrawal"
ARCHIVE_TIME_FIELD = "TS_Archive"
"""The signature fields of a document: for its seal, for a later withdrawal, for a timestamp by others."""


class Verdict(Enum):
    """Intact and signed; altered since; or not a file of ours at all."""

    INTACT = "intact"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signing key made on this machine, by its certificate's SHA-256 in hex; `since` is aware."""

    fingerprint: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SignatureProof:
    """One signature in a file.

    `signer` is the certificate's common name, `meaning` the signature's reason, `at` its stated time (aware),
    `known` whether the certificate is one of this machine, `fingerprint` its SHA-256 in hex. `length` and
    `sha256` (hex) are those of the file as it was when this signature was made.
    """

    field: str
    signer: str
    at: datetime
    meaning: str
    intact: bool
    known: bool
    fingerprint: str
    length: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict on a file with all that was seen; `why` says in plain words what is wrong."""

    verdict: Verdict
    signatures: tuple[SignatureProof, ...]
    sha256: str
    length: int
    why: str = ""

    @property
    def withdrawal(self) -> SignatureProof | None:
        """What was added to mark the document as withdrawn."""
        return next((each for each in self.signatures if each.field == WITHDRAWAL_FIELD), None)
