"""A consultation that is ended before it is complete: kept as it stands, and another one begun from it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult_app.domain.changes import Change, How
from consult_app.domain.compose import compose_signed
from consult_app.domain.consultation import Origin, Way
from consult_app.domain.document import texts
from consult_app.domain.signers import Signers, Witness
from consult_app.domain.since import News, Since
from consult_app.domain.users import UserRole
from consult_app.errors import NotReadyError, RightError, VaultError
from consult_app.workflow.consulting import resume
from consult_app.workflow.course import next_session
from consult_app.workflow.demo import scribble
from consult_app.workflow.ending import void
from consult_app.workflow.ports import Stage
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.review import review_screen
from consult_app.workflow.sealing import sign
from tests.helpers.sample import DAY, draft
from tests.helpers.sealing import bench, consented, reviewed


def part_signed(on):
    state = sign(on.services, reviewed(on), Way.DRAWN, scribble("a"))
    on.vault.keep(state, "signed")
    return state


@pytest.mark.parametrize("stand", [lambda on: on.conversation.draft, reviewed, part_signed, consented])
def test_it_is_kept_as_it_stands_with_the_reason_and_never_changes(stand):
    on = bench()
    state = stand(on)
    ended = void(on.services, on.vault, state, "The wrong arm was named.")
    assert resume(on.services, on.vault, "c-1")[1] == ended
    assert (ended.ending.reason, ended.ending.by) == ("The wrong arm was named.", "Dr Bo")
    assert ended.signatures == getattr(state, "signatures", ())
    assert (on.vault.log[-1][2], on.vault.consultations()[0].stage) == ("void", Stage.VOIDED)
    assert review_screen(on.conversation, ended).stage is Stage.VOIDED
    for later in (state, replace(on.conversation.draft, revision=99)):
        with pytest.raises(VaultError) as caught:
            on.vault.keep(later, "later")
        assert caught.value.code == "already-voided"


def test_only_what_stands_is_ended_and_only_with_a_reason():
    on = bench()
    before = reviewed(on)
    part_signed(on)
    with pytest.raises(VaultError) as caught:
        void(on.services, on.vault, before, "Too late")
    assert caught.value.code == "changed-elsewhere"
    with pytest.raises(NotReadyError):
        void(on.services, on.vault, before, " ")


def test_an_assistant_ends_nothing():
    on = bench()
    on.vault.staff.users[on.vault.staff.mine] = replace(on.vault.staff.me, role=UserRole.ASSISTANT)
    with pytest.raises(RightError):
        void(on.services, on.vault, on.conversation.draft, "Why not")


def test_another_one_is_begun_from_its_answers_and_asks_them_again():
    on = bench(draft(signers=Signers(witness=Witness("Wanda See"))))
    void(on.services, on.vault, part_signed(on), "The wrong arm was named.")
    again = next_session(on.services, on.vault, "c-1").conversation.draft
    assert (again.follows, again.patient, again.signers.witness) == (
        "c-1",
        draft().patient,
        Witness("Wanda See"),
    )
    assert again.answers["q-preg"] == draft().answers["q-preg"]
    assert set(again.origins.values()) == {Origin.EARLIER}


def test_nobody_is_told_to_have_agreed_to_what_was_ended():
    on = bench()
    void(on.services, on.vault, part_signed(on), "The wrong arm was named.")
    carried = next_session(on.services, on.vault, "c-1")
    assert carried.again
    assert carried.conversation.draft.since is None
    said = printed(on, carried)
    assert "You agreed to this before" not in said


def test_what_was_ended_after_a_consent_is_compared_with_that_consent_still():
    before = Since(DAY - timedelta(days=30), "0.1", {"q-preg": True}, news=(News(How.ADDED, "Bruise"),))
    on = bench(draft(since=before))
    void(on.services, on.vault, part_signed(on), "The wrong arm was named.")
    changes = (Change("risks", "ae-numb", "Numb", How.CHANGED), Change("risks", "ae-b", "Bruise", How.ADDED))
    again = next_session(replace(on.services, compare=lambda *_: changes), on.vault, "c-1")
    news = (News(How.ADDED, "Bruise"), News(How.CHANGED, "Numb"))
    assert again.conversation.draft.since == replace(before, news=news)
    assert "You agreed to this before, on 24 Oct 2026." in printed(on, again)


def printed(on, carried):
    talk = carried.conversation
    document = compose_signed(talk.treatment, talk.draft, talk.assessment, on.services.now())
    return "\n".join(text for block in document.blocks for text in texts(block))


def test_it_counts_as_no_session():
    on = bench()
    void(on.services, on.vault, part_signed(on), "The wrong arm was named.")
    assert [each.number for each in read_course(on.services, on.vault, draft().patient.id).sessions] == [0]
