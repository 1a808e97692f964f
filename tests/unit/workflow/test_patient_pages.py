"""What the patient sees alone: which pages, in which words, and what is recorded of it."""

from dataclasses import replace

import pytest

from consult_app.content.library import Library
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Exchange, RiskTalk, Sex
from consult_app.domain.frequency import IconArray, Rate
from consult_app.domain.questionnaire import Kind, Step
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.patient_pages import (
    PATIENT_STEPS,
    Picture,
    Sort,
    asking,
    patient_pages,
    patient_said,
)
from consult_app.workflow.speaking import first_spoken, languages, translated
from tests.helpers.fakes import FakeVault, fake_services
from tests.helpers.sample import answered, approved, draft, sample
from tests.helpers.translated import translated_forms


def talk(treatment=None, **changes):
    return Conversation.about(treatment or sample(), draft(**changes))


def pages(step=None, **changes):
    return patient_pages(talk(**changes), None, step).pages


def page(sort, subject="", **changes):
    [found] = [each for each in pages(**changes) if (each.sort, each.subject) == (sort, subject)]
    return found


@pytest.fixture(scope="module")
def arabic(tmp_path_factory):
    library = Library(translated_forms(tmp_path_factory.mktemp("forms")))
    assert library.languages("sample") == ("en", "ar")
    return library.treatment("sample.ar")


# Which pages there are


def test_one_thing_comes_after_the_other():
    ids = [each.id for each in pages()]
    assert ids == [
        *("question areas", "question q-expect", "question q-event"),
        *("question q-preg", "question q-allergy", "question q-smoke", "question q-medicines"),
        "outcome o-skin",
        *("option alt-this", "option alt-nothing", "option alt-sun"),
        *("risk ae-bruise", "risk ae-infection"),
        *("question q-teach", "unclear "),
        "over ",
    ]


def test_a_follow_up_stands_in_its_place_as_soon_as_it_is_asked():
    ids = [each.id for each in pages(answers=answered(q_preg=True))]
    assert ids[ids.index("question q-preg") + 1] == "question q-weeks"
    assert "question q-preg" not in [
        each.id for each in pages(patient=replace(draft().patient, sex=Sex.MALE))
    ]


@pytest.mark.parametrize("step", PATIENT_STEPS)
def test_a_step_alone_ends_with_the_screen_given_back(step):
    shown = pages(step)
    assert len(shown) > 1
    assert shown[-1].sort is Sort.OVER
    assert {each.sort for each in shown[:-1]} <= {
        Step.EXPECTATIONS: {Sort.OUTCOME},
        Step.OPTIONS: {Sort.OPTION},
        Step.RISKS: {Sort.RISK},
        Step.UNDERSTANDING: {Sort.QUESTION, Sort.UNCLEAR},
    }.get(step, {Sort.QUESTION})


def test_the_clinician_keeps_to_the_clinicians_own_steps():
    asked = {each.subject for each in pages()}
    own = {Step.SCREENING, Step.EXPECTATIONS, Step.DECISIONS}
    kept = {
        question.id
        for section in sample().questionnaire.sections
        if section.step in own
        for question in section.questions
    }
    assert kept
    assert asked.isdisjoint(kept)


def test_no_word_of_a_finding_is_among_them():
    said = repr(pages(answers=answered(q_preg=NOT_SURE, q_smoke="daily")))
    for rule in sample().rules:
        for words in (rule.id, rule.title, rule.why, rule.advice):
            assert words not in said


# What stands on them


def test_a_question_stands_with_its_part_help_and_answer():
    shown = page(Sort.QUESTION, "q-preg")
    assert (shown.part, shown.title, shown.text) == ("Your health", "Are you pregnant?", "Or could you be?")
    assert shown.question is not None
    assert (shown.question.kind, shown.value) == (Kind.YES_NO, False)
    assert page(Sort.QUESTION, "areas").value == ("cheeks",)


def test_what_can_be_left_out_says_so_and_a_note_is_said_once():
    first, second = pages(Step.MATTERS)[1:3]
    assert (first.quiet, first.text) == ("In your own words.", "")
    assert (second.quiet, second.text) == ("", sample().labels["patient.optional"])


def test_an_outcome_has_both_arms_and_says_what_nobody_knows():
    shown = page(Sort.OUTCOME, "o-skin")
    treated, untreated = shown.pictures
    assert treated == Picture("With this treatment: 11 in 100", IconArray(11, 100))
    assert untreated == Picture("Without it: not known", None)
    assert dict(shown.facts)["How much"] == "A little."
    assert "How long it lasts" in dict(shown.facts)["Not known"]
    assert shown.quiet == "How sure is this: very low."


def test_an_outcome_of_which_all_is_known_names_nothing_unknown():
    [one] = sample().outcomes
    whole = replace(one, onset="Soon.", duration="Months.", upkeep="Yearly.", untreated=Rate(1, 100))
    known = talk(replace(sample(), outcomes=(whole,)))
    [shown] = [each for each in patient_pages(known).pages if each.sort is Sort.OUTCOME]
    assert "Not known" not in dict(shown.facts)


def test_an_option_says_all_and_where_it_is_not_offered():
    assert page(Sort.OPTION, "alt-this").part == "Your options"
    sun = page(Sort.OPTION, "alt-sun")
    assert sun.part == "Your options · Not offered here"
    assert ("How long it lasts", "As long as used.") in sun.facts


def test_a_risk_has_its_number_as_title_and_as_figures():
    shown = page(Sort.RISK, "ae-bruise")
    assert shown.title == "Bruises: about 20 in 100 people"
    assert shown.pictures == (Picture("20 of 100 people", IconArray(20, 100)),)
    assert ("What to do", "Cool it.") in shown.facts
    assert shown.quiet == "How sure is this: low."


def test_a_risk_that_nobody_counted_says_so():
    shown = page(Sort.RISK, "ae-infection")
    assert shown.title == "Infection"
    assert shown.pictures == (Picture("Nobody has counted how often.", None),)
    assert "does not mean rare" in shown.quiet
    assert "not yet checked" in shown.quiet
    assert ("What to do", "Ring us. Ring us at once.") in shown.facts


def test_a_risk_seen_in_nobody_is_not_called_impossible():
    bruise, *others = sample().risks
    never = replace(sample(), risks=(replace(bruise, frequency=Rate(0, 50)), *others))
    shown = patient_pages(talk(never), None, Step.RISKS).pages[0]
    assert shown.title == "Bruises: seen in none of 50 people"
    assert shown.pictures == (Picture("0 of 100 people", IconArray(0, 100)),)


def test_each_page_says_if_nobody_approved_the_words_or_the_patient_is_none():
    assert patient_pages(talk()).mark == sample().labels["mark.draft"]
    assert patient_pages(talk(approved())).mark == ""
    assert patient_pages(talk(approved(), sample=True)).mark == sample().labels["mark.sample"]


# What the patient asks


def test_a_question_asked_on_a_page_waits_for_its_answer():
    held = talk()
    bruise = page(Sort.OPTION, "alt-sun")
    assert bruise.asked is None
    once = asking(held, bruise, "")
    assert once == (Exchange("About “Sun protection”: I have a question.", ""),)
    again = held.going_on(held.draft.exchanging(once))
    shown = next(each for each in patient_pages(again).pages if each.id == bruise.id)
    assert (shown.asked, shown.value) == ("", None)
    worded = asking(again, shown, " Which one? ")
    assert worded == (Exchange("About “Sun protection”: Which one?", ""),)
    last = again.going_on(again.draft.exchanging(worded))
    shown = next(each for each in patient_pages(last).pages if each.id == bruise.id)
    assert shown.asked == "Which one?"
    assert asking(last, shown, None) == ()


def test_the_areas_are_asked_in_a_whole_sentence():
    shown = patient_pages(talk(), step=Step.MATTERS).pages[0]
    assert shown.title == sample().labels["patient.where"]
    assert shown.about == f"About “{shown.title}”:"


def test_what_was_answered_already_is_never_touched():
    before = (
        Exchange("About “Sun protection”: Which one?", "Any."),
        Exchange("Does it hurt?", "A little."),
    )
    shown = page(Sort.OPTION, "alt-sun", exchanges=before)
    assert shown.asked is None
    held = talk(exchanges=before)
    assert asking(held, shown, None) == before
    assert asking(held, shown, "And when?") == (*before, Exchange("About “Sun protection”: And when?", ""))


def test_what_was_not_clear_is_kept_in_the_patients_words():
    shown = page(Sort.UNCLEAR)
    assert shown.value is None
    told = asking(talk(), shown, "The costs")
    assert told == (Exchange("What was not clear: The costs", ""),)
    assert page(Sort.UNCLEAR, exchanges=told).value == "The costs"


def test_what_was_said_is_listed_for_the_clinician():
    risks = {"ae-bruise": RiskTalk(matters=True, words="I play the harp", has_questions=True)}
    asked = (
        Exchange("About “Sun protection”: I have a question.", ""),
        Exchange("About “Doing nothing”: Why not?", ""),
        Exchange("What was not clear: The costs", ""),
    )
    said = dict(patient_said(patient_pages(talk(risks=risks, exchanges=asked))))
    assert said["Do you smoke?"] == "Never"
    assert (
        said["Bruises: about 20 in 100 people"] == "This matters to me · I play the harp · I have a question"
    )
    assert said["Sun protection"] == "I have a question."
    assert said["Doing nothing"] == "Why not?"
    assert said["Is there anything that was not clear?"] == "The costs"
    assert "Infection" not in said


# In the patient's language


def test_a_translation_says_what_it_has_and_english_the_rest(arabic):
    shown = patient_pages(talk(), arabic)
    assert shown.language == "ar"
    assert shown.words("patient.next") == "التالي"
    assert shown.words("answer.not_sure") == "Not sure"
    by_id = {each.id: each for each in shown.pages}
    assert by_id["question q-preg"].title == "هل أنتِ حامل؟"
    assert by_id["question q-preg"].part == "Your health"
    assert by_id["risk ae-bruise"].title == "كدمات: حوالي 20 من 100"
    assert by_id["risk ae-infection"].title == "Infection"


def test_the_pages_are_the_same_in_every_language(arabic):
    held = talk(answers=answered(q_preg=True))
    ids = [each.id for each in patient_pages(held).pages]
    assert [each.id for each in patient_pages(held, arabic).pages] == ids


def test_what_is_asked_in_another_language_is_recorded_in_that_of_the_record(arabic):
    held = talk()
    shown = next(each for each in patient_pages(held, arabic).pages if each.id == "question q-preg")
    told = asking(held, shown, "لماذا؟")
    assert told == (Exchange("About “Are you pregnant?”: لماذا؟", ""),)
    again = held.going_on(held.draft.exchanging(told))
    shown = next(each for each in patient_pages(again, arabic).pages if each.id == "question q-preg")
    assert shown.asked == "لماذا؟"


def test_a_translation_that_asks_something_else_is_not_used(arabic):
    other = replace(arabic, risks=arabic.risks[1:])
    assert patient_pages(talk(), other).language == "en"


def test_every_page_of_a_translation_says_in_both_languages_that_nobody_checked_it(arabic):
    english = sample().labels["mark.translation"]
    beside = "لم تراجع الترجمة"
    translation = replace(arabic.translation, beside=english)
    unchecked = replace(arabic, translation=translation, labels={**arabic.labels, "mark.translation": beside})
    assert patient_pages(talk(), unchecked).mark.split(" · ")[-2:] == [beside, english]
    assert english not in patient_pages(talk()).mark
    lead = approved().governance
    assert english not in patient_pages(talk(), replace(unchecked, governance=lead)).mark


def test_languages_are_those_of_the_pack_that_the_consultation_was_begun_with():
    services, vault = fake_services(sample()), FakeVault()
    held = draft()
    vault.begin(held, services.library.bundle("sample"))
    services.library.spoken["xx"] = replace(sample(), language="xx")
    assert languages(services, vault, held) == ("en", "xx")
    assert translated(services, vault, held, "xx").language == "xx"
    assert translated(services, vault, held, "en") == sample()


@pytest.mark.parametrize(("wished", "first"), [("xx", "xx"), ("en", "en"), ("", "en"), ("yy", "en")])
def test_patients_are_met_in_the_language_that_the_practice_wishes_where_the_pack_has_it(wished, first):
    assert first_spoken(("en", "xx"), wished) == first
