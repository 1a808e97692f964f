"""The start page: what today brings, what was left open, and everybody who is known here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import partial

from consult_app.domain.combining import combined_digest
from consult_app.domain.consultation import (
    ConsultationLine,
    Draft,
    Patient,
    Stage,
)
from consult_app.domain.log import Emergency
from consult_app.domain.merging import first_pair
from consult_app.domain.readiness import Lack
from consult_app.domain.searching import MOST
from consult_app.domain.sequel import SequelKind
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.cooling_off import days_for, first_day
from consult_app.workflow.packs import begun_today, course_of, treatment_name, under_law
from consult_app.workflow.ports import PackSummary, Services, Vault
from consult_app.workflow.retention import count_returned
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.safety import UNKNOWN, Safety, read_safety
from consult_app.workflow.screens.rail import rail_screen
from consult_app.workflow.sequels import is_withdrawn


class Concern(Enum):
    """What a badge warns of."""

    CONSENT_MISSING = "consent_missing"
    COOLING_OFF = "cooling_off"
    CONTENT_CHANGED = "content_changed"
    TOO_OLD = "too_old"
    REVIEW_DUE = "review_due"
    WITHDRAWN = "withdrawn"
    DECISION_TAKEN_BACK = "decision_taken_back"
    AMENDED = "amended"
    CONFIRMED = "confirmed"
    CONFIRMATION_DUE = "confirmation_due"


_CONCERNS = {
    SequelKind.WITHDRAWAL: Concern.WITHDRAWN,
    SequelKind.DECISION: Concern.DECISION_TAKEN_BACK,
    SequelKind.CONFIRMATION: Concern.CONFIRMED,
    SequelKind.AMENDMENT: Concern.AMENDED,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A concern about a treatment, and the day it rests on.

    The day of the consultation without consent, from which may be treated, of the consent sealed under
    other content, on which the content was due for review, or of what followed a consent.
    """

    concern: Concern
    treatment: str
    day: date


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation in a list, its treatment called by name."""

    line: ConsultationLine
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient with the consultation that was touched last, and how many there are."""

    patient: Patient
    last: ConsultationLine | None
    consultations: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class FoundPatients:
    """The patients who are meant by what was typed, last seen first: as many as are shown, and their number.

    One more than `MOST_COUNTED` stands for any more. Where nothing was typed it is everybody. `alike` are
    two of them who may be one person, for whoever may join them.
    """

    typed: str
    rows: tuple[PatientRow, ...]
    count: int
    alike: tuple[Patient, Patient] | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What a draft still lacks, counted in the order of the path, and the share of steps that are done."""

    counts: tuple[tuple[Lack, int], ...]
    progress: float


@dataclass(frozen=True, slots=True)
class StartScreen:
    """Three lists: of today or being signed; drafts left open before today; the patients seen last.

    `packs` are the treatments that can be begun, `to_print` the records of which a paper waits for a printer,
    `every_pack` those that there are, also for other laws.
    """

    practice: str
    clinician: str
    now: datetime
    today: tuple[ConsultationRow, ...]
    left_open: tuple[ConsultationRow, ...]
    patients: FoundPatients
    packs: tuple[PackSummary, ...]
    to_print: tuple[ConsultationRow, ...] = ()
    safety: Safety = UNKNOWN
    every_pack: tuple[PackSummary, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    """What was read in an emergency, for a lead to acknowledge."""
    returned: int = 0
    """How many patients who were destroyed are there again, with a backup that was put back."""
    key_ends: datetime | None = None
    """When one's own signing key ends, where that is soon."""


def start_screen(vault: Vault, packs: tuple[PackSummary, ...], now: datetime) -> StartScreen:
    """Sort what the vault holds into the three lists."""
    practice, today = vault.practice(), now.date()
    current, patients = vault.current(today), vault.patients()
    theirs = {each.patient_id for each in current} | {each.id for each in patients}
    rows = _rows(vault, packs, theirs, today)
    shown = {each.id for each in current}
    in_front = [row for row in rows if row.line.id in shown]
    waiting = {consultation for consultation, _ in vault.to_print()}
    return StartScreen(
        practice.name,
        vault.clinician().name,
        now,
        tuple(row for row in in_front if _is_of_today(row.line, today)),
        tuple(row for row in in_front if row.line.stage is Stage.DRAFT and not _is_of_today(row.line, today)),
        FoundPatients("", _patients(rows, patients), vault.count_patients()),
        under_law(packs, practice.jurisdiction),
        tuple(row for row in in_front if row.line.id in waiting),
        read_safety(vault, now),
        packs,
        vault.emergencies() if may(vault.staff.me, Right.OVERSEE) else (),
        count_returned(vault),
        _ending(vault, now),
    )


def read_found(vault: Vault, packs: tuple[PackSummary, ...], typed: str, now: datetime) -> FoundPatients:
    """Find the patients who are meant by a text; what is said of treatments goes by packs read before."""
    demand(vault.staff.me, Right.READ)
    patients = vault.patients(typed)
    rows = _rows(vault, packs, {each.id for each in patients}, now.date())
    # Counting is for what is not shown as a whole.
    count = len(patients) if len(patients) < MOST else vault.count_patients(typed)
    found = _patients(rows, patients)
    pair = first_pair(each.patient for each in found if each.last is None or not each.last.sample)
    return FoundPatients(typed, found, count, pair if typed and may(vault.staff.me, Right.MERGE) else None)


def _ending(vault: Vault, now: datetime) -> datetime | None:
    key = vault.newest_key()
    return key.until.astimezone(now.tzinfo) if key and key.until and key.ends_soon(now) else None


def read_start(services: Services, vault: Vault) -> tuple[StartScreen, ContentError | None]:
    """Read the start page; where a pack is wrong, what was recorded is listed all the same."""
    demand(vault.staff.me, Right.READ)
    now = services.now()
    try:
        return start_screen(vault, services.library.packs(), now), None
    except ContentError as error:
        return start_screen(vault, (), now), error


def marks_of(  # noqa: PLR0913 - of which lines, by which content, law and rules of the practice
    lines: Sequence[ConsultationLine],
    packs: tuple[PackSummary, ...],
    jurisdiction: str,
    today: date,
    waits: Callable[[str], int] = lambda _: 0,
    *,
    days_valid: int = 0,
) -> Mapping[str, tuple[Mark, ...]]:
    """Give what there is to say about each consultation, by its id.

    `waits` gives the days that the practice waits between signing and a treatment, `days_valid` are those
    after which it talks everything through again; 0 where it never does by itself.
    """
    names = {each.id: each.name for each in packs}
    consents, followed = _last_consents(lines), _followed(lines)
    marked: dict[str, tuple[Mark, ...]] = {}
    for line in lines:
        course = (line.patient_id, course_of(line.treatment))
        consent = consents.get(course)
        name = treatment_name(line.treatment, names)
        after = followed.get(line.id, [])
        if line.sequel:
            marked[line.id] = ()
        elif line.stage in (Stage.DRAFT, Stage.REVIEWED, Stage.ON_PAPER) and line.day < today:
            settled = consent is not None and consent.day >= line.day
            marked[line.id] = () if settled else (Mark(Concern.CONSENT_MISSING, name, line.day),)
        elif line == consent:
            current = begun_today(line.treatment, packs, jurisdiction)
            marked[line.id] = (
                *_about_what_followed(after, name),
                *_about_waiting(line, name, waits(line.treatment), after, today),
                *_about_age(line, name, days_valid, after, today),
                *_about_content(line, name, current, after, today),
            )
        else:
            marked[line.id] = tuple(_about_what_followed(after, name))
    return marked


def read_missing(vault: Vault, consultation: str, restored: Callable[[str], Treatment]) -> Missing | None:
    """Judge a draft as it was kept last, with its own pack; `None` for what is no draft any more."""
    state = vault.open(consultation)
    if not isinstance(state, Draft):
        return None
    return missing_of(Conversation.about(restored(state.pack_digest), state))


def missing_of(conversation: Conversation) -> Missing:
    """Count what a draft still lacks."""
    counts = Counter(gap.lack for gap in conversation.gaps)
    return Missing(tuple(counts.items()), rail_screen(conversation, conversation.draft).progress)


def _rows(
    vault: Vault, packs: tuple[PackSummary, ...], patients: Collection[str], today: date
) -> list[ConsultationRow]:
    """List the consultations of some patients, newest first, each with what there is to say about it."""
    lines, names = vault.consultations(patients), {each.id: each.name for each in packs}
    waits = partial(days_for, vault.preferences())
    valid = vault.preferences().days_valid
    marked = marks_of(lines, packs, vault.practice().jurisdiction, today, waits, days_valid=valid)
    return [ConsultationRow(_named(each, names), marked[each.id]) for each in lines]


def _is_of_today(line: ConsultationLine, today: date) -> bool:
    return line.day == today or line.stage in (Stage.REVIEWED, Stage.ON_PAPER, Stage.CONSENTED)


def _named(line: ConsultationLine, names: Mapping[str, str]) -> ConsultationLine:
    return replace(line, treatment=treatment_name(line.treatment, names))


def _last_consents(lines: Sequence[ConsultationLine]) -> dict[tuple[str, str], ConsultationLine]:
    """Give the last sealed consent of each patient's course; a refusal ends the matter as well."""
    last: dict[tuple[str, str], ConsultationLine] = {}
    for line in lines:
        course = (line.patient_id, course_of(line.treatment))
        if (
            line.stage is Stage.SEALED
            and not line.sequel
            and (course not in last or last[course].day < line.day)
        ):
            last[course] = line
    return last


def _followed(lines: Iterable[ConsultationLine]) -> Mapping[str, list[ConsultationLine]]:
    """Map each record to what was sealed after it, last first."""
    followed: dict[str, list[ConsultationLine]] = {}
    for line in lines:
        if line.sequel and line.stage is Stage.SEALED:
            followed.setdefault(line.first, []).append(line)
    return followed


def _about_what_followed(after: Iterable[ConsultationLine], name: str) -> Iterable[Mark]:
    """Say what followed a record, each kind once, with its last day; a withdrawal ends the matter."""
    last = {each.sequel: each for each in reversed(list(after))}
    for kind, concern in _CONCERNS.items():
        if kind in last:
            yield Mark(concern, name, last[kind].day)
            if kind is SequelKind.WITHDRAWAL:
                return


def _about_waiting(
    line: ConsultationLine, name: str, days: int, after: Iterable[ConsultationLine], today: date
) -> Iterable[Mark]:
    """Say from which day may be treated, and then that it is to be confirmed first.

    A consent is sealed at its signing, and not touched after that.
    """
    first = first_day(line.updated, days)
    settled = {each.sequel for each in after} & {SequelKind.WITHDRAWAL, SequelKind.CONFIRMATION}
    if days and not line.refusal and not settled:
        yield Mark(Concern.COOLING_OFF if today < first else Concern.CONFIRMATION_DUE, name, first)


def _about_age(
    line: ConsultationLine, name: str, days_valid: int, after: Iterable[ConsultationLine], today: date
) -> Iterable[Mark]:
    """Say of a consent that it is older than the practice lets one count."""
    if 0 < days_valid < (today - line.day).days and not line.refusal and not is_withdrawn(after):
        yield Mark(Concern.TOO_OLD, name, line.day)


def _about_content(
    line: ConsultationLine,
    name: str,
    current: Iterable[PackSummary | None],
    after: Iterable[ConsultationLine],
    today: date,
) -> Iterable[Mark]:
    """Say whether a consent rests on content that was changed since, or that is due for review."""
    packs = [each for each in current if each is not None]
    if line.refusal or not packs or is_withdrawn(after):
        return
    if line.pack != combined_digest(each.digest for each in packs):
        yield Mark(Concern.CONTENT_CHANGED, name, line.day)
    due = min(each.review_by for each in packs)
    if due < today:
        yield Mark(Concern.REVIEW_DUE, name, due)


def _patients(rows: Sequence[ConsultationRow], patients: Iterable[Patient]) -> tuple[PatientRow, ...]:
    theirs: dict[str, list[ConsultationRow]] = {}
    for row in (each for each in rows if not each.line.sequel):
        theirs.setdefault(row.line.patient_id, []).append(row)
    known = {each.id: each for each in patients}
    seen = [key for key in theirs if key in known]
    return tuple(
        PatientRow(
            known[key],
            theirs[key][0].line if key in theirs else None,
            len(theirs.get(key, ())),
            _once(mark for row in theirs.get(key, ()) for mark in row.marks),
        )
        for key in (*seen, *(each for each in known if each not in theirs))
    )


def _once(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Keep the first mark of each concern about a treatment: the newest."""
    first: dict[tuple[Concern, str], Mark] = {}
    for mark in marks:
        first.setdefault((mark.concern, mark.treatment), mark)
    return tuple(first.values())
