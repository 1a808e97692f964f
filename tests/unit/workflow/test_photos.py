"""Photographs are kept only where the patient agreed to them, by a clinician, and whoever looks is logged."""

import hashlib
from dataclasses import replace

import pytest

from consult_app.domain.consultation import Clinician, Reviewed, Stage, Way
from consult_app.domain.photo import OTHER_USES, PHOTO_DECISION, Removal, Taken, may_keep
from consult_app.domain.questionnaire import Choice, Kind, Question, Step
from consult_app.domain.sequel import SequelKind, Told
from consult_app.domain.users import User, UserRole
from consult_app.errors import NotReadyError, RightError, SigningError, VaultError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.photos import add_photo, read_photos, remove_photo
from consult_app.workflow.sealing import review, seal, sign
from consult_app.workflow.sequels import begin_sequel
from tests.helpers.fakes import NOON
from tests.helpers.sample import ANSWERS, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented

JPEG = b"a picture"


def sealed_bench(agreed):
    made = bench(draft(answers={**ANSWERS, PHOTO_DECISION: agreed}))
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    return made


@pytest.fixture
def on():
    return sealed_bench(agreed=True)


def add(on, place="Cheeks", taken=Taken.BEFORE):
    add_photo(on.services, on.vault, "c-1", JPEG, taken=taken, place=place)


def test_a_photograph_is_kept_with_its_session_and_read_with_the_name_of_who_put_it_in(on):
    add(on, " Cheeks ")
    screen = read_photos(on.services, on.vault, "c-1")
    [photo] = screen.photos
    assert (photo.consultation, photo.place, photo.taken, photo.by) == (
        "c-1",
        "Cheeks",
        Taken.BEFORE,
        "Dr Bo",
    )
    assert (photo.sha256, photo.length) == (hashlib.sha256(JPEG).hexdigest(), len(JPEG))
    assert on.vault.photo(photo.id) == JPEG
    assert (screen.areas, screen.agreed, screen.may_add) == (("Cheeks",), True, True)
    assert ("photos read", "p-1") in [each[:2] for each in on.vault.noted]


@pytest.mark.parametrize("answer", [False, None, "true"])
def test_nothing_but_a_plain_yes_allows_a_photograph(answer):
    assert not may_keep(draft(answers={PHOTO_DECISION: answer}))
    assert not may_keep(draft(answers={}))


def test_without_the_patients_agreement_none_is_kept():
    on = sealed_bench(agreed=False)
    assert not read_photos(on.services, on.vault, "c-1").agreed
    with pytest.raises(NotReadyError) as error:
        add(on)
    assert error.value.missing == ("photo-consent",)
    assert on.vault.photos("p-1") == ()


def test_once_the_consent_was_taken_back_no_more_are_kept(on, monkeypatch):
    add(on)
    [line] = on.vault.consultations()
    gone = replace(line, sequel=SequelKind.WITHDRAWAL, stage=Stage.SEALED, updated=NOON)
    monkeypatch.setattr(on.vault, "sequels", lambda _: (gone,))
    with pytest.raises(NotReadyError):
        add(on)
    assert len(read_photos(on.services, on.vault, "c-1").photos) == 1


def with_decisions():
    """The sample treatment, where photographs are asked about as in the packs."""
    made = sample()
    asked = (
        Question(PHOTO_DECISION, Kind.YES_NO, "May we take photos?"),
        Question(
            OTHER_USES, Kind.CHOICES, "And for what else?", choices=(Choice("teach", "To teach staff"),)
        ),
    )
    sections = tuple(
        replace(each, questions=(*each.questions, *asked)) if each.step is Step.DECISIONS else each
        for each in made.questionnaire.sections
    )
    return replace(made, questionnaire=replace(made.questionnaire, sections=sections))


def taking_back(on, *decisions):
    """Have decisions taken back in a document that is sealed."""
    _, begun = begin_sequel(on.services, on.vault, "c-1", SequelKind.DECISION)
    written = begun.adding(begun.sequel.saying(told=Told.HERE, decisions=decisions))
    on.vault.keep(written, "written")
    talk = Conversation.about(with_decisions(), written)
    state, _ = review(on.services, talk)
    on.vault.keep(state, "reviewed")
    while isinstance(state, Reviewed):
        state = sign(on.services, state, Way.TYPED)
        on.vault.keep(state, "signed")
    return seal(on.services, on.vault, with_decisions(), state, PASSPHRASE)


@pytest.fixture
def agreed_twice(monkeypatch):
    """A sealed consent that says yes to photographs for the record and for teaching."""
    made = bench(draft(answers={**ANSWERS, PHOTO_DECISION: True, OTHER_USES: ("teach", "own words")}))
    monkeypatch.setattr(made.services.library, "restore", lambda _: with_decisions())
    talk = Conversation.about(with_decisions(), made.conversation.draft)
    made = replace(made, conversation=talk)
    seal(made.services, made.vault, with_decisions(), consented(made), PASSPHRASE)
    return made


def test_what_photographs_may_be_used_for_is_said_until_it_is_taken_back(agreed_twice):
    on = agreed_twice
    assert read_photos(on.services, on.vault, "c-1").uses == ("To teach staff",)
    taking_back(on, OTHER_USES)
    screen = read_photos(on.services, on.vault, "c-1")
    assert (screen.uses, screen.agreed, screen.taken_back) == ((), True, None)


def test_once_photographs_were_taken_back_no_more_are_kept_though_the_consent_stands(agreed_twice):
    on = agreed_twice
    add(on)
    sequel = taking_back(on, PHOTO_DECISION)
    screen = read_photos(on.services, on.vault, "c-1")
    assert (screen.agreed, screen.taken_back, len(screen.photos)) == (False, sequel.draft.day, 1)
    with pytest.raises(NotReadyError):
        add(on)


def test_nobody_keeps_a_photograph_of_nothing_nor_an_assistant_any(on):
    with pytest.raises(NotReadyError) as error:
        add(on, " ")
    assert error.value.missing == ("place",)
    on.vault.staff.users["a-1"] = User(Clinician("a-1", "Kim Aid", "Assistant"), UserRole.ASSISTANT)
    on.vault.staff.mine = "a-1"
    assert not read_photos(on.services, on.vault, "c-1").may_add
    with pytest.raises(RightError):
        add(on)


def test_one_that_is_not_there_is_not_made_up(on):
    with pytest.raises(VaultError) as error:
        on.vault.photo("n-9")
    assert error.value.code == "photo-missing"


def removed(on, why=Removal.WRONG, words="", passphrase=PASSPHRASE):
    [photo] = read_photos(on.services, on.vault, "c-1").photos
    remove_photo(on.services, on.vault, photo, why=why, words=words, passphrase=passphrase)


def test_a_photograph_goes_for_a_reason_and_the_page_says_what_is_left(on):
    add(on)
    removed(on, words=" another face ")
    screen = read_photos(on.services, on.vault, "c-1")
    [gone] = screen.removed
    assert (screen.photos, gone.why, gone.words, gone.by) == ((), Removal.WRONG, "another face", "Dr Bo")


def test_that_it_was_taken_back_is_no_reason_as_long_as_it_was_not(on):
    add(on)
    assert read_photos(on.services, on.vault, "c-1").unwanted == ()
    with pytest.raises(NotReadyError) as error:
        removed(on, Removal.TAKEN_BACK)
    assert error.value.missing == ("taken-back",)
    kept = on.vault.states["c-1"]
    on.vault.states["c-1"] = replace(kept, draft=replace(kept.draft, answers={}))
    [photo] = read_photos(on.services, on.vault, "c-1").photos
    assert read_photos(on.services, on.vault, "c-1").unwanted == (photo.id,)
    removed(on, Removal.TAKEN_BACK)
    assert on.vault.photos("p-1") == ()


def test_another_reason_is_said_and_a_passphrase_typed_by_a_clinician(on):
    add(on)
    with pytest.raises(NotReadyError):
        removed(on, Removal.OTHER, " ")
    with pytest.raises(SigningError):
        removed(on, passphrase="another one")
    on.vault.staff.users[on.vault.staff.mine] = replace(on.vault.staff.me, role=UserRole.ASSISTANT)
    with pytest.raises(RightError):
        removed(on)
    assert len(on.vault.photos("p-1")) == 1
