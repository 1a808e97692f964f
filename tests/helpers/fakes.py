"""Fakes that fit the ports: as strict as the real thing, in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from consult_app.content.library import PackSummary
from consult_app.domain.consultation import (
    Clinician,
    Consented,
    ConsultationLine,
    Draft,
    Patient,
    Practice,
    Reviewed,
    Sealed,
    Signature,
    Stage,
    State,
)
from consult_app.domain.document import Document, DocumentKind
from consult_app.domain.folding import by_name, foldings, search_keys
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import Proof, SignatureProof, SigningKey, Verdict
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError, SigningError, VaultError
from consult_app.store.codec import decoded, encoded
from consult_app.workflow.ports import Services
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
    Consented: Stage.CONSENTED,
    Sealed: Stage.SEALED,
}


def _draft(state: State) -> Draft:
    return state if isinstance(state, Draft) else state.draft


def _signatures(state: State) -> int:
    return 0 if isinstance(state, Draft) else len(state.signatures)


def _follows(state: State, kept: State) -> bool:
    if _draft(state).sample != _draft(kept).sample:
        return False
    revision, before = _draft(state).revision, _draft(kept).revision
    if _signatures(kept):
        return revision == before and _signatures(state) > _signatures(kept)
    drafts = isinstance(state, Draft) and isinstance(kept, Draft)
    return revision > before or (revision == before and not drafts)


@dataclass
class FakeVault:
    """A vault in memory. `states`, `sealed` and `log` can be looked at; `refusing` is a code to fail with."""

    its_practice: Practice = field(
        default_factory=lambda: Practice("Praxis am Park", "Parkweg 1", "030 1234")
    )
    its_clinician: Clinician = field(
        default_factory=lambda: Clinician("c-1", "Dr. Ada Beispiel", "Physician")
    )
    its_preferences: Preferences = field(default_factory=Preferences)
    refusing: str = ""
    closed: bool = False
    states: dict[str, State] = field(default_factory=dict)
    sealed: list[Sealed] = field(default_factory=list)
    log: list[tuple[str, int, str]] = field(default_factory=list)
    signers: set[str] = field(default_factory=set)
    _patients: dict[str, Patient] = field(default_factory=dict)
    _packs: dict[str, str] = field(default_factory=dict)
    _updated: dict[str, datetime] = field(default_factory=dict)
    _files: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    _key: tuple[bytes, str] | None = None
    _fingerprint: str = ""

    def clinician(self) -> Clinician:
        """Give the user."""
        return self.its_clinician

    def practice(self) -> Practice:
        """Give the practice."""
        return self.its_practice

    def keep_practice(self, practice: Practice, clinician: Clinician) -> None:
        """Keep both."""
        self._may_write()
        self.its_practice, self.its_clinician = practice, clinician

    def preferences(self) -> Preferences:
        """Give them."""
        return self.its_preferences

    def keep_preferences(self, preferences: Preferences) -> None:
        """Keep them."""
        self._may_write()
        self.its_preferences = preferences

    def patients(self, matching: str = "") -> tuple[Patient, ...]:
        """Search as the vault does."""
        starts = tuple(foldings(matching)) if matching.strip() else ("",)
        found = [
            each
            for each in self._patients.values()
            if not matching.strip() or any(key.startswith(starts) for key in search_keys(each))
        ]
        return tuple(sorted(found, key=lambda each: (by_name(each), each.id)))

    def keep_patient(self, patient: Patient) -> None:
        """Keep a patient."""
        self._may_write()
        self._patients[patient.id] = patient

    def consultations(self) -> tuple[ConsultationLine, ...]:
        """List, newest first."""
        lines = [self._line(each) for each in self.states.values()]
        return tuple(sorted(lines, key=lambda each: each.updated, reverse=True))

    def begin(self, draft: Draft, bundle: str) -> None:
        """Keep a new consultation."""
        self._may_write()
        if draft.id in self.states:
            self.keep(draft, "begin")
            return
        self._patients[draft.patient.id] = draft.patient
        self._packs.setdefault(draft.pack_digest, bundle)
        self._put(draft, "begin")

    def keep(self, state: Draft | Reviewed | Consented, action: str) -> None:
        """Keep a state."""
        self._may_write()
        kept = self.open(_draft(state).id)
        if isinstance(kept, Sealed):
            raise VaultError("already-sealed")
        if kept == state:
            return
        if not _follows(state, kept):
            raise VaultError("changed-elsewhere")
        self._put(state, action)

    def open(self, consultation_id: str) -> State:
        """Give a state."""
        if consultation_id not in self.states:
            raise VaultError("consultation-missing")
        return self.states[consultation_id]

    def bundle(self, digest: str) -> str:
        """Give a pack."""
        if digest not in self._packs:
            raise VaultError("pack-missing")
        return self._packs[digest]

    def store(self, sealed: Sealed, pdf: bytes, aftercare: bytes) -> None:
        """Store a record."""
        self._may_write()
        if (sealed.length, sealed.sha256) != (len(pdf), hashlib.sha256(pdf).hexdigest()):
            raise VaultError("stored-differs")
        kept = self.open(sealed.draft.id)
        if kept == sealed:
            return
        if isinstance(kept, Sealed):
            raise VaultError("already-sealed")
        if kept != Consented(sealed.draft, sealed.document, sealed.signatures):
            raise VaultError("changed-elsewhere")
        self._files[sealed.draft.id] = (pdf, aftercare)
        self.sealed.append(sealed)
        self._put(sealed, "seal")

    def pdf(self, consultation_id: str) -> bytes:
        """Give the PDF."""
        return self._file(consultation_id)[0]

    def aftercare(self, consultation_id: str) -> bytes:
        """Give the aftercare sheet."""
        return self._file(consultation_id)[1]

    def keep_signing_key(self, pkcs12: bytes, secret: str, fingerprint: str) -> None:
        """Keep a key."""
        self._may_write()
        self._key = (pkcs12, secret)
        self._fingerprint = fingerprint
        self.signers.add(fingerprint)

    def signing_key(self) -> tuple[bytes, str]:
        """Give the key."""
        if self._key is None:
            raise VaultError("key-missing")
        return self._key

    def newest_key(self) -> SigningKey | None:
        """Name the last one."""
        return SigningKey(self._fingerprint, NOON) if self._fingerprint else None

    def is_sample(self, patient_id: str) -> bool:
        """Look at all that is recorded."""
        about = [_draft(each) for each in self.states.values() if _draft(each).patient.id == patient_id]
        return bool(about) and all(each.sample for each in about)

    def clear_samples(self) -> None:
        """Forget them."""
        self._may_write()
        gone = {key for key, state in self.states.items() if _draft(state).sample}
        patients = {_draft(self.states[each]).patient.id for each in gone}
        for kept in (self.states, self._files, self._updated):
            for each in gone & set(kept):
                del kept[each]
        self.sealed = [each for each in self.sealed if each.draft.id not in gone]
        self.log = [each for each in self.log if each[0] not in gone]
        about = {_draft(each).patient.id for each in self.states.values()}
        self._patients = {key: each for key, each in self._patients.items() if key not in patients - about}

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True

    def _may_write(self) -> None:
        if self.refusing:
            raise VaultError(self.refusing)

    def _put(self, state: State, action: str) -> None:
        draft = _draft(state)
        self.states[draft.id] = state
        # No two times are the same, so the order of the list is certain.
        self._updated[draft.id] = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=len(self.log))
        self.log.append((draft.id, draft.revision, action))

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
            isinstance(state, Sealed) and state.document.kind is DocumentKind.REFUSAL,
            draft.patient.id,
            draft.pack_digest,
        )


@dataclass
class FakeVaults:
    """The place of one vault in memory; only one may have it open."""

    vault: FakeVault | None = None
    passphrase: str = ""

    def exists(self) -> bool:
        """Whether it was set up."""
        return self.vault is not None

    def create(self, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[FakeVault, str]:
        """Set it up."""
        self._demand_strength(passphrase)
        if self.vault is not None:
            raise VaultError("in-use" if not self.vault.closed else "vault-exists")
        self.passphrase = passphrase
        self.vault = FakeVault(practice, clinician)
        return self.vault, RECOVERY_KEY

    def unlock(self, passphrase: str) -> FakeVault:
        """Open it."""
        return self._opened(right=passphrase == self.passphrase)

    def recover(self, recovery_key: str, passphrase: str) -> FakeVault:
        """Open it with the recovery key."""
        self._demand_strength(passphrase)
        vault = self._opened(right=recovery_key == RECOVERY_KEY)
        self.passphrase = passphrase
        return vault

    def recognises(self, passphrase: str) -> bool:
        """Compare."""
        if self.vault is None:
            raise VaultError("keys-damaged")
        return passphrase == self.passphrase

    def known_signers(self) -> frozenset[str]:
        """Give the fingerprints."""
        return frozenset(self.vault.signers if self.vault else ())

    def _opened(self, *, right: bool) -> FakeVault:
        if self.vault is None:
            raise VaultError("vault-missing")
        if not self.vault.closed:
            raise VaultError("in-use")
        if not right:
            raise VaultError("passphrase-wrong")
        self.vault.closed = False
        return self.vault

    def _demand_strength(self, passphrase: str) -> None:
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise VaultError("passphrase-weak")


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
        """Give the current version."""
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

    def languages(self, bundle: str) -> tuple[str, ...]:
        """List its own, and those that something was translated to."""
        return (self.restore(bundle).language, *self.spoken)

    def translated(self, bundle: str, language: str) -> Treatment:
        """Give the translation, or the treatment as it is."""
        return self.spoken.get(language, self.restore(bundle))


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_SEAL = b" | sealed with "


def fake_render(document: Document, labels: Mapping[str, str], signatures: tuple[Signature, ...]) -> bytes:
    """Say what would be on the pages."""
    names = ", ".join(each.name for each in signatures)
    return f"{document.kind.value} of {document.id}, {len(labels)} labels, signed by: {names}".encode()


def fake_seal(pdf: bytes, pkcs12: bytes, secret: str, *, meaning: str, at: datetime) -> bytes:
    """Append the seal; only with the right secret."""
    if not pkcs12.endswith(f"locked with {secret}".encode()):
        raise SigningError("key-locked")
    return pdf + _SEAL + f"{pkcs12.decode()} for {meaning} at {at.isoformat()}".encode()


def fake_verify(pdf: bytes, known: frozenset[str]) -> Proof:
    """Find the seal."""
    seals = pdf.split(_SEAL)[1:]
    signatures = tuple(
        SignatureProof(
            "Sig_Seal", "somebody", NOON, "", intact=True, known="print" in known, fingerprint="print"
        )
        for _ in seals
    )
    verdict = Verdict.INTACT if seals else Verdict.UNREADABLE
    return Proof(verdict, signatures, hashlib.sha256(pdf).hexdigest(), len(pdf))


def fake_key(name: str, secret: str, at: datetime) -> tuple[bytes, str]:
    """Make a key whose fingerprint is `print`."""
    return f"key of {name} from {at.date()} locked with {secret}".encode(), "print"


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
        verify=fake_verify,
        make_key=fake_key,
        now=lambda: NOON + timedelta(seconds=next(ticks)),
        new_id=lambda: f"id-{next(ids)}",
        new_secret=lambda: f"secret number {next(secrets)}",
        strength=lambda passphrase: (min(len(passphrase) // 4, 4), ""),
        unprintable=lambda text: tuple(sorted(set(text) & {"\N{SNOWMAN}"})),
        sample=said,
        written=encoded,
        read=decoded,
        enclose=lambda pdf, _: pdf,
    )


if TYPE_CHECKING:
    # The type checker compares the real ones and the fakes with the ports.
    _FITTING: tuple[type[Vaults], ...] = (Place, FakeVaults)
    _READING: tuple[type[Library], ...] = (library.Library, FakeLibrary)
