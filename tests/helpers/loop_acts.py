"""What is done in the room to see whether the event loop comes round: the real window and the real pack."""

from __future__ import annotations

from collections.abc import Callable

from consult_app.domain.consultation import Way
from consult_app.domain.questionnaire import Step
from consult_app.services import preload, preload_papers
from consult_app.ui.dialogs.settings_dialog import SettingsDialog
from consult_app.ui.room_pages import preload_pages
from consult_app.ui.widgets.choice_group import ChoiceButton
from consult_app.workflow.demo import scribble
from consult_app.workflow.screens.rail import PATH
from tests.helpers.loop_watch import LoopWatch
from tests.helpers.window import PASSPHRASE, Walk, until


def entered(walk: Walk) -> Walk:
    """Go into the room as a person does some seconds after the program was started."""
    preload()
    preload_papers()
    preload_pages()
    walk.app.window.show()
    walk.found()
    walk.begin()
    return walk


def first_visits(walk: Walk, watch: LoopWatch) -> None:
    """Go to each page for the first time: it is built."""
    for step in PATH[:-1]:
        watch.during(f"first visit of {step.value}", _going(walk, step))


def usual_acts(walk: Walk, watch: LoopWatch) -> None:
    """Do what is done all the time."""
    for step in (Step.SCREENING, Step.EXPECTATIONS, Step.OPTIONS, Step.HISTORY):
        watch.during(f"back to {step.value}", _going(walk, step))
    watch.during("an answer", lambda: walk.controller.said.answer("q-preg", value=True))
    watch.during("taking it back", walk.controller.consultation.undo)


def signing(walk: Walk, watch: LoopWatch) -> None:
    """Have a document laid out, signed by both, and sealed."""
    walk.answer_all()
    signing, seen = walk.controller.signing, walk.seen

    def during(act: str, do: Callable[[], None], announces: str) -> None:
        seen.pop(announces, None)
        watch.during(act, do, lambda: announces in seen)

    during("laid out to be signed", signing.review, "pages_laid")
    signing.read_back(True)
    for who in ("patient", "clinician"):
        during(f"{who} signs", lambda who=who: signing.sign(Way.DRAWN, scribble(who), ""), "pages_laid")  # type: ignore[misc]
    during("sealed, checked and stored", lambda: signing.seal(PASSPHRASE), "sealed")


def dressing(walk: Walk, watch: LoopWatch) -> None:
    """Change what every page wears."""
    watch.during("another look", walk.app.window.change_look)
    watch.during("larger text", lambda: walk.app.window.change_text_size(1))


def trying_on(walk: Walk, watch: LoopWatch) -> None:
    """Try another look on in the settings, which stand above a page of questions, and take it back."""
    walk.controller.house.read()
    until(lambda: bool(walk.app.window.findChildren(SettingsDialog)))
    dialog = walk.app.window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.show_section("appearance")
    watch.during("a look tried on", lambda: _choose(dialog, "High contrast"))
    watch.during("larger text tried on", lambda: _choose(dialog, "130 %"))
    watch.during("both taken back", dialog.reject)


def _choose(dialog: SettingsDialog, label: str) -> None:
    next(each for each in dialog.findChildren(ChoiceButton) if each.text() == label).click()


def _going(walk: Walk, step: Step) -> Callable[[], None]:
    return lambda: walk.controller.consultation.go_to(step)
