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
    """One signature: who (common name of the certificate), when (aware), with what meaning, and whether it holds.

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
    """The verdict on one file, identified by `sha256` (hex) and `length` (bytes); `why` explains one that isn't intact."""

    verdict: Verdict
    signatures: tuple[SignatureProof, ...]
    sha256: str
    length: int
    why: str = ""
