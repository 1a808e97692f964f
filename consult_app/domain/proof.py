"""What can be said of a sealed document from its bytes alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Verdict(Enum):
    """Whether the bytes are those that were sealed; unreadable means not ours, not a PDF or not signed."""

    INTACT = "intact"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SignatureProof:
    """One signature: who (the certificate's common name), when (aware), with what meaning, does it hold.

    `known` says that the certificate, by its SHA-256 `fingerprint` in hex, is one of this machine's.
    """

    field: str
    signer: str
    at: datetime
    meaning: str
    intact: bool
    known: bool
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict on one file, known by its `sha256` (hex) and `length` (bytes); `why` it isn't intact."""

    verdict: Verdict
    signatures: tuple[SignatureProof, ...]
    sha256: str
    length: int
    why: str = ""
