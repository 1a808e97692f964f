"""Whether the log is whole, and what is kept is what was entered: walked from the first entry to the last.

Whoever holds the data key can take the triggers away, change what they like and put the triggers back. The
chain shows it, unless all of it is written anew: that only an anchor outside shows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consult_app.domain.audit import USER_KEYS, Act, Anchor, Checked, Fault, Found, Gone
from consult_app.store import merging
from consult_app.store.beginnings import KEPT, acts_digest, kept_digest, patient_digest
from consult_app.store.chain import BESIDE, GONE, NOTHING, digest_of, linked, signed
from consult_app.store.migrations import guarded
from consult_app.store.writing import clinicians

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult_app.store.database import Connection
    from consult_app.store.keyring import Ring

MOST = 50
"""So many findings are listed; the rest is counted."""
_SIGNED = ("seal", Act.REVISED, Act.PATIENT_DESTROYED, Act.PHOTO_REMOVED)
_OF_DESTRUCTION = (Act.PROPOSED, Act.DESTROYED, Act.JOINED_DESTROYED, Act.PATIENT_DESTROYED)
_OF_MERGES = (Act.JOINED, Act.PARTED)
_AT_ONCE, _FILES_AT_ONCE = 5000, 100
_ENTRIES = (
    "SELECT a.seq, a.at, a.actor, a.machine, a.action, a.subject, a.reason, a.digest, a.event, a.revision,"
    " a.prev, a.signature, a.hash, e.consultation, e.revision, e.at, e.actor, e.action"
    " FROM audit a LEFT JOIN event e ON e.id = a.event ORDER BY a.seq"
)
_SEALED = "SELECT consultation, pdf, sha256, aftercare, aftercare_sha256 FROM sealed"
_HASHED = "SELECT seq FROM audit WHERE hash = ?"
_UNENTERED = (
    "SELECT id, consultation FROM event"
    " WHERE id > ? AND id NOT IN (SELECT event FROM audit) ORDER BY id LIMIT ?"
)


def check(
    connection: Connection,
    ring: Ring,
    anchors: Iterable[Anchor] = (),
    told: Callable[[int], None] = lambda _: None,
) -> Checked:
    """Check everything; `told` hears of the number of entries now and then."""
    walk = _Walk(connection, ring, anchors, told)
    walk.guards()
    walk.entries()
    walk.events()
    walk.keys()
    walk.records()
    walk.patients()
    walk.merges()
    walk.certificates()
    return walk.outcome()


@dataclass(slots=True)
class _Known:
    """What the log says of what is kept, by subject: the digest, and the entry that has it."""

    digest: str
    number: int


@dataclass(slots=True)
class _Destroyed:
    """A destruction as the log has it: it counts only where one proposed it and another signed for it."""

    proposed_by: str = ""
    by: str = ""
    at: str = ""
    patient: str = ""
    number: int = 0
    certificate: str = ""
    records: int = 0

    @property
    def by_two(self) -> bool:
        return bool(self.by and self.proposed_by) and self.by != self.proposed_by


@dataclass(slots=True)
class _Said:
    """What was read in the log so far."""

    kept: dict[str, _Known] = field(default_factory=dict)
    patients: dict[str, _Known] = field(default_factory=dict)
    carried: dict[str, _Known] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    revised: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    samples: set[str] = field(default_factory=set)
    cleared: set[str] = field(default_factory=set)
    destructions: dict[str, _Destroyed] = field(default_factory=lambda: defaultdict(_Destroyed))
    destroyed: dict[str, str] = field(default_factory=dict)
    joined: dict[str, _Known] = field(default_factory=dict)
    parted: dict[str, _Known] = field(default_factory=dict)
    merged: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The patients of each merge."""
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lost: list[tuple[int, str]] = field(default_factory=list)
    pointed: int = 0
    last_old: int = 0


class _Walk:
    def __init__(
        self, connection: Connection, ring: Ring, anchors: Iterable[Anchor], told: Callable[[int], None]
    ) -> None:
        self._connection, self._ring, self._told = connection, ring, told
        self._anchors: dict[int, list[Anchor]] = defaultdict(list)
        for each in set(anchors):
            self._anchors[each.number].append(each)
        self._said = _Said()
        self._found: list[Found] = []
        self._more = self._count = self._signatures = self._records = self._anchored = 0
        self._begun: datetime | None = None
        self._head: Anchor | None = None

    def outcome(self) -> Checked:
        """Sum up."""
        anchors = sum(map(len, self._anchors.values()))
        return Checked(
            self._count,
            self._signatures,
            self._records,
            anchors,
            self._anchored,
            self._begun,
            self._head,
            tuple(self._found),
            self._more,
            self._destroyed(),
        )

    def _destroyed(self) -> tuple[Gone, ...]:
        """Tell who was destroyed by whom, by the names that users had."""
        gone = [each for each in self._said.destructions.values() if each.by_two]
        if not gone:
            return ()
        names = {key: clinician.name for key, clinician in clinicians(self._connection).items()}
        return tuple(
            Gone(
                each.number,
                each.patient,
                datetime.fromisoformat(each.at),
                names.get(each.by, each.by),
                names.get(each.proposed_by, each.proposed_by),
                each.records,
            )
            for each in gone
        )

    def guards(self) -> None:
        """Look whether the triggers stand that keep everybody else from changing anything."""
        if not guarded(self._connection):
            self._note(Fault.UNGUARDED)

    # The chain

    def entries(self) -> None:
        """Follow the chain."""
        before, last = NOTHING, 0
        for row in map(tuple, self._connection.execute(_ENTRIES)):
            act, prev, signature, made = row[:10], row[10], row[11], row[12]
            seq = act[0]
            whole = linked(prev, act, signature) == made
            if seq != last + 1:
                self._note(Fault.MISSING, seq)
            elif prev != before:
                self._note(Fault.ORDER if self._stands(prev) else Fault.CHANGED, seq, act[5])
            if not whole and prev == before:
                self._note(Fault.CHANGED, seq, act[5])
            self._compare(seq, made)
            self._listen(act, signature, prev, row[13:])
            before, last = made, seq
            self._count += 1
            if not self._count % _AT_ONCE:
                self._told(self._count)
        self._end(before, last)

    def _stands(self, made: bytes) -> bool:
        """Whether an entry with that hash stands anywhere."""
        if len(self._found) >= MOST:
            return False
        return self._connection.value(_HASHED, (made,)) is not None

    def _compare(self, seq: int, made: bytes) -> None:
        for each in self._anchors.get(seq, ()):
            if each.fits(made.hex()):
                self._anchored = max(self._anchored, seq)
            else:
                self._note(Fault.OTHER_PAST, seq)

    def _end(self, before: bytes, last: int) -> None:
        self._head = Anchor(last, before.hex()) if last else None
        if not last:
            self._note(Fault.NO_BEGINNING)
        beyond = [number for number in self._anchors if number > last]
        if beyond:
            self._note(Fault.CUT, max(beyond))

    # What the entries say

    def _listen(self, act: tuple[Any, ...], signature: bytes, prev: bytes, event: tuple[Any, ...]) -> None:
        seq, at, actor, _, action, subject, reason, digest, pointer, revision = act
        if seq == 1:
            self._begin(at, action, subject, reason)
        signed_for = (signature or action in _SIGNED) and self._signature(
            seq, actor, subject, signature, linked(prev, act)
        )
        if pointer:
            self._event(seq, event, (subject, revision, at, actor, action))
            self._keep(seq, subject, digest, signed_for=bool(signed_for))
            if action == "begin" and reason == "sample":
                self._said.samples.add(subject)
        else:
            self._act(seq, action, subject, reason, digest)
        if action in _OF_DESTRUCTION:
            self._destruction(act, signed_for=bool(signed_for))
        elif action in _OF_MERGES:
            entered = self._said.joined if action == Act.JOINED else self._said.parted
            entered[reason] = _Known(digest, seq)
            self._said.merged[reason].add(subject)

    def _keep(self, seq: int, subject: str, digest: str, *, signed_for: bool) -> None:
        """Expect what was kept; what was beside a consultation no more where somebody signed for that."""
        beside = self._said.beside[subject]
        if digest.startswith(BESIDE):
            beside.append(digest.removeprefix(BESIDE))
        elif digest.startswith(GONE):
            if signed_for and digest.removeprefix(GONE) in beside:
                beside.remove(digest.removeprefix(GONE))
        elif digest:
            self._said.kept[subject] = _Known(digest, seq)

    def _begin(self, at: str, action: str, subject: str, reason: str) -> None:
        if action != Act.BEGUN or subject != self._ring.store or not reason.isdecimal():
            self._note(Fault.NO_BEGINNING, 1)
            return
        self._begun, self._said.last_old = datetime.fromisoformat(at), int(reason)

    def _act(self, seq: int, action: str, subject: str, reason: str, digest: str) -> None:
        said, known = self._said, _Known(digest, seq)
        if action in USER_KEYS:
            said.keys[subject].add(digest)
        elif action == Act.PATIENT:
            said.patients[subject] = known
            # Whoever was cleared and is kept again is to be there again.
            said.cleared.discard(subject)
        elif action == Act.CARRIED:
            said.kept[subject] = known
            if reason == "sample":
                said.samples.add(subject)
        elif action == Act.CARRIED_ACTS:
            said.carried[subject] = known
        elif action in {Act.REVISED, Act.TIMED}:
            said.revised[subject].append(digest)
        elif action in {Act.SAMPLE_CLEARED, Act.TAKEN_OUT}:
            said.cleared.add(subject)

    def _destruction(self, act: tuple[Any, ...], *, signed_for: bool) -> None:
        seq, at, actor, _, action, subject, reason, digest, _, _ = act
        it = self._said.destructions[reason]
        if action == Act.PROPOSED:
            it.proposed_by = actor
        elif action == Act.DESTROYED:
            self._said.destroyed[subject] = reason
            it.records += 1
        elif action == Act.JOINED_DESTROYED:
            self._said.destroyed[subject] = reason
        elif signed_for:
            self._said.destroyed[subject] = reason
            it.by, it.at, it.patient, it.number, it.certificate = actor, at, subject, seq, digest

    def _event(self, seq: int, event: tuple[Any, ...], said: tuple[Any, ...]) -> None:
        if event[0] is None:
            self._said.lost.append((seq, said[0]))
            return
        self._said.pointed += 1
        if event != said:
            self._note(Fault.EVENT, seq, said[0])

    def _signature(self, seq: int, actor: str, subject: str, signature: bytes, content: bytes) -> bool:
        if not signature:
            self._note(Fault.UNSIGNED, seq, subject)
        elif any(_signs(key, signature, content) for key in self._said.keys[actor]):
            self._signatures += 1
            return True
        else:
            self._note(Fault.FORGED, seq, subject)
        return False

    # What is kept

    def events(self) -> None:
        """Compare the consultations' own lists of acts with the log."""
        said = self._said
        for seq, subject in said.lost:
            if not self._gone(subject):
                self._note(Fault.EVENT, seq, subject)
        newer = self._connection.value("SELECT count(*) FROM event WHERE id > ?", (said.last_old,))
        if newer != said.pointed:
            for row in self._connection.execute(_UNENTERED, (said.last_old, MOST)):
                self._note(Fault.EVENT, 0, row.consultation)
        for subject, known in said.carried.items():
            now = acts_digest(self._connection, subject, said.last_old)
            if now != known.digest and not self._gone(subject):
                self._note(Fault.EVENT, known.number, subject)

    def keys(self) -> None:
        """Compare the users' keys with those that the log knows."""
        for each in self._ring.users:
            if each.signature.hex() not in self._said.keys[each.id]:
                self._note(Fault.OTHER_KEY, 0, each.id)

    def records(self) -> None:
        """Compare consultations and files with the log."""
        there: set[str] = set()
        for row in self._connection.execute(KEPT):
            there.add(row.id)
            self._judge(self._said.kept.get(row.id), row.id, kept_digest(row))
        self._records = len(there)
        self._missing(self._said.kept, there)
        self._files()

    def _files(self) -> None:
        for at, row in enumerate(self._connection.execute(_SEALED)):
            if not at % _FILES_AT_ONCE:
                self._told(self._count)
            own = (_sha256(row.pdf), _sha256(row.aftercare))
            if own != (row.sha256, row.aftercare_sha256):
                self._note(Fault.RECORD_CHANGED, 0, row.consultation)
        later: dict[str, list[str]] = defaultdict(list)
        for file in self._connection.execute("SELECT consultation, pdf FROM revision ORDER BY number"):
            later[file.consultation].append(_sha256(file.pdf))
        self._same(later, self._said.revised)
        beside: dict[str, list[str]] = defaultdict(list)
        for query, digest in _BESIDE:
            for apart in self._connection.execute(query):
                beside[apart.consultation].append(digest(apart.content))
        self._same(_sorted(beside), _sorted(self._said.beside))

    def _same(self, kept: dict[str, list[str]], entered: dict[str, list[str]]) -> None:
        for subject in kept.keys() | entered.keys():
            if kept[subject] != entered[subject] and not self._gone(subject):
                self._note(Fault.RECORD_CHANGED, 0, subject)

    def patients(self) -> None:
        """Compare patients with the log."""
        there: set[str] = set()
        for row in self._connection.execute("SELECT * FROM patient"):
            there.add(row.id)
            self._judge(self._said.patients.get(row.id), row.id, patient_digest(row))
        left = {key: known for key, known in self._said.patients.items() if key not in self._said.cleared}
        self._missing(left, there)

    def merges(self) -> None:
        """Compare who was joined and parted with the log."""
        for query, entered in ((merging.ROWS, self._said.joined), (merging.UNDONE, self._said.parted)):
            there = {row[0]: digest_of(*row) for row in self._connection.execute(query)}
            for key in there.keys() | entered.keys():
                gone = any(map(self._was_destroyed, self._said.merged[key]))
                if gone == (key in there) or (key in there and there[key] != _digest(entered.get(key))):
                    self._note(Fault.RECORD_CHANGED, entered[key].number if key in entered else 0, key)

    def certificates(self) -> None:
        """Compare certificates with the log: each destruction has its own, and there are no others."""
        theirs = self._connection.execute("SELECT destruction, pdf FROM certificate")
        kept = {row.destruction: _sha256(row.pdf) for row in theirs}
        for key, each in self._said.destructions.items():
            if each.by and kept.pop(key, "") != each.certificate:
                self._note(Fault.RECORD_CHANGED, each.number, each.patient)
        for key in kept:
            self._note(Fault.RECORD_UNKNOWN, 0, key)

    def _judge(self, known: _Known | None, subject: str, digest: str) -> None:
        if known is None or self._was_destroyed(subject):
            self._note(Fault.RECORD_UNKNOWN, 0, subject)
        elif known.digest != digest:
            self._note(Fault.RECORD_CHANGED, known.number, subject)

    def _missing(self, known: dict[str, _Known], there: set[str]) -> None:
        for subject, entered in known.items():
            if subject not in there and not self._gone(subject):
                self._note(Fault.RECORD_MISSING, entered.number, subject)

    def _gone(self, subject: str) -> bool:
        """Whether it is rightly not there: a sample from its first moment, or destroyed by two people."""
        sample = subject in self._said.cleared and subject in self._said.samples
        return sample or self._was_destroyed(subject)

    def _was_destroyed(self, subject: str) -> bool:
        key = self._said.destroyed.get(subject)
        return key is not None and self._said.destructions[key].by_two

    def _note(self, fault: Fault, number: int = 0, subject: str = "") -> None:
        if len(self._found) < MOST:
            self._found.append(Found(fault, number, subject))
        else:
            self._more += 1


def _digest(known: _Known | None) -> str:
    return known.digest if known else ""


def _sorted(digests: dict[str, list[str]]) -> dict[str, list[str]]:
    return defaultdict(list, {subject: sorted(each) for subject, each in digests.items()})


def _signs(key: str, signature: bytes, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, signed(content))
    except (InvalidSignature, ValueError):
        return False
    return True


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_BESIDE: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("SELECT consultation, body AS content FROM account", digest_of),
    ("SELECT consultation, jpeg AS content FROM photo", _sha256),
)
"""What is kept beside a consultation, and how its digest is made: one line for each such table."""
