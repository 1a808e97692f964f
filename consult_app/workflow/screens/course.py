"""A patient: everything they came for, in order, and what can come next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from consult_app.domain.audit import Act
from consult_app.domain.consultation import ConsultationLine, Draft, Patient, Stage, State
from consult_app.domain.merging import Merge
from consult_app.domain.treatment import Treatment
from consult_app.workflow.accounts import with_names
from consult_app.workflow.consulting import Conversation, note_reading
from consult_app.workflow.cooling_off import days_for
from consult_app.workflow.merging import read_alike, read_merges
from consult_app.workflow.packs import course_of, treatment_name
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.screens.findings import FindingCard, findings_screen
from consult_app.workflow.screens.start import Concern, Mark, marks_of
from consult_app.workflow.screens.story import Story, story


@dataclass(frozen=True, slots=True)
class Session:
    """A consultation as part of a course; `goal` and `mixture` are in the words it was held with.

    `number` counts the consents; an open consultation has the one it would get, a refusal 0, and so has what
    follows a sealed record, which comes behind it.
    """

    line: ConsultationLine
    number: int
    goal: str
    mixture: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class NextSession:
    """What can come next of a treatment: the session `number` after a sealed consultation.

    Where that session was begun already, `open` says that `consultation` is the one to go on with. Where
    `declined`, the patient said no, or not today, and there is no consent before.
    """

    treatment: str
    number: int
    consultation: str
    open: bool
    declined: bool = False


@dataclass(frozen=True, slots=True)
class CourseScreen:
    """A patient with all consultations, first to last, and the sessions that can come next, newest first.

    `findings` are those of the last consultation, as they were settled then; `stories` tell what came of
    each consent, newest first.
    """

    patient: Patient
    today: date
    sessions: tuple[Session, ...]
    nexts: tuple[NextSession, ...]
    findings: tuple[FindingCard, ...] = ()
    stories: tuple[Story, ...] = ()
    may_treat: bool = True
    may_copy: bool = True
    alike: tuple[Patient, ...] = ()
    """Who may be the same person; nobody where whoever unlocked may not join them."""
    merges: tuple[Merge, ...] = ()
    """Who was joined with the patient."""
    may_merge: bool = False


def read_course(services: Services, vault: Vault, patient_id: str) -> CourseScreen:
    """Read everything about a patient from the vault; "patient-missing"."""
    demand(vault.staff.me, Right.READ)
    patient = vault.patient(patient_id)
    note_reading(vault, Act.READ_PATIENT, patient.id)
    packs, today = services.library.packs(), services.now().date()
    lines = vault.consultations((patient_id,))
    waits = partial(days_for, vault.preferences())
    valid = vault.preferences().days_valid
    marks = marks_of(lines, packs, vault.practice().jurisdiction, today, waits, days_valid=valid)
    names = {each.id: each.name for each in packs}
    restored = cache(lambda digest: services.library.restore(vault.bundle(digest)))
    tell = partial(story, with_names(vault, patient_id, services.now().tzinfo), vault.practice().jurisdiction)
    sessions: list[Session] = []
    stories: list[Story] = []
    said: Draft | None = None
    numbers: Counter[str] = Counter()
    for line in sorted(lines, key=lambda each: (each.day, each.updated)):
        course, sealed = course_of(line.treatment), line.stage is Stage.SEALED
        no_session = line.refusal or line.sequel is not None or line.stage is Stage.VOIDED
        numbers[course] += sealed and not no_session
        number = 0 if no_session else numbers[course] + (not sealed)
        spoken = _said(vault.open(line.id))
        said = said if line.sequel else spoken
        sessions.append(_session(line, spoken, restored, number, marks[line.id]))
        if sealed and not no_session:
            named = replace(line, treatment=treatment_name(line.treatment, names))
            stories.append(tell(named, number, restored(spoken.pack_digest), spoken))
    nexts = _nexts(sessions)
    return CourseScreen(
        patient,
        today,
        tuple(
            replace(each, line=replace(each.line, treatment=treatment_name(each.line.treatment, names)))
            for each in sessions
        ),
        tuple(replace(each, treatment=treatment_name(each.treatment, names)) for each in nexts),
        _findings(said, restored) if said is not None else (),
        tuple(reversed(stories)),
        may(vault.staff.me, Right.TREAT),
        may(vault.staff.me, Right.EXPORT),
        read_alike(vault, patient),
        read_merges(vault, patient.id, services.now().tzinfo),
        may(vault.staff.me, Right.MERGE),
    )


def _findings(said: Draft, restored: Callable[[str], Treatment]) -> tuple[FindingCard, ...]:
    """Judge what was said last, by the content it was said with."""
    return findings_screen(Conversation.about(restored(said.pack_digest), said)).cards


def _said(state: State) -> Draft:
    return state if isinstance(state, Draft) else state.draft


def _session(
    line: ConsultationLine,
    said: Draft,
    restored: Callable[[str], Treatment],
    number: int,
    marks: tuple[Mark, ...],
) -> Session:
    treatment = restored(said.pack_digest)
    goal = next(each.name for each in treatment.goals if each.id == said.goal)
    mixture = tuple(
        " ".join(part for part in (treatment.ingredient(each.ingredient).name, each.amount) if part)
        for each in said.mixture
    )
    return Session(line, number, goal, mixture, marks)


def _nexts(sessions: Sequence[Session]) -> list[NextSession]:
    """Offer the session after the last consent of each course, or the one that is open already.

    Who wanted more time and never consented goes on from what they answered then.
    """
    last: dict[str, Session] = {}
    for session in sessions:
        course = course_of(session.line.treatment)
        if any(each.concern is Concern.WITHDRAWN for each in session.marks):
            # Nothing goes on with a consent that was taken back.
            last.pop(course, None)
        elif _leads_on(session, last.get(course)):
            last.pop(course, None)
            last[course] = session
    return [_next(each) for each in reversed(last.values())]


def _next(last: Session) -> NextSession:
    opened = last.line.stage is not Stage.SEALED
    number = last.number + (not opened)
    return NextSession(last.line.treatment, number, last.line.id, opened, declined=_declined(last))


def _leads_on(session: Session, before: Session | None) -> bool:
    """Whether what comes next follows this one, rather than the one before in its course."""
    if _declined(session):
        return before is None or _declined(before)
    return bool(session.number) and (session.line.stage is Stage.SEALED or before is not None)


def _declined(session: Session) -> bool:
    return session.line.refusal and session.line.stage is Stage.SEALED and session.line.sequel is None
