"""What is said in the room, from first answer to sealed record. States are types; values never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from consult_app.domain.condition import Value
from consult_app.domain.document import Document, Role
from consult_app.domain.fingerprint import page_code
from consult_app.domain.ink import Ink
from consult_app.domain.on_paper import Aside, Filed, Noted, lacking, to_be_kept
from consult_app.domain.rooms import Version
from consult_app.domain.sequel import Sequel, SequelKind
from consult_app.domain.signers import NOBODY_ELSE, Signers
from consult_app.domain.since import Since
from consult_app.errors import NotReadyError

AREAS_ID = "areas"
"""What `Draft.origins` calls the areas to be treated, which are no question of a pack."""

_V = TypeVar("_V")


class Sex(Enum):
    """Sex as recorded; NOT_RECORDED stays unknown in every rule."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Patient:
    """The person who is treated; entered once."""

    id: str
    given_name: str
    family_name: str
    birth_date: date
    sex: Sex = Sex.NOT_RECORDED
    record_number: str = ""

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}".strip()

    def age_on(self, day: date) -> int:
        """Completed years on a day."""
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)


@dataclass(frozen=True, slots=True)
class Clinician:
    """The treating clinician, as printed."""

    id: str
    name: str
    role: str
    registration: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """Where the treatment takes place, whom to ring, and by which law and rule it works.

    `emergency_phone` is for patients after a treatment; empty where `phone` serves for that too.
    `interests` say what it has from makers or sellers, for patients to know.
    """

    name: str
    address: str = ""
    phone: str = ""
    jurisdiction: str = "US"
    approved_only: bool = False
    emergency_phone: str = ""
    interests: str = ""

    @property
    def number_to_ring(self) -> str:
        """The number that a patient rings when something is wrong; may be empty."""
        return self.emergency_phone or self.phone


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact behind a finding, with its value; `None` while unanswered."""

    fact: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Override:
    """A clinician's answer to a finding: going on for a written reason, or having talked it through.

    It holds for exactly this finding in this state: other answers behind it, and it lapses.
    """

    rule: str
    certain: bool
    grounds: tuple[Ground, ...]
    clinician: str
    reason: str
    at: datetime


class Wish(Enum):
    """What the patient decided about an option."""

    CHOSEN = "chosen"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class OptionTalk:
    """An option that was talked through, what the patient decided about it and why."""

    wish: Wish
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """One ingredient of the mixture as it is given."""

    ingredient: str
    amount: str = ""
    lot: str = ""
    expiry: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class RiskTalk:
    """How far a risk was talked through: discussed, open with questions about it, or neither yet.

    `matters` and `words` make it one that is material to this patient.
    """

    discussed: bool = False
    matters: bool = False
    words: str = ""
    has_questions: bool = False

    def __post_init__(self) -> None:
        """Refuse a risk that is both settled and open."""
        if self.discussed and self.has_questions:
            raise ValueError("a risk with questions about it has not been discussed to its end")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that the patient asked and the answer given."""

    question: str
    answer: str


class Origin(Enum):
    """Where an answer comes from when the clinician in this room did not enter it.

    PATIENT gave it at the screen alone. EARLIER is from a consultation before and has to be confirmed.
    """

    PATIENT = "patient"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Draft:
    """A consultation while it is open. A new value comes from the old one; nothing is edited."""

    id: str
    patient: Patient
    clinician: Clinician
    practice: Practice
    treatment: str
    pack_version: str
    pack_digest: str
    day: date
    goal: str
    areas: tuple[str, ...] = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    options: Mapping[str, OptionTalk] = field(default_factory=dict)
    mixture: tuple[Portion, ...] = ()
    risks: Mapping[str, RiskTalk] = field(default_factory=dict)
    own_risks: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    seen: tuple[str, ...] = ()
    revision: int = 0
    sample: bool = False
    origins: Mapping[str, Origin] = field(default_factory=dict)
    follows: str = ""
    """The id of the consultation before it in a course; what came from there has the origin EARLIER."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Reasons for going on that are still being written, by rule: none of them is given yet."""
    large: bool = False
    """Whether this patient's documents are set in large print."""
    signers: Signers = NOBODY_ELSE
    """Who signs beside or instead of the patient."""
    language: str = ""
    """The language that this patient reads, as a tag, where it is not the pack's own."""
    translation: str = ""
    """The digest of the pack in that language: what this patient reads, whatever is translated anew."""
    sequel: Sequel | None = None
    """What is said in a document that follows a sealed record; `None` in a consultation."""

    since: Since | None = None
    """What the consent before it said, where it follows one: the form says what is different."""

    def following(
        self,
        earlier: Draft,
        answers: Mapping[str, Value],
        areas: tuple[str, ...],
        mixture: tuple[Portion, ...],
        since: Since | None = None,
    ) -> Draft:
        """Begin as the session after an earlier consultation; each answer taken over has to be confirmed."""
        return self._next(
            follows=earlier.id,
            sample=earlier.sample,
            large=earlier.large,
            answers=dict(answers),
            origins=dict.fromkeys(answers, Origin.EARLIER),
            areas=areas,
            mixture=mixture,
            since=since,
        )

    def answering(self, question: str, value: Value, origin: Origin | None = None) -> Draft:
        """Add or change an answer; `origin` where the clinician in this room did not give it."""
        origins = _without(self.origins, question) | ({question: origin} if origin else {})
        return self._next(answers={**self.answers, question: value}, origins=origins)

    def clearing(self, question: str) -> Draft:
        """Take an answer back: the question is unanswered again."""
        return self._next(answers=_without(self.answers, question), origins=_without(self.origins, question))

    def confirming(self, question: str) -> Draft:
        """Let an answer stand as the clinician's own, having asked again."""
        return self._next(origins=_without(self.origins, question))

    def treating(self, areas: tuple[str, ...], origin: Origin | None = None) -> Draft:
        """Set the areas to be treated; `origin` where the clinician in this room did not name them."""
        origins = _without(self.origins, AREAS_ID) | ({AREAS_ID: origin} if origin and areas else {})
        return self._next(areas=areas, origins=origins)

    def treated_by(self, clinician: Clinician) -> Draft:
        """Make somebody else the treating clinician."""
        return self._next(clinician=clinician)

    def overriding(self, override: Override) -> Draft:
        """Record the answer to a finding in place of an earlier one; nothing of it is half-written then."""
        kept = tuple(each for each in self.overrides if each.rule != override.rule)
        return self._next(overrides=(*kept, override), reasons=_without(self.reasons, override.rule))

    def writing_reason(self, rule: str, words: str) -> Draft:
        """Keep how far a reason for going on is written; without words, nothing was begun."""
        if words.strip():
            return self._next(reasons={**self.reasons, rule: words})
        return self._next(reasons=_without(self.reasons, rule)) if rule in self.reasons else self

    def withdrawing_override(self, rule: str) -> Draft:
        """Take the answer to a finding back."""
        return self._next(overrides=tuple(each for each in self.overrides if each.rule != rule))

    def deciding(self, option: str, talk: OptionTalk, along: frozenset[str] = frozenset()) -> Draft:
        """Record what was decided about an option; choosing one un-chooses the others.

        Of the options `along`, several can be chosen: they are treatments that are given together.
        """
        kept = along if option in along else frozenset[str]()
        talks = {
            key: OptionTalk(Wish.DECLINED, each.reason)
            if talk.wish is Wish.CHOSEN and each.wish is Wish.CHOSEN and key not in kept
            else each
            for key, each in self.options.items()
        }
        return self._next(options={**talks, option: talk})

    def undeciding(self, option: str) -> Draft:
        """Take the decision about an option back, with its reason: the option is open again."""
        return self._next(options=_without(self.options, option))

    def mixing(self, mixture: tuple[Portion, ...]) -> Draft:
        """Set the mixture."""
        return self._next(mixture=mixture)

    def weighing(self, risk: str, talk: RiskTalk) -> Draft:
        """Record how a risk was talked through."""
        return self._next(risks={**self.risks, risk: talk})

    def adding_risks(self, own_risks: tuple[str, ...]) -> Draft:
        """Set the risks added by hand for this patient."""
        return self._next(own_risks=own_risks)

    def exchanging(self, exchanges: tuple[Exchange, ...]) -> Draft:
        """Set the questions that were asked and answered."""
        return self._next(exchanges=exchanges)

    def speaking(self, language: str, translation: str = "") -> Draft:
        """Have the documents in a language of the pack beside its own; in its own alone where it is empty.

        `translation` is the digest of the pack in that language.
        """
        return self._next(language=language, translation=translation)

    def printing(self, *, large: bool) -> Draft:
        """Have the documents set in large print, or as usual."""
        return self._next(large=large)

    def naming_signers(self, signers: Signers) -> Draft:
        """Choose who signs beside or instead of the patient."""
        return self._next(signers=signers)

    def dated(self, day: date) -> Draft:
        """Go on with it on another day."""
        return self if day == self.day else self._next(day=day)

    def adding(self, sequel: Sequel) -> Draft:
        """Go on with what a document says that follows a sealed record."""
        return self._next(sequel=sequel)

    def seeing(self, step: str) -> Draft:
        """Record that a step was shown and talked through."""
        return self if step in self.seen else self._next(seen=(*self.seen, step))

    def correcting(self, patient: Patient) -> Draft:
        """Put the patient's corrected details in."""
        return self._next(patient=patient)

    def review(self, document: Document, missing: tuple[str, ...]) -> Reviewed:
        """Freeze what was said in a composed document; NotReadyError while anything is missing."""
        if missing:
            raise NotReadyError(missing)
        return Reviewed(self, document)

    def voiding(self, ending: Ending) -> Voided:
        """End it before it is complete; NotReadyError without a reason."""
        return _voided(self, None, (), ending)

    def _next(self, **changes: object) -> Draft:
        return replace(self, revision=self.revision + 1, **changes)  # type: ignore[arg-type]


def _without(values: Mapping[str, _V], key: str) -> dict[str, _V]:
    return {each: value for each, value in values.items() if each != key}


class Way(Enum):
    """How somebody signed."""

    DRAWN = "drawn"
    TYPED = "typed"
    UNABLE = "unable"
    PAPER = "paper"
    """By hand on a print of the document: the time is then that of the day, and the note names the scans."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's signature: printed name, time with zone, meaning, and ink or the way without.

    `read_back` says when the patient's name and birth date were read back, at the first signature.
    """

    role: Role
    name: str
    meaning: str
    at: datetime
    way: Way
    ink: Ink | None = None
    note: str = ""
    read_back: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The document was read; from the first signature on nothing changes but adding the next one.

    `drawn` is what the next signer has drawn so far, `read_back` when it was made sure whose document it is.
    """

    draft: Draft
    document: Document
    signatures: tuple[Signature, ...] = ()
    drawn: Ink | None = None
    read_back: datetime | None = None

    @property
    def next_role(self) -> Role:
        """Who signs next: the order is that of the document."""
        return self.document.signers[len(self.signatures)]

    @property
    def revision(self) -> int:
        """Counts on from the draft's, one for the review and one for each signature."""
        return self.draft.revision + 1 + len(self.signatures)

    def reopening(self) -> Draft:
        """Go back to the conversation; only while nobody has signed."""
        if self.signatures:
            raise NotReadyError(("signed",))
        return replace(self.draft, revision=self.revision + 1)

    def reading_back(self, at: datetime | None) -> Reviewed:
        """Make sure, before the first stroke, that this is the patient's own document; or take that back."""
        return replace(self, read_back=at)

    def on_paper(self, pages: int, at: datetime) -> OnPaper:
        """Have all sign a print of so many pages instead; NotReadyError once somebody signed here."""
        if self.signatures:
            raise NotReadyError(("signed",))
        return OnPaper(self.draft, self.document, pages, at)

    def drawing(self, ink: Ink | None) -> Reviewed:
        """Keep what the next signer has drawn so far: it is no signature yet."""
        return replace(self, drawn=ink)

    def voiding(self, ending: Ending) -> Voided:
        """End it before it is complete; NotReadyError without a reason."""
        return _voided(self.draft, self.document, self.signatures, ending)

    def signing(self, signature: Signature) -> Reviewed | Consented:
        """Add the next signature; NotReadyError for one out of order or with nothing drawn."""
        if signature.role is not self.next_role:
            raise NotReadyError((self.next_role.value,))
        if (signature.way is Way.DRAWN) != (signature.ink is not None and bool(signature.ink.strokes)):
            raise NotReadyError(("ink",))
        signatures = (*self.signatures, signature)
        if len(signatures) < len(self.document.signers):
            return replace(self, signatures=signatures, drawn=None, read_back=None)
        return Consented(self.draft, self.document, signatures)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The document is out on paper to be signed: nothing changes any more but which pages came back.

    It has so many `pages`, and is out since `at`. What waits for a decision, `aside`, and what is `noted` so
    far about those who sign ends with this state.
    """

    draft: Draft
    document: Document
    pages: int
    at: datetime
    scans: tuple[Filed, ...] = ()
    aside: tuple[Aside, ...] = ()
    noted: tuple[Noted, ...] = ()

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Nobody has signed here: who signed the paper is said once all of it is back."""
        return ()

    @property
    def missing(self) -> tuple[int, ...]:
        """List the pages that have not come back."""
        return lacking(self.scans, self.pages)

    @property
    def codes(self) -> tuple[str, ...]:
        """Give what the square codes of its pages say, in order."""
        return tuple(page_code(self.document, page) for page in range(1, self.pages + 1))

    def filing(self, scans: tuple[Filed, ...]) -> OnPaper:
        """Keep what came back so far."""
        return replace(self, scans=scans)

    def setting_aside(self, aside: tuple[Aside, ...]) -> OnPaper:
        """Keep what somebody has to decide about, as far as it is kept."""
        return replace(self, aside=to_be_kept(aside))

    def noting(self, noted: tuple[Noted, ...]) -> OnPaper:
        """Keep what was ticked and written so far about those who sign."""
        return replace(self, noted=noted)

    def may_become(self, other: OnPaper) -> bool:
        """Whether nothing differs but what may change while it is out."""
        return self.filing(other.scans).setting_aside(other.aside).noting(other.noted) == other

    def completing(self, signatures: tuple[Signature, ...]) -> Consented:
        """Take the paper as signed by everybody; NotReadyError without each page and each signer."""
        if self.missing:
            raise NotReadyError(("pages",))
        if tuple(each.role for each in signatures) != self.document.signers:
            raise NotReadyError(("signers",))
        return Consented(self.draft, self.document, signatures, scans=self.scans)

    def voiding(self, ending: Ending) -> Voided:
        """End it before it is complete; NotReadyError without a reason."""
        return replace(_voided(self.draft, self.document, (), ending), scans=self.scans)


@dataclass(frozen=True, slots=True)
class Consented:
    """Everybody signed; what remains is to seal.

    `locked_ink` is how they wrote, encrypted to the practice's certificate where it has one. It is made once,
    for no two encryptions are alike, and what is shown is what is sealed. `scans` are the pages that they
    signed, where that was on paper.
    """

    draft: Draft
    document: Document
    signatures: tuple[Signature, ...]
    locked_ink: bytes = b""
    scans: tuple[Filed, ...] = ()

    def becomes(self, sealed: Sealed) -> bool:
        """Whether a record is of exactly this; how they wrote is in its file alone."""
        mine = (self.draft, self.document, self.signatures)
        return mine == (sealed.draft, sealed.document, sealed.signatures)

    def voiding(self, ending: Ending) -> Voided:
        """End it before it is complete; NotReadyError without a reason."""
        return replace(_voided(self.draft, self.document, self.signatures, ending), scans=self.scans)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record that can be opened and read, never changed.

    `sha256` and `length` are those of the PDF's bytes.
    """

    draft: Draft
    document: Document
    signatures: tuple[Signature, ...]
    sha256: str
    length: int
    seals: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a consultation was ended before it was complete, by whom and when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Voided:
    """Ended before it was complete: kept for ever as it stood then, with the reason.

    There is no document where nobody had read it yet. `scans` are the pages that had come back from paper.
    """

    draft: Draft
    document: Document | None
    signatures: tuple[Signature, ...]
    ending: Ending
    scans: tuple[Filed, ...] = ()


def _voided(
    draft: Draft, document: Document | None, signatures: tuple[Signature, ...], ending: Ending
) -> Voided:
    if not ending.reason.strip():
        raise NotReadyError(("reason",))
    return Voided(draft, document, signatures, replace(ending, reason=ending.reason.strip()))


Unsealed = Draft | Reviewed | OnPaper | Consented
"""What can still be gone on with, or ended."""

State = Unsealed | Sealed | Voided


class Stage(Enum):
    """Where a consultation stands, as listed."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    ON_PAPER = "on_paper"
    CONSENTED = "consented"
    SEALED = "sealed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A consultation in the list; `updated` is UTC. `refusal` marks a sealed decision not to go ahead.

    Of those, `not_today` marks one to take more time.
    `patient_id` says whose it is, `pack` is the digest of the content it was made with. A document that
    follows a sealed record is listed too: `sequel` is what it does, `first` the id of that record.
    `version` tells it from another one where two rooms said it otherwise at once, and both are kept.
    """

    id: str
    stage: Stage
    patient: str
    birth_date: date
    treatment: str
    day: date
    updated: datetime
    sample: bool = False
    refusal: bool = False
    patient_id: str = ""
    pack: str = ""
    sequel: SequelKind | None = None
    first: str = ""
    not_today: bool = False
    version: Version | None = None
