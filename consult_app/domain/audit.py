"""The vault's log as a chain: each entry is bound to all before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum

SHORT_HASH = 16
"""How many characters of an entry's hash an anchor holds: 64 bits, too many to be met by trying."""


class Act(StrEnum):
    """What the log has besides the acts of a consultation, which have names of their own."""

    BEGUN = "log begun"
    CARRIED = "log carried over"
    CARRIED_ACTS = "log carried acts over"
    UNLOCKED = "unlocked"
    RECOVERED = "unlocked by recovery key"
    LOCKED = "locked"
    UNLOCK_FAILED = "unlocking failed"
    CLOCK = "clock jumped"
    LAST_LOST = "last changes missing"
    OPENED = "record opened"
    READ_PATIENT = "patient read"
    PATIENT = "patient kept"
    BROUGHT = "patients brought in"
    TAKEN_OUT = "patients of a file taken out"
    COPIED = "all of a patient copied"
    REVISED = "file added to"
    TIMED = "timestamp added"
    NO_TIME_PLACE = "no place for a timestamp"
    TIME_FAILED = "timestamp failed"
    PRINTED_TO_SIGN = "printed to be signed"
    SAVED_TO_SIGN = "saved to be signed"
    READ_PHOTOS = "photos read"
    PHOTO_REMOVED = "photo removed"
    LOT_READ = "lot looked up"
    LOT_SAVED = "lot saved to a file"
    USER_ADDED = "user added"
    USER_CORRECTED = "user corrected"
    USER_REMOVED = "user removed"
    USER_NOT_REMOVED = "user not removed"
    USER_RE_ENROLLED = "user given a passphrase"
    PASSPHRASE = "passphrase changed"  # noqa: S105 - what was done
    TIED = "passphrase tied to the device"
    UNTIED = "passphrase untied"
    RECOVERY_KEY = "recovery key made"
    SIGNING_KEY = "signing key made"
    KEY_WITHDRAWN = "signing key withdrawn"
    AUTHORITY = "key for certifying made"
    APPROVED = "treatment approved"
    PRACTICE = "practice corrected"
    PREFERENCES = "preferences changed"
    EMERGENCY_SOUGHT = "emergency sought"
    EMERGENCY = "emergency access"
    EMERGENCY_SEEN = "emergency acknowledged"
    SAMPLE_CLEARED = "sample cleared"
    LOG_READ = "log read"
    JOINED = "patients joined"
    PARTED = "patients parted"
    HELD = "patient held"
    RELEASED = "hold on patient ended"
    PROPOSED = "destruction proposed"
    TAKEN_BACK = "destruction not proposed any more"
    DESTROYED = "record destroyed"
    PATIENT_DESTROYED = "patient destroyed"
    JOINED_DESTROYED = "joined patient destroyed"
    LOG_EXPORTED = "log exported"
    LOG_CHECKED = "log checked"
    SERVER_PASSWORD = "password of the server changed"  # noqa: S105 - what was done
    SERVER_ADDRESS = "address of the server changed"
    SERVER_LEFT = "server left"
    SERVER_OPEN = "server reached without encryption"
    SERVER_EMPTIED = "server emptied of what was before"
    SERVER_NOT_EMPTIED = "server not emptied"
    BACKED_UP = "backup made"
    BACKUP_FAILED = "backup failed"
    RESTORED = "restored from a backup"


USER_KEYS = (Act.USER_ADDED, Act.USER_RE_ENROLLED, Act.RECOVERED)
"""The acts whose digest is the public key with which a user signs from then on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An act of the log: when (aware), who, on which machine, what, about what (an id), why, and whose."""

    number: int
    at: datetime
    who: str
    machine: str
    action: str
    subject: str
    reason: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for: by words in who, what and whose, however cased, and by days."""

    who: str = ""
    what: str = ""
    whose: str = ""
    since: date | None = None
    until: date | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether an entry is among them; its day is that of the place that its time is given for."""
        day = entry.at.date()
        return (
            self.who.casefold() in entry.who.casefold()
            and self.what.casefold() in entry.action.casefold()
            and self.whose.casefold() in entry.whose.casefold()
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number and the hash of an entry, kept where whoever changes the vault cannot reach."""

    number: int
    hash: str

    def __str__(self) -> str:
        """Write it as on paper."""
        return f"{self.number}:{self.hash[:SHORT_HASH]}"

    def fits(self, hash_of_entry: str) -> bool:
        """Whether the entry of that number, by its hash, is the one that was anchored."""
        return hash_of_entry.startswith(self.hash.lower())


_ANCHOR = re.compile(rf"([1-9][0-9]{{0,14}}):([0-9a-f]{{{SHORT_HASH},64}})")


def read_anchor(text: str) -> Anchor | None:
    """Read an anchor from paper, file or code; nothing where it is none."""
    found = _ANCHOR.fullmatch(text.strip().lower())
    return Anchor(int(found[1]), found[2]) if found else None


class Fault(Enum):
    """What a check of the log can find."""

    UNGUARDED = "unguarded"
    """What keeps records from being changed was taken out of the vault."""
    CHANGED = "changed"
    """An entry is not what was written."""
    MISSING = "missing"
    """Entries before this one are gone."""
    ORDER = "order"
    """An entry does not stand where it was written."""
    NO_BEGINNING = "no-beginning"
    """The log does not begin as one does."""
    CUT = "cut"
    """An anchor names an entry beyond the end: the end was cut off, or the whole file is an older one."""
    OTHER_PAST = "other-past"
    """An anchor names another entry of that number: the log was written anew from there or before."""
    UNSIGNED = "unsigned"
    """A seal was entered without its clinician's signature."""
    FORGED = "forged"
    """A signature is not that of the user who is named."""
    OTHER_KEY = "other-key"
    """A user's key is not the one that the log knows."""
    RECORD_CHANGED = "record-changed"
    """What is kept is not what was last entered."""
    RECORD_MISSING = "record-missing"
    """What was entered is not kept any more."""
    RECORD_UNKNOWN = "record-unknown"
    """What is kept was never entered."""
    DAMAGED = "damaged"
    """A page of the file is not as it was written, or a table cannot be read; the rest was not looked at."""
    EVENT = "event"
    """A consultation's own list of acts differs from the log."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong: at which entry (0 for none), about which subject (an id)."""

    fault: Fault
    number: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A patient who was destroyed by two people, by name as far as they are known, with so many records."""

    number: int
    patient: str
    at: datetime
    by: str
    proposed_by: str
    records: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check; `begun` is since when the chain runs, `anchors` how many were compared.

    `anchored` is the last entry that an anchor outside vouches for: what came after it could be cut off
    unnoticed. `more` counts what was found beyond the list. `destroyed` is not there any more, and rightly.
    """

    entries: int
    signatures: int
    records: int
    anchors: int
    anchored: int
    begun: datetime | None
    head: Anchor | None
    found: tuple[Found, ...] = ()
    more: int = 0
    destroyed: tuple[Gone, ...] = ()
    pages: int = 0
    """How many pages of the file were found as they were written; none where only the log was walked."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.found


GoingOn = Callable[[int, int | None], bool]
"""Hears how many pages and entries were looked at, None for entries until all pages were; False ends it."""
