"""A form in the patient's language beside the practice's: composed, signed, sealed, and made again."""

from dataclasses import replace

import pytest

from consult_app.domain.consultation import Way
from consult_app.domain.document import Paragraph, Parallel, Role
from consult_app.domain.paper import Paper
from consult_app.domain.preferences import Preferences
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.demo import scribble
from consult_app.workflow.papers import take
from consult_app.workflow.sealing import declaration, lay_draft, review, seal, sign
from consult_app.workflow.speaking import patients_own
from tests.helpers.sample import draft, sample
from tests.helpers.sealing import PASSPHRASE, bench
from tests.helpers.translated import in_made_up_arabic


def arabic():
    spoken = in_made_up_arabic(sample())
    said = {key: f"ع {words}" for key, words in spoken.labels.items() if key.startswith("consent.")}
    return replace(spoken, labels={**spoken.labels, **said})


@pytest.fixture
def on():
    made = bench(draft().speaking("ar"))
    made.services.library.spoken["ar"] = arabic()
    return made


def signed(on):
    spoken = patients_own(on.services, on.vault, on.conversation.draft)
    state, _ = review(on.services, on.conversation, spoken=spoken)
    on.vault.keep(state, "reviewed")
    return state


def test_only_another_language_that_the_pack_has_is_the_patients_own(on):
    assert patients_own(on.services, on.vault, on.conversation.draft).language == "ar"
    for language in ("", "en", "he"):
        assert patients_own(on.services, on.vault, draft(language=language)) is None


def test_each_signs_what_stands_in_the_language_that_they_read(on):
    state = signed(on)
    assert (state.document.language, state.document.beside) == ("ar", "en")
    assert any(isinstance(each, Parallel) for each in state.document.blocks)
    assert declaration(state).declaration.startswith("ع")
    once = sign(on.services, state, Way.DRAWN, scribble("a"))
    assert once.next_role is Role.CLINICIAN
    assert declaration(once).declaration == sample().labels["consent.declaration.clinician"]


def test_a_draft_is_laid_out_in_both(on):
    laid = []

    def render(document, labels, signatures):
        laid.append(document)
        return b""

    services = replace(on.services, render=render)
    lay_draft(services, on.conversation)
    lay_draft(services, on.conversation, spoken=arabic())
    assert [each.beside for each in laid] == ["", "en"]


def test_what_goes_home_is_in_the_patients_language_alone(on):
    laid = []

    def render(document, labels, signatures):
        laid.append((document.kind.value, document.language, document.beside))
        return b"%PDF"

    services, state = replace(on.services, render=render), signed(on)
    for each in "ab":
        state = sign(on.services, state, Way.DRAWN, scribble(each))
        on.vault.keep(state, "signed")
    seal(services, on.vault, sample(), state, PASSPHRASE)
    assert ("consent", "ar", "en") in laid
    assert laid[-1] == ("aftercare", "ar", "")
    take(services, on.vault, sample(), "c-1", Paper.SUMMARY)
    assert laid[-1] == ("summary", "ar", "")
    take(services, on.vault, sample(), "c-1", Paper.RECORD)
    assert laid[-1] == ("record", "en", "")


def test_a_consultation_begins_in_the_language_that_the_practice_speaks_to_patients(on):
    patient = on.conversation.draft.patient
    for wished, begun in (("ar", "ar"), ("en", ""), ("he", "")):
        on.vault.keep_preferences(Preferences(language=wished))
        talk = begin(on.services, on.vault, "sample", on.conversation.draft.goal, patient)
        assert isinstance(talk, Conversation)
        assert talk.draft.language == begun


def test_what_was_said_has_its_number_on_the_form_in_both_languages(on):
    *_, last = signed(on).document.blocks
    assert isinstance(last, Paragraph | Parallel)
