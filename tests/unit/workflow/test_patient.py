"""The patient's page: new, or of an open or locked consultation."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Practice
from consult_app.errors import ContentError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.screens.patient import (
    chosen_of,
    new_patient_screen,
    patient_screen,
    read_new_patient,
)
from tests.helpers.fakes import FakeLibrary
from tests.helpers.sample import DAY, approved, draft, sample
from tests.helpers.sealing import bench, reviewed

PRACTICE = Practice("The practice")


def test_a_new_page_offers_every_treatment_with_its_goals():
    library = FakeLibrary()
    library.publish(sample())
    library.publish(replace(approved(), id="other", name="Other", digest="2"))
    shown = new_patient_screen(library, PRACTICE, DAY)
    assert (shown.patient, shown.treatment, shown.goal, shown.locked, shown.today) == (
        *(None, "", "", False, DAY),
    )
    assert [(each.pack, each.name, each.version, each.unapproved) for each in shown.offers] == [
        ("sample", "Sample treatment", "0.1", True),
        ("other", "Other", "0.1", False),
    ]
    assert shown.offers[0].goals == sample().goals


def test_an_approved_pack_past_its_review_date_is_unapproved():
    library = FakeLibrary()
    library.publish(approved())
    [offer] = new_patient_screen(library, PRACTICE, date(2028, 1, 1)).offers
    assert offer.unapproved


def variants(*treatments):
    library = FakeLibrary()
    for each in treatments:
        library.publish(each)
    return library


UNDER_UK_LAW = replace(sample(), id="sample.uk", digest="uk", jurisdiction="UK")


@pytest.mark.parametrize(
    ("law", "offered"),
    [("US", [("sample", "")]), ("UK", [("sample.uk", "")]), ("AU", [("sample", "US")])],
)
def test_each_treatment_is_offered_under_the_law_of_the_practice_or_says_whose_it_is(law, offered):
    library = variants(sample(), UNDER_UK_LAW)
    shown = new_patient_screen(library, replace(PRACTICE, jurisdiction=law), DAY)
    assert [(each.pack, each.law) for each in shown.offers] == offered


def test_several_treatments_are_named_one_after_the_other():
    names = {"sample": "Sample treatment", "other": "Other"}
    assert treatment_name("sample", names) == "Sample treatment"
    assert treatment_name("sample+other", names) == "Sample treatment + Other"
    assert treatment_name("gone+other", names) == "gone + Other"


def test_where_only_approved_content_may_be_used_drafts_are_not_offered():
    library = variants(sample(), replace(approved(), id="other", digest="2"))
    shown = new_patient_screen(library, replace(PRACTICE, approved_only=True), DAY)
    assert [each.pack for each in shown.offers] == ["other"]
    assert shown.approved_only


def test_a_pack_that_cannot_be_read_is_said():
    class Broken(FakeLibrary):
        def treatment(self, pack_id):
            raise ContentError("bad-id", f"{pack_id}/rules.yaml:3", "wrong.")

    library = Broken()
    library.publish(sample())
    with pytest.raises(ContentError):
        new_patient_screen(library, PRACTICE, DAY)


def test_an_open_consultation_shows_its_patient_treatment_and_goal():
    conversation = Conversation.about(sample(), draft())
    shown = patient_screen(conversation, conversation.draft, DAY)
    assert (shown.patient, shown.offers) == (draft().patient, ())
    assert (shown.treatment, shown.goal) == ("Sample treatment", "Fresher-looking skin")
    assert not shown.locked


def test_a_goal_that_the_pack_no_longer_has_is_still_named():
    conversation = Conversation.about(sample(), draft(goal="gone"))
    assert patient_screen(conversation, conversation.draft, DAY).goal == "gone"


def test_the_patient_is_locked_once_the_document_is_reviewed():
    on = bench()
    assert patient_screen(on.conversation, reviewed(on), DAY).locked


def test_what_a_consultation_was_about_is_chosen_as_it_is_called_today():
    library = variants(sample(), UNDER_UK_LAW, replace(sample(), id="other", digest="2"))
    both = draft(treatment="sample+other", goal="face+body")
    assert chosen_of(both, library.packs(), "UK") == (("sample.uk", "face"), ("other", "body"))
    library.current.pop("other")
    assert chosen_of(both, library.packs(), "US") == (("sample", "face"),)


def test_for_a_known_patient_what_they_came_for_last_is_chosen():
    on = bench()
    reviewed(on)
    other = replace(draft(), id="c-2", goal="body", patient=replace(draft().patient, id="p-2"))
    on.vault.begin(other, on.services.library.bundle("sample"))
    shown = read_new_patient(on.services, on.vault, "p-1")
    assert (shown.patient, shown.chosen, shown.begins) == (draft().patient, (("sample", "face"),), True)
    anybody = read_new_patient(on.services, on.vault)
    assert (anybody.patient, anybody.chosen) == (None, (("sample", "body"),))


def test_where_nobody_ever_came_nothing_is_chosen():
    on = bench()
    on.vault.states.clear()
    assert read_new_patient(on.services, on.vault).chosen == ()
