"""A sample to try the program out with: half-way through, marked for good, and gone when it is not wanted."""

from dataclasses import replace

import pytest

from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Step
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.practice import found
from consult_app.workflow.trying import try_sample
from tests.helpers.fakes import fake_services
from tests.helpers.played import said
from tests.helpers.sample import draft, sample


@pytest.fixture
def services():
    return fake_services(sample())


@pytest.fixture
def vault(services):
    whole = draft()
    return found(services, whole.practice, whole.clinician, "a long passphrase")[0]


def test_it_is_an_open_draft_that_is_talked_through_up_to_the_risks(services, vault):
    treatment, begun = try_sample(services, vault)
    assert isinstance(begun, Draft)
    assert begun.sample
    assert vault.open(begun.id) == begun
    assert treatment.id == said().pack
    assert begun.seen[-1] == Step.RISKS.value
    assert "d-treatment" not in begun.answers
    assert begun.answers["q-weeks"] == 12
    assert {each.step for each in Conversation.about(treatment, begun).gaps} <= {
        Step.UNDERSTANDING,
        Step.DECISIONS,
    }


def test_it_belongs_to_the_practice_and_clinician_who_try_it(services, vault):
    _, begun = try_sample(services, vault)
    assert (begun.practice, begun.clinician) == (vault.practice(), vault.clinician())
    assert begun.patient == replace(said().patient, id=begun.patient.id)


def test_whatever_is_begun_with_its_patient_is_a_sample_too(services, vault):
    _, begun = try_sample(services, vault)
    again = begin(services, vault, "sample", "face", begun.patient)
    assert again.draft.sample
    other = begin(services, vault, "sample", "face", replace(begun.patient, id="somebody"))
    assert not other.draft.sample
    assert vault.count_samples() == 2
    vault.clear_samples()
    assert vault.count_samples() == 0
    assert [each.id for each in vault.consultations()] == [other.draft.id]
