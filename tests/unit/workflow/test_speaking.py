"""A form in the patient's language beside the practice's: composed, signed, sealed, and made again."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Way
from consult_app.domain.document import Notice, Paragraph, Parallel, Role, Tone
from consult_app.domain.paper import Paper
from consult_app.domain.preferences import Preferences
from consult_app.domain.treatment import Translation
from consult_app.errors import ContentError
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.demo import scribble
from consult_app.workflow.papers import take
from consult_app.workflow.sealing import declaration, lay_draft, review, seal, sign
from consult_app.workflow.speaking import first_spoken, languages, patients_own, speaking_as, translated
from tests.helpers.sample import approved, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench
from tests.helpers.translated import in_made_up_arabic


def arabic():
    spoken = in_made_up_arabic(sample())
    said = {key: f"ع {words}" for key, words in spoken.labels.items() if key.startswith("consent.")}
    return replace(spoken, labels={**spoken.labels, **said})


@pytest.fixture
def on():
    made = bench()
    made.services.library.spoken["ar"] = arabic()
    said = speaking_as(made.services, made.vault, draft(), "ar")
    made.vault.keep(said, "documents in ar")
    return replace(made, conversation=Conversation.about(sample(), said))


def signed(on):
    spoken = patients_own(on.services, on.vault, on.conversation.draft)
    state, _ = review(on.services, on.conversation, spoken=spoken)
    on.vault.keep(state, "reviewed")
    return state


def test_only_another_language_that_the_pack_has_is_the_patients_own(on):
    assert patients_own(on.services, on.vault, on.conversation.draft).language == "ar"
    for language in ("", "en", "he"):
        said = speaking_as(on.services, on.vault, draft(), language)
        assert (said.language, said.translation) == ("", "")
        assert patients_own(on.services, on.vault, said) is None


def test_what_was_chosen_stays_what_the_patient_reads_whatever_is_translated_anew(on):
    library, said = on.services.library, on.conversation.draft
    library.spoken["ar"] = replace(arabic(), digest="e" * 64, summary="ملخص آخر")
    assert patients_own(on.services, on.vault, said).summary == arabic().summary
    assert speaking_as(on.services, on.vault, said, "ar").translation == said.translation
    assert translated(on.services, on.vault, draft(), "ar").summary == "ملخص آخر"
    anew = speaking_as(on.services, on.vault, draft(), "ar")
    assert anew.translation != said.translation
    assert patients_own(on.services, on.vault, anew).summary == "ملخص آخر"
    del library.spoken["ar"]
    assert languages(on.services, on.vault, said) == ("en", "ar")
    assert languages(on.services, on.vault, draft()) == ("en",)


def test_a_pack_that_is_no_longer_todays_has_no_translation_of_today(on):
    on.services.library.publish(replace(sample(), digest="f" * 64))
    assert languages(on.services, on.vault, draft()) == ("en",)
    del on.services.library.current["sample"]
    assert languages(on.services, on.vault, draft()) == ("en",)
    assert translated(on.services, on.vault, on.conversation.draft, "ar").language == "ar"
    assert translated(on.services, on.vault, draft(), "en") == sample()
    assert first_spoken(("en", "ar"), "ar") == "ar"
    assert first_spoken(("en", "ar"), "he") == "en"


def test_with_approved_content_only_a_translation_that_nobody_approved_cannot_be_chosen(on):
    vault, library = on.vault, on.services.library
    vault.keep_practice(replace(vault.practice(), approved_only=True))
    assert languages(on.services, vault, draft()) == ("en",)
    assert speaking_as(on.services, vault, draft(), "ar").language == ""
    library.spoken["ar"] = replace(approved(), language="ar", digest="b" * 64)
    assert languages(on.services, vault, draft()) == ("en", "ar")

    def mistaken(pack_id):
        if pack_id == "sample.ar":
            raise ContentError("unknown-id", "ar.yaml:3", "there is no 'x'.")
        return sample()

    on.services.library.treatment = mistaken
    assert languages(on.services, vault, draft()) == ("en",)


def test_a_mistake_in_a_translation_keeps_no_consultation_from_beginning(on, monkeypatch):
    def mistaken(pack_id):
        if pack_id == "sample.ar":
            raise ContentError("unknown-id", "ar.yaml:3", "there is no 'x'.")
        return sample()

    monkeypatch.setattr(on.services.library, "treatment", mistaken)
    on.vault.keep_preferences(Preferences(language="ar"))
    talk = begin(on.services, on.vault, "sample", draft().goal, on.conversation.draft.patient)
    assert talk.draft.language == ""


def test_along_the_edges_of_both_languages_stands_which_translation_it_is_and_that_nobody_checked_it(on):
    english = sample().labels["mark.translation"]
    made = replace(
        arabic(),
        translation=Translation("A program.", date(2026, 11, 28), (), english, "Nobody did."),
        digest="c" * 64,
    )
    made = replace(made, labels={**made.labels, "mark.translation": "لم تراجع"})
    on.services.library.spoken["ar"] = made
    said = speaking_as(on.services, on.vault, draft(), "ar")
    talk = Conversation.about(sample(), said)
    own = patients_own(on.services, on.vault, said)
    edges = review(on.services, talk, spoken=own)[0].document.running
    assert edges.mark.split(" · ")[-2:] == ["لم تراجع", english]
    assert edges.version.endswith(f"ar {own.digest[:12]}")
    assert sample().digest[:12] in edges.version
    blocks = review(on.services, talk, spoken=own)[0].document.blocks
    remark = next(each for each in blocks if isinstance(each, Parallel) and "لم تراجع" in str(each.first))
    assert remark.second == (Notice(english, made.translation.beside_text, Tone.CARE),)
    words = str(blocks)
    lead = replace(made, governance=approved().governance, digest="d" * 64)
    checked = review(on.services, talk, spoken=lead)[0].document
    assert english not in checked.running.mark
    assert english not in str(checked.blocks)
    assert "A program. 28 Nov 2026" in words


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
