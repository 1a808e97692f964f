"""What a look at a sealed file proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

SEAL_FIELD = "Sig_Seal"
WITHDRAWAL_FIELD = "Sig_Withdrawal"
ARCHIVE_TIME_FIELD = "TS_Archive"
LATER_TIME_FIELD = "TS_Withdrawal"
"""The signature fields of a document: for its seal, for a later withdrawal, for a timestamp by others, and
for another one over a withdrawal that came after the first.
"""

TIME_FIELDS = (ARCHIVE_TIME_FIELD, LATER_TIME_FIELD)

ENDS_SOON = timedelta(days=60)
"""So long before a certificate ends it is said."""


ON_PAPER = ", signed on paper"
"""How the meaning of a seal ends, where it stands under pictures of paper that people signed."""


class Verdict(Enum):
    """Intact and signed; altered since; or not a file of ours at all."""

    INTACT = "intact"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class KeyCertificate:
    """What a signing key's certificate says: whom it names, until when it holds (aware), who issued it.

    `fingerprint` is its SHA-256 in hex, `certificate` it itself (DER); without `issuer` it issued itself.
    """

    name: str
    fingerprint: str
    certificate: bytes
    until: datetime
    issuer: str


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signing key made on this machine, by its certificate's SHA-256 in hex; `since` and `until` are aware.

    When it ends, and who certified it, is not known of keys that were made before that was kept.
    """

    fingerprint: str
    since: datetime
    until: datetime | None = None
    issuer: str = ""
    card: str = ""
    """What the card or device is called that it lies on; nothing where the vault has the key itself."""

    def ends_soon(self, now: datetime) -> bool:
        """Whether it is time to get another one."""
        return self.until is not None and now + ENDS_SOON >= self.until


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key with which somebody here seals or sealed: whose (an id), and whom its certificate (DER) names.

    `withdrawn` is when the practice said that it does not count any more.
    """

    fingerprint: str
    user: str
    name: str
    certificate: bytes
    since: datetime
    withdrawn: datetime | None = None


class Withdrawal(Enum):
    """How a seal stands to the day on which its key was withdrawn.

    Before, as somebody else saw; before, by the clock of whoever sealed; after.
    """

    SEEN_BEFORE = "seen-before"
    SAID_BEFORE = "said-before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class SignatureProof:
    """One signature in a file.

    `signer` is the certificate's common name, `meaning` the signature's reason, `at` its stated time (aware),
    `known` whether the certificate is one of this machine, `fingerprint` its SHA-256 in hex. `length` and
    `sha256` (hex) are those of the file as it was when this signature was made, `withdrawn` when its key was.
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
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimeProof:
    """A timestamp by somebody else: the file up to `length` was there at that time (aware).

    `authority` is the common name of who says so, `known` whether this machine had reason to trust it when it
    was put in, `fingerprint` the SHA-256 of its certificate in hex.
    """

    at: datetime
    authority: str
    intact: bool
    known: bool
    fingerprint: str
    length: int


class Standing(Enum):
    """How a file stands to what a vault keeps.

    The newest there is; an older one, so that what was added since is missing; one that goes on where the
    vault's ends; one that begins like a kept one and was changed; not known at all.
    """

    NEWEST = "newest"
    OLDER = "older"
    NEWER = "newer"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wording:
    """The pack whose words a document has, as it was on that day; `approved` by a clinical lead or not."""

    name: str
    version: str
    digest: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a vault knows of a file: its record's title; when its newest file was made, how often signed.

    `wording` is missing where the pack cannot be read. `time_waits` where a timestamp is still to be added.
    """

    standing: Standing
    title: str = ""
    at: datetime | None = None
    seals: int = 0
    wording: Wording | None = None
    time_waits: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict on a file with all that was seen; `why` says in plain words what is wrong.

    `revisions` are length and SHA-256 (hex) of each file that this one goes on from, whether or not it is
    intact, itself last; `found` is what a vault knows of it, where one was asked; `times` are the timestamps
    in it, each up to where it stands.
    """

    verdict: Verdict
    signatures: tuple[SignatureProof, ...]
    sha256: str
    length: int
    why: str = ""
    revisions: tuple[tuple[int, str], ...] = ()
    found: Found | None = None
    times: tuple[TimeProof, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it is signed, and each time with a key that is known here."""
        return bool(self.signatures) and all(each.known for each in self.signatures)

    @property
    def filed_by(self) -> str:
        """Who put pictures of signed paper into it and sealed them; empty where nothing was on paper."""
        seals = (each for each in self.signatures if each.field == SEAL_FIELD)
        return next((each.signer for each in seals if each.meaning.endswith(ON_PAPER)), "")

    @property
    def stands(self) -> bool:
        """Whether it is intact, and the newest that a vault knows where one was asked."""
        fresh = self.found is None or self.found.standing is Standing.NEWEST
        return self.verdict is Verdict.INTACT and fresh and not self.too_late

    @property
    def too_late(self) -> bool:
        """Whether a key was used that did not count any more."""
        return any(self.withdrawal_of(each) is Withdrawal.AFTER for each in self.signatures)

    def with_withdrawn(self, keys: Mapping[str, datetime]) -> Proof:
        """Say of each signature when its key was withdrawn; `keys` are fingerprints."""
        told = (replace(each, withdrawn=keys.get(each.fingerprint)) for each in self.signatures)
        return replace(self, signatures=tuple(told))

    def withdrawal_of(self, signature: SignatureProof) -> Withdrawal | None:
        """Say how a signature stands to the day on which its key was withdrawn; nothing where it was not."""
        if signature.withdrawn is None:
            return None
        seen = (each.at for each in self.times if each.known and each.length >= signature.length)
        if any(at < signature.withdrawn for at in seen):
            return Withdrawal.SEEN_BEFORE
        return Withdrawal.SAID_BEFORE if signature.at < signature.withdrawn else Withdrawal.AFTER

    @property
    def seen_whole(self) -> bool:
        """Whether there is a timestamp over all that is in the file."""
        return any(each.length == self.length for each in self.times)

    @property
    def missed_withdrawal(self) -> bool:
        """Whether it was withdrawn after the last timestamp that is in it."""
        return bool(self.times and self.withdrawal) and not self.seen_whole

    @property
    def withdrawal(self) -> SignatureProof | None:
        """What was added to mark the document as withdrawn."""
        return next((each for each in self.signatures if each.field == WITHDRAWAL_FIELD), None)
