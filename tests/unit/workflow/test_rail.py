"""The step rail: where the conversation stands."""

from dataclasses import replace
from datetime import date

from consult_app.domain.consultation import Patient, Portion, Sex
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Severity
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.rail import RailStep, rail_screen
from consult_app.workflow.sealing import seal
from tests.helpers.sample import answered, checking, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented, reviewed

ALL_SEEN = tuple(each.value for each in Step)


def rail(**changes):
    conversation = Conversation.about(sample(), draft(**changes))
    return rail_screen(conversation, conversation.draft)


def by_step(shown):
    return {each.step: each for each in shown.steps}


def test_all_steps_stand_in_the_order_of_the_path():
    assert [each.step for each in rail().steps] == list(Step)


def test_a_step_is_done_when_it_was_seen_and_nothing_is_missing_in_it():
    shown = rail(seen=("history", "risks"), risks={})
    steps = by_step(shown)
    assert steps[Step.HISTORY] == RailStep(Step.HISTORY, 0, done=True, mark=None)
    assert steps[Step.RISKS] == RailStep(Step.RISKS, 2, done=False, mark=None)
    assert steps[Step.DECISIONS] == RailStep(Step.DECISIONS, 0, done=False, mark=None)
    assert steps[Step.PATIENT].done
    assert shown.progress == 2 / len(Step)


def test_signing_is_not_done_while_the_consultation_is_open():
    shown = rail(seen=ALL_SEEN)
    assert [each.step for each in shown.steps if not each.done] == [Step.SIGN, Step.DONE]
    assert shown.progress == 10 / 12
    assert not shown.locked


def test_a_step_wears_the_gravest_finding_that_rests_on_it():
    shown = by_step(
        rail(
            patient=Patient("p-2", "Bo", "Young", date(2012, 5, 4)),
            mixture=(Portion("ing-lidocaine", "1 ml"),),
            answers=answered(q_preg=None, q_allergy=("lidocaine",), q_smoke="daily"),
        )
    )
    marks = {step: each.mark for step, each in shown.items() if each.mark}
    assert marks == {
        Step.PATIENT: Severity.STOP,
        Step.HISTORY: Severity.CAUTION,
        Step.INGREDIENTS: Severity.CAUTION,
    }


def test_what_has_to_be_explained_again_marks_the_page_for_understanding():
    conversation = Conversation.about(checking(), draft(answers=answered(u_often="never")))
    assert by_step(rail_screen(conversation, conversation.draft))[Step.UNDERSTANDING].mark is Severity.CAUTION
    conversation = Conversation.about(checking(), draft(answers=answered(u_often="nobody")))
    assert by_step(rail_screen(conversation, conversation.draft))[Step.UNDERSTANDING].mark is None


def test_what_waits_for_the_sex_to_be_recorded_marks_the_patients_page_alone():
    nobody_said = replace(draft().patient, sex=Sex.NOT_RECORDED)
    shown = by_step(rail(patient=nobody_said, answers=answered(q_preg=None)))
    assert {step: each.mark for step, each in shown.items() if each.mark} == {Step.PATIENT: Severity.STOP}


def test_rules_that_wait_for_questions_mark_nothing():
    assert not any(each.mark for each in rail(answers={}).steps)


def test_what_is_left_once_reviewed_is_to_sign_and_to_seal():
    on = bench()
    shown = rail_screen(on.conversation, reviewed(on))
    assert [each.step for each in shown.steps if not each.done] == [Step.SIGN, Step.DONE]
    assert shown.locked


def test_what_is_left_once_signed_is_to_seal():
    on = bench()
    shown = rail_screen(on.conversation, consented(on))
    assert [each.step for each in shown.steps if not each.done] == [Step.DONE]
    assert shown.locked


def test_a_sealed_record_is_done_and_locked():
    on = bench()
    shown = rail_screen(on.conversation, seal(on.services, on.vault, sample(), consented(on), PASSPHRASE))
    assert all(each.done for each in shown.steps)
    assert (shown.progress, shown.locked) == (1, True)


def test_a_refusal_lacks_nothing_once_it_is_reviewed():
    on = bench(draft(answers={"d-treatment": "decline"}, areas=(), seen=(), options={}, risks={}))
    assert {each.missing for each in rail_screen(on.conversation, reviewed(on)).steps} == {0}
