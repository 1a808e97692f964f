"""The event loop comes round: on a walk through all pages of the real pack, with the real adapters.

The aim is 50 ms. What counts is the work of this thread, but a busy machine makes that dearer too, so the
limits leave room: they catch a page that is built in one piece, or a change of look that dresses them all.
"""

import pytest

from consult_app.domain.questionnaire import Step
from consult_app.services import preload
from consult_app.ui.room_pages import preload_pages
from consult_app.workflow.screens.rail import PATH
from tests.helpers.loop_watch import LoopWatch
from tests.helpers.window import Walk, quick_services

USUAL_MS, FIRST_MS, DRESSING_MS = 130, 400, 1600


@pytest.fixture
def walk(qapp, tmp_path):
    made = Walk(quick_services(tmp_path / "vault"))
    preload()
    preload_pages()
    made.app.window.show()
    made.found()
    made.begin()
    yield made
    made.close()


def test_nothing_that_is_done_in_the_room_holds_the_loop_for_long(walk):
    controller, window = walk.controller, walk.app.window
    first, usual, dressing = LoopWatch(), LoopWatch(), LoopWatch()
    for step in PATH[:-1]:
        first.during(f"first visit of {step.value}", lambda step=step: controller.consultation.go_to(step))
    for step in (Step.HISTORY, Step.SCREENING, Step.OPTIONS):
        usual.during(f"back to {step.value}", lambda step=step: controller.consultation.go_to(step))
    controller.consultation.go_to(Step.HISTORY)
    usual.during("an answer", lambda: controller.said.answer("q-preg", value=True))
    usual.during("taking it back", controller.consultation.undo)
    dressing.during("another look", window.change_look)
    dressing.during("larger text", lambda: window.change_text_size(1))
    assert first.over(FIRST_MS) == []
    assert usual.over(USUAL_MS) == []
    assert dressing.over(DRESSING_MS) == []


def test_the_watch_sees_what_holds_the_loop(qapp):
    watch = LoopWatch()
    watch.during("a lot", lambda: sum(range(8_000_000)))
    watch.during("nothing", lambda: None)
    [found] = watch.over(30)
    assert found.act == "a lot"
