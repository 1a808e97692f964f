"""The start page: three lists, badges with their reasons, and a search that forgives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consult_app.content.library import PackSummary
from consult_app.domain.combining import combined_digest
from consult_app.domain.consultation import ConsultationLine, Patient, Stage
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import KeyCertificate
from consult_app.domain.readiness import Lack
from consult_app.domain.searching import MOST
from consult_app.domain.sequel import SequelKind
from consult_app.errors import ContentError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.packs import begun_today, course_of
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.start import (
    Concern,
    Mark,
    marks_of,
    missing_of,
    read_found,
    read_missing,
    read_start,
    start_screen,
)
from consult_app.workflow.sealing import seal
from consult_app.workflow.sequels import begin_sequel
from tests.helpers import consultations
from tests.helpers.fakes import NOON, FakeLibrary, FakeVault
from tests.helpers.sample import answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented, reviewed

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
MESO = PackSummary("meso", "Mesotherapy", "1", "d1", approved=True, review_by=date(2027, 5, 1), language="en")
CHIN = replace(MESO, id="chin", name="Kybella", digest="d2")
PACKS = (MESO, CHIN)


def line(key, stage, days_ago=0, **more):
    day = TODAY - timedelta(days=days_ago)
    described = {
        "patient": "Maya Lindqvist",
        "birth_date": date(1984, 3, 12),
        "treatment": "meso",
        "patient_id": "p-1",
        "pack": "d1",
        **more,
    }
    updated = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return ConsultationLine(id=key, stage=stage, day=day, updated=updated, **described)


def marks(*lines, packs=PACKS, days_between=0):
    return marks_of(lines, packs, "US", TODAY, lambda _: days_between)


@pytest.fixture
def vault():
    made = FakeVault()
    for key, day in (("c-1", TODAY), ("c-2", date(2026, 11, 20))):
        made.begin(replace(draft(), id=key, day=day), "bundle")
    made.keep_patient(Patient("p-2", "Jonas", "Berg", date(1990, 1, 1)))
    return made


def test_of_today_before_today_and_everybody(vault):
    shown = start_screen(vault, PACKS, NOW)
    assert (shown.practice, shown.clinician) == ("Praxis am Park", "Dr. Ada Beispiel")
    assert [row.line.id for row in shown.today] == ["c-1"]
    assert [row.line.id for row in shown.left_open] == ["c-2"]
    assert [mark.concern for mark in shown.left_open[0].marks] == [Concern.CONSENT_MISSING]
    ann, jonas = shown.patients.rows
    assert (shown.patients.typed, shown.patients.count) == ("", 2)
    assert (ann.patient, ann.consultations, ann.last.id) == (draft().patient, 2, "c-2")
    assert [mark.concern for mark in ann.marks] == [Concern.CONSENT_MISSING]
    assert (jonas.patient.id, jonas.consultations, jonas.last, jonas.marks) == ("p-2", 0, None, ())
    assert [each.id for each in shown.packs] == ["meso", "chin"]


def test_what_is_being_signed_is_of_today_whenever_it_was_begun(vault):
    frozen = consultations.reviewed("i-9")
    vault.begin(frozen.draft, "bundle")
    vault.keep(frozen, "reviewed")
    shown = start_screen(vault, PACKS, NOW)
    assert "i-9" in [row.line.id for row in shown.today]
    assert "i-9" not in [row.line.id for row in shown.left_open]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REVIEWED, Stage.ON_PAPER])
def test_consent_is_missing_where_an_earlier_day_ended_without(stage):
    given = line("1", stage, 3)
    assert marks(given) == {"1": (Mark(Concern.CONSENT_MISSING, "Mesotherapy", given.day),)}


@pytest.mark.parametrize(
    "lines",
    [
        (line("1", Stage.DRAFT),),
        (line("1", Stage.CONSENTED, 3),),
        (line("1", Stage.SEALED, 3),),
        (line("1", Stage.DRAFT, 3), line("2", Stage.SEALED, 3)),
        (line("2", Stage.SEALED, 1), line("1", Stage.DRAFT, 3)),
        (line("2", Stage.SEALED, 1, refusal=True), line("1", Stage.DRAFT, 3)),
    ],
)
def test_no_consent_is_missing_of_today_or_once_it_was_sealed(lines):
    assert set(marks(*lines).values()) == {()}


@pytest.mark.parametrize(
    "other", [{"treatment": "chin", "pack": "d2"}, {"patient_id": "p-2"}, {"days_ago": 5}]
)
def test_the_consent_to_something_else_or_before_does_not_count(other):
    sealed = line("2", Stage.SEALED, other.pop("days_ago", 1), **other)
    assert [mark.concern for mark in marks(line("1", Stage.DRAFT, 3), sealed)["1"]] == [
        Concern.CONSENT_MISSING
    ]


def test_a_consent_under_content_that_was_changed_says_so_once_at_the_last():
    first, last = line("1", Stage.SEALED, 30, pack="old"), line("2", Stage.SEALED, 3, pack="old")
    assert marks(last, first) == {
        "2": (Mark(Concern.CONTENT_CHANGED, "Mesotherapy", last.day),),
        "1": (),
    }


def test_content_past_its_review_says_since_when():
    due = replace(MESO, review_by=date(2026, 11, 26))
    assert marks(line("1", Stage.SEALED, 3), packs=(due,)) == {
        "1": (Mark(Concern.REVIEW_DUE, "Mesotherapy", due.review_by),)
    }
    assert marks(line("1", Stage.SEALED, 3), packs=(replace(MESO, review_by=TODAY),)) == {"1": ()}


def test_nothing_is_said_of_a_refusal_or_of_content_that_is_gone():
    assert marks(line("1", Stage.SEALED, 3, pack="old", refusal=True)) == {"1": ()}
    assert marks(line("1", Stage.SEALED, 3, treatment="gone")) == {"1": ()}


def test_several_treatments_together_are_judged_together():
    both = combined_digest(("d1", "d2"))
    assert marks(line("1", Stage.SEALED, 3, treatment="meso+chin", pack=both)) == {"1": ()}
    [mark] = marks(line("1", Stage.SEALED, 3, treatment="meso+chin", pack="d1"))["1"]
    assert mark == Mark(Concern.CONTENT_CHANGED, "Mesotherapy + Kybella", TODAY - timedelta(days=3))


@pytest.mark.parametrize(
    ("days_ago", "days", "waits"), [(3, 4, True), (3, 3, False), (0, 1, True), (0, 0, False)]
)
def test_a_consent_cools_off_for_as_long_as_the_practice_waits(days_ago, days, waits):
    given = line("1", Stage.SEALED, days_ago)
    concern = Concern.COOLING_OFF if waits else Concern.CONFIRMATION_DUE
    mark = Mark(concern, "Mesotherapy", given.day + timedelta(days=days))
    assert marks(given, days_between=days) == {"1": (mark,) if days else ()}


@pytest.mark.parametrize(
    "lines",
    [
        (line("1", Stage.SEALED, refusal=True),),
        (line("1", Stage.CONSENTED),),
        (line("1", Stage.DRAFT),),
        (line("2", Stage.SEALED, 1, refusal=True), line("1", Stage.SEALED, 2)),
    ],
)
def test_nothing_cools_off_that_nobody_agreed_to_in_the_end(lines):
    assert set(marks(*lines, days_between=30).values()) == {()}


def after(key, kind, days_ago=0, stage=Stage.SEALED):
    return line(key, stage, days_ago, sequel=kind, first="1")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((after("2", SequelKind.CONFIRMATION),), [(Concern.CONFIRMED, 0)]),
        ((after("2", SequelKind.CONFIRMATION, stage=Stage.DRAFT),), [(Concern.CONFIRMATION_DUE, 2)]),
        ((after("2", SequelKind.AMENDMENT, 1),), [(Concern.AMENDED, 1), (Concern.CONFIRMATION_DUE, 2)]),
        (
            (after("3", SequelKind.WITHDRAWAL), after("2", SequelKind.AMENDMENT, 1)),
            [(Concern.WITHDRAWN, 0)],
        ),
        (
            (after("3", SequelKind.DECISION, 1),),
            [(Concern.DECISION_TAKEN_BACK, 1), (Concern.CONFIRMATION_DUE, 2)],
        ),
        (
            (after("3", SequelKind.CONFIRMATION), after("2", SequelKind.CONFIRMATION, 1)),
            [(Concern.CONFIRMED, 0)],
        ),
    ],
)
def test_a_consent_says_what_followed_it(lines, said):
    marked = marks(*lines, line("1", Stage.SEALED, 5), days_between=3)
    assert [(each.concern, (TODAY - each.day).days) for each in marked["1"]] == said
    # What follows is no consultation of its own: nothing is missing in it.
    assert {marked[each.id] for each in lines} == {()}


def test_what_follows_an_earlier_consent_stays_said_there():
    lines = (line("4", Stage.SEALED, 1), after("2", SequelKind.AMENDMENT, 2), line("1", Stage.SEALED, 5))
    marked = marks(*lines)
    assert [each.concern for each in marked["1"]] == [Concern.AMENDED]
    assert marked["4"] == ()


@pytest.mark.parametrize(
    ("days_valid", "more", "old"),
    [
        (0, {}, False),
        (5, {}, False),
        (4, {}, True),
        (4, {"refusal": True}, False),
    ],
)
def test_a_consent_older_than_the_practice_lets_one_count_says_so(days_valid, more, old):
    consent = replace(line("1", Stage.SEALED, 5), **more)
    marked = marks_of((consent,), PACKS, "US", TODAY, days_valid=days_valid)
    assert [each.day for each in marked["1"] if each.concern is Concern.TOO_OLD] == [consent.day] * old
    gone = marks_of((after("2", SequelKind.WITHDRAWAL), consent), PACKS, "US", TODAY, days_valid=4)
    assert Concern.TOO_OLD not in {each.concern for each in gone["1"]}


def test_of_a_withdrawn_consent_it_is_not_said_that_content_changed():
    lines = (after("2", SequelKind.WITHDRAWAL), line("1", Stage.SEALED, 5, pack="older"))
    assert [each.concern for each in marks(*lines)["1"]] == [Concern.WITHDRAWN]


def test_what_follows_a_record_is_counted_as_no_consultation():
    on = bench()
    record = seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    begin_sequel(on.services, on.vault, record.draft.id, SequelKind.AMENDMENT)
    screen = start_screen(on.vault, on.services.library.packs(), on.services.now())
    [person] = screen.patients.rows
    assert (person.consultations, person.last.id) == (1, record.draft.id)
    assert SequelKind.AMENDMENT in {row.line.sequel for row in screen.today}


def test_the_practice_says_how_long_it_waits():
    on = bench()
    record = seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    packs, now = on.services.library.packs(), on.services.now()
    for days, waits in ((0, False), (365, True)):
        on.vault.keep_preferences(Preferences(days_between=days))
        [person] = start_screen(on.vault, packs, now).patients.rows
        [session] = read_course(on.services, on.vault, record.draft.patient.id).sessions
        for row in (person, session):
            assert (Concern.COOLING_OFF in {mark.concern for mark in row.marks}) is waits


def test_a_patient_has_each_badge_once(vault):
    vault.begin(replace(draft(), id="c-3", day=date(2026, 11, 18)), "bundle")
    [ann] = [each for each in start_screen(vault, PACKS, NOW).patients.rows if each.patient.id == "p-1"]
    assert [(mark.concern, mark.day.day) for mark in ann.marks] == [(Concern.CONSENT_MISSING, 18)]


def test_what_is_missing_is_counted_along_the_path():
    said = draft(answers=answered(q_smoke=None, q_allergy=None, q_teach=None), mixture=(), risks={})
    missing = missing_of(Conversation.about(sample(), said))
    counts = dict(missing.counts)
    assert (counts[Lack.ANSWER], counts[Lack.MIXTURE], counts[Lack.RISK]) == (3, 1, 3)
    assert list(counts) == [Lack.ANSWER, Lack.MIXTURE, Lack.RISK]
    assert 0 < missing.progress < 1
    assert missing_of(Conversation.about(sample(), draft())).counts == ()


def test_a_draft_is_judged_as_it_was_kept_with_its_own_pack():
    on = bench(draft(mixture=()))
    asked = []

    def restored(digest):
        asked.append(digest)
        return sample()

    assert read_missing(on.vault, "c-1", restored).counts == ((Lack.MIXTURE, 1),)
    assert asked == [sample().digest]
    whole = bench()
    reviewed(whole)
    assert read_missing(whole.vault, "c-1", restored) is None


def test_the_start_is_read_also_where_a_pack_is_wrong(monkeypatch):
    on = bench(draft(day=NOON.date()))
    shown, wrong = read_start(on.services, on.vault)
    assert ([row.line.treatment for row in shown.today], wrong) == (["Sample treatment"], None)

    def refuse(_library):
        raise ContentError("bad-yaml", "forms/x:1", "it is wrong.")

    monkeypatch.setattr(FakeLibrary, "packs", refuse)
    shown, wrong = read_start(on.services, on.vault)
    assert ([row.line.treatment for row in shown.today], shown.packs) == (["sample"], ())
    assert wrong.where == "forms/x:1"


def test_treatments_keep_their_course_under_another_law():
    assert course_of("meso.uk+chin") == "meso+chin"
    assert begun_today("gone", PACKS, "US") == [None]


@pytest.fixture
def on():
    made = bench(draft(day=NOON.date()))
    for number in range(MOST + 20):
        made.vault.keep_patient(Patient(f"p-{number:03}", "Jonas", f"Berg {number}", date(1990, 1, 1)))
    return made


def test_whoever_is_meant_is_found_with_what_there_is_to_say_of_them(on):
    began = draft(day=NOON.date()).patient
    found = read_found(on.vault, PACKS, began.family_name, NOW)
    [row] = found.rows
    assert [mark.concern for mark in row.marks] == [Concern.CONSENT_MISSING]
    assert (row.patient, row.consultations, found.count) == (began, 1, 1)


def test_of_many_as_many_are_given_as_are_shown_and_all_are_counted(on):
    found = read_found(on.vault, PACKS, "jonas", NOW)
    assert (len(found.rows), found.count) == (MOST, MOST + 20)
    # The newest are among them.
    assert f"p-{MOST + 19:03}" in {row.patient.id for row in found.rows}
    everybody = read_found(on.vault, PACKS, "", NOW)
    assert (len(everybody.rows), everybody.count) == (MOST, MOST + 21)
    assert everybody.rows[0].patient == draft().patient


@pytest.mark.parametrize(("days", "said"), [(61, False), (60, True), (0, True), (-5, True), (None, False)])
def test_a_signing_key_that_ends_soon_is_said(days, said):
    vault = FakeVault()
    until = None if days is None else NOW + timedelta(days=days)
    says = KeyCertificate("Dr Bo", "print", b"", until, "") if until else None
    vault.keep_signing_key(b"key", "secret", "print", says=says)
    assert start_screen(vault, PACKS, NOW).key_ends == (until if said else None)


def test_without_a_signing_key_nothing_is_said_of_its_end():
    assert start_screen(FakeVault(), PACKS, NOW).key_ends is None
