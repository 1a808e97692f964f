"""What follows a sealed record: begun once, signed by its own people, sealed by itself."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.consultation import Consented, Reviewed, Voided, Way
from consult_app.domain.document import DocumentKind, Role, texts
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import Verdict
from consult_app.domain.sequel import SequelKind, Told
from consult_app.domain.signers import Interpreter, Proxy, Signers, Witness
from consult_app.domain.treatment import TOGETHER
from consult_app.domain.users import User, UserRole
from consult_app.errors import NotReadyError, RenderError, RightError, SigningError, VaultError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.cooling_off import days_for, first_day
from consult_app.workflow.course import next_session
from consult_app.workflow.demo import scribble
from consult_app.workflow.ending import void
from consult_app.workflow.overtaken import end_asked_again, reopen
from consult_app.workflow.papers import summary, whole_record
from consult_app.workflow.record import inside, rebuilt
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.rail import rail_screen
from consult_app.workflow.screens.review import review_screen
from consult_app.workflow.sealing import review, seal, sign
from consult_app.workflow.sequels import (
    begin_sequel,
    goes_on,
    may_follow,
    on_the_day,
    read_after,
    with_newest_file,
)
from consult_app.workflow.taken_back import taken_back
from tests.helpers.fakes import FakeStaff, fake_verify, staff_of
from tests.helpers.sample import answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented

SAID = {
    SequelKind.CONFIRMATION: {"changed": False},
    SequelKind.WITHDRAWAL: {"told": Told.HERE},
    SequelKind.DECISION: {"told": Told.HERE, "decisions": ("d-photos",)},
    SequelKind.AMENDMENT: {"words": "It was lot B."},
}


def sealed_on(on):
    return seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)


@pytest.fixture
def on():
    return bench()


@pytest.fixture
def record(on):
    return sealed_on(on)


def begin(on, record, kind):
    treatment, state = begin_sequel(on.services, on.vault, record.draft.id, kind)
    assert treatment == sample()
    return state


def signed(on, begun, **said):
    """Write, review and sign it, each kept."""
    written = begun.adding(begun.sequel.saying(**{**SAID[begun.sequel.kind], **said}))
    on.vault.keep(written, "written")
    state, _ = review(on.services, Conversation.about(sample(), written))
    on.vault.keep(state, "reviewed")
    while isinstance(state, Reviewed):
        state = sign(on.services, state, Way.DRAWN, scribble(state.next_role.value))
        on.vault.keep(state, "signed")
    return state


def done(on, record, kind, **said):
    state = signed(on, begin(on, record, kind), **said)
    return seal(on.services, on.vault, sample(), state, PASSPHRASE)


@pytest.mark.parametrize("kind", SequelKind)
def test_it_is_sealed_by_itself_and_quotes_the_file_it_follows(on, record, kind):
    sequel = done(on, record, kind)
    assert sequel.document.kind is DocumentKind(kind.value)
    first = sequel.draft.sequel.first
    assert (first.id, first.sha256, first.title) == (record.draft.id, record.sha256, record.document.title)
    assert first.signed == record.signatures[0].at
    assert sequel.draft.id != record.draft.id
    assert on.vault.open(sequel.draft.id) == sequel
    assert f"({kind.value})".encode() in on.vault.pdf(sequel.draft.id)
    assert on.vault.aftercare(sequel.draft.id) == b""
    assert [each.sequel for each in on.vault.sequels(record.draft.id)] == [kind]


def test_what_was_signed_on_paper_is_quoted_by_its_day(on, record):
    on_paper = tuple(replace(each, way=Way.PAPER, ink=None) for each in record.signatures)
    on.vault.states[record.draft.id] = replace(record, signatures=on_paper)
    state = signed(on, begin(on, record, SequelKind.AMENDMENT))
    assert state.draft.sequel.first.on_paper
    written = json.loads(inside(on.services, sample(), state))
    assert written["first"]["signed"] == record.signatures[0].at.date().isoformat()


def test_it_is_begun_with_the_people_of_today_and_the_content_of_then(on, record):
    married = replace(record.draft.patient, family_name="Berg")
    on.vault.keep_patient(married)
    begun = begin(on, record, SequelKind.AMENDMENT)
    assert begun.patient == married
    assert (begun.pack_digest, begun.goal, begun.areas) == (
        record.draft.pack_digest,
        record.draft.goal,
        record.draft.areas,
    )
    assert (begun.answers, begun.mixture, begun.risks, begun.options) == ({}, (), {}, {})
    assert on.vault.open(begun.id) == begun


def test_of_what_was_said_a_confirmation_takes_the_answers_about_health(on, record):
    assert begin(on, record, SequelKind.CONFIRMATION).answers == {
        "q-preg": False,
        "q-allergy": ("none",),
        "q-smoke": "never",
    }


@pytest.mark.parametrize("kind", SequelKind)
def test_what_is_open_is_gone_on_with_and_not_begun_twice(on, record, kind):
    begun = begin(on, record, kind)
    assert begin(on, record, kind) == begun
    state = signed(on, begun)
    assert begin(on, record, kind) == state
    assert len(on.vault.sequels(record.draft.id)) == 1


@pytest.mark.parametrize("kind", SequelKind)
def test_one_that_was_ended_is_not_gone_on_with(on, record, kind):
    begun = begin(on, record, kind)
    void(on.services, on.vault, begun, "Begun by mistake.")
    assert begin(on, record, kind).id != begun.id


def test_who_decided_and_who_interpreted_are_asked_again_and_a_witness_is_named_anew(on, record):
    signers = Signers(Proxy("Eva"), Interpreter("Ina"), Witness("Wim"))
    spoken = replace(record, draft=replace(record.draft, signers=signers))
    on.vault.states["c-1"] = spoken
    assert begin(on, spoken, SequelKind.AMENDMENT).signers == replace(signers, witness=None)


def test_one_that_is_sealed_leaves_room_for_another(on, record):
    done(on, record, SequelKind.AMENDMENT)
    begin(on, record, SequelKind.AMENDMENT)
    assert len(on.vault.sequels(record.draft.id)) == 2


def test_a_withdrawn_consent_is_neither_confirmed_nor_withdrawn_again_nor_gone_on_with(on, record):
    sequel = done(on, record, SequelKind.WITHDRAWAL)
    after = read_after(on.vault, sample(), record)
    assert (after.withdrawn, after.offered, after.first) == (True, (SequelKind.AMENDMENT,), None)
    for kind in (SequelKind.CONFIRMATION, SequelKind.WITHDRAWAL, SequelKind.DECISION):
        with pytest.raises(NotReadyError):
            begin(on, record, kind)
    with pytest.raises(VaultError, check=lambda error: error.code == "withdrawn"):
        next_session(on.services, on.vault, record.draft.id)
    done(on, record, SequelKind.AMENDMENT)
    assert read_after(on.vault, sample(), sequel).first == sequel.draft.sequel.first


def died_before_anything_was_ended(monkeypatch):
    monkeypatch.setattr("consult_app.workflow.sealing.end_overtaken", lambda *_: None)


def test_what_was_signed_before_a_withdrawal_is_not_sealed_after_it(on, record, monkeypatch):
    died_before_anything_was_ended(monkeypatch)
    confirmed = signed(on, begin(on, record, SequelKind.CONFIRMATION))
    done(on, record, SequelKind.WITHDRAWAL)
    with pytest.raises(VaultError, check=lambda error: error.code == "withdrawn"):
        # It is refused before a key is used for it.
        seal(replace(on.services, seal=refusing(AssertionError())), on.vault, sample(), confirmed, PASSPHRASE)
    assert on.vault.open(confirmed.draft.id) == confirmed


OVERTAKEN = "The consent that this belongs to was taken back."


@pytest.mark.parametrize("kind", [SequelKind.CONFIRMATION, SequelKind.DECISION])
@pytest.mark.parametrize("far", [lambda _on, begun: begun, signed])
def test_a_withdrawal_ends_what_was_begun_about_the_consent(on, record, kind, far):
    state = far(on, begin(on, record, kind))
    added = begin(on, record, SequelKind.AMENDMENT)
    done(on, record, SequelKind.WITHDRAWAL)
    ended = on.vault.open(begun_id(state))
    assert isinstance(ended, Voided)
    assert (ended.ending.reason, ended.ending.by) == (OVERTAKEN, "Dr Bo")
    assert ended.signatures == getattr(state, "signatures", ())
    # Something can be corrected all the same.
    assert on.vault.open(added.id) == added
    after = read_after(on.vault, sample(), record)
    assert [each.sequel for each in after.followed if goes_on(after, each)] == [SequelKind.AMENDMENT]


def begun_id(state):
    return getattr(state, "draft", state).id


def test_what_another_window_has_open_of_it_is_refused_there(on, record):
    begun = begin(on, record, SequelKind.CONFIRMATION)
    done(on, record, SequelKind.WITHDRAWAL)
    with pytest.raises(VaultError, check=lambda error: error.code == "already-voided"):
        on.vault.keep(begun.adding(begun.sequel.saying(changed=False)), "written")


def test_where_the_program_died_in_between_it_is_ended_when_it_is_opened(on, record, monkeypatch):
    died_before_anything_was_ended(monkeypatch)
    begun = begin(on, record, SequelKind.CONFIRMATION)
    withdrawal = done(on, record, SequelKind.WITHDRAWAL)
    after = read_after(on.vault, sample(), record)
    assert [each for each in after.followed if goes_on(after, each)] == []
    doctor, id_ = on.vault.staff, begun.clinician.id
    on.vault.staff = FakeStaff({id_: User(begun.clinician, UserRole.ASSISTANT)}, id_, {id_: PASSPHRASE})
    assert reopen(on.services, on.vault, begun.id) == (sample(), begun)
    on.vault.staff = doctor
    _, ended = reopen(on.services, on.vault, begun.id)
    assert ended == on.vault.open(begun.id)
    assert ended.ending.reason == OVERTAKEN
    assert reopen(on.services, on.vault, begun.id)[1] == ended
    assert reopen(on.services, on.vault, withdrawal.draft.id)[1] == withdrawal


def test_a_full_disk_does_not_unsay_a_withdrawal_that_is_sealed(on, record):
    begun = begin(on, record, SequelKind.CONFIRMATION)
    state = signed(on, begin(on, record, SequelKind.WITHDRAWAL))

    def full(_state, _act):
        raise VaultError("disk-full")

    keep, on.vault.keep = on.vault.keep, full
    seal(on.services, on.vault, sample(), state, PASSPHRASE)
    on.vault.keep = keep
    assert read_after(on.vault, sample(), record).withdrawn
    assert on.vault.open(begun.id) == begun


def test_where_the_consent_does_not_hold_any_more_the_confirmation_ends_and_all_is_asked_again(on, record):
    begun = begin(on, record, SequelKind.CONFIRMATION)
    assert end_asked_again(on.services, on.vault, begun.id) == record.draft.id
    assert on.vault.open(begun.id).ending.reason.startswith("Something has changed")
    again = next_session(on.services, on.vault, record.draft.id).conversation.draft
    assert (again.follows, again.since.day) == (record.draft.id, record.draft.day)
    for other in (begun.id, record.draft.id, begin(on, record, SequelKind.AMENDMENT).id):
        with pytest.raises(NotReadyError):
            end_asked_again(on.services, on.vault, other)


def test_a_decision_is_taken_back_and_the_consent_stays(on, record):
    before = on.vault.pdf("c-1")
    assert begin(on, record, SequelKind.DECISION).answers == {"d-photos": True}
    sequel = done(on, record, SequelKind.DECISION)
    assert taken_back(on.vault, "c-1") == {"d-photos": sequel.draft.day}
    # The place for a withdrawal is for the whole consent.
    assert on.vault.pdf("c-1") == before
    after = read_after(on.vault, sample(), record)
    assert not after.withdrawn
    assert after.offered == (SequelKind.CONFIRMATION, SequelKind.WITHDRAWAL, SequelKind.AMENDMENT)
    with pytest.raises(NotReadyError):
        begin(on, record, SequelKind.DECISION)
    assert "Taken back on" in said_in(summary(on.vault, sample(), "c-1"))
    assert [each.consultation for each in read_course(on.services, on.vault, "p-1").nexts] == ["c-1"]


def test_what_is_begun_and_ended_takes_no_decision_back(on, record):
    begun = begin(on, record, SequelKind.DECISION)
    assert taken_back(on.vault, "c-1") == {}
    void(on.services, on.vault, begun, "By mistake")
    assert taken_back(on.vault, "c-1") == {}
    assert "Taken back on" not in said_in(summary(on.vault, sample(), "c-1"))


def test_who_agreed_to_nothing_beside_the_treatment_takes_no_decision_back():
    on = bench(draft(answers=answered(d_photos=False)))
    assert SequelKind.DECISION not in read_after(on.vault, sample(), sealed_on(on)).offered


def test_papers_made_after_a_withdrawal_say_so(on, record):
    assert "You said yes." in said_in(summary(on.vault, sample(), "c-1"))
    sequel = done(on, record, SequelKind.WITHDRAWAL)
    assert "You took back your consent" in said_in(summary(on.vault, sample(), "c-1"))
    assert sequel.draft.id in said_in(whole_record(on.vault, sample(), "c-1", on.services.now()))


def said_in(document):
    return "\n".join(text for block in document.blocks for text in texts(block))


def test_a_withdrawal_stands_in_the_consent_itself_too_and_its_first_file_stays(on, record):
    before = on.vault.pdf("c-1")
    sequel = done(on, record, SequelKind.WITHDRAWAL)
    after = on.vault.pdf("c-1")
    assert after.startswith(before)
    assert on.vault.original("c-1") == before
    said = after.removeprefix(before).decode()
    assert "Taken back / By Ann Example, in person / " in said
    assert f"Written down in {sequel.draft.id} / ink" in said
    newest = with_newest_file(on.vault, record)
    assert (newest.length, newest.seals) == (len(after), 2)
    assert newest.draft == record.draft


def test_what_was_said_by_phone_bears_nobody_s_hand(on, record):
    done(on, record, SequelKind.WITHDRAWAL, told=Told.PHONE)
    assert b"Ann Example, by phone / " in on.vault.pdf("c-1")
    assert b" / ink" not in on.vault.pdf("c-1")


def test_what_takes_nothing_back_leaves_the_consent_as_it_is(on, record):
    done(on, record, SequelKind.AMENDMENT)
    done(on, record, SequelKind.CONFIRMATION)
    assert len(on.vault.revisions("c-1")) == 1


def refusing(error):
    def refuse(*_given, **_named):
        raise error

    return refuse


@pytest.mark.parametrize(
    "changed",
    [
        {"stamp": refusing(RenderError("no-place"))},
        {"withdraw": refusing(SigningError("withdrawal-no-place"))},
    ],
)
def test_a_consent_of_before_there_was_a_place_is_withdrawn_by_the_document_alone(on, record, changed):
    state = signed(on, begin(on, record, SequelKind.WITHDRAWAL))
    seal(replace(on.services, **changed), on.vault, sample(), state, PASSPHRASE)
    assert read_after(on.vault, sample(), record).withdrawn
    assert len(on.vault.revisions("c-1")) == 1


def twice_altered(pdf, known):
    """Find nothing wrong with the first seal, and something with the second."""
    proof = fake_verify(pdf, known)
    return replace(proof, verdict=Verdict.ALTERED) if len(proof.signatures) > 1 else proof


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"withdraw": refusing(SigningError("withdrawal-refused"))}, "withdrawal-refused"),
        ({"withdraw": lambda pdf, *_given, **_named: pdf}, "seal-not-verified"),
        ({"verify": twice_altered}, "seal-not-verified"),
    ],
)
def test_where_it_fails_nothing_is_stored_and_it_can_be_tried_again(on, record, changed, code):
    state = signed(on, begin(on, record, SequelKind.WITHDRAWAL))
    with pytest.raises(SigningError, check=lambda error: error.code == code):
        seal(replace(on.services, **changed), on.vault, sample(), state, PASSPHRASE)
    assert on.vault.open(state.draft.id) == state
    assert len(on.vault.revisions("c-1")) == 1
    assert not read_after(on.vault, sample(), record).withdrawn
    seal(on.services, on.vault, sample(), state, PASSPHRASE)
    assert len(on.vault.revisions("c-1")) == 2


def test_a_course_does_not_go_on_with_a_consent_that_was_taken_back(on, record):
    patient = record.draft.patient.id
    assert [each.consultation for each in read_course(on.services, on.vault, patient).nexts] == ["c-1"]
    before = read_course(on.services, on.vault, patient).findings
    sequel = done(on, record, SequelKind.WITHDRAWAL)
    course = read_course(on.services, on.vault, patient)
    assert course.nexts == ()
    assert [(each.line.id, each.number) for each in course.sessions] == [("c-1", 1), (sequel.draft.id, 0)]
    # What stood out last is what was found in the consultation.
    assert course.findings == before


def test_nothing_follows_what_follows(on, record):
    sequel = done(on, record, SequelKind.AMENDMENT)
    assert may_follow(sequel, ()) == ()
    with pytest.raises(NotReadyError):
        begin(on, sequel, SequelKind.AMENDMENT)
    with pytest.raises(NotReadyError):
        next_session(on.services, on.vault, sequel.draft.id)


def test_nothing_follows_what_is_not_sealed(on):
    with pytest.raises(NotReadyError):
        begin_sequel(on.services, on.vault, "c-1", SequelKind.AMENDMENT)


@pytest.mark.parametrize("decision", ["decline", "not_today"])
def test_a_refusal_can_only_be_amended(decision):
    on = bench(draft(answers=answered(d_treatment=decision)))
    assert may_follow(sealed_on(on), ()) == (SequelKind.AMENDMENT,)


def test_who_rings_signs_nothing_and_the_clinician_alone_does(on, record):
    sequel = done(on, record, SequelKind.WITHDRAWAL, told=Told.PHONE)
    assert [each.role for each in sequel.signatures] == [Role.CLINICIAN]


def test_only_whoever_is_named_in_it_seals_it(on, record):
    state = signed(on, begin(on, record, SequelKind.AMENDMENT))
    other = replace(on.vault.staff.me.clinician, id="c-9", name="Dr Else")
    on.vault.staff = staff_of(other, PASSPHRASE)
    with pytest.raises(RightError):
        seal(on.services, on.vault, sample(), state, PASSPHRASE)
    assert isinstance(on.vault.open(state.draft.id), Consented)


def test_it_is_not_frozen_before_all_is_said(on, record):
    begun = begin(on, record, SequelKind.CONFIRMATION)
    with pytest.raises(NotReadyError, check=lambda error: error.missing == ("sequel changed",)):
        review(on.services, Conversation.about(sample(), begun))


@pytest.mark.parametrize(("days", "days_later", "early"), [(0, 0, None), (7, 0, True), (7, 7, False)])
def test_the_wait_is_the_practice_s(on, record, days, days_later, early):
    on.vault.keep_preferences(Preferences(days_between=days))
    begun = begin(on, record, SequelKind.CONFIRMATION)
    assert (begun.sequel.wait is None) is (days == 0)
    today = begun.day + timedelta(days=days_later)
    if days:
        assert begun.sequel.wait.first_day == first_day(record.at, days)
        assert on_the_day(begun, today).sequel.is_early(today) is early


def test_only_what_follows_a_record_bears_the_day_of_its_signing(record):
    later = record.draft.day + timedelta(days=1)
    assert on_the_day(record.draft, later) is record.draft


@pytest.mark.parametrize(
    ("treatment", "days"),
    [("meso", 3), ("meso.uk", 3), ("peel", 14), (f"meso{TOGETHER}peel", 14), ("other", 3)],
)
def test_a_treatment_can_have_a_wait_of_its_own(treatment, days):
    assert days_for(Preferences(days_between=3, waits={"peel": 14}), treatment) == days


def test_no_wait_can_be_a_treatment_s_own_too():
    assert days_for(Preferences(days_between=3, waits={"peel": 0}), "peel") == 0


def test_the_record_inside_says_what_it_follows_and_makes_the_file_again(on, record):
    on.vault.keep_preferences(Preferences(days_between=7))
    state = signed(on, begin(on, record, SequelKind.CONFIRMATION), early="She travels.")
    content = inside(on.services, sample(), state)
    written = json.loads(content)
    assert written["first"]["sha256"] == record.sha256
    assert written["kind"] == "confirmation"
    assert (written["sequel"]["changed"], written["sequel"]["early"]) == (False, "She travels.")
    assert written["sequel"]["wait"]["days"] == 7
    assert rebuilt(on.services, sample(), content).startswith(b"confirmation of ")
    told = inside(on.services, sample(), signed(on, begin(on, record, SequelKind.WITHDRAWAL)))
    assert (json.loads(told)["sequel"]["told"], json.loads(told)["sequel"]["wait"]) == ("here", None)


def test_its_screens_have_the_place_where_it_is_written_and_signed_and_no_other(on, record):
    begun = begin(on, record, SequelKind.CONFIRMATION)
    talk = Conversation.about(sample(), begun)
    rail = rail_screen(talk, begun)
    assert [each.step.value for each in rail.steps] == ["sign", "done"]
    assert (rail.locked, rail.progress) == (True, 0)
    shown = review_screen(talk, begun)
    assert (shown.sequel.said, shown.sequel.early) == (begun.sequel, False)
    assert review_screen(on.conversation, on.conversation.draft).sequel is None


def test_a_record_is_shown_with_its_newest_file(on, record):
    assert with_newest_file(on.vault, record) == record
