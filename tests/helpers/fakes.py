"""Fakes that fit the ports: as strict as the real thing, in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from consult_app.content.diff import diff
from consult_app.content.library import PackSummary
from consult_app.domain import card
from consult_app.domain.account import Account, given_of, standing
from consult_app.domain.audit import Act, Anchor, Checked, Entry, Fault, Found, GoingOn, Wanted
from consult_app.domain.backup import Backup
from consult_app.domain.card import KeyOnCard, OnCard, Unfit
from consult_app.domain.consultation import (
    Clinician,
    Consented,
    ConsultationLine,
    Draft,
    OnPaper,
    Patient,
    Practice,
    Reviewed,
    Sealed,
    Signature,
    Stage,
    State,
    Unsealed,
    Voided,
)
from consult_app.domain.document import Document, DocumentKind
from consult_app.domain.folding import by_name
from consult_app.domain.given import Dose, Given, planned
from consult_app.domain.incoming import Came
from consult_app.domain.log import Emergency, Logged, LookUp
from consult_app.domain.lot import LotState, LotUse, alike, lot_key
from consult_app.domain.merging import Merge
from consult_app.domain.on_paper import Filed, Picture, Scan
from consult_app.domain.paper import Handed, Handing, Paper, read_handing, waiting
from consult_app.domain.photo import Photo, RemovedPhoto
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import (
    SEAL_FIELD,
    WITHDRAWAL_FIELD,
    IssuedKey,
    KeyCertificate,
    Proof,
    SignatureProof,
    SigningKey,
    TimeProof,
    Verdict,
)
from consult_app.domain.recipient import Recipient
from consult_app.domain.rooms import Rooms
from consult_app.domain.searching import MOST, MOST_COUNTED, finds, meant, words_of
from consult_app.domain.sequel import Revision, SequelKind
from consult_app.domain.time_server import Behind, TimeServer
from consult_app.domain.treatment import Treatment
from consult_app.domain.unfinished import Unfinished
from consult_app.domain.users import User, UserName, UserRole
from consult_app.errors import FILE_LOCKED, ConsultError, ContentError, SigningError, VaultError
from consult_app.interop.patient_file import read_patients
from consult_app.store.codec import decoded, encoded
from consult_app.store.reading import demand_reader, of_patients, of_patients_in_emergency
from consult_app.workflow.ports import Services
from tests.helpers.fake_merging import FakeMerges
from tests.helpers.fake_retention import FakeRetention
from tests.helpers.played import said

if TYPE_CHECKING:
    from consult_app.content import library
    from consult_app.store.place import Place
    from consult_app.workflow.ports import Library, Vaults

RECOVERY_KEY = "FAKE-FAKE-FAKE"
SHORTEST_PASSPHRASE = 12

_STAGES = {
    Draft: Stage.DRAFT,
    Reviewed: Stage.REVIEWED,
    OnPaper: Stage.ON_PAPER,
    Consented: Stage.CONSENTED,
    Sealed: Stage.SEALED,
    Voided: Stage.VOIDED,
}


def _draft(state: State) -> Draft:
    return state if isinstance(state, Draft) else state.draft


def _signatures(state: State) -> int:
    return 0 if isinstance(state, Draft) else len(state.signatures)


def _link(draft: Draft) -> tuple[str, SequelKind] | None:
    return None if draft.sequel is None else (draft.sequel.first.id, draft.sequel.kind)


def _follows(state: State, kept: State) -> bool:
    if _draft(state).sample != _draft(kept).sample:
        return False
    if isinstance(state, Voided):
        return isinstance(kept, Unsealed) and kept.voiding(state.ending) == state
    if isinstance(kept, OnPaper):
        return _coming_back(state, kept)
    revision, before = _draft(state).revision, _draft(kept).revision
    if _signatures(kept):
        return _being_drawn(state, kept) or (revision == before and _signatures(state) > _signatures(kept))
    drafts = isinstance(state, Draft) and isinstance(kept, Draft)
    return revision > before or (revision == before and not drafts)


def _coming_back(state: State, kept: OnPaper) -> bool:
    if isinstance(state, Consented):
        return (state.draft, state.document, state.scans) == (kept.draft, kept.document, kept.scans)
    return isinstance(state, OnPaper) and kept.may_become(state)


def _being_drawn(state: State, kept: State) -> bool:
    if not (isinstance(state, Reviewed) and isinstance(kept, Reviewed)):
        return False
    return replace(kept, drawn=state.drawn, read_back=state.read_back) == state


def _may_be_told(sealed: Sealed) -> bool:
    return sealed.document.kind is DocumentKind.CONSENT and sealed.draft.sequel is None


@dataclass
class FakeMachine:
    """Keeps secrets in memory, unless it is locked."""

    secrets: dict[str, str] = field(default_factory=dict)
    locked: bool = False

    def read(self, name: str) -> str:
        """Give one."""
        if self.locked:
            raise VaultError("keystore-locked")
        return self.secrets.get(name, "")

    def write(self, name: str, secret: str) -> None:
        """Keep one."""
        self.secrets[name] = secret


@dataclass
class FakeStaff:
    """Users in memory, and their signing keys as long as they fit; whoever is `mine` has unlocked."""

    users: dict[str, User]
    mine: str
    passphrases: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[bytes, str, str]] = field(default_factory=dict)
    recovery_key: str = RECOVERY_KEY
    store: str = "0123abcd-0000-4000-8000-000000000000"
    certified: set[str] = field(default_factory=set)
    tied_users: set[str] = field(default_factory=set)
    left: dict[str, str] = field(default_factory=dict)
    unfinished: dict[str, Unfinished] = field(default_factory=dict)

    @property
    def me(self) -> User:
        """Whoever unlocked."""
        return self.users[self.mine]

    def everybody(self) -> tuple[User, ...]:
        """List them."""
        return tuple(self.users.values())

    def name_of(self, user_id: str) -> str:
        """Look among them, and among those who left."""
        names = {each.id: each.clinician.name for each in self.users.values()}
        return {**self.left, **names}.get(user_id, "")

    def add(self, user: User, passphrase: str) -> None:
        """Let in."""
        demand_strength(passphrase)
        self.users[user.id] = user
        self.passphrases[user.id] = passphrase

    def correct(self, user: User) -> None:
        """Correct."""
        self._demand(user.id)
        others = [each for each in self.users.values() if each.id != user.id]
        if not any(each.role.lets_in for each in (*others, user)):
            raise VaultError("last-in-charge")
        self.users[user.id] = user

    def remove(self, user_id: str) -> None:
        """Lock out."""
        if user_id == self.mine:
            raise VaultError("own-user")
        self._demand(user_id)
        self.left[user_id] = self.name_of(user_id)
        del self.users[user_id], self.passphrases[user_id]
        self.unfinished.pop(user_id, None)

    def re_enrol(self, user_id: str, passphrase: str) -> None:
        """Give another passphrase; the signing key is lost."""
        self._demand(user_id)
        demand_strength(passphrase)
        self.passphrases[user_id] = passphrase
        self.keys.pop(user_id, None)
        self.certified.discard(user_id)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change one's own."""
        if old != self.passphrases[self.mine]:
            raise VaultError("passphrase-wrong")
        demand_strength(new)
        self.passphrases[self.mine] = new

    @property
    def tied(self) -> bool:
        """Say what was asked for."""
        return self.mine in self.tied_users

    def tie(self, passphrase: str, *, tied: bool) -> None:
        """Remember it."""
        if passphrase != self.passphrases[self.mine]:
            raise VaultError("passphrase-wrong")
        (self.tied_users.add if tied else self.tied_users.discard)(self.mine)

    def renew_recovery_key(self) -> str:
        """Make another one."""
        self.recovery_key = f"{self.recovery_key}-NEXT"
        return self.recovery_key

    def _demand(self, user_id: str) -> None:
        if user_id not in self.users:
            raise VaultError("user-missing")


def demand_strength(passphrase: str) -> None:
    """Refuse a short one."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise VaultError("passphrase-weak")


def staff_of(clinician: Clinician, passphrase: str = "a long passphrase") -> FakeStaff:
    """Give the staff of a vault just set up."""
    return FakeStaff({clinician.id: User(clinician, UserRole.LEAD)}, clinician.id, {clinician.id: passphrase})


@dataclass
class FakeMaking:
    """A backup that is made at once; a folder called after a code of failure fails with it."""

    folder: str
    entries: int

    def run(self, told: Callable[[], bool] = lambda: True) -> Backup:
        """Make it."""
        if self.folder.startswith("backup-"):
            raise VaultError(self.folder)
        return Backup(f"consult in {self.folder}", NOON, self.entries) if told() else _stop()


def _stop() -> Backup:
    raise VaultError("backup-stopped")


@dataclass
class FakePracticeServer:
    """The server of a practice; it knows one password of its owner, and one of the rooms."""

    owner_password: str = "the owner's"
    password: str = "made-at-first"
    emptied: int = 0
    address: str = "postgresql://cellar/practice"
    left: bool = False
    unencrypted: bool = False

    @property
    def where(self) -> str:
        """Name it."""
        return "practice @ cellar"

    def leave(self) -> None:
        """Remember it."""
        self.left = True

    def take_address(self, address: str) -> None:
        """Remember it."""
        self.address = address

    def change_password(self, owner_password: str) -> str:
        """Make one up."""
        self._demand_owner(owner_password)
        self.password = "made-anew"
        return self.password

    def take_password(self, password: str) -> None:
        """Compare it."""
        if password != self.password:
            raise VaultError("room-password")

    def begin_anew(self, owner_password: str) -> None:
        """Count it."""
        self._demand_owner(owner_password)
        self.emptied += 1

    def _demand_owner(self, password: str) -> None:
        if password != self.owner_password:
            raise VaultError("owner-password")


BROUGHT_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""When patients came with a file."""


@dataclass
class FakeVault:
    """A vault in memory. `states`, `sealed` and `log` can be looked at; `refusing` is a code to fail with."""

    its_practice: Practice = field(
        default_factory=lambda: Practice("Praxis am Park", "Parkweg 1", "030 1234")
    )
    staff: FakeStaff = field(
        default_factory=lambda: staff_of(Clinician("c-1", "Dr. Ada Beispiel", "Physician"))
    )
    its_preferences: Preferences = field(default_factory=Preferences)
    key_awaited: bool = False
    refusing: str = ""
    closed: bool = False
    in_emergency: bool = False
    states: dict[str, State] = field(default_factory=dict)
    sealed: list[Sealed] = field(default_factory=list)
    log: list[tuple[str, int, str]] = field(default_factory=list)
    second_place_lost: bool = False
    changes_lost: bool = False
    rooms: Rooms = field(default_factory=Rooms)
    practice_server: FakePracticeServer | None = None
    backup: Backup | None = None
    noted: list[tuple[str, str, str]] = field(default_factory=list)
    its_signers: set[str] = field(default_factory=set)
    authorities: list[bytes] = field(default_factory=list)
    issued: dict[str, IssuedKey] = field(default_factory=dict)
    its_list: bytes = b""
    says: dict[str, KeyCertificate | None] = field(default_factory=dict)
    _authority: tuple[bytes, str] = (b"", "")
    told: list[Account] = field(default_factory=list)
    looked_up: list[LookUp] = field(default_factory=list)
    pictures: dict[str, tuple[Photo, bytes]] = field(default_factory=dict)
    removed: list[RemovedPhoto] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    _retention: FakeRetention = field(init=False)
    merging: FakeMerges = field(init=False)
    _patients: dict[str, Patient] = field(default_factory=dict)
    _came: Came | None = None
    _packs: dict[str, str] = field(default_factory=dict)
    _updated: dict[str, datetime] = field(default_factory=dict)
    _files: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    _revisions: dict[str, list[tuple[bytes, int]]] = field(default_factory=dict)
    _settled: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._retention = FakeRetention(self)
        self.merging = FakeMerges(self)

    @property
    @of_patients
    def retention(self) -> FakeRetention:
        """Give it."""
        return self._retention

    def demand_reading(self, *, in_emergency: bool) -> None:
        """Refuse as the real one does."""
        if not (in_emergency and self.in_emergency):
            demand_reader(self.staff.me.role)

    @contextmanager
    def reading_in_emergency(self, reason: str) -> Iterator[None]:
        """Note it, then let somebody read."""
        self.note(Act.EMERGENCY_SOUGHT, reason=reason)
        self.in_emergency = True
        try:
            yield
        finally:
            self.in_emergency = False

    @of_patients
    def emergencies(self) -> tuple[Emergency, ...]:
        """Look through what was noted."""
        seen = {subject for action, subject, _ in self.noted if action == Act.EMERGENCY_SEEN}
        names = {key: each.name for key, each in self._patients.items()}
        return tuple(
            Emergency(number, NOON, "", names.get(subject, ""), reason)
            for number, (action, subject, reason) in enumerate(self.noted, 1)
            if action == Act.EMERGENCY and str(number) not in seen
        )

    def clinician(self) -> Clinician:
        """Give the user."""
        return self.staff.me.clinician

    def practice(self) -> Practice:
        """Give the practice."""
        return self.its_practice

    def keep_practice(self, practice: Practice) -> None:
        """Keep it."""
        self.may_write()
        self.its_practice = practice

    def preferences(self) -> Preferences:
        """Give them."""
        return self.its_preferences

    def keep_preferences(self, preferences: Preferences) -> None:
        """Keep them."""
        self.may_write()
        self.its_preferences = preferences

    @of_patients_in_emergency
    def patients(self, typed: str = "", most: int = MOST) -> tuple[Patient, ...]:
        """Search as the vault does."""
        found = sorted(self._meant(typed)[-most:], key=lambda each: (by_name(each), each.id))
        if typed.strip():
            return tuple(found)
        seen = list(dict.fromkeys(each.patient_id for each in self.consultations()))
        everybody = sorted(self._listed(), key=lambda each: (by_name(each), each.id))
        places = {each: place for place, each in enumerate(seen)}
        return tuple(sorted(everybody, key=lambda each: places.get(each.id, len(seen)))[:most])

    @of_patients
    def count_patients(self, typed: str = "") -> int:
        """Count them."""
        return min(len(self._meant(typed)), MOST_COUNTED + 1)

    def _meant(self, typed: str) -> list[Patient]:
        wanted = meant(typed)
        if typed.strip() and not wanted:
            return []
        return [each for each in self._listed() if finds(wanted, self._words_of(each))]

    def _listed(self) -> list[Patient]:
        return [each for key, each in self._patients.items() if self.merging.kept(key) == key]

    def _words_of(self, patient: Patient) -> frozenset[str]:
        return frozenset[str]().union(*map(words_of, (patient, *self.merging.called(patient.id))))

    @of_patients
    def patient(self, patient_id: str) -> Patient:
        """Give one."""
        if patient_id not in self._patients:
            raise VaultError("patient-missing")
        return self._patients[self.merging.kept(patient_id)]

    @of_patients
    def keep_patient(self, patient: Patient) -> None:
        """Keep a patient."""
        self.may_write()
        kept = self.merging.kept(patient.id)
        self._patients[kept] = replace(patient, id=kept)

    @of_patients
    def bring(self, patients: Sequence[Patient], digest: str) -> None:
        """Keep all of them, or none."""
        self.may_write()
        if any(each.id in self._patients for each in patients):
            raise VaultError("changed-elsewhere")
        self._patients.update({each.id: each for each in patients})
        self.brought.append(digest)
        self._came = Came(BROUGHT_AT, self.staff.me.id, tuple(patients))

    @of_patients
    def came_last(self) -> Came | None:
        """Give who came last, where nothing was begun."""
        came = self._came
        if came is None or any(self._patients.get(each.id) != each for each in came.patients):
            return None
        who = {each.id for each in came.patients}
        held = {each.patient for each in self._retention.holds()}
        proposed = {each.patient for each in self._retention.proposals()}
        joined = {each for each in who if self.merging.of_patient(each)}
        begun = {_draft(each).patient.id for each in self.states.values()}
        return None if who & (begun | held | proposed | joined) else came

    @of_patients
    def take_out(self, came: Came) -> None:
        """Forget them."""
        self.may_write()
        if self.came_last() != came:
            raise VaultError("import-begun")
        for each in came.patients:
            del self._patients[each.id]

    @of_patients
    def join(self, merge: Merge) -> None:
        """Join two."""
        self.may_write()
        self.merging.join(merge)

    @of_patients
    def part(self, merge_id: str, why: str) -> None:
        """Part two."""
        self.may_write()
        self.merging.part(merge_id, why)

    @of_patients
    def merges(self, patient_id: str) -> tuple[Merge, ...]:
        """List them."""
        return self.merging.of_patient(patient_id)

    @of_patients_in_emergency
    def consultations(self, of: Collection[str] | None = None) -> tuple[ConsultationLine, ...]:
        """List, newest first."""
        lines = [self._line(each) for each in self.states.values()]
        asked = None if of is None else {self.merging.kept(each) for each in of}
        mine = [each for each in lines if asked is None or each.patient_id in asked]
        return tuple(sorted(mine, key=lambda each: each.updated, reverse=True))

    @of_patients
    def current(self, day: date) -> tuple[ConsultationLine, ...]:
        """List what is in front of somebody."""
        waits, ended = {each for each, _ in self.to_print()}, (Stage.SEALED, Stage.VOIDED)
        return tuple(
            each
            for each in self.consultations()
            if each.day == day or each.id in waits or each.stage not in ended
        )

    @of_patients
    def latest(self) -> ConsultationLine | None:
        """Give the newest."""
        return next((each for each in self.consultations() if not each.sequel), None)

    @of_patients
    def count_samples(self) -> int:
        """Count them."""
        return sum(each.sample for each in self.consultations())

    @of_patients
    def begin(self, draft: Draft, bundle: str) -> None:
        """Keep a new consultation."""
        self.may_write()
        if draft.id in self.states:
            self.keep(draft, "begin")
            return
        if draft.sequel is not None:
            self._file(draft.sequel.first.id)
        if self.merging.kept(draft.patient.id) == draft.patient.id:
            self._patients[draft.patient.id] = draft.patient
        self._packs.setdefault(draft.pack_digest, bundle)
        self._put(draft, "begin")

    @of_patients
    def keep(self, state: Unsealed | Voided, action: str) -> None:
        """Keep a state."""
        self.may_write()
        kept = self.open(_draft(state).id)
        if isinstance(kept, Sealed):
            raise VaultError("already-sealed")
        if kept == state:
            return
        if isinstance(kept, Voided):
            raise VaultError("already-voided")
        if not _follows(state, kept) or _link(_draft(state)) != _link(_draft(kept)):
            raise VaultError("changed-elsewhere")
        self._put(state, action)

    @of_patients_in_emergency
    def open(self, consultation_id: str) -> State:
        """Give a state."""
        if consultation_id not in self.states:
            raise VaultError("consultation-missing")
        return self.states[consultation_id]

    def keep_pack(self, digest: str, bundle: str) -> None:
        """Keep a pack, once."""
        self.may_write()
        self._packs.setdefault(digest, bundle)

    def bundle(self, digest: str) -> str:
        """Give a pack."""
        if digest not in self._packs:
            raise VaultError("pack-missing")
        return self._packs[digest]

    @of_patients
    def sequels(self, consultation_id: str) -> tuple[ConsultationLine, ...]:
        """List them in the order of the list."""
        return tuple(each for each in reversed(self.consultations()) if each.first == consultation_id)

    @of_patients
    def store(
        self, sealed: Sealed, pdf: bytes, aftercare: bytes, revised: bytes = b"", seals: int = 0
    ) -> None:
        """Store a record, and what it adds to the one before it."""
        self.may_write()
        if (sealed.length, sealed.sha256) != (len(pdf), hashlib.sha256(pdf).hexdigest()):
            raise VaultError("stored-differs")
        kept = self.open(sealed.draft.id)
        if kept == sealed:
            return
        if isinstance(kept, Sealed):
            raise VaultError("already-sealed")
        if not (isinstance(kept, Consented) and kept.becomes(sealed)):
            raise VaultError("changed-elsewhere")
        self._revise(sealed, revised, seals)
        self._files[sealed.draft.id] = (pdf, aftercare)
        self.sealed.append(sealed)
        self._put(sealed, "seal")

    @of_patients_in_emergency
    def pdf(self, consultation_id: str) -> bytes:
        """Give the newest PDF."""
        first, _ = self._file(consultation_id)
        return next((pdf for pdf, _ in reversed(self._revisions.get(consultation_id, []))), first)

    @of_patients
    def original(self, consultation_id: str) -> bytes:
        """Give the first PDF."""
        return self._file(consultation_id)[0]

    @of_patients
    def revisions(self, consultation_id: str) -> tuple[Revision, ...]:
        """Tell them."""
        first = next((each for each in self.sealed if each.draft.id == consultation_id), None)
        files = [(self.original(consultation_id), first.seals if first else 0)]
        files += self._revisions.get(consultation_id, [])
        return tuple(Revision(hashlib.sha256(pdf).hexdigest(), len(pdf), seals, NOON) for pdf, seals in files)

    @of_patients
    def whose(self, digests: Sequence[str]) -> str:
        """Look through all files."""
        for each in self.sealed:
            if {kept.sha256 for kept in self.revisions(each.draft.id)} & set(digests):
                return each.draft.id
        return ""

    def signers(self) -> frozenset[str]:
        """Give them."""
        return frozenset(self.its_signers)

    @of_patients
    def aftercare(self, consultation_id: str) -> bytes:
        """Give the aftercare sheet."""
        return self._file(consultation_id)[1]

    @of_patients
    def hand(self, consultation_id: str, deed: Handing) -> None:
        """Log a deed."""
        self.may_write()
        self._file(consultation_id)
        self.log.append((consultation_id, _draft(self.states[consultation_id]).revision, deed.action))

    def note(self, action: str, subject: str = "", reason: str = "") -> None:
        """Note it beside the acts of consultations."""
        self.may_write()
        if action == Act.NO_TIME_PLACE:
            self._settled[subject] = self.pdf(subject)
        self.noted.append((action, subject, reason))

    def anchor(self) -> Anchor:
        """Count what is noted."""
        return Anchor(1 + len(self.log) + len(self.noted), "0123456789abcdef" * 4)

    def entries(self, before: int, most: int) -> tuple[Entry, ...]:
        """Number what was noted."""
        me = self.staff.me.clinician.name
        entries = [
            Entry(number, NOON, me, "desk", action, subject, reason)
            for number, (action, subject, reason) in enumerate(self.noted, 1)
        ]
        return tuple(each for each in reversed(entries) if not before or each.number < before)[:most]

    def search_log(self, wanted: Wanted, before: int, most: int) -> tuple[tuple[Entry, ...], int]:
        """Give all that comes next, wanted or not."""
        found = self.entries(before, most)
        return found, found[-1].number if len(found) == most else 0

    @of_patients
    def entries_about(self, patient_id: str) -> tuple[Entry, ...]:
        """Look through what was noted."""
        about = {*self.merging.members(patient_id), *self.of_patient(patient_id)}
        return tuple(each for each in reversed(self.entries(0, 10_000)) if each.subject in about)

    def check_log(
        self,
        anchors: tuple[Anchor, ...] = (),
        going_on: GoingOn = lambda _pages, _entries: True,
    ) -> Checked:
        """Find nothing, unless an anchor lies beyond the end."""
        if not going_on(0, 0):
            raise VaultError("check-stopped")
        head = self.anchor()
        found = tuple(Found(Fault.CUT, each.number) for each in anchors if each.number > head.number)
        return Checked(head.number, 0, len(self.states), len(anchors), 0, NOON, head, found)

    def backing_up(self, folder: str = "") -> FakeMaking:
        """Make one in memory."""
        return FakeMaking(folder or self.its_preferences.backup_folder, len(self.log))

    @property
    def recovery_key_awaited(self) -> bool:
        """Say so."""
        return self.key_awaited

    def await_recovery_key(self) -> None:
        """Note it."""
        self.may_write()
        self.key_awaited = True

    def note_recovery_key_kept(self) -> None:
        """Note it."""
        self.may_write()
        self.key_awaited = False

    def note_backup(self, backup: Backup) -> None:
        """Remember it."""
        self.may_write()
        self.backup = backup

    def last_backup(self) -> Backup | None:
        """Give it."""
        return self.backup

    @property
    def last_changes_lost(self) -> bool:
        """Say what was told."""
        return self.changes_lost

    @property
    def second_place_failed(self) -> bool:
        """Say what was told."""
        return self.second_place_lost

    @of_patients
    def handed(self, consultation_id: str) -> tuple[Handed, ...]:
        """Read the log."""
        return tuple(
            Handed(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=at), self.staff.me.id, deed)
            for at, (mine, _, action) in enumerate(self.log)
            if mine == consultation_id and action.startswith("paper ")
            for deed in (read_handing(action),)
        )

    @of_patients
    def acts(self, consultation_id: str) -> tuple[Logged, ...]:
        """List its part of the log."""
        return tuple(
            Logged(NOON, self.staff.mine, action) for mine, _, action in self.log if mine == consultation_id
        )

    @of_patients
    def to_print(self) -> tuple[tuple[str, Paper], ...]:
        """Read the log of each."""
        return tuple(
            (each, paper)
            for each in sorted(self._files)
            for paper in waiting(done.handing for done in self.handed(each))
        )

    @of_patients
    def tell(self, account: Account) -> None:
        """Keep an account."""
        self.may_write()
        if account in self.told:
            return
        state = self.states.get(account.consultation)
        if not isinstance(state, Sealed) or not _may_be_told(state):
            raise VaultError("consultation-missing")
        mine = [each for each in self.told if each.consultation == account.consultation]
        alike = [each for each in mine if type(each.told) is type(account.told)]
        stands = {each.id for each in standing(alike)}
        second = not account.replaces and isinstance(account.told, Given) and alike
        if second or (account.replaces and account.replaces not in stands):
            raise VaultError("changed-elsewhere")
        self.told.append(replace(account, by=self.staff.mine))
        self.log.append((account.consultation, _draft(state).revision, account.action))

    @of_patients
    def accounts(self, patient_id: str) -> tuple[Account, ...]:
        """List a patient's."""
        return tuple(each for each in self.told if each.consultation in self.of_patient(patient_id))

    @of_patients
    def look_up_lot(self, lot: str, *, saved: bool = False) -> tuple[LotUse, ...]:
        """Look through everything."""
        start = alike(lot_key(lot))
        found = [each for each in self._lots() if start and alike(lot_key(each.lot)).startswith(start)]
        self.looked_up.insert(0, LookUp(NOON, self.staff.mine, lot, len(found), saved))
        return tuple(sorted(found, key=lambda each: each.day, reverse=True))

    @of_patients
    def look_ups(self) -> tuple[LookUp, ...]:
        """List them."""
        return tuple(self.looked_up[:8])

    @of_patients
    def add_photo(self, photo: Photo, jpeg: bytes) -> None:
        """Keep a photograph."""
        self.may_write()
        if (photo.length, photo.sha256) != (len(jpeg), hashlib.sha256(jpeg).hexdigest()):
            raise VaultError("stored-differs")
        state = self.states.get(photo.consultation)
        if not isinstance(state, Sealed) or not _may_be_told(state):
            raise VaultError("consultation-missing")
        self.pictures[photo.id] = (replace(photo, by=self.staff.mine), jpeg)
        self.log.append((photo.consultation, _draft(state).revision, "photo"))

    @of_patients
    def photos(self, patient_id: str) -> tuple[Photo, ...]:
        """List them."""
        return tuple(
            photo for photo, _ in self.pictures.values() if photo.consultation in self.of_patient(patient_id)
        )

    @of_patients
    def photo(self, photo_id: str) -> bytes:
        """Give a picture."""
        if photo_id not in self.pictures:
            raise VaultError("photo-missing")
        return self.pictures[photo_id][1]

    @of_patients
    def remove_photo(self, removed: RemovedPhoto) -> None:
        """Take it out."""
        self.may_write()
        if removed.photo not in self.pictures:
            raise VaultError("photo-missing")
        consultation = self.pictures[removed.photo][0].consultation
        if self.retention.is_held(self.own_patient(consultation)):
            raise VaultError("held")
        del self.pictures[removed.photo]
        self.removed.append(replace(removed, consultation=consultation, by=self.staff.mine))
        revision = _draft(self.states[consultation]).revision
        self.log.append((consultation, revision, Act.PHOTO_REMOVED))

    @of_patients
    def removed_photos(self, patient_id: str) -> tuple[RemovedPhoto, ...]:
        """List them."""
        return tuple(each for each in self.removed if each.consultation in self.of_patient(patient_id))

    def _lots(self) -> Iterator[LotUse]:
        stands = {each.id for each in standing(self.told)}
        for each in self.told:
            if isinstance(each.told, Given):
                state = LotState.GIVEN if each.id in stands else LotState.CORRECTED
                for dose in each.told.doses:
                    yield self._use(each.consultation, state, dose, each.told.areas, each.told.at.date())
        for sealed in self.sealed:
            draft = sealed.draft
            written = given_of(self.told, draft.id)
            if written is None and _may_be_told(sealed):
                plan = planned(draft, "", NOON)
                for dose in plan.doses:
                    yield self._use(draft.id, LotState.PLANNED, dose, plan.areas, draft.day)

    def _use(
        self, consultation: str, state: LotState, dose: Dose, areas: tuple[str, ...], day: date
    ) -> LotUse:
        draft = _draft(self.states[consultation])
        patient = self.patient(draft.patient.id)
        product = (dose.lot, dose.product, dose.ingredient, dose.amount, dose.site)
        who = (patient.id, patient.name, patient.birth_date, patient.record_number)
        pack = (draft.treatment, draft.pack_digest, draft.sample)
        return LotUse(state, *product, areas, day, consultation, *who, *pack)

    @of_patients
    def untimed(self) -> tuple[str, ...]:
        """List whose newest file has no timestamp."""
        real = (each.draft.id for each in self.sealed if not each.draft.sample)
        return tuple(each for each in real if self._settled.get(each) != self.pdf(each))

    @of_patients
    def add_time(self, consultation_id: str, pdf: bytes, fingerprint: str) -> None:
        """Keep the file."""
        self.may_write()
        newest = self.pdf(consultation_id)
        if pdf == newest:
            return
        if not pdf.startswith(newest):
            raise VaultError("stored-differs")
        seals = self.revisions(consultation_id)[-1].seals
        self._revisions.setdefault(consultation_id, []).append((pdf, seals))
        self.its_signers.add(fingerprint)
        self._settled[consultation_id] = pdf
        self.noted.append((Act.TIMED, consultation_id, ""))

    def behind_seals(self) -> Behind:
        """Give the certificates."""
        return Behind(tuple(self.authorities), (self.its_list,) if self.its_list else ())

    def keep_signing_key(  # noqa: PLR0913 - a key, whose it is, and what is said of it
        self,
        pkcs12: bytes,
        secret: str,
        fingerprint: str,
        user_id: str = "",
        *,
        certified: bool = False,
        says: KeyCertificate | None = None,
    ) -> None:
        """Keep a key."""
        self.may_write()
        self.staff.certified.discard(user_id or self.staff.mine)
        if certified:
            self.staff.certified.add(user_id or self.staff.mine)
        self.says[fingerprint] = says
        if says is not None:
            key = (user_id or self.staff.mine, says.name, says.certificate, NOON)
            self.issued[fingerprint] = IssuedKey(fingerprint, *key)
        self.staff.keys[user_id or self.staff.mine] = (pkcs12, secret, fingerprint)
        self.its_signers.add(fingerprint)

    def certified(self) -> frozenset[str]:
        """Give them."""
        return frozenset(self.staff.certified)

    def certificates(self) -> tuple[IssuedKey, ...]:
        """List them."""
        return tuple(self.issued.values())

    def withdraw_key(self, fingerprint: str, withdrawn_list: bytes) -> None:
        """Note it, once."""
        self.may_write()
        held = self.issued.get(fingerprint)
        if held is None or held.withdrawn:
            raise VaultError("key-missing")
        self.issued[fingerprint] = replace(held, withdrawn=NOON)
        self.its_list = withdrawn_list

    def signing_key(self, passphrase: str) -> tuple[bytes, str]:
        """Give the key."""
        if self.staff.mine not in self.staff.keys:
            raise VaultError("key-missing")
        if passphrase != self.staff.passphrases[self.staff.mine]:
            raise VaultError("passphrase-wrong")
        pkcs12, secret, _ = self.staff.keys[self.staff.mine]
        return pkcs12, secret

    def keep_authority(self, pkcs12: bytes, certificate: bytes, secret: str) -> None:
        """Keep it."""
        self.may_write()
        self._authority = (pkcs12, secret)
        self.authorities.append(certificate)

    def authority(self, recovery_key: str) -> tuple[bytes, str]:
        """Give it, with the right key."""
        if not recovery_key.startswith(RECOVERY_KEY[:4]):
            raise VaultError("recovery-key-mistyped")
        if recovery_key != self.staff.recovery_key:
            raise VaultError("recovery-key-wrong")
        pkcs12, under = self._authority
        return (pkcs12 if under == recovery_key else b""), recovery_key

    def newest_key(self) -> SigningKey | None:
        """Name the last one."""
        *_, fingerprint = self.staff.keys.get(self.staff.mine, ("",))
        said = self.says.get(fingerprint)
        until, issuer = (said.until, said.issuer) if said else (None, "")
        place = card.read(self.staff.keys[self.staff.mine][0]) if fingerprint else None
        label = place.label if place else ""
        return SigningKey(fingerprint, NOON, until, issuer, label) if fingerprint else None

    def keep_unfinished(self, unfinished: Unfinished) -> None:
        """Keep it for whoever unlocked."""
        self.may_write()
        self.staff.unfinished[self.staff.mine] = unfinished

    def take_unfinished(self) -> Unfinished:
        """Give it back, once."""
        return self.staff.unfinished.pop(self.staff.mine, Unfinished())

    @of_patients
    def is_sample(self, patient_id: str) -> bool:
        """Look at all that is recorded."""
        about = [_draft(each) for each in self.states.values() if _draft(each).patient.id == patient_id]
        return bool(about) and all(each.sample for each in about)

    @of_patients
    def clear_samples(self) -> None:
        """Forget them."""
        self.may_write()
        gone = {key for key, state in self.states.items() if _draft(state).sample}
        patients = {_draft(self.states[each]).patient.id for each in gone}
        self._forget(gone)
        about = {_draft(each).patient.id for each in self.states.values()}
        self._patients = {key: each for key, each in self._patients.items() if key not in patients - about}

    def forget_patient(self, patient: str) -> None:
        """Forget all about a patient."""
        who = self.merging.members(patient)
        self._forget(self.of_patient(patient))
        self.merging.forget(who)
        for each in who:
            del self._patients[each]

    def of_patient(self, patient: str) -> set[str]:
        """Name a patient's consultations."""
        who = self.merging.members(patient)
        return {key for key in self.states if self.own_patient(key) in who}

    def own_patient(self, consultation: str) -> str:
        """Name the patient that a consultation was begun for."""
        return _draft(self.states[consultation]).patient.id

    def _forget(self, gone: set[str]) -> None:
        for kept in (self.states, self._files, self._updated, self._revisions):
            for each in gone & set(kept):
                del kept[each]
        self.sealed = [each for each in self.sealed if each.draft.id not in gone]
        self.log = [each for each in self.log if each[0] not in gone]
        self.told = [each for each in self.told if each.consultation not in gone]
        self.pictures = {key: each for key, each in self.pictures.items() if each[0].consultation not in gone}

    def look(self) -> Rooms:
        """Tell what the other rooms are said to have done, once."""
        told, self.rooms = self.rooms, replace(self.rooms, changed=False)
        return told

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True

    def may_write(self) -> None:
        """Fail where it is to fail."""
        if self.refusing:
            raise VaultError(self.refusing)

    def _put(self, state: State, action: str) -> None:
        draft = _draft(state)
        self.states[draft.id] = state
        # No two times are the same, so the order of the list is certain.
        self._updated[draft.id] = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=len(self.log))
        self.log.append((draft.id, draft.revision, action))
        if draft.sequel is not None and action in ("begin", "seal"):
            first = draft.sequel.first.id
            told = f"{draft.sequel.kind.value} {action} {draft.id}"
            self.log.append((first, _draft(self.states[first]).revision, told))

    def _revise(self, sealed: Sealed, revised: bytes, seals: int) -> None:
        sequel = sealed.draft.sequel
        if sequel is None:
            return
        if sequel.kind is not SequelKind.AMENDMENT and any(
            each.sequel is SequelKind.WITHDRAWAL and each.stage is Stage.SEALED
            for each in self.sequels(sequel.first.id)
        ):
            raise VaultError("withdrawn")
        if revised and revised != self.pdf(sequel.first.id):
            if not revised.startswith(self.pdf(sequel.first.id)):
                raise VaultError("stored-differs")
            self._revisions.setdefault(sequel.first.id, []).append((revised, seals))

    def _file(self, consultation_id: str) -> tuple[bytes, bytes]:
        if consultation_id not in self._files:
            raise VaultError("consultation-missing")
        return self._files[consultation_id]

    def _line(self, state: State) -> ConsultationLine:
        draft = _draft(state)
        return ConsultationLine(
            draft.id,
            _STAGES[type(state)],
            draft.patient.name,
            draft.patient.birth_date,
            draft.treatment,
            draft.day,
            self._updated[draft.id],
            draft.sample,
            isinstance(state, Sealed) and state.document.kind.refuses,
            self.merging.kept(draft.patient.id),
            draft.pack_digest,
            None if draft.sequel is None else draft.sequel.kind,
            "" if draft.sequel is None else draft.sequel.first.id,
            isinstance(state, Sealed) and state.document.kind is DocumentKind.NOT_TODAY,
        )


@dataclass
class FakeVaults:
    """The place of one vault in memory; only one may have it open."""

    vault: FakeVault | None = None
    left: FakeVault | None = None
    """What a backup holds."""

    def exists(self) -> bool:
        """Whether it was set up."""
        return self.vault is not None

    def create(self, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[FakeVault, str]:
        """Set it up."""
        demand_strength(passphrase)
        if self.vault is not None:
            raise VaultError("in-use" if not self.vault.closed else "vault-exists")
        self.vault = FakeVault(practice, staff_of(clinician, passphrase))
        self.vault.key_awaited = True
        return self.vault, RECOVERY_KEY

    def users(self) -> tuple[UserName, ...]:
        """List them."""
        everybody = self.vault.staff.everybody() if self.vault else ()
        return tuple(UserName(each.id, each.clinician.name) for each in everybody)

    def unlock(self, passphrase: str, user_id: str = "") -> FakeVault:
        """Open it."""
        return self._opened(self._named(user_id), right=self._is(passphrase, user_id))

    def recover(self, recovery_key: str, passphrase: str, user_id: str = "") -> FakeVault:
        """Open it with the recovery key."""
        demand_strength(passphrase)
        right = self.vault is not None and recovery_key == self.vault.staff.recovery_key
        vault = self._opened(self._named(user_id), right=right, wrong="recovery-key-wrong")
        vault.staff.re_enrol(vault.staff.mine, passphrase)
        return vault

    def recognises(self, passphrase: str, user_id: str = "") -> bool:
        """Compare."""
        if self.vault is None:
            raise VaultError("keys-damaged")
        return self._is(passphrase, user_id)

    def backups(self, folder: str) -> tuple[Backup, ...]:
        """Find the last one that was made."""
        made = self.left.backup if self.left else None
        return (made,) if made and folder in made.name else ()

    def restore(self, folder: str, *, replacing: bool = False) -> str:
        """Put back the vault that was left."""
        if self.vault is not None and not replacing:
            raise VaultError("vault-exists")
        if not self.backups(folder):
            raise VaultError("backup-foreign")
        aside = "replaced" if self.vault is not None else ""
        self.vault = self.left
        return aside

    def withdrawn_keys(self) -> dict[str, datetime]:
        """Give them."""
        issued = self.vault.issued if self.vault else {}
        return {key: each.withdrawn for key, each in issued.items() if each.withdrawn}

    def known_signers(self) -> frozenset[str]:
        """Give the fingerprints."""
        return frozenset(self.vault.its_signers if self.vault else ())

    def _named(self, user_id: str) -> str:
        users = self.users()
        return users[0].id if not user_id and len(users) == 1 else user_id

    def _is(self, passphrase: str, user_id: str) -> bool:
        staff = self.vault.staff if self.vault else None
        return staff is not None and staff.passphrases.get(self._named(user_id)) == passphrase

    def _opened(self, user_id: str, *, right: bool, wrong: str = "passphrase-wrong") -> FakeVault:
        if self.vault is None:
            raise VaultError("vault-missing")
        if not self.vault.closed:
            raise VaultError("in-use")
        if not right:
            raise VaultError(wrong)
        if user_id not in self.vault.staff.users:
            raise VaultError("user-missing")
        self.vault.closed = False
        self.vault.staff.mine = user_id
        return self.vault


@dataclass
class FakeLibrary:
    """Packs in memory. `publish` puts a new version in an old one's place; both can be restored."""

    current: dict[str, Treatment] = field(default_factory=dict)
    spoken: dict[str, Treatment] = field(default_factory=dict)
    _every: dict[str, Treatment] = field(default_factory=dict)

    def publish(self, treatment: Treatment) -> None:
        """Make this the current version of its pack."""
        self.current[treatment.id] = treatment
        self._every[f"bundle {treatment.digest}"] = treatment

    def packs(self) -> tuple[PackSummary, ...]:
        """List the packs."""
        return tuple(
            PackSummary(
                each.id,
                each.name,
                each.version,
                each.digest,
                each.governance.approved,
                each.governance.review_by,
                each.language,
                each.jurisdiction,
            )
            for each in self.current.values()
        )

    def treatment(self, pack_id: str) -> Treatment:
        """Give the current version, or its translation, which is a pack of its own."""
        own, _, language = pack_id.rpartition(".")
        if own in self.current and language in self.spoken:
            spoken = self.spoken[language]
            digest = hashlib.sha256(f"{spoken.digest} {language}".encode()).hexdigest()
            return self._every.setdefault(f"bundle {digest}", replace(spoken, digest=digest))
        if pack_id not in self.current:
            raise ContentError("pack-missing", "forms:1", f"there is no pack '{pack_id}'.")
        return self.current[pack_id]

    def bundle(self, pack_id: str) -> str:
        """Bundle the current version."""
        return f"bundle {self.treatment(pack_id).digest}"

    def restore(self, bundle: str) -> Treatment:
        """Give any version back."""
        if bundle not in self._every:
            raise ContentError("bundle-damaged", "bundle:1", "it is damaged.")
        return self._every[bundle]

    def languages(self, pack_id: str) -> tuple[str, ...]:
        """List its own, and those that something was translated to."""
        return (self.treatment(pack_id).language, *self.spoken)


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_SEAL = b" | sealed with "
_TIME = b" | seen by "


def fake_render(document: Document, labels: Mapping[str, str], signatures: tuple[Signature, ...]) -> bytes:
    """Say what would be on the pages."""
    names = ", ".join(each.name for each in signatures)
    return f"{document.kind.value} of {document.id}, {len(labels)} labels, signed by: {names}".encode()


FAKE_PAGES = 3
"""How many pages every document has on paper here."""


def fake_to_sign(document: Document, labels: Mapping[str, str]) -> tuple[bytes, int]:
    """Say what would be on the pages to be signed."""
    return fake_render(document, labels, ()) + b", to be signed", FAKE_PAGES


def fake_with_scans(
    document: Document,
    labels: Mapping[str, str],
    signatures: tuple[Signature, ...],
    scans: tuple[Filed, ...],
) -> bytes:
    """Say what would be on the pages, and which pages of paper behind them."""
    pages = b" ".join(each.jpeg for each in scans)
    return fake_render(document, labels, signatures) + b", paper: " + pages


def fake_read_scan(picture: Picture, width_mm: float, height_mm: float) -> Scan:
    """Take what the pixels spell for what the code says."""
    return Scan(b"jpeg of " + picture.rgb, round(width_mm), round(height_mm), picture.rgb.decode())


def fake_seal(pdf: bytes, kept: bytes, opener: str, *, meaning: str, at: datetime) -> bytes:
    """Append the seal; only with the right secret, or the card's PIN."""
    if place := card.read(kept):
        fake_try_card(place, opener)
    elif not kept.endswith(f"locked with {opener}".encode()):
        raise SigningError("key-locked")
    return pdf + _SEAL + f"{kept.decode()} for {meaning} at {at.isoformat()}".encode()


def fake_withdraw(  # noqa: PLR0913 - as the port has it
    pdf: bytes, kept: bytes, opener: str, *, stamp: bytes, meaning: str, at: datetime
) -> bytes:
    """Append a second seal; only to what has one."""
    if pdf.count(_SEAL) != 1:
        raise SigningError("withdrawal-no-place")
    return fake_seal(pdf, kept, opener, meaning=f"{meaning}: {stamp.decode()}", at=at)


def fake_disclose(file: bytes, passphrase: str) -> bytes:
    """Open what `enclose` locked."""
    before, _, rest = file.partition(b" locked with ")
    secret, locked, pdf = rest.partition(b": ")
    # A seal holds a locked key.
    if not locked or _SEAL in before:
        return file
    if secret != passphrase.encode():
        raise ConsultError(FILE_LOCKED)
    return pdf


def fake_verify(pdf: bytes, known: frozenset[str]) -> Proof:
    """Find the seal."""
    seals = pdf.split(_SEAL)[1:]
    signatures = tuple(
        SignatureProof(field, "somebody", NOON, "", intact=True, known="print" in known, fingerprint="print")
        for field, _ in zip((SEAL_FIELD, WITHDRAWAL_FIELD), seals, strict=False)
    )
    verdict = Verdict.INTACT if seals else Verdict.UNREADABLE
    ends = sorted({pdf.rfind(_SEAL), len(pdf)} if len(seals) > 1 else {len(pdf)})
    if _TIME in pdf:
        ends = sorted({*ends, pdf.rfind(_TIME)})
    revisions = tuple((end, hashlib.sha256(pdf[:end]).hexdigest()) for end in ends)
    time = TimeProof(NOON, "Clock", intact=True, known="clock" in known, fingerprint="clock", length=len(pdf))
    seen = Proof(verdict, signatures, hashlib.sha256(pdf).hexdigest(), len(pdf), revisions=revisions)
    return replace(seen, times=(time,)) if _TIME in pdf else seen


def fake_time(pdf: bytes, server: TimeServer, behind: Behind) -> tuple[bytes, str]:
    """Append the time; once, and to what is sealed."""
    if _SEAL not in pdf or _TIME in pdf:
        raise SigningError("time-no-place")
    return pdf + _TIME + f"{server.address}, {len(behind.certificates)} behind".encode(), "clock"


def fake_key(name: str, secret: str, at: datetime, authority: tuple[bytes, str] | None) -> tuple[bytes, str]:
    """Make a key whose fingerprint is `print`."""
    by = f" certified by {authority[0].decode()}" if authority else ""
    return f"key of {name} from {at.date()}{by} locked with {secret}".encode(), "print"


def fake_certified(pkcs12: bytes, secret: str, name: str = "somebody") -> KeyCertificate:
    """Say what is in a key file; it ends a year later."""
    return KeyCertificate(name, "print", pkcs12, NOON + timedelta(days=365), "")


def fake_take_over(
    content: bytes, passphrase: str, secret: str, at: datetime
) -> tuple[bytes, KeyCertificate]:
    """Take over what is under the passphrase "bought"."""
    if passphrase != "bought":
        raise SigningError("bought-secret-wrong")
    stored = content + f" locked with {secret}".encode()
    return stored, KeyCertificate(
        content.decode(), "bought print", content, at + timedelta(days=365), "Trust Co"
    )


CARD_MODULE, CARD_PIN = "/usr/lib/card.so", "2468"
CARD_KEY = KeyOnCard(CARD_MODULE, "My card", "77", "01", (b"certificate on a card",))


def fake_look_at_cards(module: str, at: datetime) -> tuple[OnCard, ...]:
    """Find one that has ended, and one that does."""
    if module != CARD_MODULE:
        raise SigningError("card-module-unfit")
    says = KeyCertificate(
        "Dr A. Osei", "card print", b"certificate on a card", at + timedelta(days=365), "Trust Co"
    )
    ended = replace(says, fingerprint="old print", until=at - timedelta(days=1))
    return OnCard(replace(CARD_KEY, key="00"), ended, Unfit.ENDED), OnCard(CARD_KEY, says)


def fake_try_card(place: KeyOnCard, pin: str) -> None:
    """Sign with the right PIN."""
    if pin != CARD_PIN:
        raise SigningError("card-pin-wrong")


def fake_services(*treatments: Treatment) -> Services:
    """Bind the use cases to fakes; each look at the clock is a second later, ids and secrets are counted."""
    library, ticks, ids, secrets = FakeLibrary(), count(), count(1), count(1)
    for each in treatments:
        library.publish(each)
    return Services(
        library=library,
        vaults=FakeVaults(),
        render=fake_render,
        seal=fake_seal,
        stamp=lambda pdf, title, said, ink: " / ".join((title, *said, "ink" if ink else "")).encode(),
        withdraw=fake_withdraw,
        verify=fake_verify,
        mark_copy=lambda pdf, words: pdf.split(_SEAL)[0] + f" | {words}".encode(),
        enclose=lambda pdf, words, passphrase: f"{words[0]} locked with {passphrase}: ".encode() + pdf,
        disclose=fake_disclose,
        make_key=fake_key,
        certified=fake_certified,
        take_over=fake_take_over,
        card_modules=lambda: (("Card Co", CARD_MODULE),),
        look_at_cards=fake_look_at_cards,
        try_card=fake_try_card,
        list_withdrawn=lambda authority, withdrawn, at: b", ".join(each for each, _ in withdrawn),
        make_authority=lambda name, secret, at: (f"{name} under {secret}".encode(), name.encode()),
        now=lambda: NOON + timedelta(seconds=next(ticks)),
        new_id=lambda: f"id-{next(ids)}",
        new_secret=lambda: f"secret number {next(secrets)}",
        strength=lambda passphrase: (min(len(passphrase) // 4, 4), ""),
        unprintable=lambda text: tuple(sorted(set(text) & {"\N{SNOWMAN}"})),
        sample=said,
        written=encoded,
        read=decoded,
        attach=lambda pdf, *_: pdf,
        recipient=lambda content: Recipient(content.decode(), "CN=Ink", "ab" * 32),
        stamp_time=fake_time,
        time_authority=lambda content: Recipient(content.decode(), "CN=Clock", "cd" * 32),
        lock_ink=lambda content, certificate: f"to {certificate}: ".encode() + content,
        compare=diff,
        to_sign=fake_to_sign,
        with_scans=fake_with_scans,
        read_scan=fake_read_scan,
        turn_scan=lambda scan: replace(scan, width=scan.height, height=scan.width),
        read_table=read_patients,
        for_programs=lambda pdf, treatment: b"{}" + pdf + treatment.id.encode(),
    )


if TYPE_CHECKING:
    # The type checker compares the real ones and the fakes with the ports.
    _FITTING: tuple[type[Vaults], ...] = (Place, FakeVaults)
    _READING: tuple[type[Library], ...] = (library.Library, FakeLibrary)
