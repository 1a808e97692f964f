"""Documents: what they say follows from what was said."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from consult_app.domain.compose import (
    LONGEST_RUNNING_NAME,
    compose_aftercare,
    compose_consent,
    compose_summary,
    ground_text,
)
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import (
    Exchange,
    Ground,
    OptionTalk,
    Origin,
    Override,
    Portion,
    Practice,
    RiskTalk,
    Wish,
)
from consult_app.domain.document import (
    Bullets,
    Columns,
    DocumentKind,
    Fields,
    Heading,
    Notice,
    PaperSize,
    Paragraph,
    Phrase,
    Quote,
    Role,
    Sheet,
    SignatureBlock,
    Table,
    Tone,
    texts,
)
from consult_app.domain.frequency import NOT_KNOWN
from consult_app.domain.screening import assess
from consult_app.domain.signers import Interpreter, Proxy, Signers, Why, Witness
from consult_app.domain.treatment import Moment
from consult_app.domain.wording import Words
from tests.helpers.sample import DAY, NOW, answered, approved, draft, sample

WORDS = Words(sample().labels)


def consent(treatment=None, **changes):
    treatment, held = treatment or sample(), draft(**changes)
    return compose_consent(treatment, held, assess(treatment, held), NOW)


def printed(document):
    return "\n".join(text for block in document.blocks for text in texts(block))


def headings(document):
    return [each.text for each in document.blocks if isinstance(each, Heading)]


def test_a_finding_of_one_treatment_among_several_says_so():
    first, *rest = sample().rules
    alone = replace(sample(), rules=(replace(first, about="Sample treatment"), *rest))
    said = printed(consent(treatment=alone, answers=answered(q_preg=True)))
    assert "Only for Sample treatment." in said
    assert "Only for" not in printed(consent(answers=answered(q_preg=True)))


def test_who_stands_behind_the_words_and_who_paid_is_printed_last():
    rows = dict(consent().blocks[-1].rows)
    assert headings(consent())[-1] == "About these words"
    assert rows["Approved by"] == "nobody yet"
    assert rows["Read by"] == "Ann Example, Reader, 1 Nov 2026"
    assert (rows["Who paid for them"], rows["Other interests"]) == ("None.", "None.")
    assert rows["To be read again by"] == "22 May 2027"
    by = dict(consent(treatment=approved()).blocks[-1].rows)["Approved by"]
    assert by == "Kim Lead, Clinical lead, L-1, on 23 Nov 2026"


def test_a_consent_form_says_who_what_and_where_and_ends_with_both_signatures():
    document = consent()
    assert document.kind is DocumentKind.CONSENT
    assert (document.id, document.language, document.composed_at) == ("c-1", "en", NOW)
    assert document.blocks[0] == Heading("Consent to Sample treatment", 1)
    who = next(each for each in document.blocks if isinstance(each, Fields))
    assert [value for _, value in who.rows] == [
        "Ann Example",
        "4 May 1986",
        "R-7",
        "Dr Bo, Physician, 12345",
        "The practice, 1 Main Street",
        "23 Nov 2026, 09:30 (UTC+00:00)",
        "Sample treatment",
        "Fresher-looking skin",
        "Cheeks",
    ]
    assert document.signers == (Role.PATIENT, Role.CLINICIAN)
    assert [each.name for each in document.blocks if isinstance(each, SignatureBlock)] == [
        "Ann Example",
        "Dr Bo",
    ]


def test_what_is_not_recorded_is_said_as_such():
    held = draft()
    document = consent(
        patient=replace(held.patient, record_number=""),
        practice=Practice(""),
        areas=(),
        mixture=(Portion("ing-lidocaine"),),
    )
    who = dict(next(each for each in document.blocks if isinstance(each, Fields)).rows)
    assert who["Record number"] == who["Practice"] == who["Where"] == "not recorded"
    assert document.running.patient == "Ann Example · born 4 May 1986 · record not recorded"
    assert "not recorded, use by not recorded" in printed(document)


def test_an_unapproved_pack_is_marked_on_the_form_and_on_every_page():
    document = consent()
    assert document.blocks[1] == Notice(WORDS("mark.draft"), WORDS("mark.draft.text"), Tone.CARE)
    assert document.running.mark == "Draft – not clinically approved"
    assert (
        consent(sample=True).running.mark == "Sample – not a real patient · Draft – not clinically approved"
    )


def test_an_approved_pack_is_marked_only_after_its_review_date():
    assert consent(approved()).running.mark == ""
    assert WORDS("mark.draft.text") not in printed(consent(approved()))
    assert WORDS("mark.draft.text") in printed(consent(approved(), day=date(2027, 5, 23)))


def test_every_page_names_version_and_digest():
    assert consent().running.version == f"version 0.1 · {sample().digest[:12]}"
    assert consent().running.page == "Page {page} of {pages}"


def test_hidden_answers_are_not_printed():
    document = consent(answers=answered(q_preg=False, q_weeks=17))
    assert "In which week?" not in printed(document)
    assert "17 weeks" not in printed(document)


def part(document, name):
    """The blocks of one part, without its heading and without where columns begin and end."""
    begin = document.blocks.index(Heading(name)) + 1
    end = next(
        (
            begin + index
            for index, each in enumerate(document.blocks[begin:])
            if isinstance(each, Heading) and each.level == 2
        ),
        None,
    )
    return [each for each in document.blocks[begin:end] if not isinstance(each, Columns)]


def test_history_gives_answers_that_say_something_in_full_and_runs_the_others_together():
    document = consent(answers=answered(q_preg=None))
    assert part(document, "Your health history") == [
        Heading("Your health", 3),
        Fields((("Do you smoke?", "Never"),)),
        Paragraph(Phrase("Are you pregnant? Which drugs do you take?", "Not answered:"), quiet=True),
        Paragraph(Phrase("What are you allergic to?", "Answered “Nothing that I know of”:"), quiet=True),
    ]
    no = Paragraph(Phrase("Are you pregnant?", "Answered no:"), quiet=True)
    assert no in part(consent(), "Your health history")


def test_own_words_are_quoted_and_other_answers_stand_beside_their_question():
    document = consent(answers=answered(q_event="2027-01-02"))
    assert Quote("Look less tired", "What do you hope for?") in document.blocks
    assert Quote("Look less tired", "What you hope for") in document.blocks
    assert Fields((("Is there a day that matters?", "2 Jan 2027"),)) in document.blocks


def test_without_findings_the_form_says_so():
    assert WORDS("findings.none") in printed(consent())


def test_a_finding_is_printed_with_its_answers_advice_and_certainty():
    document = consent(answers=answered(q_preg=True))
    assert part(document, "Safety points we found") == [
        Notice(
            "Reason not to treat: Pregnancy",
            Phrase("Nobody has studied it.", mark="ci-pregnancy [1] opinion"),
            Tone.STOP,
            ("Answer behind this: Are you pregnant? Yes", "What to do: Wait until after the birth."),
        )
    ]


def test_an_open_finding_says_that_it_is_open():
    text = printed(consent(answers=answered(q_preg=NOT_SURE, q_smoke="daily")))
    assert "Possible reason not to treat, still open: Pregnancy" in text
    assert "Answer behind this: Are you pregnant? Not sure" in text
    assert "Ask more: Smoking" in text


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        (
            "She insists",
            Phrase("She insists", "Dr Bo decided to go on, 23 Nov 2026, 09:30 (UTC+00:00). Reason:"),
        ),
        ("", None),
    ],
)
def test_overrides_are_printed_with_name_time_and_reason(reason, wanted):
    held = draft(answers=answered(q_preg=True))
    (finding,) = assess(sample(), held).findings
    override = Override(
        "ci-pregnancy", certain=True, grounds=finding.grounds, clinician="Dr Bo", reason=reason, at=NOW
    )
    document = consent(answers=answered(q_preg=True), overrides=(override,))
    if wanted:
        (notice,) = part(document, "Safety points we found")
        assert notice.more[-1] == wanted
    else:
        assert "Talked through by Dr Bo, 23 Nov 2026, 09:30 (UTC+00:00)." in printed(document)


def test_own_words_behind_a_finding_are_printed_and_nothing_else():
    document = consent(
        answers=answered(q_allergy=("latex", "a cream")), mixture=(Portion("ing-lidocaine", "1 ml"),)
    )
    grounds = "Answer behind this: What are you allergic to? Latex; a cream; Ingredients: Lidocaine"
    assert grounds in printed(document)
    assert "not yet checked" in printed(document)


def test_unknown_frequencies_stay_not_known_and_known_ones_are_counted():
    document = consent()
    counted = next(each for each in part(document, "What to expect") if isinstance(each, Table))
    _, treated, untreated, details = counted.rows[0]
    assert treated == Phrase("11 in 100", filled=11, total=100)
    assert untreated == "not known"
    assert details == "How much: A little. How many sessions: Three."
    text = printed(document)
    assert "Not known. Serious." in text
    assert "Very common: 20 in 100. Usually mild." in text


def test_what_nobody_counted_is_told_under_words_that_say_so():
    uncounted = tuple(replace(each, treated=NOT_KNOWN) for each in sample().outcomes)
    parts = part(consent(replace(sample(), outcomes=uncounted)), "What to expect")
    place = parts.index(Heading(WORDS("outcome.uncounted"), 3))
    assert [each.lead for each in parts[place + 1].items] == [f"{each.title}." for each in uncounted]
    assert not any(isinstance(each, Table) for each in parts)
    assert not any(isinstance(each, Bullets) for each in part(consent(), "What to expect"))


def unknown(outcomes):
    document = consent(replace(sample(), outcomes=outcomes))
    said = [each for each in document.blocks if isinstance(each, Notice)]
    return [each for each in said if each.title == WORDS("outcome.unknown.title")]


def test_what_is_not_known_stands_once_below_the_points_and_names_each_of_them_once():
    [known, *_] = sample().outcomes
    first, second = replace(known, title="First", duration="Weeks"), replace(known, title="Second", size="")
    [notice] = unknown((first, second))
    assert notice.text == Phrase("for all of these points.", "When you may see it; Keeping it up:")
    assert notice.more == (Phrase("for Second.", "How much; How long it lasts:"),)
    [alone] = unknown((first,))
    assert alone.text == Phrase("for First.", "When you may see it; Keeping it up:")
    assert alone.more == ()


def test_where_all_is_known_nothing_is_said_to_be_unknown():
    whole = dict.fromkeys(("size", "sessions", "onset", "duration", "upkeep"), "So much.")
    assert unknown(tuple(replace(each, **whole) for each in sample().outcomes)) == []


def test_options_stand_side_by_side_with_what_was_decided():
    table = next(each for each in consent().blocks if isinstance(each, Table) and len(each.head) == 6)
    assert [row[-1] for row in table.rows] == [
        Phrase("wants to try", "Chosen:"),
        Phrase("does that already", "Not chosen:"),
        "Not chosen",
    ]
    untold = next(
        each for each in consent(options={}).blocks if isinstance(each, Table) and len(each.head) == 6
    )
    assert {row[-1] for row in untold.rows} == {"Not talked about"}


def test_a_second_opinion_is_offered_above_the_options_and_interests_of_the_practice_are_told():
    assert part(consent(), WORDS("part.options"))[0] == Paragraph(WORDS("option.second_opinion"))
    paid = replace(draft().practice, interests="The maker of the gel paid for a course")
    told = Phrase("The maker of the gel paid for a course.", f"{WORDS('option.interests')}.")
    assert part(consent(practice=paid), WORDS("part.options"))[1] == Paragraph(told)


def test_a_course_is_printed_time_by_time():
    course = (Moment("First", "Three sessions.", ("f",)), Moment("At week 12", "Fresher", ("f",)))
    outcomes = tuple(replace(each, course=course) for each in sample().outcomes)
    assert "First: Three sessions. At week 12: Fresher." in printed(
        consent(replace(sample(), outcomes=outcomes))
    )
    assert "How it goes over time" not in printed(consent())


def test_without_a_mixture_none_is_printed():
    assert "What will be injected" in headings(consent())
    assert "What will be injected" not in headings(consent(mixture=()))


def test_risks_that_may_apply_are_printed_and_those_that_matter_named_again():
    talks = {
        "ae-bruise": RiskTalk(discussed=True, matters=True, words="I have a wedding"),
        "ae-infection": RiskTalk(matters=True),
    }
    document = consent(risks=talks, own_risks=("A scar",))
    place = document.blocks.index(Heading("Risks that matter most to you", 3))
    assert document.blocks[place + 1] == Quote("I have a wedding", "Bruises")
    assert texts(document.blocks[place + 2]) == ("Infection",)
    assert document.blocks[place + 3] == Bullets(("A scar",))
    assert "Cool it. Talked about." in printed(document)
    assert "Ring us. Ring us at once. Not talked about yet." in printed(document)
    assert "Numb lips" not in printed(document)
    assert "Risks that matter most to you" not in headings(consent())
    assert "Numb lips" in printed(consent(mixture=()))


def test_questions_that_the_patient_asked_stand_under_understanding():
    document = consent(answers=answered(q_teach=None), exchanges=(Exchange("Does it hurt?", "A little."),))
    assert part(document, "What you understood") == [
        Heading("Questions and answers", 3),
        Quote("Does it hurt?", "You asked"),
        Quote("A little.", "We answered"),
    ]
    assert "What you understood" not in headings(consent(answers=answered(q_teach=None)))


def test_statements_are_those_whose_condition_is_true():
    def said(document):
        (points,) = [each for each in part(document, "What this form says") if isinstance(each, Bullets)]
        return [each.text for each in points.items]

    assert said(consent()) == ["I decide freely.", "You may take photos of me."]
    assert said(consent(answers=answered(d_photos=False))) == ["I decide freely."]
    # Not known yet is not said.
    assert said(consent(answers=answered(d_photos=None))) == ["I decide freely."]
    none = replace(sample(), statements=())
    assert "What this form says" not in headings(consent(none))


def test_sources_are_listed_with_the_numbers_used_in_the_text():
    lead, points = part(consent(), "Where this comes from")
    assert lead.text.endswith("says how much was read: a: all; b: abstract.")
    assert points.items == (
        Phrase("The maker. The label. 2020.\u00a0(a)", "[1]"),
        Phrase("Example A, Example B. The review. 2021.\u00a0(b)", "[2]"),
    )
    bare = replace(sample(), outcomes=(), options=(), risks=(), statements=())
    assert "Where this comes from" not in headings(consent(bare, mixture=()))


def test_expectations_asked_are_printed_with_their_answers():
    history = sample().questionnaire.sections[1]
    step = type(history.step).EXPECTATIONS
    sections = tuple(
        replace(each, step=step) if each is history else each for each in sample().questionnaire.sections
    )
    treatment = replace(sample(), questionnaire=replace(sample().questionnaire, sections=sections))
    document = consent(treatment)
    assert any(
        isinstance(each, Fields) and ("Do you smoke?", "Never") in each.rows for each in document.blocks
    )
    assert "Your health history" not in headings(document)


def test_without_words_about_what_matters_there_is_no_such_part():
    document = consent(answers=answered(q_expect=None))
    assert "What matters to you" not in headings(document)
    assert "What you hope for" not in printed(document)


def test_without_decisions_there_is_no_such_part():
    sections = sample().questionnaire.sections[:-1]
    treatment = replace(sample(), questionnaire=replace(sample().questionnaire, sections=sections))
    assert "Your decisions" not in headings(consent(treatment))


@pytest.mark.parametrize(
    ("decision", "kind", "title"),
    [
        ("decline", DocumentKind.REFUSAL, "Decision not to go ahead"),
        ("not_today", DocumentKind.NOT_TODAY, "More time to decide"),
    ],
)
def test_a_refusal_is_a_full_record_of_what_was_said(decision, kind, title):
    document = consent(answers=answered(d_treatment=decision, q_smoke="daily", q_preg=None))
    text = printed(document)
    assert document.kind is kind
    assert document.blocks[0] == Heading(f"{title}: Sample treatment", 1)
    assert Paragraph(WORDS(f"{kind.value}.next")) in document.blocks
    assert "I was not pressed." in text
    assert "I decide freely." not in text
    assert WORDS("findings.at_refusal") in text
    assert "Smoking" in text
    assert "Pregnancy" not in text
    assert WORDS(f"{kind.value}.declaration.patient") in text
    assert WORDS(f"{kind.value}.declaration.clinician") in text


def test_who_takes_more_time_signs_nothing_that_says_no():
    said = printed(consent(answers=answered(d_treatment="not_today")))
    assert "not to go ahead" not in said
    assert "no refusal" in said


def test_a_refusal_marks_answers_of_last_time_that_were_not_asked_again():
    earlier = dict.fromkeys(("q-expect", "q-event", "q-smoke"), Origin.EARLIER)
    said = {"d_treatment": "decline", "d_photos": None, "q_event": "2026-12-01"}
    text = printed(consent(answers=answered(**said), origins=earlier))
    assert "Never (from last time, not asked again)" in text
    assert "Look less tired (from last time, not asked again)" in text
    assert WORDS("expectations.hoped") not in text
    assert "Nothing that I know of (from" not in text


def test_where_findings_cannot_stand_in_pairs_the_first_takes_the_whole_line():
    for answers, alone in ((answered(q_preg=True), 1), (answered(q_preg=True, q_smoke=None), 0)):
        document = consent(answers=answers)
        at = document.blocks.index(Heading(WORDS("part.findings")))
        ending = document.blocks.index(Columns(1), at)
        shown = document.blocks[at + 1 : ending]
        notices = [each for each in shown if isinstance(each, Notice)]
        assert len(notices) % 2 == alone
        assert shown.index(Columns(2)) == alone


def test_a_refusal_before_any_question_names_no_findings():
    document = consent(answers={"d-treatment": "decline"}, mixture=())
    assert "Safety points we found" not in headings(document)


def test_headings_never_skip_a_level():
    for document in (
        consent(),
        consent(answers={"d-treatment": "decline"}),
        compose_aftercare(sample(), draft(), NOW),
    ):
        levels = [each.level for each in document.blocks if isinstance(each, Heading)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_aftercare_sheet_says_what_to_do_and_whom_to_ring():
    document = compose_aftercare(sample(), draft(), NOW)
    assert document.kind is DocumentKind.AFTERCARE
    assert document.signers == ()
    assert headings(document) == [
        "Aftercare: Sample treatment",
        "What was to be injected",
        "What to do",
        "What is normal",
        "When to get help",
        "Where this comes from",
    ]
    cool = Phrase("On the first day.", "Cool the skin.", "ac-cool [2] not yet checked")
    assert Bullets((cool,)) in document.blocks
    ring = next(each for each in document.blocks if isinstance(each, Notice) and each.tone is Tone.STOP)
    assert "555 0100" in ring.text
    assert WORDS("mark.draft.text") in printed(document)
    assert WORDS("aftercare.basis") in printed(document)


def test_the_aftercare_sheet_has_the_lots_and_the_sources_of_all_that_it_says():
    document = compose_aftercare(sample(), draft(), NOW)
    said = printed(document)
    assert "1 ml. Lot L1, use by 2027-01. Where: cheeks." in said
    assert "[2]" in said
    bare = replace(sample(), advice=())
    assert headings(compose_aftercare(bare, draft(mixture=()), NOW)) == ["Aftercare: Sample treatment"]


def test_an_aftercare_sheet_in_large_print_has_nothing_side_by_side():
    document = compose_aftercare(sample(), draft(), NOW, Sheet(large=True))
    assert not [each for each in document.blocks if isinstance(each, Columns | Table)]


def test_the_summary_says_what_was_decided_what_matters_and_what_comes_next():
    document = compose_summary(sample(), draft(), NOW, DAY)
    assert document.kind is DocumentKind.SUMMARY
    assert headings(document) == [
        "Your visit in short: Sample treatment",
        "Your decisions",
        "What matters most for you",
        "What was to be injected",
        "What comes next",
    ]
    said = printed(document)
    assert "You said yes." in said
    assert "The treatment can be on 23 Nov 2026 or later." in said
    assert "Ring us: 555 0100." in said
    assert WORDS("refusal.next") not in said


def test_the_summary_of_a_consent_that_was_taken_back_promises_no_treatment():
    held = draft()
    document = compose_summary(sample(), held, NOW, DAY, withdrawn=date(2026, 11, 24))
    said = printed(document)
    assert "You took back your consent on 24 Nov 2026. There is no treatment with it any more." in said
    assert "You said yes" not in said
    assert "The treatment can be on" not in said


def test_the_summary_of_a_refusal_names_no_mixture_and_no_emergency():
    answers = answered(d_treatment="decline")
    said = printed(compose_summary(sample(), draft(answers=answers), NOW))
    assert WORDS("refusal.next") in said
    assert "If you have questions, ring us: 555 0100." in said
    assert "Lot L1" not in said
    assert WORDS("aftercare.ring") not in said
    silent = draft(answers=answers, practice=Practice("The practice"))
    assert "ring us: the number of the practice." in printed(compose_summary(sample(), silent, NOW))


def test_the_summary_stays_short_whatever_was_said():
    portion = draft().mixture[0]
    document = compose_summary(sample(), draft(own_risks=("w" * 400,), mixture=(portion,) * 7), NOW)
    assert "3 more are in the form that you signed." in printed(document)
    assert "w" * 159 + "…" in printed(document)
    assert "w" * 160 not in printed(document)


def test_a_summary_of_what_has_no_risks_or_findings_leaves_that_part_out():
    bare = replace(sample(), risks=(), rules=())
    assert "What matters most for you" not in headings(compose_summary(bare, draft(), NOW))


def test_a_summary_in_large_print_has_nothing_side_by_side():
    document = compose_summary(sample(), draft(), NOW, sheet=Sheet(large=True))
    assert not [each for each in document.blocks if isinstance(each, Columns | Table)]


def test_a_number_for_emergencies_goes_before_the_practice_s_own():
    practice = Practice("The practice", "", "555 0100", emergency_phone="555 0911")
    printed_on = printed(compose_aftercare(approved(), draft(practice=practice), NOW))
    assert "Ring us: 555 0911." in printed_on
    assert "555 0100" not in printed_on


def test_a_document_keeps_the_sheet_that_it_is_laid_out_on():
    sheet = Sheet(PaperSize.LETTER, b"logo")
    talk = draft()
    assert compose_consent(sample(), talk, assess(sample(), talk), NOW, sheet).sheet == sheet
    assert compose_aftercare(sample(), talk, NOW, sheet).sheet == sheet


def test_without_a_telephone_number_the_practice_is_named():
    document = compose_aftercare(approved(), draft(practice=Practice("The practice")), NOW)
    assert "Ring us: the number of the practice." in printed(document)
    assert WORDS("mark.draft.text") not in printed(document)


@pytest.mark.parametrize(
    ("ground", "wanted"),
    [
        (Ground("patient.age", 17), "Age in years: 17"),
        (Ground("ingredients", None), "Ingredients: not answered"),
        (Ground("areas", ("cheeks", "thighs")), "Where: Cheeks, Thighs"),
        (Ground("goal", "face"), "What it is for: Fresher-looking skin"),
        (Ground("q-smoke", None), "Do you smoke? not answered"),
    ],
)
def test_grounds_are_said_in_words(ground, wanted):
    assert ground_text(sample(), ground, WORDS) == wanted


def test_the_same_words_give_the_same_document():
    assert consent() == consent()
    assert consent(day=DAY) == consent()


def test_a_wish_without_reason_stands_alone():
    document = consent(options={"alt-this": OptionTalk(Wish.CHOSEN)})
    table = next(each for each in document.blocks if isinstance(each, Table) and len(each.head) == 6)
    assert table.rows[0][-1] == "Chosen"


def test_a_very_long_name_leaves_room_for_the_birth_date_at_the_head_of_each_page():
    patient = replace(draft().patient, given_name="A" * 80)
    document = consent(patient=patient)
    assert document.running.patient.startswith("A" * (LONGEST_RUNNING_NAME - 1) + "… ")
    assert "1986" in document.running.patient
    assert patient.name in printed(document)


EVERYBODY = Signers(
    Proxy("Eva Example", "Mother", "parental responsibility", Why.MINOR),
    Interpreter("Ivo Babel", "Czech", "CZ-77"),
    Witness("Wanda See", "Nurse"),
    "Dr Ute",
)


@pytest.mark.parametrize("answers", [answered(), {"d-treatment": "decline"}])
@pytest.mark.parametrize("large", [False, True])
def test_everybody_who_signs_has_a_place_with_their_own_statement(answers, large):
    held = draft(signers=EVERYBODY, answers=answers)
    assessment = assess(sample(), held)
    document = compose_consent(sample(), held, assessment, NOW, Sheet(large=large))
    blocks = [each for each in document.blocks if isinstance(each, SignatureBlock)]
    assert document.signers == (Role.PROXY, Role.INTERPRETER, Role.WITNESS, Role.CLINICIAN)
    assert [(each.title, each.name, each.standing) for each in blocks] == [
        (
            "For the patient",
            "Eva Example",
            "Mother. Signs for Ann Example. Right to do so: parental responsibility.",
        ),
        ("Interpreter", "Ivo Babel", "Language: Czech. Id: CZ-77."),
        ("Witness", "Wanda See", "Nurse"),
        ("Clinician", "Dr Bo", "Not the clinician who will treat. That is Dr Ute."),
    ]
    kind = document.kind.value
    assert [each.declaration for each in blocks] == [
        WORDS(f"{kind}.declaration.{role}") for role in ("proxy", "interpreter", "witness", "clinician.proxy")
    ]


def test_the_first_page_says_who_signs_for_the_patient_and_why_and_who_else_takes_part():
    document = consent(signers=EVERYBODY)
    at = next(place for place, each in enumerate(document.blocks) if isinstance(each, Fields))
    who, notice = dict(document.blocks[at].rows), document.blocks[at + 1]
    assert who["Interpreter"] == "Ivo Babel. Language: Czech. Id: CZ-77."
    assert who["Witness"] == "Wanda See, Nurse"
    assert who["Who will treat"] == "Dr Ute. Dr Bo explained this and signs, and will not give the treatment."
    assert isinstance(notice, Notice)
    assert notice.text == (
        "Eva Example (Mother) decides and signs, because the patient is too young to decide this alone."
    )
    assert notice.more == ("What gives the right to do so: parental responsibility.",)


def test_a_draft_in_which_those_who_sign_are_not_named_yet_is_laid_out_all_the_same():
    document = consent(signers=Signers(Proxy(), Interpreter(), Witness(), ""))
    assert [each.name for each in document.blocks if isinstance(each, SignatureBlock)] == [
        "",
        "",
        "",
        "Dr Bo",
    ]
    assert not any(
        isinstance(each, Notice) and each.title == WORDS("proxy.title") for each in document.blocks
    )
