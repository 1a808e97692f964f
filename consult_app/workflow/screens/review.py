"""Review and sign: what is missing, the pages, and who signs next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.domain.consultation import (
    Consented,
    Draft,
    Ending,
    OnPaper,
    Reviewed,
    Sealed,
    Signature,
    State,
    Voided,
)
from consult_app.domain.document import Role, SignatureBlock
from consult_app.domain.ink import Ink
from consult_app.domain.on_paper import Filed, Noted
from consult_app.domain.readiness import Gap, Lack, refuses, takes_time
from consult_app.domain.screening import AGE
from consult_app.domain.sequel import Blank, Sequel, SequelKind
from consult_app.domain.signers import CAPACITY_QUESTION, NOBODY_ELSE, Signers
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.ports import Stage
from consult_app.workflow.sealing import declaration, declared_by


@dataclass(frozen=True, slots=True)
class GapLine:
    """Something missing: `name` is the question, rule, option, ingredient or risk that it is about."""

    gap: Gap
    name: str


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Who signs next, by which right, and what they declare."""

    role: Role
    title: str
    name: str
    declaration: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class PaperScreen:
    """A document that is out on paper: how many pages it has, which are back, and who has to sign it."""

    id: str
    pages: int
    scans: tuple[Filed, ...]
    missing: tuple[int, ...]
    signers: tuple[SignerLine, ...]
    since: date
    noted: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class SequelScreen:
    """What is said in a document that follows a sealed record, and what is still missing in it.

    `early` where its day lies within the wait; `offered` is what can be taken back, each in the words of its
    question.
    """

    said: Sequel
    blanks: tuple[Blank, ...]
    early: bool
    offered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """The stage, what is missing before review, and the next signer while signing.

    `signed` of `count` have signed already, with the signatures `given`; `drawn` is what the next one has
    drawn so far. `age_points` are the titles of what the content says about a patient of this age, `unable`
    the question by which somebody said that this patient cannot decide; empty where nobody did.
    """

    stage: Stage
    gaps: tuple[GapLine, ...]
    signer: SignerLine | None
    signed: int
    refusal: bool
    patient: str
    birth_date: date
    clinician: str
    sha256: str = ""
    large: bool = False
    language: str = ""
    sequel: SequelScreen | None = None
    signers: Signers = NOBODY_ELSE
    count: int = 2
    drawn: Ink | None = None
    given: tuple[Signature, ...] = ()
    ending: Ending | None = None
    age_points: tuple[str, ...] = ()
    paper: PaperScreen | None = None
    unable: str = ""
    not_today: bool = False


def review_screen(conversation: Conversation, state: State) -> ReviewScreen:
    """Show what is missing, or who signs next."""
    signer = _signer(state) if isinstance(state, Reviewed) else None
    document = None if isinstance(state, Draft) else state.document
    lines = (
        tuple(GapLine(gap, _name(conversation, gap)) for gap in conversation.gaps)
        if isinstance(state, Draft)
        else ()
    )
    return ReviewScreen(
        stage_of(state),
        lines,
        signer,
        0 if isinstance(state, Draft) else len(state.signatures),
        refuses(conversation.draft),
        conversation.draft.patient.name,
        conversation.draft.patient.birth_date,
        conversation.draft.clinician.name,
        state.sha256 if isinstance(state, Sealed) else "",
        conversation.draft.large,
        conversation.draft.language or conversation.treatment.language,
        _sequel(conversation),
        conversation.draft.signers,
        len(conversation.draft.signers.roles) if document is None else len(document.signers),
        state.drawn if isinstance(state, Reviewed) else None,
        () if isinstance(state, Draft) else state.signatures,
        state.ending if isinstance(state, Voided) else None,
        tuple(_about_age(conversation)),
        _paper(state) if isinstance(state, OnPaper) else None,
        _unable(conversation),
        takes_time(conversation.draft),
    )


def _about_age(conversation: Conversation) -> Iterator[str]:
    """Name what the content itself says of a patient of this age: nothing is known here of any law."""
    for finding in conversation.assessment.findings:
        if finding.certain and {each.fact for each in finding.grounds} == {AGE}:
            yield finding.rule.title


def _unable(conversation: Conversation) -> str:
    """Give the question about deciding where it was answered with no; what that means, people judge."""
    if conversation.draft.answers.get(CAPACITY_QUESTION) is not False:
        return ""
    asked = CAPACITY_QUESTION in conversation.assessment.visible
    return conversation.treatment.questionnaire.question(CAPACITY_QUESTION).text if asked else ""


def _sequel(conversation: Conversation) -> SequelScreen | None:
    draft, question = conversation.draft, conversation.treatment.questionnaire.question
    said = draft.sequel
    if said is None:
        return None
    takes_back = said.kind is SequelKind.DECISION
    offered = tuple((each, question(each).text) for each in draft.answers) if takes_back else ()
    return SequelScreen(said, said.blanks(draft.day), said.is_early(draft.day), offered)


def stage_of(state: State) -> Stage:
    """Name the stage of a consultation."""
    match state:
        case Draft():
            return Stage.DRAFT
        case Reviewed():
            return Stage.REVIEWED
        case OnPaper():
            return Stage.ON_PAPER
        case Consented():
            return Stage.CONSENTED
        case Sealed():
            return Stage.SEALED
        case Voided():  # pragma: no branch - no other state exists
            return Stage.VOIDED


def _paper(state: OnPaper) -> PaperScreen:
    signers = tuple(_line(declared_by(state.document, role)) for role in state.document.signers)
    return PaperScreen(
        state.draft.id, state.pages, state.scans, state.missing, signers, state.at.date(), state.noted
    )


def _signer(reviewed: Reviewed) -> SignerLine:
    return _line(declaration(reviewed))


def _line(block: SignatureBlock) -> SignerLine:
    return SignerLine(block.role, block.title, block.name, block.declaration, block.standing)


def _name(conversation: Conversation, gap: Gap) -> str:
    treatment = conversation.treatment
    match gap.lack:
        case Lack.ANSWER | Lack.CONFIRM:
            return treatment.questionnaire.question(gap.subject).text
        case Lack.FINDING:
            return treatment.rule(gap.subject).title
        case Lack.OPTION | Lack.CHOICE_DIFFERS:
            return treatment.option(gap.subject).name
        case Lack.AMOUNT:
            return treatment.ingredient(gap.subject).name
        case Lack.RISK:
            return next(each.name for each in treatment.risks if each.id == gap.subject)
        case (
            Lack.AREAS | Lack.SEEN | Lack.CHOICE | Lack.MIXTURE | Lack.ASKED | Lack.SIGNER | Lack.SEQUEL
        ):  # pragma: no branch - no other lack exists
            return ""
