"""A sample is played through the very same workflow as a real consultation."""

from dataclasses import replace

import pytest

from consult_app.domain.consultation import Way
from consult_app.domain.proof import Verdict
from consult_app.domain.questionnaire import Step
from consult_app.errors import ConsultError, NotReadyError, RenderError
from consult_app.workflow.demo import play, scribble
from tests.helpers.fakes import fake_services
from tests.helpers.played import said
from tests.helpers.sample import sample


@pytest.fixture
def services():
    return fake_services(sample())


def test_it_is_played_to_the_sealed_record_of_a_sample(services):
    played = play(services, said())
    draft = played.sealed.draft
    assert draft.sample
    assert (draft.areas, draft.answers, draft.mixture) == (said().areas, said().answers, said().mixture)
    assert (draft.options, draft.risks) == (said().options, said().risks)
    assert (draft.own_risks, draft.exchanges) == (said().own_risks, said().exchanges)
    assert draft.seen == tuple(each.value for each in Step)
    assert [(each.rule, each.reason) for each in draft.overrides] == list(said().overrides)
    assert played.conversation.draft == draft
    assert played.conversation.gaps == ()
    assert all(each.way is Way.DRAWN for each in played.sealed.signatures)


def test_it_leaves_the_stored_files_and_their_proof(services):
    played = play(services, said())
    assert played.proof.verdict is Verdict.INTACT
    assert played.proof.sha256 == played.sealed.sha256
    assert [each.known for each in played.proof.signatures] == [True]
    assert played.consent.startswith(b"consent of ")
    assert played.aftercare.startswith(b"aftercare of ")


def test_every_act_is_kept_as_in_the_room(services):
    played = play(services, said())
    log = services.vaults.vault.log
    assert {each for each, _, _ in log} == {played.sealed.draft.id}
    assert [action for _, _, action in log if action != "sample"] == [
        "begin",
        "reviewed",
        "signed",
        "signed",
        "seal",
    ]
    revisions = [revision for _, revision, action in log if action in ("begin", "sample")]
    assert revisions == list(range(len(revisions)))


def test_the_patient_is_kept_under_a_new_id(services):
    play(services, said())
    [patient] = services.vaults.vault.patients()
    assert patient.name == said().patient.name
    assert patient.id.startswith("id-")


def test_a_sample_in_which_something_is_missing_is_not_signed_and_the_vault_is_closed(services):
    with pytest.raises(NotReadyError) as caught:
        play(services, replace(said(), areas=()))
    assert caught.value.missing == ("areas",)
    assert services.vaults.vault.closed


def not_rendering(_document, _labels, _signatures):
    raise RenderError("too-wide")


@pytest.mark.parametrize("change", [{"render": not_rendering}])
def test_the_vault_is_closed_whatever_happens(services, change):
    with pytest.raises(ConsultError):
        play(replace(services, **change), said())
    assert services.vaults.vault.closed


def test_the_vault_is_closed_in_the_end(services):
    play(services, said())
    assert services.vaults.vault.closed


@pytest.mark.parametrize("seed", ["patient", "clinician", ""])
def test_a_scribble_is_the_same_for_the_same_seed_and_stays_on_its_pad(seed):
    ink = scribble(seed)
    assert ink == scribble(seed)
    points = [point for stroke in ink.strokes for point in stroke.points]
    assert all(0 <= point.x_mm <= ink.width_mm and 0 <= point.y_mm <= ink.height_mm for point in points)
    assert all(0 <= point.pressure <= 1 for point in points)
    assert scribble("patient") != scribble("clinician")
