from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from consult_app.domain.consultation import Reviewed
from consult_app.domain.document import Document, DocumentKind, Running
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.patient import Offer, new_patient_screen, patient_screen
from tests.helpers.sample import draft, sample


@dataclass(frozen=True)
class Shelf:
    """A library with the sample pack only."""

    def packs(self):
        return (sample(),)

    def treatment(self, pack_id):
        return {sample().id: sample()}[pack_id]


def test_a_new_consultation_can_be_about_every_goal_of_every_pack():
    pack = sample()
    today = pack.governance.review_by
    screen = new_patient_screen(Shelf(), today)
    unapproved = not pack.governance.approved
    assert screen.offers == (Offer(pack.id, pack.name, pack.version, unapproved, pack.goals),)
    assert screen.patient is None
    assert screen.today == today
    assert not screen.locked


def test_a_pack_past_its_review_is_offered_as_unapproved():
    after = sample().governance.review_by + timedelta(days=1)
    assert new_patient_screen(Shelf(), after).offers[0].unapproved


def test_an_open_consultation_shows_its_patient_and_goal():
    said = draft()
    screen = patient_screen(Conversation.about(sample(), said), said, date(2026, 11, 22))
    assert (screen.patient, screen.treatment, screen.offers) == (said.patient, sample().name, ())
    assert screen.goal == next(each.name for each in sample().goals if each.id == said.goal)
    assert not screen.locked


def test_a_goal_that_the_pack_no_longer_has_is_still_named():
    said = replace(draft(), goal="gone")
    assert patient_screen(Conversation.about(sample(), said), said, date(2026, 11, 22)).goal == "gone"


def test_once_the_document_is_frozen_the_patient_is_locked():
    said = draft()
    running = Running("", "", "", "", "")
    document = Document("c", DocumentKind.CONSENT, "en", "", None, running, ())  # type: ignore[arg-type]
    state = Reviewed(said, document)
    assert patient_screen(Conversation.about(sample(), said), state, date(2026, 11, 22)).locked
