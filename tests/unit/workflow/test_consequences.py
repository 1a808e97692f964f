"""The log tells which findings an answer raised, opened or withdrew."""

from consult_app.domain.condition import NOT_SURE
from consult_app.workflow.consequences import logged
from tests.helpers import rooms

TALK = rooms.conversation(rooms.treatment(rooms.yes_no_questions(4)))


def told(before, after):
    return logged("answered q0", before.assessment, after.assessment)


def test_a_finding_that_comes_changes_and_goes_is_told_each_time():
    raised = TALK.going_on(TALK.draft.answering("q0", value=True))
    opened = raised.going_on(raised.draft.answering("q0", value=NOT_SURE))
    withdrawn = opened.going_on(opened.draft.answering("q0", value=False))
    assert told(TALK, raised) == "answered q0; finding raised r-q0"
    assert told(raised, opened) == "answered q0; finding opened r-q0"
    assert told(opened, raised) == "answered q0; finding raised r-q0"
    assert told(opened, withdrawn) == "answered q0; finding withdrawn r-q0"
    assert told(raised, raised) == "answered q0"


def test_a_check_that_only_waits_for_its_question_is_no_finding_yet():
    assert told(TALK, TALK) == "answered q0"
