"""A course of sessions: what comes along from last time, what never does, and that what is lost is said."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.complication import Complication
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Origin, Portion
from consult_app.domain.given import Departs, planned
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.treatment import TOGETHER
from consult_app.errors import ContentError, NotReadyError
from consult_app.workflow.accounts import give, note_complication
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.course import Dropped, Loss, carry_over, next_session
from consult_app.workflow.screens.changes import changes_screen
from consult_app.workflow.screens.course import NextSession, read_course
from consult_app.workflow.screens.findings import findings_screen
from consult_app.workflow.screens.start import Concern
from consult_app.workflow.sealing import seal
from tests.helpers.fakes import NOON
from tests.helpers.sample import answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented


def fresh(**changes):
    return replace(
        draft(answers={}, areas=(), options={}, mixture=(), risks={}, seen=(), id="c-2"), **changes
    )


def changed(question_id, **changes):
    """The sample pack with one question changed, or left out where nothing is said."""

    def asked(section):
        questions = (
            replace(each, **changes) if each.id == question_id else each
            for each in section.questions
            if changes or each.id != question_id
        )
        return replace(section, questions=tuple(questions))

    return with_sections(asked)


def with_sections(change):
    questionnaire = sample().questionnaire
    sections = tuple(change(each) for each in questionnaire.sections)
    return replace(sample(), questionnaire=replace(questionnaire, sections=sections))


def carried(today=None, **before):
    return carry_over(Conversation.about(sample(), draft(**before)), today or sample(), fresh())


@pytest.fixture
def on():
    """A bench with one sealed session."""
    made = bench()
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    return made


def test_answers_come_along_to_be_asked_again_and_nothing_else_does():
    after, losses = carried(own_risks=("scar",))
    assert after.answers == {
        "q-expect": "Look less tired",
        "q-preg": False,
        "q-allergy": ("none",),
        "q-smoke": "never",
    }
    assert set(after.origins.values()) == {Origin.EARLIER}
    assert after.origins.keys() == after.answers.keys()
    assert (after.follows, after.areas, after.revision) == ("c-1", ("cheeks",), 1)
    assert after.mixture == (Portion("ing-hyaluronan", "", "", "", "cheeks"),)
    for name in ("overrides", "options", "risks", "own_risks", "exchanges", "seen"):
        assert not getattr(after, name)
    assert losses == ()


def test_what_follows_a_sample_is_a_sample():
    assert carried(sample=True)[0].sample


def test_who_reads_large_print_better_reads_it_the_next_time_too():
    assert carried(large=True)[0].large
    assert not carried()[0].large


def test_each_answer_is_a_gap_until_it_is_confirmed_or_changed():
    after, _ = carried()
    talk = Conversation.about(sample(), after)
    assert Gap(Step.HISTORY, Lack.CONFIRM, "q-smoke") in talk.gaps
    for said in (after.confirming("q-smoke"), after.answering("q-smoke", "daily")):
        assert Gap(Step.HISTORY, Lack.CONFIRM, "q-smoke") not in talk.going_on(said).gaps


def test_all_rules_judge_the_answers_that_came_along_at_once():
    after, _ = carried(answers=answered(q_preg=True) | {"q-weeks": 12})
    fired = [each.rule.id for each in Conversation.about(sample(), after).assessment.findings if each.certain]
    assert fired == ["ci-pregnancy"]


def test_the_patients_own_answers_are_of_last_time_too():
    after, _ = carried(origins={"q-smoke": Origin.PATIENT})
    assert after.origins["q-smoke"] is Origin.EARLIER


def test_what_was_hidden_last_time_does_not_come_along():
    after, losses = carried(answers=answered() | {"q-weeks": 12})
    assert "q-weeks" not in after.answers
    assert losses == ()


def test_not_sure_comes_along_as_such():
    assert carried(answers=answered(q_preg=NOT_SURE))[0].answers["q-preg"] is NOT_SURE


SMOKE = sample().questionnaire.question("q-smoke")


@pytest.mark.parametrize(
    ("today", "why"),
    [
        (changed("q-smoke"), Dropped.GONE),
        (changed("q-smoke", text="Have you never smoked?"), Dropped.ASKED_DIFFERENTLY),
        (changed("q-smoke", choices=SMOKE.choices[1:]), Dropped.MISFIT),
        (
            changed("q-smoke", choices=(replace(SMOKE.choices[0], label="Often"), *SMOKE.choices[1:])),
            Dropped.MISFIT,
        ),
        (
            with_sections(
                lambda each: replace(each, step=Step.UNDERSTANDING) if each.step is Step.HISTORY else each
            ),
            Dropped.GONE,
        ),
    ],
)
def test_an_answer_that_fits_no_question_of_today_is_left_behind_and_said(today, why):
    after, losses = carried(today)
    assert "q-smoke" not in after.answers
    assert Loss("Do you smoke?", why) in losses


@pytest.mark.parametrize(
    ("value", "kept"), [(("latex", "wasps"), False), (("wasps",), True), (("none",), True), (12, True)]
)
def test_choices_come_along_only_with_the_words_they_had(value, kept):
    allergy = sample().questionnaire.question("q-allergy")
    key = "q-weeks" if value == 12 else "q-allergy"
    after, losses = carried(
        changed("q-allergy", choices=allergy.choices[1:]),
        answers=answered(q_preg=True) | {key: value},
    )
    assert (key in after.answers) is kept
    assert (Loss(allergy.text, Dropped.MISFIT) in losses) is not kept


def test_a_number_out_of_todays_range_is_left_behind():
    today = changed("q-weeks", high=10)
    after, losses = carried(today, answers=answered(q_preg=True) | {"q-weeks": 12})
    assert "q-weeks" not in after.answers
    assert losses == (Loss("In which week?", Dropped.MISFIT),)


def test_areas_and_ingredients_that_are_gone_are_said():
    face = sample().goals[0]
    today = replace(
        sample(),
        goals=(replace(face, areas=face.areas[1:]), *sample().goals[1:]),
        ingredients=sample().ingredients[1:],
    )
    after, losses = carried(today)
    assert (after.areas, after.mixture) == ((), ())
    assert losses == (
        Loss("Cheeks", Dropped.AREA),
        Loss(sample().ingredient("ing-hyaluronan").name, Dropped.INGREDIENT),
    )


def test_the_next_session_is_kept_and_follows_a_sealed_one(on):
    newer = replace(changed("q-smoke"), version="0.2", digest="d" * 64)
    on.services.library.publish(newer)
    on.vault.keep_patient(replace(draft().patient, family_name="Married"))
    after = next_session(on.services, on.vault, "c-1")
    begun = after.conversation.draft
    assert on.vault.open(begun.id) == begun
    assert (begun.follows, begun.pack_version, begun.day) == ("c-1", "0.2", NOON.date())
    assert begun.patient.family_name == "Married"
    assert (begun.goal, after.earlier.id) == ("face", "c-1")
    assert after.losses == (Loss("Do you smoke?", Dropped.GONE),)
    assert on.vault.log[-1][2] == "carried over from c-1"


def test_nothing_follows_what_was_not_sealed():
    on = bench()
    with pytest.raises(NotReadyError):
        next_session(on.services, on.vault, "c-1")


def test_no_session_is_begun_where_the_goal_is_gone(on):
    on.services.library.publish(replace(sample(), digest="d" * 64, goals=sample().goals[1:]))
    with pytest.raises(ContentError) as caught:
        next_session(on.services, on.vault, "c-1")
    assert caught.value.code == "goal-missing"
    assert len(on.vault.consultations()) == 1


def test_the_next_session_follows_the_law_of_the_practice(on):
    on.services.library.publish(replace(sample(), id="sample.uk", digest="e" * 64, jurisdiction="UK"))
    on.vault.keep_practice(replace(on.vault.practice(), jurisdiction="UK"))
    assert next_session(on.services, on.vault, "c-1").conversation.treatment.id == "sample.uk"


def test_a_treatment_that_is_gone_is_named(on):
    on.services.library.current.clear()
    with pytest.raises(ContentError) as caught:
        next_session(on.services, on.vault, "c-1")
    assert caught.value.code == "pack-missing"


# The course on screen


def test_a_patient_who_never_came_has_no_course(on):
    on.vault.keep_patient(replace(draft().patient, id="p-2"))
    shown = read_course(on.services, on.vault, "p-2")
    assert (shown.sessions, shown.nexts) == ((), ())


def test_a_course_is_numbered_from_first_to_last_and_says_what_comes_next(on):
    shown = read_course(on.services, on.vault, "p-1")
    [session] = shown.sessions
    assert (session.number, session.goal, session.marks) == (1, "Fresher-looking skin", ())
    assert session.mixture == ("Hyaluronan 1 ml",)
    assert session.line.treatment == "Sample treatment"
    assert shown.nexts == (NextSession("Sample treatment", 2, "c-1", open=False),)
    assert (shown.patient, shown.today) == (draft().patient, NOON.date())


def test_a_session_that_is_open_already_is_gone_on_with(on):
    begun = next_session(on.services, on.vault, "c-1").conversation.draft
    shown = read_course(on.services, on.vault, "p-1")
    assert [each.number for each in shown.sessions] == [1, 2]
    assert shown.nexts == (NextSession("Sample treatment", 2, begun.id, open=True),)


def test_a_draft_before_any_consent_offers_nothing_to_follow():
    on = bench(draft(day=date(2026, 11, 20)))
    shown = read_course(on.services, on.vault, "p-1")
    assert [(each.number, [mark.concern for mark in each.marks]) for each in shown.sessions] == [
        (1, [Concern.CONSENT_MISSING])
    ]
    assert shown.nexts == ()


def test_a_refusal_has_no_number_and_the_course_goes_on_from_the_consent(on):
    refused = draft(id="c-3", day=date(2026, 11, 24), answers=answered(d_treatment="decline", d_photos=None))
    on.vault.begin(refused, on.services.library.bundle("sample"))
    record = consented(replace(on, conversation=Conversation.about(sample(), refused)))
    seal(on.services, on.vault, sample(), record, PASSPHRASE)
    shown = read_course(on.services, on.vault, "p-1")
    assert [each.number for each in shown.sessions] == [1, 0]
    assert shown.nexts == (NextSession("Sample treatment", 2, "c-1", open=False),)


def declined(decision="not_today"):
    """A bench on which the patient said no, or wanted more time, and never agreed before."""
    on = bench(draft(day=NOON.date(), answers=answered(d_treatment=decision, d_photos=None)))
    seal(on.services, on.vault, sample(), consented(on), PASSPHRASE)
    return on


@pytest.mark.parametrize("decision", ["decline", "not_today"])
def test_who_said_no_or_wanted_more_time_goes_on_from_what_they_answered_then(decision):
    on = declined(decision)
    [offered] = read_course(on.services, on.vault, "p-1").nexts
    assert offered == NextSession("Sample treatment", 1, "c-1", open=False, declined=True)
    carried = next_session(on.services, on.vault, "c-1")
    begun = carried.conversation.draft
    assert carried.again
    # To what was declined nobody agreed: nothing is compared with it.
    assert begun.since is None
    assert begun.answers["q-preg"] == draft().answers["q-preg"]
    assert "d-treatment" not in begun.answers
    [offered] = read_course(on.services, on.vault, "p-1").nexts
    assert (offered.consultation, offered.open, offered.declined) == (begun.id, True, False)


def test_of_several_times_that_somebody_declined_the_last_one_is_gone_on_from():
    on = declined()
    later = draft(id="c-2", day=NOON.date(), answers=answered(d_treatment="decline", d_photos=None))
    on.vault.begin(later, on.services.library.bundle("sample"))
    record = consented(replace(on, conversation=Conversation.about(sample(), later)))
    seal(on.services, on.vault, sample(), record, PASSPHRASE)
    [offered] = read_course(on.services, on.vault, "p-1").nexts
    assert offered.consultation == "c-2"


def test_the_treatment_of_last_is_offered_first(on):
    other = replace(sample(), id="other", name="Other", digest="c" * 64)
    on.services.library.publish(other)
    begun = begin(on.services, on.vault, "other", "face", draft().patient).draft
    said = replace(draft(), id=begun.id, treatment="other", pack_digest=begun.pack_digest, revision=1)
    on.vault.keep(said, "said")
    record = consented(replace(on, conversation=Conversation.about(other, said)))
    seal(on.services, on.vault, other, record, PASSPHRASE)
    shown = read_course(on.services, on.vault, "p-1")
    assert [(each.treatment, each.number) for each in shown.nexts] == [("Other", 2), ("Sample treatment", 2)]
    assert TOGETHER not in "".join(each.treatment for each in shown.nexts)


def test_the_findings_of_the_last_session_are_read_as_they_stood():
    on = bench(draft(answers=answered(q_preg=True) | {"q-weeks": 12}))
    shown = read_course(on.services, on.vault, "p-1")
    assert [each.title for each in shown.findings] == ["Pregnancy"]
    assert shown.findings == findings_screen(on.conversation).cards


def newer():
    """The sample pack a version later: a risk is told in other words, and nobody is asked about smoking."""
    risk, *others = sample().risks
    changed_risk = replace(risk, text="Other words.")
    return replace(
        changed("q-smoke"),
        digest="e" * 64,
        version="0.2",
        risks=(changed_risk, *others),
        rules=sample().rules[:0],
    )


def test_what_the_consent_before_said_comes_along_to_be_compared(on):
    on.services.library.publish(newer())
    carried = next_session(on.services, on.vault, "c-1")
    since = carried.conversation.draft.since
    assert (since.day, since.version) == (draft().day, "0.1")
    assert since.answers == carried.conversation.draft.answers
    assert [each.name for each in since.areas] == ["Cheeks"]
    assert [(each.name, each.amount) for each in since.mixture] == [("Hyaluronan", "1 ml")]
    assert [each.name for each in since.news] == [sample().risks[0].name]
    # What is asked in the same words and had no answer: said today, it is another one.
    assert since.unsaid
    assert not set(since.unsaid) & (set(since.answers) | {"d-treatment"})
    assert {each.kind for each in carried.changes} >= {"risks", "questions", "rules"}


def test_what_is_different_is_found_before_the_session_goes_on(on):
    same = changes_screen(on.services, on.vault, next_session(on.services, on.vault, "c-1"))
    assert not same.anything
    assert (same.versions, same.again, same.days) == (("0.1", "0.1"), 4, 0)
    on.services.library.publish(newer())
    other = changes_screen(on.services, on.vault, next_session(on.services, on.vault, "c-1"))
    assert other.anything
    assert other.versions == ("0.1", "0.2")
    assert [each.why for each in other.losses] == [Dropped.GONE]


def test_complications_departures_and_an_old_consent_are_to_be_known(on):
    given = planned(draft(), "Dr Bo", NOON)
    give(on.services, on.vault, "c-1", replace(given, doses=(replace(given.doses[0], amount="2 ml"),)))
    rash = Complication("Rash", NOON.date(), action="Cream")
    note_complication(on.services, on.vault, "c-1", rash)
    screen = changes_screen(on.services, on.vault, next_session(on.services, on.vault, "c-1"))
    assert [each.how for each in screen.departures] == [Departs.AMOUNT]
    assert [each.complication for each in screen.complications] == [rash]
    assert screen.names["ing-hyaluronan"] == "Hyaluronan"
    assert not screen.too_old
    assert replace(screen, days=31, days_valid=30).too_old
    assert not replace(screen, days=30, days_valid=30).too_old
