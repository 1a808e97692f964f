"""The conversation: begun with its pack, resumed with that very pack, findings answered."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Draft, Patient, Sealed
from consult_app.domain.preferences import Preferences
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.errors import ContentError, NotReadyError, RenderError, VaultError
from consult_app.workflow.consulting import Conversation, begin, override, resume
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import seal
from tests.helpers.fakes import NOON, fake_services
from tests.helpers.sample import answered, approved, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented

PATIENT = Patient("p-9", "Bea", "Example", date(1990, 1, 2))


@pytest.fixture
def services():
    return fake_services(sample())


@pytest.fixture
def vault(services):
    whole = draft()
    return found(services, whole.practice, whole.clinician, "a long passphrase")[0]


def test_a_consultation_is_kept_with_its_pack_before_the_first_question(services, vault):
    conversation = begin(services, vault, "sample", "face", PATIENT)
    begun = conversation.draft
    assert vault.open(begun.id) == begun
    assert vault.patients() == (PATIENT,)
    assert services.library.restore(vault.bundle(begun.pack_digest)) is sample()
    assert (begun.patient, begun.clinician, begun.practice) == (PATIENT, vault.clinician(), vault.practice())
    assert (begun.treatment, begun.pack_version, begun.goal) == ("sample", "0.1", "face")
    assert begun.day == NOON.date()
    assert not begun.sample
    assert conversation.assessment == Conversation.about(sample(), begun).assessment


def test_it_is_in_large_print_where_the_practice_has_it_so(services, vault):
    assert not begin(services, vault, "sample", "face", PATIENT).draft.large
    vault.keep_preferences(Preferences(large_print=True))
    assert begin(services, vault, "sample", "face", PATIENT).draft.large


def test_a_draft_is_not_begun_where_only_approved_content_may_be_used(services, vault):
    vault.keep_practice(replace(vault.practice(), approved_only=True))
    with pytest.raises(ContentError) as caught:
        begin(services, vault, "sample", "face", PATIENT)
    assert caught.value.code == "approved-only"
    assert vault.consultations() == ()
    services.library.publish(approved())
    assert begin(services, vault, "sample", "face", PATIENT).treatment == approved()


def test_nothing_is_kept_where_the_pack_is_not_there(services, vault):
    with pytest.raises(ContentError):
        begin(services, vault, "sampel", "face", PATIENT)
    assert vault.consultations() == ()
    assert vault.patients() == ()


def test_a_vault_that_refuses_begins_nothing(services, vault):
    vault.refusing = "disk-full"
    with pytest.raises(VaultError):
        begin(services, vault, "sample", "face", PATIENT)
    assert vault.consultations() == ()


def test_it_is_resumed_with_the_very_pack_that_it_was_made_with(services, vault):
    begun = begin(services, vault, "sample", "face", PATIENT).draft
    services.library.publish(replace(sample(), version="0.2", digest="f" * 64, rules=()))
    treatment, state = resume(services, vault, begun.id)
    assert treatment is sample()
    assert state == begun
    assert begin(services, vault, "sample", "face", PATIENT).treatment.version == "0.2"


def test_a_sealed_record_is_opened_with_its_pack():
    on = bench()
    record = seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    treatment, state = resume(on.services, on.vault, record.draft.id)
    assert isinstance(state, Sealed)
    assert (treatment, state) == (sample(), record)


def test_a_consultation_that_is_not_there_is_not_resumed(services, vault):
    with pytest.raises(VaultError):
        resume(services, vault, "none")


def test_going_on_judges_afresh():
    conversation = Conversation.about(sample(), draft())
    assert conversation.gaps == ()
    later = conversation.going_on(conversation.draft.answering("q-preg", True))
    assert later.treatment is conversation.treatment
    assert later.gaps == (
        Gap(Step.HISTORY, Lack.ANSWER, "q-weeks"),
        Gap(Step.SCREENING, Lack.FINDING, "ci-pregnancy"),
    )
    assert conversation.gaps == ()


def pregnant() -> Draft:
    return draft(answers=answered(q_preg=True) | {"q-weeks": 12})


def test_a_finding_is_answered_in_the_clinicians_name(services):
    conversation = Conversation.about(sample(), pregnant())
    settled = override(services, conversation, "ci-pregnancy", "  Her midwife agrees. \n")
    [given] = settled.overrides
    assert (given.rule, given.certain, given.clinician) == ("ci-pregnancy", True, "Dr Bo")
    assert (given.reason, given.at) == ("Her midwife agrees.", NOON)
    assert conversation.going_on(settled).gaps == ()
    assert conversation.going_on(settled).finding("ci-pregnancy").override == given


def test_a_stop_is_not_answered_without_a_reason(services):
    with pytest.raises(NotReadyError):
        override(services, Conversation.about(sample(), pregnant()), "ci-pregnancy", " \n")


def test_an_answer_lapses_when_what_it_rests_on_changes(services):
    conversation = Conversation.about(sample(), pregnant())
    settled = override(services, conversation, "ci-pregnancy", "Talked through.")
    changed = conversation.going_on(settled.clearing("q-preg"))
    assert not changed.finding("ci-pregnancy").settled


def test_a_finding_that_did_not_fire_cannot_be_answered(services):
    with pytest.raises(KeyError):
        override(services, Conversation.about(sample(), draft()), "ci-pregnancy", "Why?")


def test_a_name_that_could_not_be_printed_is_refused_before_the_first_question(services, vault):
    with pytest.raises(RenderError, match=r"U\+2603") as refused:
        begin(services, vault, "sample", "face", replace(PATIENT, given_name="Bea \N{SNOWMAN}"))
    assert "Bea" not in str(refused.value)
    assert vault.consultations() == ()
    assert vault.patients() == ()
